"""The database file: unreadable without the key, made by migrations, migrated on a copy, refused when newer or damaged."""

import subprocess
import sys
from pathlib import Path

import pytest

from partnerdesk.errors import PartnerDeskError
from partnerdesk.store import database, state
from partnerdesk.store.engine import Connection, reading, rows, writing
from partnerdesk.store.schema import lent, metadata
from partnerdesk.store.sqlcipher import FileEngine, open_engine
from partnerdesk.store.writer import Author, Draft, Writer

KEY = b"k" * 32
NAME = "Une association au nom très reconnaissable"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Give the path of a database with one partner in it."""
    path = tmp_path / "filled.db"
    engine = database.create_database(path, KEY)
    with writing(engine) as connection:
        Writer(connection, Author("1" * 16, "LBN-TYR", "Agente")).write([Draft("partner", {"legal_name": NAME})])
    database.settle(engine)
    return path


def test_nothing_can_be_read_in_the_file(filled: Path) -> None:
    assert NAME.encode() not in filled.read_bytes()
    assert b"SQLite" not in filled.read_bytes()


def test_another_key_is_refused_with_a_sentence(filled: Path) -> None:
    with pytest.raises(PartnerDeskError, match="cannot be read"):
        database.open_database(filled, b"x" * 32)


def test_a_damaged_page_is_found(filled: Path) -> None:
    engine = database.open_database(filled, KEY)
    with reading(engine) as connection:
        page = int(rows(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'partner'")[0][0])
        size = int(rows(connection, "PRAGMA page_size")[0][0])
    engine.dispose()
    content = bytearray(filled.read_bytes())
    content[page * size - 2000] ^= 0xFF
    filled.write_bytes(content)

    engine = database.open_database(filled, KEY)
    with reading(engine) as connection:
        found = state.damage(connection)
    engine.dispose()

    assert found


def test_a_database_of_a_newer_version_is_refused_and_left_alone(filled: Path) -> None:
    engine = database.open_database(filled, KEY)
    with writing(engine) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    database.settle(engine)
    before = filled.read_bytes()

    with pytest.raises(PartnerDeskError, match="newer"):
        database.open_database(filled, KEY)

    assert filled.read_bytes() == before


def test_a_failed_migration_leaves_the_database_as_it_was(filled: Path) -> None:
    engine = database.open_database(filled, KEY)
    with writing(engine) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    database.settle(engine)

    with pytest.raises(Exception, match="0000"):
        database.open_database(filled, KEY)

    untouched = open_engine(filled, KEY)
    with reading(untouched) as connection:
        assert rows(connection, "SELECT legal_name, version_num FROM partner, alembic_version") == [(NAME, "0000")]
    untouched.dispose()
    assert sorted(path.name for path in filled.parent.iterdir()) == [filled.name]


def test_a_migration_runs_on_a_copy_and_keeps_the_old_file_beside_it(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = database.open_database(filled, KEY)
    with writing(engine) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    database.settle(engine)

    def upgrade(connection: Connection) -> None:
        connection.execute("UPDATE alembic_version SET version_num = ?", (database.SCHEMA,))

    monkeypatch.setattr(database, "_upgrade", upgrade)
    migrated = database.open_database(filled, KEY)

    with reading(migrated) as connection:
        assert rows(connection, "SELECT legal_name FROM partner") == [(NAME,)]
    assert filled.with_suffix(".before-0000").exists()
    migrated.dispose()


def test_the_migrations_make_the_tables_that_the_program_describes(engine: FileEngine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.connect() as connection, lent(connection) as to_alembic:
        context = MigrationContext.configure(to_alembic, opts={"include_name": _is_ours})
        differences = compare_metadata(context, metadata())

    assert differences == []


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the shadow tables of the word indexes."""
    return kind != "table" or name in metadata().tables


def test_reading_what_was_opened_does_not_wait_for_sqlalchemy(filled: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from partnerdesk.store import database; from partnerdesk.store.engine import *;"
        "engine = database.open_database(Path(sys.argv[1]), b'k' * 32);"
        "manager = reading(engine); print(rows(manager.__enter__(), 'SELECT count(*) FROM partner')[0][0]);"
        "print([name for name in sys.modules if name.startswith(('sqlalchemy', 'alembic', 'psycopg'))])"
    )

    told = subprocess.run([sys.executable, "-c", code, filled], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines() == ["1", "[]"]


def test_who_reads_while_another_one_reads_gets_a_connection_of_the_pool(engine: FileEngine) -> None:
    with engine.connect() as first, engine.connect() as second:
        checked_out = engine.sqlalchemy.pool.status()

    assert first is not second
    assert "Current Checked out connections: 1" in checked_out
