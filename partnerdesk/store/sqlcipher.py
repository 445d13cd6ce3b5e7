"""The encrypted file: SQLAlchemy's pool over SQLCipher, one database file and the connections to it.

Queries of journal, merge and lists go to the driver's own connection, which costs a third of what Core and the ORM cost for
the same rows.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as driver

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Ask, now_and_then
from partnerdesk.store import dialects
from partnerdesk.store.engine import Connection, Engine

if TYPE_CHECKING:
    # sqlcipher3 carries no types; its interface is that of the standard library.
    from sqlite3 import Connection as DriverConnection

    import sqlalchemy
else:
    from sqlcipher3.dbapi2 import Connection as DriverConnection

PATIENCE_MS = 10_000
"""So long a program waits for another one that is writing to the same workspace."""

_STEPS_BETWEEN = 10_000
"""Of SQLite's machine; they take about a millisecond."""
_NOT_A_DATABASE = 26
_KEPT = 4
"""So many connections are kept open; each may hold a cache of 64 MB."""


class FileConnection(DriverConnection):
    """A connection to a database file."""

    dialect: dialects.Dialect = dialects.SQLITE

    @property
    def own(self) -> Connection:
        return self

    @property
    def driver(self) -> Any:
        return self

    def begin_reading(self) -> None:
        self.execute("BEGIN")

    def begin_writing(self, *, patient: bool = False) -> None:  # noqa: ARG002  nobody writes to a device's file for long
        self.execute("BEGIN IMMEDIATE")

    @contextmanager
    def asking(self, ask: Ask) -> Iterator[None]:
        ask()
        asked = now_and_then(ask)
        raised: list[BaseException] = []

        def is_to_end() -> bool:
            try:
                asked()
            except BaseException as error:  # noqa: BLE001  SQLite would swallow it; it is raised where the statement ends
                raised.append(error)
            return bool(raised)

        self.set_progress_handler(is_to_end, _STEPS_BETWEEN)
        try:
            yield
        except Exception:
            if raised:
                raise raised[0] from None
            raise
        finally:
            self.set_progress_handler(None, 0)

    def fetched(self, sql: str, parameters: Any, /) -> list[Any]:
        return self.execute(sql, parameters).fetchall()

    def many(self, sql: str, parameters: Any, /) -> None:
        if parameters:
            self.executemany(sql, parameters)


class FileEngine(Engine):
    """One database file and the connections to it; each is lent to one thread at a time.

    The first connection is lent without SQLAlchemy, whose import takes longer than starting Qt: neither a command nor the
    window's first rows wait for it. Who needs a connection while the first one is lent gets it from SQLAlchemy's pool.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._first: FileConnection | None = None
        self._first_is_lent = threading.Lock()
        self._making = threading.Lock()
        self._pooling: sqlalchemy.Engine | None = None

    @property
    def device(self) -> "FileEngine":
        return self

    @property
    def sqlalchemy(self) -> "sqlalchemy.Engine":
        """The engine of SQLAlchemy on this file; it is made when it is needed first."""
        with self._making:
            if self._pooling is None:
                self._pooling = _pooling(self._path, self._key)
            return self._pooling

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        if not self._first_is_lent.acquire(blocking=False):
            with _connected(self.sqlalchemy) as lent:
                raw: Any = lent.connection.dbapi_connection
                yield raw
            return
        try:
            self._first = self._first or open_alone(self._path, self._key)
            try:
                yield self._first
            finally:
                self._first.rollback()
        finally:
            self._first_is_lent.release()

    def told_in_words(self) -> AbstractContextManager[None]:
        return told_in_words()

    def dispose(self) -> None:
        if self._first_is_lent.acquire(blocking=False):
            first, self._first = self._first, None
            self._first_is_lent.release()
            if first is not None:
                first.close()
        with self._making:
            if self._pooling is not None:
                self._pooling.dispose()


def _pooling(path: Path, key: bytes) -> "sqlalchemy.Engine":
    from sqlalchemy import URL, create_engine, event
    from sqlalchemy.pool import QueuePool

    made = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=driver,
        poolclass=QueuePool,
        pool_size=_KEPT,
        connect_args={"check_same_thread": False, "factory": FileConnection},
    )
    event.listen(made, "connect", lambda raw, _record: _prepare(raw, key))
    return made


def _connected(engine: "sqlalchemy.Engine") -> "sqlalchemy.Connection":
    """Connect; raises the driver's own error and not the one that SQLAlchemy makes of it."""
    from sqlalchemy.exc import DBAPIError

    try:
        return engine.connect()
    except DBAPIError as error:
        raise error.orig or error from error


def open_alone(path: Path, key: bytes) -> FileConnection:
    """Open a connection outside the pool, such as for work that closes it before the file is replaced."""
    made: FileConnection = driver.connect(str(path), check_same_thread=False, factory=FileConnection)
    try:
        _prepare(made, key)
    except BaseException:
        made.close()
        raise
    return made


def open_engine(path: Path, key: bytes) -> FileEngine:
    """Return an engine on the database file, which is created when it is not there.

    Raises PartnerDeskError when the file is no database that this key opens.
    """
    engine = FileEngine(path, key)
    try:
        with engine.connect() as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
    except driver.DatabaseError as error:
        engine.dispose()
        not_ours = _(
            "The workspace's database cannot be read: it is damaged or not ours. Nothing was changed. Restore a backup."
        )
        is_known = _code(error) != _NOT_A_DATABASE
        raise PartnerDeskError((_sentence(error) if is_known else None) or not_ours) from error
    return engine


def _prepare(connection: FileConnection, key: bytes) -> None:
    # The driver must not begin or end transactions on its own.
    connection.isolation_level = None
    cursor = connection.cursor()
    # Without this SQLCipher writes its findings on standard error.
    cursor.execute("PRAGMA cipher_log_level = NONE")
    cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in (
        f"busy_timeout = {PATIENCE_MS}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cache_size = -64000",
        # Sorting would otherwise spill plain text into temporary files.
        "temp_store = MEMORY",
        "synchronous = FULL",
        "journal_mode = WAL",
        # What is erased or overwritten must not stay in the file, encrypted though it is.
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn what the disk or another program did to the database into a sentence; bugs of ours pass as they are."""
    try:
        yield
    except driver.DatabaseError as error:
        if (sentence := _sentence(error)) is None:
            raise
        raise PartnerDeskError(sentence) from error


def _sentence(error: driver.DatabaseError) -> str | None:
    return _sentences().get(_code(error))


def _code(error: driver.DatabaseError) -> int:
    """Return SQLite's own number of an error."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _sentences() -> dict[int, str]:
    busy, locked, full, corrupt, read_only, io_error = 5, 6, 13, 11, 8, 10
    in_use = _("Another program is writing to this workspace. Nothing was changed. Wait a moment, then try again.")
    damaged = _("The workspace's database is damaged. Nothing was changed. Restore the latest backup.")
    return {
        busy: in_use,
        locked: in_use,
        full: _("The disk is full. Nothing was changed. Free some space, then try again."),
        read_only: _("The workspace's folder cannot be written. Nothing was changed. Check the folder's rights."),
        io_error: _("The disk did not read or write as it should. Nothing was changed. Make a backup on another disk."),
        corrupt: damaged,
        _NOT_A_DATABASE: damaged,
    }
