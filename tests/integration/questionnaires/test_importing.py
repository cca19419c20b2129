"""The import command: a form comes in whole or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session, SQLModel, select

from citizen_app.plans import service as plans
from citizen_app.plans.rules import local_day
from citizen_app.questionnaires.cli import questionnaire_commands
from citizen_app.questionnaires.models import Questionnaire
from citizen_app.web.clock import now
from tests.cast import Cast
from tests.factories import make_plan
from tests.shared_data import shared_path
from tests.unit.fhir_forms.builders import form_json, item, when

Rows = dict[str, list[str]]
Import = Callable[[object], Result]
URL = "https://example.org/q"


def everything(session: Session) -> Rows:
    """Every row of every table."""
    session.rollback()
    return {
        table.name: sorted(repr(row) for row in session.connection().execute(table.select()))
        for table in SQLModel.metadata.sorted_tables
    }


def form(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    found = form_json(*(items or (item("a"),)), **{"url": URL, "version": "1", **more})
    return {name: value for name, value in found.items() if value is not None}


def with_reference_to_nothing() -> dict[str, Any]:
    return form(item("a"), item("b", enableWhen=[when("nobody")]))


def in_danish(text: str) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": "da"}, {"url": "content", "valueString": text}]
    url = "http://hl7.org/fhir/StructureDefinition/translation"
    return {"extension": [{"url": url, "extension": parts}]}


@pytest.fixture
def import_(session: Session, database_url: str, tmp_path: Path, monkeypatch: Any) -> Import:
    """Runs the command on a file with this content, in the demo."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("ENVIRONMENT", "demo")

    def run(content: object) -> Result:
        session.commit()
        path = tmp_path / "form.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        result = CliRunner().invoke(questionnaire_commands, ["import", str(path)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        session.expire_all()
        return result

    return run


BROKEN: dict[str, tuple[object, str]] = {
    "empty": (b"", "line 1, column 1"),
    "cut": (b'{"resourceType": "Questionnaire", ', "line 1, column 35"),
    "latin": ("æ".encode("latin-1"), "not UTF-8 at byte 0"),
    "patient": ({"resourceType": "Patient"}, "resourceType"),
    "reference": (with_reference_to_nothing(), "Questionnaire.item[1].enableWhen[0].question"),
    "twice": (form(item("a"), item("a")), "Questionnaire.item[1].linkId"),
    "no version": (form(version=None), "Questionnaire.version"),
    "no url": (form(url=None), "Questionnaire.url"),
    "long language": (form(language="x" * 36), "Questionnaire.language"),
    "long linkId": (form(item("x" * 256)), "Questionnaire.item[0].linkId"),
    "no items": (form_json(url=URL, version="1"), "Questionnaire.item"),
    "nothing asked": (form(item("a", "group")), "Questionnaire.item"),
    "nul": (form(item("a", text="\x00")), "Questionnaire.item[0].text"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_and_changes_nothing(
    session: Session, cast: Cast, import_: Import, name: str
) -> None:
    make_plan(session, person=cast.anna)
    assert import_(form(item("a"))).exit_code == 0
    before = everything(session)
    content, place = BROKEN[name]
    refused = import_(content)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: ")
    assert place in refused.stderr
    assert everything(session) == before


def test_every_place_is_named(import_: Import) -> None:
    refused = import_(form(item("a"), item("a"), item("b", "time")))
    assert refused.stderr.count("error: ") == 2


def test_a_form_is_kept_as_it_was_written(session: Session, import_: Import) -> None:
    source = json.dumps(form(title="En form", language="da"), indent=7).encode()
    assert "Imported: https://example.org/q|1 (En form)" in import_(source).stdout
    (row,) = session.exec(select(Questionnaire)).all()
    assert row.original == source.decode()
    assert (row.url, row.version, row.title, row.language) == (URL, "1", "En form", "da")


def test_a_byte_order_mark_is_no_part_of_the_form(session: Session, import_: Import) -> None:
    assert import_(b"\xef\xbb\xbf" + json.dumps(form()).encode()).exit_code == 0
    assert "Already imported" in import_(form()).stdout


def test_the_same_content_again_changes_nothing(
    session: Session, cast: Cast, import_: Import
) -> None:
    make_plan(session, person=cast.anna)
    import_(form())
    before = everything(session)
    again = import_(json.dumps(dict(reversed(form().items())), indent=3).encode())
    assert (again.exit_code, again.stdout.split(":")[0]) == (0, "Already imported")
    assert everything(session) == before


def test_other_content_under_the_same_version_is_refused(
    session: Session, cast: Cast, import_: Import
) -> None:
    make_plan(session, person=cast.anna)
    import_(form())
    before = everything(session)
    refused = import_(form(item("a"), item("b")))
    assert refused.exit_code == 1
    words = "error: https://example.org/q|1 holds other content; give it a new version\n"
    assert refused.stderr == words
    assert everything(session) == before


def test_a_new_version_stands_beside_the_old_one(session: Session, import_: Import) -> None:
    import_(form())
    assert import_(form(version="2")).exit_code == 0
    assert sorted(session.exec(select(Questionnaire.version))) == ["1", "2"]


def test_in_the_demo_it_is_offered_under_its_title_in_each_language(
    session: Session, cast: Cast, import_: Import
) -> None:
    make_plan(session, person=cast.anna)
    said = import_(form(title="A form", language="en", _title=in_danish("En form")))
    assert "Offered on Today to 1 citizens of the demo" in said.stdout
    (offered,) = plans.read_agenda(session, person=cast.anna, since=local_day(now())).on_demand(
        now()
    )
    assert (offered.title.da, offered.title.en) == ("En form", "A form")


@pytest.mark.parametrize("title", ["x" * 2000, None])
def test_a_very_long_title_and_none_at_all_can_be_offered(
    session: Session, cast: Cast, import_: Import, title: str | None
) -> None:
    make_plan(session, person=cast.anna)
    assert import_(form(title=title)).exit_code == 0
    (offered,) = plans.read_agenda(session, person=cast.anna, since=local_day(now())).on_demand(
        now()
    )
    assert offered.title.da == (title or URL)[:200]


def test_an_opentele_graph_is_refused_with_a_way_on(import_: Import) -> None:
    graph = shared_path("opentele/RM_vaegt_manuel_v2.json").read_bytes()
    refused = import_(graph)
    assert refused.exit_code == 1
    assert "citizen-app questionnaire convert" in refused.stderr


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///{folder}/new.sqlite3", "the database is not migrated"),
        ("postgresql://nobody@127.0.0.1:1/none", "the database does not answer"),
    ],
)
def test_a_database_that_is_not_ready_is_told_in_one_line(
    import_: Import, tmp_path: Path, monkeypatch: Any, url: str, words: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url.format(folder=tmp_path))
    refused = import_(form())
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"Error: {words}")
    assert refused.stderr.count("\n") == 1
