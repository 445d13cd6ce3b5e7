"""The encrypted database: one engine for the process, transactions begun by ourselves."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

FILE_NAME = "partnerdesk.db"


def open_engine(path: Path, key: bytes) -> Engine:
    """Return an engine on the database file, which is created when it is not there.

    Raises PartnerDeskError when the file is no database that this key opens.
    """
    engine = create_engine(
        f"sqlite+pysqlite:///{path}", module=sqlcipher3.dbapi2, poolclass=QueuePool, pool_size=4, max_overflow=4
    )

    @event.listens_for(engine, "connect")
    def prepare(raw: sqlite3.Connection, _record: object) -> None:
        _prepare(raw, key)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DatabaseError as error:
        engine.dispose()
        raise PartnerDeskError(
            _(
                "The workspace's database cannot be read: it is damaged or not ours. Nothing was changed. Restore a backup."
            )
        ) from error
    return engine


def _prepare(raw: sqlite3.Connection, key: bytes) -> None:
    raw.isolation_level = None
    cursor = raw.cursor()
    # Without this SQLCipher writes its findings on standard error.
    cursor.execute("PRAGMA cipher_log_level = NONE")
    cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in (
        "busy_timeout = 10000",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cache_size = -64000",
        # Sorting would otherwise spill plain text into temporary files.
        "temp_store = MEMORY",
        "synchronous = FULL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    _use_wal(cursor)
    cursor.close()


def _use_wal(cursor: sqlite3.Cursor) -> None:
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlcipher3.dbapi2.DatabaseError:
        # The key does not fit; the caller's first query says so in words.
        return


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose queries all see one state of the store."""
    with _told_in_words(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection for one all-or-nothing change; a crash leaves the old state."""
    with (
        _told_in_words(),
        engine.connect() as connection,
        connection.execution_options(immediate=True).begin(),
    ):
        yield connection


@contextmanager
def _told_in_words() -> Iterator[None]:
    """Turn what the disk or another program did to the database into a sentence; bugs of ours pass as they are."""
    try:
        yield
    except (DatabaseError, sqlcipher3.dbapi2.DatabaseError) as error:
        original = error.orig if isinstance(error, DatabaseError) else error
        code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        if (sentence := _sentences().get(code)) is None:
            raise
        raise PartnerDeskError(sentence) from error


def _sentences() -> dict[int, str]:
    busy, locked, full, corrupt, not_a_database, read_only, io_error = 5, 6, 13, 11, 26, 8, 10
    in_use = _("Another program is writing to this workspace. Nothing was changed. Wait a moment, then try again.")
    damaged = _("The workspace's database is damaged. Nothing was changed. Restore the latest backup.")
    return {
        busy: in_use,
        locked: in_use,
        full: _("The disk is full. Nothing was changed. Free some space, then try again."),
        read_only: _("The workspace's folder cannot be written. Nothing was changed. Check the folder's rights."),
        io_error: _("The disk did not read or write as it should. Nothing was changed. Make a backup on another disk."),
        corrupt: damaged,
        not_a_database: damaged,
    }


def rows(connection: Connection, sql: str, parameters: Any = ()) -> list[Any]:
    """Run a query on the driver itself, without the cost of a statement object; for the hot paths of journal and merge."""
    cursor = driver(connection).cursor()
    try:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
    finally:
        cursor.close()


def many(connection: Connection, sql: str, parameters: Any) -> None:
    """Run one statement for many rows on the driver itself."""
    cursor = driver(connection).cursor()
    try:
        cursor.executemany(sql, parameters)
    finally:
        cursor.close()


def driver(connection: Connection) -> Any:
    """Return the driver's own connection below this one."""
    return connection.connection.dbapi_connection
