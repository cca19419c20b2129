"""The nurse writes the citizen's action plan, looks at it, and keeps it as a new version."""

from uuid import uuid4

import pytest
from sqlmodel import select

from citizen_app.action_plan import service as action_plan
from citizen_app.action_plan.models import ActionPlanVersion
from citizen_app.action_plan.rules import LONGEST_TEXT, Tie
from citizen_app.action_plan.service import PlanChanged
from citizen_app.audit.models import AuditEvent
from citizen_app.measures import MeasureCode
from citizen_app.record.rules import Colour
from tests.action_plans import content, make_action_plan
from tests.at_once import at_once
from tests.integration.care_team.test_day import STAFF, STRANGERS
from tests.integration.monday import NOW
from tests.integration.questionnaires.answering import offer_form
from tests.integration.questionnaires.conftest import daily_source as daily_source
from tests.queries import counted_queries

TEXTS = {
    f"{part}-{zone}": f"{part} {zone}."
    for part in ("feels", "does")
    for zone in ("green", "yellow", "red")
}
LOOK, KEEP = "Se den, som borgeren ser den", "Gem planen"


def page_of(person):
    return f"/care-team/citizens/{person}/action-plan"


def plan_of(session, person):
    session.expire_all()
    return action_plan.find_plan(session, person=person)


def write(client, person, **changed):
    """Fill in the form, look at it, keep it; the answer to keeping."""
    client.get(page_of(person))
    assert client.submit({**TEXTS, **changed}, button=LOOK).status_code == 200
    return client.submit(button=KEEP)


def test_nothing_is_kept_before_it_was_looked_at(session, cast, send, erik):
    send("80")
    erik.get(page_of(cast.anna))
    fields = {**TEXTS, "phone-name-1": "Min søn", "phone-number-1": "98 00 00 06"}
    erik.submit({**fields, "tie-red": ["red|pulse||"]}, button=LOOK)
    assert "Der er ikke gemt noget endnu" in erik.page.text
    assert "does red." in erik.page.text
    assert "Puls: rød" in erik.page.text
    assert plan_of(session, cast.anna) is None
    assert erik.submit(button=KEEP).status_code == 303
    plan = plan_of(session, cast.anna)
    assert plan.content.text_of(Colour.RED).does == "does red."
    assert plan.content.ties == {Tie(Colour.RED, Colour.RED, MeasureCode.PULSE)}
    assert [phone.number for phone in plan.content.phones] == ["98 00 00 06"]


def test_changing_it_after_looking_loses_nothing(session, cast, send, erik):
    send("80")
    erik.get(page_of(cast.anna))
    ties = {"tie-red": ["red|||", "red|pulse||"], "tie-yellow": ["yellow|||"]}
    erik.submit({**TEXTS, **ties}, button=LOOK)
    erik.submit(button="Ret planen")
    erik.submit(button=LOOK)
    erik.submit(button=KEEP)
    plan = plan_of(session, cast.anna)
    assert len(plan.content.ties) == 3
    assert plan.content.text_of(Colour.GREEN).feels == "feels green."


def test_a_new_version_replaces_and_the_old_one_stays_to_be_read(session, cast, erik):
    write(erik, cast.anna)
    first = plan_of(session, cast.anna)
    write(erik, cast.anna, **{"does-red": "Noget nyt."})
    second = plan_of(session, cast.anna)
    assert (first.line.number, second.line.number) == (1, 2)
    erik.get(f"{page_of(cast.anna)}/versions/{first.id}")
    assert "does red." in erik.page.text
    assert "Den gælder ikke mere." in erik.page.text
    assert "Erik Eskildsen" in erik.page.text
    erik.get(f"{page_of(cast.anna)}/versions/{second.id}")
    assert "Gælder nu." in erik.page.text


def test_only_questions_and_measures_that_may_be_coloured_are_offered(
    session, cast, erik, daily_source
):
    offer_form(session, person=cast.anna, source=daily_source)
    erik.get(page_of(cast.anna))
    assert "Har du mere åndenød, end du plejer? (rødt svar)" in erik.page.text
    assert "Er der mere, du vil sige til dit team? (" not in erik.page.text


def test_a_tie_that_nobody_offered_is_left_out(session, cast, erik):
    write(erik, cast.anna, **{"tie-red": ["green|||", "red|steps||", "' OR 1=1", "red|||"]})
    assert plan_of(session, cast.anna).content.ties == {Tie(Colour.RED, Colour.RED)}


def test_a_tie_to_what_is_no_longer_asked_stays(session, cast, erik):
    gone = Tie(Colour.RED, Colour.RED, form_url="https://example.dk/old", link_id="1")
    make_action_plan(session, author=cast.erik, person=cast.anna, content=content(gone))
    write(erik, cast.anna)
    assert plan_of(session, cast.anna).content.ties == {gone}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"does-red": " "}, "Skriv, hvad borgeren gør i denne zone"),
        ({"feels-green": ""}, "Skriv, hvordan borgeren har det i denne zone"),
        ({"does-green": "a" * (LONGEST_TEXT + 1)}, "fylder én side"),
        ({"phone-name-1": "Min søn"}, "Skriv et telefonnummer"),
        ({"phone-name-1": "Min søn", "phone-number-1": "ring"}, "Skriv et telefonnummer"),
        ({"phone-number-1": "98 00 00 06"}, "Skriv, hvis nummer det er"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(session, cast, erik, changed, message):
    erik.get(page_of(cast.anna))
    assert erik.submit({**TEXTS, **changed}, button=LOOK).status_code == 422
    assert message in erik.page.text
    assert erik.page.by_id("feels-red").text.strip() == "feels red."
    assert plan_of(session, cast.anna) is None


def test_a_double_click_keeps_one_version(session, cast, erik):
    form = {**TEXTS, "key": str(uuid4()), "go": "keep"}
    for _ in range(2):
        assert erik.post(page_of(cast.anna), data=form).status_code == 303
    assert len(session.exec(select(ActionPlanVersion)).all()) == 1
    other = {**form, "does-red": "Noget andet"}
    assert erik.post(page_of(cast.anna), data=other).status_code == 409


def test_who_comes_second_is_told_and_keeps_the_text(session, cast, erik):
    erik.get(page_of(cast.anna))
    erik.submit({**TEXTS, "does-red": "Min tekst."}, button=LOOK)
    make_action_plan(session, author=cast.hanne, person=cast.anna, content=content())
    assert erik.submit(button=KEEP).status_code == 409
    assert "Planen er skrevet om imens" in erik.page.text
    assert erik.page.by_id("does-red").text.strip() == "Min tekst."
    assert plan_of(session, cast.anna).line.author == "Hanne Holm"
    erik.submit(button=LOOK)
    assert erik.submit(button=KEEP).status_code == 303
    assert plan_of(session, cast.anna).line.number == 2


def test_two_at_once_write_one_version(session, cast):
    erik, anna = cast.erik, cast.anna

    def write_plan(own):
        return action_plan.write_plan(
            own, actor=erik, person=anna, key=uuid4(), seen=None, content=content(), now=NOW
        )

    found = at_once(session, [write_plan, write_plan])
    assert sum(isinstance(one, PlanChanged) for one in found) == 1
    assert len(session.exec(select(ActionPlanVersion)).all()) == 1


def test_writing_is_audited(session, cast, erik):
    write(erik, cast.anna)
    wanted = select(AuditEvent).filter_by(person_id=cast.anna, action="action_plan:written")
    (event,) = session.exec(wanted).all()
    assert event.actor_id == cast.erik


def test_the_citizens_page_leads_to_the_plan(cast, erik):
    erik.get(f"/care-team/citizens/{cast.anna}")
    assert "Der er ingen handleplan endnu." in erik.page.text
    write(erik, cast.anna)
    erik.get(f"/care-team/citizens/{cast.anna}")
    assert "Udgave 1, skrevet i dag kl. 9.12 af Erik Eskildsen." in erik.page.text


def test_the_number_of_queries_does_not_grow_with_versions(session, cast, erik):
    make_action_plan(session, author=cast.erik, person=cast.anna, content=content())
    counts = []
    for word in "abc":
        with counted_queries(session) as statements:
            erik.get(page_of(cast.anna))
        counts.append(len(statements))
        make_action_plan(session, author=cast.erik, person=cast.anna, content=content(word=word))
    assert len(set(counts)) == 1


@pytest.mark.parametrize(("who", "status"), [*STAFF.items(), *STRANGERS.items()])
def test_who_may_read_and_write_it(session, cast, client, clock, who, status):
    version = make_action_plan(session, author=cast.erik, person=cast.anna, content=content())
    if who:
        client.sign_in(getattr(cast, who))
    assert client.get(page_of(cast.anna)).status_code == status
    assert client.get(f"{page_of(cast.anna)}/versions/{version}").status_code == status
    assert client.post(page_of(cast.anna), data=TEXTS).status_code == status
    assert plan_of(session, cast.anna).line.number == 1


def test_another_persons_version_leads_nowhere(session, cast, erik):
    version = make_action_plan(session, author=cast.gitte, person=cast.frida, content=content())
    assert erik.get(f"{page_of(cast.anna)}/versions/{version}").status_code == 404
