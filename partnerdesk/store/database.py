"""Opening the database: made by migrations, migrated on a copy that is swapped in, guarded against stray writes."""

import os
import shutil
from contextlib import closing
from functools import partial
from pathlib import Path

from partnerdesk import durable
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Ask, Report, unwatched
from partnerdesk.store import identity
from partnerdesk.store.engine import Connection, Engine, reading, rows, writing
from partnerdesk.store.sqlcipher import open_alone, open_engine, told_in_words

SCHEMA = "0003"
"""The schema that this version reads and writes."""

_STEPS = 4
"""Of a migration: a copy, the tables, what follows from them, and all of it written anew."""


def create_database(path: Path, key: bytes) -> Engine:
    """Make a new database at a path where there is none."""
    engine = open_engine(path, key)
    with engine.connect() as connection:
        _upgrade(connection)
    return engine


def open_database(path: Path, key: bytes, report: Report = unwatched) -> Engine:
    """Open a workspace's database, migrating it first when it is of an older version.

    Only a migration has steps to report; where `report` stops it, and where it cannot be done, the database is as before. Raises
    PartnerDeskError when it was written by a newer version, is damaged, or is in use by another program while it has to be
    migrated.
    """
    if not path.exists():
        raise PartnerDeskError(
            _("This workspace has no database. Nothing was changed. Choose another folder or restore a backup.")
        )
    engine = open_engine(path, key)
    if _is_current(engine):
        return engine
    engine.dispose()
    _migrate(path, key, report)
    return open_engine(path, key)


def _is_current(engine: Engine) -> bool:
    """Tell whether this version can use the database as it is; raises PartnerDeskError when it never can."""
    try:
        with reading(engine) as connection:
            found = version_of(connection)
        if not found:
            raise PartnerDeskError(
                _("The workspace's database is empty or not ours. Nothing was changed. Restore the latest backup.")
            )
        require_known(found)
    except BaseException:
        engine.dispose()
        raise
    return found == SCHEMA


def require_known(version: str) -> None:
    """Raise PartnerDeskError for a schema that a later version of PartnerDesk made."""
    if version > SCHEMA:
        raise PartnerDeskError(
            _(
                "This workspace was used with a newer PartnerDesk. Nothing was changed. Update PartnerDesk, then open it."
            )
        )


def version_of(connection: Connection) -> str:
    """Return the version of a database's schema; nothing where it has none of ours."""
    if not rows(connection, connection.dialect.table_named, ("alembic_version",)):
        return ""
    return str(rows(connection, "SELECT version_num FROM alembic_version")[0][0])


def _migrate(path: Path, key: bytes, report: Report) -> None:
    """Migrate a copy and swap it in; the database as it was stays beside it under the version's name."""
    copy, anew = path.with_suffix(".migrating"), path.with_suffix(".migrating-anew")
    found = path.stat().st_ino
    try:
        with told_in_words(), closing(open_alone(path, key)) as connection:
            _keep_others_out(connection)
            version = version_of(connection)
            if version == SCHEMA or path.stat().st_ino != found:
                # Another program has migrated it in the meantime.
                return
            _remove(copy)
            _remove(anew)
            with connection.asking(partial(report, 0, _STEPS)):
                connection.execute("VACUUM INTO ?", (str(copy),))
            _migrate_copy(copy, anew, path, key, report)
            _keep_old(path, path.with_suffix(f".before-{version}"))
            if os.name == "posix":
                swap_in(anew, path)
                return
        # Elsewhere an open file cannot be replaced.
        swap_in(anew, path)
    finally:
        _remove(copy)
        _remove(anew)


def _keep_others_out(connection: Connection) -> None:
    """Bring everything into the one file and hold it alone: what another program wrote now would be lost with the old file."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def _migrate_copy(copy: Path, anew: Path, path: Path, key: bytes, report: Report) -> None:
    """Migrate a copy and write it anew, without the room that tables left; it is made to lie at `path`."""
    from partnerdesk.store import state

    migrated = open_engine(copy, key)
    try:
        with migrated.connect() as connection:
            # Nothing of this copy stays, so what it drops need not be overwritten.
            connection.execute("PRAGMA secure_delete = OFF")
            with connection.asking(partial(report, 1, _STEPS)):
                _upgrade(connection)
        with writing(migrated) as connection, connection.asking(partial(report, 2, _STEPS)):
            state.catch_up(connection)
        copy_database(migrated, anew, partial(report, 3, _STEPS))
        report(4, _STEPS)
    finally:
        migrated.dispose()
    written = open_engine(anew, key)
    try:
        with writing(written) as connection:
            identity.bind_to(connection, path, anew)
        settle(written)
    finally:
        written.dispose()


def _keep_old(path: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        # The same file under a second name: it takes no room and no time.
        os.link(path, target)
    except OSError:
        # Sticks and some network folders know one name for a file only.
        with durable.replacing(target) as file, path.open("rb") as old:
            shutil.copyfileobj(old, file)


def _remove(database: Path) -> None:
    """Remove a database and what belongs to it; a log that outlived its database would be played into the next one."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _upgrade(connection: Connection) -> None:
    # Alembic is loaded only where there is something to make or to migrate.
    from partnerdesk.store import schema

    schema.upgrade(connection)


def copy_database(engine: Engine, target: Path, ask: Ask) -> None:
    """Write a consistent copy with the same key, while the original stays in use; the target is empty or not there.

    What `ask` raises ends the copying, and the target is then of no use. Raises PartnerDeskError when the disk is full or the
    database is damaged.
    """
    with told_in_words(), engine.connect() as connection, connection.asking(ask):
        connection.execute("VACUUM INTO ?", (str(target),))
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def settle(engine: Engine) -> None:
    """Bring all of a database into its one file and let go of it."""
    with engine.connect() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def swap_in(new: Path, path: Path) -> None:
    """Put a settled database file in the place of another settled one; a crash leaves the one or the other."""
    new.replace(path)
    durable.sync_folder(path.parent)
