"""What is told about answers over time, in the words of the form."""

from collections.abc import Iterator, Sequence
from datetime import date

from babel.lists import format_list
from flask_babel import get_locale, gettext, ngettext

from citizen_app.plans.rules import DAY
from citizen_app.record.wording import answer_text
from citizen_app.trends.answers import Followed
from citizen_app.trends.events import Paused
from citizen_app.trends.periods import Unit
from citizen_app.trends.questions import YES, Choice, Portion, Stretch, runs_of
from citizen_app.trends.readouts import short_day, stretch_name
from citizen_app.trends.told import listed_runs, pauses_told
from citizen_app.trends.wording import Sentence, day_words


def option_words(choice: Choice) -> Sentence:
    """The option as the form words it; yes and no in our own words."""
    return choice.label or answer_text(choice.option == YES)


def sentences(followed: Followed, today: date) -> list[Sentence]:
    """What was answered last, on how many days, and when an answer stood out."""
    return list(_sentences(followed, today))


def _sentences(followed: Followed, today: date) -> Iterator[Sentence]:
    question = followed.question
    last = question.days[-1]
    answer = _listed([option_words(choice) for choice in question.chosen_on(last)])
    if last == today:
        # Translators: "I dag svarede du: Lidt mere."
        yield gettext("Today you answered: %(answer)s.", answer=answer)
    elif last == today - DAY:
        yield gettext("Yesterday you answered: %(answer)s.", answer=answer)
    else:
        # Translators: "Mandag 16. november svarede du: Lidt mere."
        yield gettext("%(day)s you answered: %(answer)s.", day=day_words(last), answer=answer)
    days = len(question.days)
    yield ngettext("You have answered on %(num)s day.", "You have answered on %(num)s days.", days)
    if question.marked:
        runs = runs_of(question.marked)[::-1]
        yield gettext("Your answer stood out: %(days)s.", days=listed_runs(runs))


def told(followed: Followed, pauses: Sequence[Paused] = ()) -> list[Sentence]:
    """What the picture shows: how often each option was chosen, and pauses."""
    shares = (
        f"{option_words(choice)}: {days_count(len(choice.days))}"
        for choice in followed.question.choices
        if choice.days
    )
    return [". ".join(shares) + ".", *pauses_told(pauses)]


def days_count(days: int) -> Sentence:
    """ "5 dage"."""
    return ngettext("%(num)s day", "%(num)s days", days)


def marked_count(days: int) -> Sentence:
    """On how many days an answer stood out by the form's own rules."""
    return ngettext("%(num)s stands out", "%(num)s stand out", days)


def stretch_words(stretch: Stretch) -> str:
    """ "5. okt.", "September" or "28. september–4. oktober"."""
    if stretch.unit is Unit.DAY:
        return short_day(stretch.first_on)
    return stretch_name(stretch.first_on, stretch.until_on, stretch.unit)


def portion_words(portion: Portion, unit: Unit) -> Sentence:
    """ "Lidt mere" for a day, "Lidt mere 2 dage" for a longer stretch."""
    words = option_words(portion.choice)
    return words if unit is Unit.DAY else f"{words} {days_count(portion.days)}"


def stop_text(stretch: Stretch) -> Sentence:
    """What a place in time says when it is touched: "5. okt.: Lidt mere"."""
    parts = []
    for portion in stretch.portions:
        words = portion_words(portion, stretch.unit)
        if portion.marked and stretch.unit is Unit.DAY:
            words = gettext("%(answer)s (stands out)", answer=words)
        elif portion.marked:
            words = f"{words} ({marked_count(portion.marked)})"
        parts.append(words)
    return f"{stretch_words(stretch)}: {', '.join(map(str, parts))}"


def _listed(words: Sequence[Sentence]) -> str:
    return str(format_list([str(word) for word in words], locale=get_locale()))
