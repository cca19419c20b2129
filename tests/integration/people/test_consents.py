"""Consents and relatives: written down once, taken back, and never lost."""

from functools import partial
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from citizen_app.database import Conflict, NotFound
from citizen_app.people import consents, relatives
from citizen_app.people.models import Relative
from citizen_app.people.relatives import NewRelative
from citizen_app.people.rules import ConsentHow, ConsentKind, Kinship, parse_cpr
from citizen_app.people.sealing import Seal
from citizen_app.sharing import service as sharing
from citizen_app.sharing.rules import Access, Right
from tests.at_once import at_once
from tests.cast import Cast
from tests.factories import LONG_AGO, TEST_KEY

SEAL = Seal(TEST_KEY, (b"1" * 32,))
BO = NewRelative("Bo Bertelsen", "+4512345678", Kinship.CHILD, ConsentHow.SPOKEN, "1")


def give(
    session: Session,
    actor: UUID,
    person: UUID,
    version: str = "1",
    kind: ConsentKind = ConsentKind.SUPPORT_CONTACT,
) -> None:
    consents.give(
        session,
        actor=actor,
        person=person,
        kind=kind,
        words_version=version,
        how=ConsentHow.SPOKEN,
        now=LONG_AGO,
    )


def stands(session: Session, person: UUID) -> bool:
    kind = ConsentKind.SUPPORT_CONTACT
    agreeing = consents.who_agrees(session, people=[person], kind=kind)
    assert agreeing == ({person} if agreeing else set())
    assert consents.has_consent(session, person=person, kind=kind) is bool(agreeing)
    return bool(agreeing)


def test_a_consent_says_who_when_how_and_which_words(session: Session, cast: Cast) -> None:
    give(session, cast.erik, cast.anna)
    (one,) = consents.consents_of(session, person=cast.anna)
    assert (one.words_version, one.how, one.given_at) == ("1", ConsentHow.SPOKEN, LONG_AGO)
    assert (one.recorded_by, one.stands) == ("Erik Eskildsen", True)
    assert stands(session, cast.anna)
    assert not consents.has_consent(session, person=cast.anna, kind=ConsentKind.PARTICIPATION)


def test_the_same_words_are_agreed_to_once(session: Session, cast: Cast) -> None:
    for version in ("1", "1", "2"):
        give(session, cast.erik, cast.anna, version)
    assert len(consents.consents_of(session, person=cast.anna)) == 2


def test_two_at_once_write_it_down_once(session: Session, cast: Cast) -> None:
    acts = [partial(give, actor=actor, person=cast.anna) for actor in (cast.erik, cast.hanne)]
    assert at_once(session, acts) == [None, None]
    assert len(consents.consents_of(session, person=cast.anna)) == 1


def test_what_is_taken_back_stands_no_more_and_stays_readable(session: Session, cast: Cast) -> None:
    for version in ("1", "2"):
        give(session, cast.erik, cast.anna, version)
    found = consents.consents_of(session, person=cast.anna)
    for _ in range(2):
        consents.withdraw(
            session, actor=cast.hanne, person=cast.anna, consent=found[0].id, now=LONG_AGO
        )
    assert not stands(session, cast.anna)
    names = {one.withdrawn_by for one in consents.consents_of(session, person=cast.anna)}
    assert names == {"Hanne Holm"}
    give(session, cast.erik, cast.anna)
    assert stands(session, cast.anna)


def test_another_persons_consent_leads_nowhere(session: Session, cast: Cast) -> None:
    give(session, cast.erik, cast.anna)
    (one,) = consents.consents_of(session, person=cast.anna)
    with pytest.raises(NotFound):
        consents.withdraw(
            session, actor=cast.gitte, person=cast.frida, consent=one.id, now=LONG_AGO
        )


def test_support_staff_see_contact_data_only_while_the_consent_stands(
    session: Session, cast: Cast
) -> None:
    def asked() -> tuple[Access, list[str]]:
        answer = sharing.access_to(
            session, actor=cast.support, person=cast.anna, right=Right.SEE_CONTACT, now=LONG_AGO
        )
        teams = sharing.teams_with(session, actor=cast.support, right=Right.SEE_CONTACT)
        known = sharing.contacts_for(session, actor=cast.support, teams=teams)
        return answer, [one.name for one in known]

    assert asked() == (Access.REFUSED, [])
    give(session, cast.erik, cast.anna)
    assert asked() == (Access.ALLOWED, ["Anna Andersen"])
    (one,) = consents.consents_of(session, person=cast.anna)
    consents.withdraw(session, actor=cast.erik, person=cast.anna, consent=one.id, now=LONG_AGO)
    assert asked() == (Access.REFUSED, [])


def test_others_see_contact_data_without_that_consent(session: Session, cast: Cast) -> None:
    anna = cast.anna
    teams = sharing.teams_with(session, actor=cast.home_care, right=Right.SEE_CONTACT)
    known = sharing.contacts_for(session, actor=cast.home_care, teams=teams)
    assert [one.id for one in known] == [anna]


def register(session: Session, person: UUID, actor: UUID, key: UUID, new: NewRelative = BO) -> None:
    relatives.register(
        session, actor=actor, person=person, key=key, relative=new, seal=SEAL, now=LONG_AGO
    )


def test_a_relative_is_registered_once_and_can_be_taken_off(session: Session, cast: Cast) -> None:
    key = uuid4()
    for _ in range(2):
        register(session, cast.anna, cast.erik, key)
    (one,) = relatives.relatives_of(session, person=cast.anna)
    assert (one.name, one.kinship, one.registered_by) == (
        "Bo Bertelsen",
        Kinship.CHILD,
        "Erik Eskildsen",
    )
    assert not one.has_cpr
    for _ in range(2):
        relatives.end(session, actor=cast.erik, person=cast.anna, relative=one.id, now=LONG_AGO)
    assert relatives.relatives_of(session, person=cast.anna) == []


def test_a_key_is_for_one_relative(session: Session, cast: Cast) -> None:
    key = uuid4()
    register(session, cast.anna, cast.erik, key)
    other = NewRelative("Else", None, Kinship.FRIEND, ConsentHow.SPOKEN, "1")
    with pytest.raises(Conflict):
        register(session, cast.anna, cast.erik, key, other)


def test_a_relatives_number_is_encrypted_and_forgotten_at_the_end(
    session: Session, cast: Cast
) -> None:
    number = parse_cpr("251248-9996")
    new = NewRelative("Bo", None, Kinship.CHILD, ConsentHow.SPOKEN, "1", number)
    register(session, cast.anna, cast.erik, uuid4(), new)
    row = session.exec(select(Relative)).one()
    assert row.cpr_sealed
    assert SEAL.open(row.cpr_sealed, owner=row.id) == number.plain
    relatives.end(session, actor=cast.erik, person=cast.anna, relative=row.id, now=LONG_AGO)
    assert row.cpr_sealed is row.cpr_fingerprint is None


def test_another_persons_relative_leads_nowhere(session: Session, cast: Cast) -> None:
    register(session, cast.anna, cast.erik, uuid4())
    (one,) = relatives.relatives_of(session, person=cast.anna)
    with pytest.raises(NotFound):
        relatives.end(session, actor=cast.gitte, person=cast.frida, relative=one.id, now=LONG_AGO)
