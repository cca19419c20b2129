"""What is told about readings, in Danish, case by case."""

from datetime import timedelta

import pytest
import time_machine

from citizen_app.measures import MeasureCode, SkipReason
from citizen_app.trends.rules import Facts, tell
from citizen_app.trends.wording import clinicians_words, context_name, sentences
from tests.languages import speaking
from tests.unit.trends.builders import (
    MORNING,
    PRESSURE,
    TODAY,
    WALKING,
    facts,
    point,
    pressure,
    red_below,
    usual,
)

EVERY_DAY = {"expected_days": 1}
USUAL = {"baselines": [usual("91", "93")]}
LATELY = [point("88", ago) for ago in range(6)]
BEFORE = [point("93", ago) for ago in range(80, 90)]
WEIGHT = MeasureCode.WEIGHT


def told(known: Facts) -> str:
    with speaking("da"), time_machine.travel(MORNING, tick=False):
        stories = tell(known, TODAY)
        return " / ".join(" ".join(map(str, sentences(story))) for story in stories)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (
            facts(point("89"), **USUAL),
            "Din iltmætning er 89 i dag. Dit sædvanlige er 91–93. Det er lavere, end du plejer.",
        ),
        (
            facts(point("92"), **USUAL),
            "Din iltmætning er 92 i dag. Dit sædvanlige er 91–93. Det er, som du plejer.",
        ),
        (
            facts(point("95"), **USUAL),
            "Din iltmætning er 95 i dag. Dit sædvanlige er 91–93. Det er højere, end du plejer.",
        ),
        (facts(point("92", 1), **USUAL, **EVERY_DAY), "Din iltmætning var 92 i går. "),
        (facts(point("92", 1), **USUAL, **EVERY_DAY), "Du har ikke målt i dag endnu."),
        (facts(point("92", 7), **USUAL), "Din iltmætning var 92 mandag 16. november."),
        (facts(point("92", 7), **USUAL, **EVERY_DAY), "Det er 7 dage siden, du sidst målte."),
        (
            facts(point("92"), point("89", at=MORNING + timedelta(hours=10)), **USUAL),
            "Din iltmætning var 89 i dag kl. 18.12.",
        ),
        (facts(*LATELY, **USUAL), "De sidste 2 uger har tallet mest ligget omkring 88."),
        (facts(*LATELY, *BEFORE), "omkring 93"),
        (facts(point("92")), "Du har 1 af de 7 målinger"),
        (facts(*BEFORE, point("93")), "Dit team har ikke bestemt dit sædvanlige endnu."),
        (
            facts(*pressure("135", "80"), measures=PRESSURE),
            "Dit blodtryk er 135 over 80 i dag.",
        ),
        (
            facts(
                *pressure("150", "90"),
                measures=PRESSURE,
                baselines=[usual("125", "140", PRESSURE[0]), usual("70", "85", PRESSURE[1])],
            ),
            "Dit sædvanlige er 125–140 over 70–85. Begge tal er højere, end du plejer.",
        ),
        (
            facts(point("71.4", measure=WEIGHT), measures=(WEIGHT,)),
            "Din vægt er 71,4 kg i dag.",
        ),
        (facts(point("92", 1), is_paused=True), "Du har pause nu."),
        (
            facts(point("92", 1), point(None, skip_reason=SkipReason.DEVICE_FAULT)),
            "Mandag 23. november målte du ikke. Du skrev: ",
        ),
        (facts(point(None)), "Der er ikke noget tal endnu."),
    ],
)
def test_the_sentence_says_it(known: Facts, expected: str) -> None:
    assert expected in told(known)


def test_contexts_have_a_story_each() -> None:
    with speaking("da"):
        stories = tell(facts(point("92"), point("86", context=WALKING), **USUAL), TODAY)
        assert len(stories) == 2
        assert {str(context_name(story.context)) for story in stories} == {
            "I hvile, uden ilt",
            "Efter anstrengelse, uden ilt",
        }
        walking = next(story for story in stories if story.context == WALKING)
        assert "Dit sædvanlige" not in " ".join(map(str, sentences(walking)))


@pytest.mark.parametrize("is_shown", [False, True])
def test_a_limit_is_named_only_where_the_plan_shows_it(is_shown: bool) -> None:
    known = facts(
        point("84"),
        thresholds=[red_below("86", "Ring nu.")],
        shows_triage=is_shown,
        baselines=[usual("80", "93")],
    )
    assert ("under den grænse" in told(known)) is is_shown
    assert "som du plejer" not in told(known)
    (story,) = tell(known, TODAY)
    assert clinicians_words(story) == ["Ring nu."]
