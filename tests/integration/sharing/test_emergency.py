"""Opening a record in an emergency."""

from datetime import timedelta

import pytest

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.sharing import service
from citizen_app.sharing.rules import Access, Right
from tests.factories import LONG_AGO

REASON = "Indbragt med åndenød"


def access(session, cast, now=LONG_AGO):
    return service.access_to(
        session, actor=cast.erik, person=cast.frida, right=Right.SEE_CLINICAL, now=now
    )


def open_it(session, cast, reason=REASON, actor=None):
    return service.open_in_an_emergency(
        session, actor=actor or cast.erik, person=cast.frida, reason=reason, now=LONG_AGO
    )


def test_an_emergency_opens_a_strangers_record_for_an_hour(session, cast):
    assert access(session, cast) is Access.HIDDEN
    open_it(session, cast)
    assert access(session, cast) is Access.ALLOWED
    assert access(session, cast, LONG_AGO + timedelta(hours=1)) is Access.HIDDEN


def test_the_citizen_can_see_who_opened_it_and_why(session, cast):
    opened = open_it(session, cast)
    assert service.emergencies_of(session, person=cast.frida) == [opened]
    assert (opened.actor, opened.reason) == (cast.erik, REASON)
    assert audit.count(session, person=cast.frida) == 1


def test_opening_twice_is_one_access(session, cast):
    assert open_it(session, cast) == open_it(session, cast)
    assert len(service.emergencies_of(session, person=cast.frida)) == 1


def test_a_reason_must_say_something(session, cast):
    with pytest.raises(service.ReasonTooShort):
        open_it(session, cast, reason="     haster   ")


@pytest.mark.parametrize("who", ["dora", "anna", "jens"])
def test_those_who_do_not_treat_open_nothing(session, cast, who):
    with pytest.raises(NotFound):
        open_it(session, cast, actor=getattr(cast, who))
