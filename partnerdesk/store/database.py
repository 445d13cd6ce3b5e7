"""Opening the database: made by migrations, migrated on a copy that is swapped in, guarded against stray writes."""

import os
import shutil
from pathlib import Path

from partnerdesk.durable import sync_folder
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.engine import Connection, Engine, open_engine, reading, rows

SCHEMA = "0001"
"""The schema that this version reads and writes."""


def create_database(path: Path, key: bytes) -> Engine:
    """Make a new database at a path where there is none."""
    engine = open_engine(path, key)
    with engine.connect() as connection:
        _upgrade(connection)
    return engine


def open_database(path: Path, key: bytes) -> Engine:
    """Open a workspace's database, migrating it first when it is of an older version.

    Raises PartnerDeskError when it was written by a newer version, is damaged, or cannot be migrated; it is then as before.
    """
    if not path.exists():
        raise PartnerDeskError(
            _("This workspace has no database. Nothing was changed. Choose another folder or restore a backup.")
        )
    engine = open_engine(path, key)
    found = _version(engine)
    if found == SCHEMA:
        return engine
    if found > SCHEMA:
        engine.dispose()
        raise PartnerDeskError(
            _(
                "This workspace was used with a newer PartnerDesk. Nothing was changed. Update PartnerDesk, then open it."
            )
        )
    return _migrated(engine, path, key, found)


def _version(engine: Engine) -> str:
    with reading(engine) as connection:
        if not rows(connection, "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"):
            return ""
        return str(rows(connection, "SELECT version_num FROM alembic_version")[0][0])


def _migrated(engine: Engine, path: Path, key: bytes, found: str) -> Engine:
    """Migrate a copy and swap it in; the database as it was stays beside it under the version's name."""
    copy = path.with_suffix(".migrating")
    copy.unlink(missing_ok=True)
    copy_database(engine, copy)
    engine.dispose()
    migrated = open_engine(copy, key)
    try:
        with migrated.connect() as connection:
            _upgrade(connection)
        settle(migrated)
        shutil.copy2(path, path.with_suffix(f".before-{found or 'first'}"))
        swap_in(copy, path)
    finally:
        migrated.dispose()
        copy.unlink(missing_ok=True)
    return open_engine(path, key)


def _upgrade(connection: Connection) -> None:
    # Alembic and SQLAlchemy are loaded only where there is something to make or to migrate.
    from partnerdesk.store import schema

    schema.upgrade(connection)


def copy_database(engine: Engine, target: Path) -> None:
    """Write a consistent copy with the same key, while the original stays in use."""
    with engine.connect() as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def settle(engine: Engine) -> None:
    """Bring all of a database into its one file and let go of it."""
    with engine.connect() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def swap_in(new: Path, path: Path) -> None:
    """Put a settled database file in the place of another one; a crash leaves the one or the other."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    new.replace(path)
    sync_folder(path.parent)
