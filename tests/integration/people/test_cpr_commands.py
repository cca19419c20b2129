"""The commands that make keys and encrypt numbers anew."""

from base64 import urlsafe_b64encode

from click.testing import CliRunner, Result
from sqlmodel import Session

from citizen_app.cli import commands
from citizen_app.people import contact
from citizen_app.people import service as people
from citizen_app.people.sealing import Seal
from tests.factories import LONG_AGO, TEST_KEY

OLD, NEW = b"o" * 32, b"n" * 32


def run(database_url: str, *words: str, keys: tuple[bytes, ...]) -> Result:
    env = {
        "ENVIRONMENT": "test",
        "DATABASE_URL": database_url,
        "CPR_KEYS": ",".join(urlsafe_b64encode(key).decode() for key in keys),
    }
    return CliRunner().invoke(commands, ["cpr", *words], env=env)


def test_numbers_are_encrypted_anew_and_old_keys_may_go(
    session: Session, database_url: str
) -> None:
    person = people.add_person(
        session,
        name="Kirsten Krog",
        now=LONG_AGO,
        cpr="251248-9996",
        key=TEST_KEY,
        seal=Seal(TEST_KEY, (OLD,)),
    )
    session.commit()
    refused = run(database_url, "re-encrypt", keys=(NEW,))
    assert refused.exit_code == 1
    assert "1 could not be read" in refused.output
    done = run(database_url, "re-encrypt", keys=(NEW, OLD))
    assert (done.exit_code, done.output) == (0, "1 encrypted with the first key.\n")
    session.expire_all()
    number = contact.show_cpr(
        session, actor=person, person=person, seal=Seal(TEST_KEY, (NEW,)), now=LONG_AGO
    )
    assert number == "251248-9996"


def test_a_new_key_can_be_set_at_once(database_url: str) -> None:
    made = run(database_url, "new-key", keys=(OLD,)).output.strip()
    assert (
        CliRunner()
        .invoke(
            commands,
            ["cpr", "re-encrypt"],
            env={"ENVIRONMENT": "test", "DATABASE_URL": database_url, "CPR_KEYS": made},
        )
        .exit_code
        == 0
    )
