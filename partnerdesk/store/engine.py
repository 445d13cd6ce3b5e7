"""What the store asks of a database: connections, transactions begun by ourselves, and SQL that every one of them runs.

The database is a file on this device (`sqlcipher`) or one that several people share (`hub`). SQL is written once, in SQLite's
manner with `?` for values; `dialects` has the little that differs.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from partnerdesk.progress import Ask

if TYPE_CHECKING:
    from partnerdesk.store.dialects import Dialect

__all__ = ["FILE_NAME", "Connection", "Cursor", "Engine", "many", "reading", "rehearsing", "rows", "writing"]

FILE_NAME = "partnerdesk.db"


class Cursor(Protocol):
    """Runs a statement and hands out its rows, as DB-API 2 has it; a query that is iterated over is read bit by bit."""

    def execute(self, sql: str, parameters: Any = ..., /) -> "Cursor": ...
    def executemany(self, sql: str, parameters: Any, /) -> "Cursor": ...
    def fetchone(self) -> Any: ...
    def fetchmany(self, size: int | None = ...) -> list[Any]: ...
    def fetchall(self) -> list[Any]: ...
    def close(self) -> None: ...
    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection to a database, lent to one thread at a time."""

    @property
    def dialect(self) -> "Dialect":
        """What this database's SQL has of its own."""

    @property
    def own(self) -> "Connection":
        """The device's own database, in a transaction that ends with this one; a file is its own."""

    @property
    def driver(self) -> Any:
        """The driver's connection, for SQLAlchemy."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor: ...
    def cursor(self) -> Cursor: ...

    def fetched(self, sql: str, parameters: Any, /) -> list[Any]:
        """Return all rows of a query."""

    def many(self, sql: str, parameters: Any, /) -> None:
        """Run one statement for many rows."""

    def begin_reading(self) -> None:
        """Begin a transaction whose queries all see one state."""

    def begin_writing(self, *, patient: bool = False) -> None:
        """Begin a transaction that may change everything; there is one at a time, so this may wait.

        The patient wait for as long as a large merge of somebody else takes, others for some seconds.
        """

    def asking(self, ask: Ask) -> AbstractContextManager[None]:
        """Call `ask` at once and then some times a second; what it raises ends the work and is raised here.

        A file asks while a statement runs, a server between two.
        """

    def commit(self) -> None: ...
    def rollback(self) -> None: ...


class Engine(ABC):
    """One database and the connections to it."""

    shared = ""
    """Where the database is that several people share, for people to read; nothing for a file."""

    @property
    @abstractmethod
    def device(self) -> "Engine":
        """The database of this device alone, with its identity, keys and settings; a file is its own."""

    @abstractmethod
    def connect(self) -> AbstractContextManager[Connection]:
        """Lend a connection; a transaction that was not committed is rolled back at the end.

        Raises the driver's own errors.
        """

    @abstractmethod
    def told_in_words(self) -> AbstractContextManager[None]:
        """Turn what the database's surroundings did to it into a PartnerDeskError; bugs of ours pass as they are."""

    @abstractmethod
    def dispose(self) -> None:
        """Close the connections that are not lent; the next one who asks opens a new one."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose queries all see one state of the store."""
    with engine.told_in_words(), engine.connect() as connection:
        connection.begin_reading()
        yield connection
        connection.commit()


@contextmanager
def writing(engine: Engine, *, patient: bool = False) -> Iterator[Connection]:
    """Give a connection for one all-or-nothing change; a crash leaves the old state."""
    with engine.told_in_words(), engine.connect() as connection:
        connection.begin_writing(patient=patient)
        yield connection
        connection.commit()


@contextmanager
def rehearsing(engine: Engine, *, patient: bool = False) -> Iterator[Connection]:
    """Give a connection for a change of which nothing is kept."""
    with engine.told_in_words(), engine.connect() as connection:
        connection.begin_writing(patient=patient)
        yield connection
        connection.rollback()


def rows(connection: Connection, sql: str, parameters: Any = ()) -> list[Any]:
    """Run a query and return all its rows."""
    return connection.fetched(sql, parameters)


def many(connection: Connection, sql: str, parameters: Any) -> None:
    """Run one statement for many rows."""
    connection.many(sql, parameters)
