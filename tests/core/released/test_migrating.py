"""What bringing a released workspace to this version does to its folder: all of it or nothing, and it can be stopped."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from partnerdesk import progress
from partnerdesk.progress import Cancelled
from partnerdesk.store import database, keyslot, sqlcipher
from partnerdesk.store.engine import reading, rows
from partnerdesk.store.sqlcipher import open_alone
from tests.core.released.released import releases

RELEASE = releases()[0]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Give the database of a workspace that the first released version wrote."""
    return Path(shutil.copytree(RELEASE.folder / "workspace", tmp_path / "old")) / "partnerdesk.db"


@pytest.fixture
def key(old: Path) -> bytes:
    """Give what opens it."""
    return keyslot.open_with_passphrase(old.with_name("keyslot.json"), RELEASE.expected["workspace"]["passphrase"])


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
def test_a_migration_that_is_stopped_leaves_the_database_as_it_was_and_nothing_else(
    old: Path, key: bytes, step: int
) -> None:
    before = {path.name for path in old.parent.iterdir()}

    def stop(done: int, total: int) -> None:
        assert total == 4
        if done == step:
            raise Cancelled

    with pytest.raises(Cancelled):
        database.open_database(old, key, stop)

    assert {path.name for path in old.parent.iterdir()} == before
    with closing(open_alone(old, key)) as connection:
        assert database.version_of(connection) == "0001"


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_step_of_a_migration_is_stopped_while_it_runs(
    old: Path, key: bytes, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_BETWEEN_S", 0)
    monkeypatch.setattr(sqlcipher, "_STEPS_BETWEEN", 10)
    before = {path.name for path in old.parent.iterdir()}
    asked: list[int] = []

    def stop(done: int, _total: int) -> None:
        asked.append(done)
        if asked.count(step) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        database.open_database(old, key, stop)

    assert asked[-1] == step
    assert {path.name for path in old.parent.iterdir()} == before


def test_a_migrated_database_has_no_empty_pages(old: Path, key: bytes) -> None:
    migrated = database.open_database(old, key)

    with reading(migrated) as connection:
        ((empty,),) = rows(connection, "PRAGMA freelist_count")
    assert int(empty) == 0
    migrated.dispose()


def test_the_old_file_keeps_its_content_where_files_have_one_name_only(
    old: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(_source: Path, _target: Path) -> None:
        raise OSError

    monkeypatch.setattr("os.link", link)

    database.open_database(old, key).dispose()

    with closing(open_alone(old.with_suffix(".before-0001"), key)) as connection:
        assert database.version_of(connection) == "0001"
