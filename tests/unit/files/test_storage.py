"""Files lie in a folder under names that tell nothing, and come back as they were or not at all."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.files.storage import LocalFolder, StoredFile


@pytest.fixture
def store(tmp_path: Path) -> LocalFolder:
    return LocalFolder(tmp_path / "files")


def files_in(store: LocalFolder) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_was(store: LocalFolder) -> None:
    stored = store.put(b"abc")
    assert store.get(stored) == b"abc"
    assert store.put(b"abc").name != stored.name


def test_only_this_account_may_read_it(store: LocalFolder) -> None:
    store.put(b"abc")
    (path,) = files_in(store)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_was_changed_or_is_gone_is_none(store: LocalFolder) -> None:
    stored = store.put(b"abc")
    (path,) = files_in(store)
    path.write_bytes(b"abd")
    assert store.get(stored) is None
    store.remove(stored.name)
    store.remove(stored.name)
    assert store.get(stored) is None
    assert files_in(store) == []


@given(st.text(max_size=40))
def test_no_other_name_leads_anywhere(name: str) -> None:
    store = LocalFolder(Path("nowhere"))
    with pytest.raises(ValueError, match="no name"):
        store.get(StoredFile(f"../{name}", ""))
