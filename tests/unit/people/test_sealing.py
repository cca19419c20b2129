"""Numbers are encrypted with the first key, opened with any, and only in their own row."""

from base64 import urlsafe_b64decode
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.people.sealing import NotReadable, Seal, new_key

OLD, NEW = b"o" * 32, b"n" * 32
NUMBER = "2512489996"
ANNA, BO = UUID(int=1), UUID(int=2)


def seal(*keys: bytes) -> Seal:
    return Seal(b"finding", keys)


@given(st.text(max_size=20), st.uuids())
def test_what_is_closed_can_be_opened(number: str, owner: UUID) -> None:
    assert seal(NEW, OLD).open(seal(OLD).close(number, owner=owner), owner=owner) == number


def test_the_first_key_closes() -> None:
    closed = seal(NEW, OLD).close(NUMBER, owner=ANNA)
    assert seal(NEW).open(closed, owner=ANNA) == NUMBER
    assert seal(NEW, OLD).is_newest(closed)
    assert not seal(OLD, NEW).is_newest(closed)


def test_the_same_number_never_looks_the_same() -> None:
    one, other = (seal(NEW).close(NUMBER, owner=ANNA) for _ in range(2))
    assert one != other
    assert NUMBER not in one


def test_another_key_and_another_row_open_nothing() -> None:
    closed = seal(OLD).close(NUMBER, owner=ANNA)
    for keys, owner in (((NEW,), ANNA), ((OLD,), BO)):
        with pytest.raises(NotReadable) as refused:
            seal(*keys).open(closed, owner=owner)
        assert NUMBER not in str(refused.value)


@pytest.mark.parametrize("stored", ["", ".", "nonsense", "00000000.AAAA", "æ.ø"])
def test_what_was_never_closed_is_not_readable(stored: str) -> None:
    with pytest.raises(NotReadable):
        seal(NEW).open(stored, owner=ANNA)


@pytest.mark.parametrize("rest", ["", "A", "AAAA", "!!!", "æ"])
def test_what_was_cut_off_is_not_readable(rest: str) -> None:
    name = seal(NEW).close(NUMBER, owner=ANNA).partition(".")[0]
    with pytest.raises(NotReadable):
        seal(NEW).open(f"{name}.{rest}", owner=ANNA)


def test_keys_are_not_shown() -> None:
    assert "nnn" not in repr(seal(NEW))
    assert "finding" not in repr(seal(NEW)).replace("finding=", "")


def test_a_new_key_is_one_that_the_settings_take() -> None:
    assert len(urlsafe_b64decode(new_key())) == 32
    assert new_key() != new_key()
    assert seal(urlsafe_b64decode(new_key())).close(NUMBER, owner=uuid4())
