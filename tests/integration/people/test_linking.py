"""Who a sign-in belongs to: found by number once, by identity ever after, and taken over never."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from citizen_app.database import NotFound
from citizen_app.people import queries, service
from citizen_app.people.models import Person
from tests.factories import TEST_KEY, make_person

CPR, OTHER_CPR = "2512489996", "1403531117"
ISSUER = "https://provider.example"


def link(
    session: Session, subject: str, cpr: str | None = CPR, issuer: str = ISSUER
) -> UUID | None:
    return service.link_identity(session, issuer=issuer, subject=subject, cpr=cpr, key=TEST_KEY)


@pytest.fixture
def karen(session: Session) -> UUID:
    return make_person(session, name="Karen", cpr=CPR)


def test_the_first_sign_in_is_matched_by_number(session: Session, karen: UUID) -> None:
    assert link(session, "karen") == karen
    row = session.get(Person, karen)
    assert row is not None
    assert (row.issuer, row.subject) == (ISSUER, "karen")


def test_later_sign_ins_need_no_number(session: Session, karen: UUID) -> None:
    link(session, "karen")
    assert link(session, "karen", cpr=None) == karen
    assert link(session, "karen", cpr=OTHER_CPR) == karen


@pytest.mark.parametrize("cpr", [None, "", OTHER_CPR, "25124899", "2512489996' OR 1=1", "æ" * 10])
def test_nobody_is_found_by_another_number_or_by_nonsense(
    session: Session, karen: UUID, cpr: str | None
) -> None:
    assert link(session, "karen", cpr) is None


def test_a_person_with_an_identity_is_not_taken_over(session: Session, karen: UUID) -> None:
    link(session, "karen")
    assert link(session, "somebody") is None
    assert link(session, "karen", issuer="https://other.example") is None
    assert link(session, "karen", cpr=None) == karen


def test_the_number_is_useless_under_another_key(session: Session, karen: UUID) -> None:
    found = service.link_identity(
        session, issuer=ISSUER, subject="karen", cpr=CPR, key=b"another key"
    )
    assert found is None


@pytest.mark.parametrize("subjects", [["karen", "somebody"], ["karen", "karen"]])
def test_of_two_identities_at_once_one_gets_in(
    session: Session, karen: UUID, monkeypatch: pytest.MonkeyPatch, subjects: list[str]
) -> None:
    both_have_read = Barrier(2)
    find = queries.find_by_cpr_fingerprint

    def find_together(session: Session, fingerprint: str) -> Person | None:
        found = find(session, fingerprint)
        # On SQLite the second one cannot read before the first has ended.
        with suppress(BrokenBarrierError):
            both_have_read.wait(timeout=0.5)
        return found

    monkeypatch.setattr(queries, "find_by_cpr_fingerprint", find_together)
    found = at_once(session, subjects)
    strangers = len(set(subjects)) - 1
    assert found.count(None) == strangers
    assert found.count(karen) == 2 - strangers


def at_once(session: Session, subjects: list[str]) -> list[UUID | None]:
    """What first sign-ins with the same number at the same time lead to."""
    engine = session.get_bind()
    session.commit()
    found: list[UUID | None] = []

    def sign_in(subject: str) -> None:
        with Session(engine, expire_on_commit=False) as own:
            found.append(link(own, subject))
            own.commit()

    threads = [Thread(target=sign_in, args=(subject,)) for subject in subjects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_after_a_provider_was_replaced_the_number_counts_again(
    session: Session, karen: UUID
) -> None:
    link(session, "karen")
    service.forget_identity(session, person=karen)
    assert link(session, "new", issuer="https://new.example") == karen


def test_forgetting_somebody_who_is_not_there_is_told(session: Session) -> None:
    with pytest.raises(NotFound):
        service.forget_identity(session, person=UUID(int=1))


def test_two_people_cannot_have_one_number(session: Session, karen: UUID) -> None:
    with pytest.raises(IntegrityError):
        make_person(session, name="Lis", cpr=f"{CPR[:6]}-{CPR[6:]}")


def test_the_number_itself_is_stored_nowhere(session: Session, karen: UUID) -> None:
    row = session.get(Person, karen)
    assert row is not None
    assert CPR not in str(row.model_dump())


def test_people_are_found_by_number_until_it_is_nonsense(session: Session, karen: UUID) -> None:
    assert service.find_by_cpr(session, cpr="251248-9996", key=TEST_KEY) == karen
    assert service.find_by_cpr(session, cpr=OTHER_CPR, key=TEST_KEY) is None
    assert service.find_by_cpr(session, cpr="nonsense", key=TEST_KEY) is None
