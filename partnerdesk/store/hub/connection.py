"""A connection to the shared database that looks like one to a file: `?` in SQL, many rows at once, long results bit by bit."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import psycopg
from psycopg import RawCursor, RawServerCursor

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Ask, now_and_then
from partnerdesk.store import dialects
from partnerdesk.store.engine import Connection, Engine
from partnerdesk.store.hub.sql import Insert, insert_of, is_query, translated

AT_ONCE = 2000
"""So many rows of a long result are fetched in one go."""

_WORTH_COPYING = 60
"""From so many rows on, COPY is faster than statements, even by way of a table of its own."""

PATIENCE = "10s"
GREAT_PATIENCE = "30min"
"""So long a save, and so long a merge, waits for somebody else who is writing."""

_cursors = count(1)


class HubCursor:
    """A cursor; if it is to stream, the result of a query stays on the server's side until it is asked for."""

    def __init__(self, driver: psycopg.Connection, *, streams: bool) -> None:
        self._driver = driver
        self._streams = streams
        self._made: RawCursor[Any] | RawServerCursor[Any] | None = None

    def execute(self, sql: str, parameters: Any = (), /) -> "HubCursor":
        self.close()
        if self._streams and is_query(sql):
            streaming = RawServerCursor(self._driver, f"partnerdesk_{next(_cursors)}")
            streaming.itersize = AT_ONCE
            self._made = streaming.execute(translated(sql), parameters)
        else:
            self._made = RawCursor(self._driver).execute(translated(sql), parameters)
        return self

    def executemany(self, sql: str, parameters: Any, /) -> "HubCursor":
        self.close()
        self._made = RawCursor(self._driver)
        self._made.executemany(translated(sql), parameters)
        return self

    def fetchone(self) -> Any:
        return self._open.fetchone()

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return self._open.fetchmany(size or AT_ONCE)

    def fetchall(self) -> list[Any]:
        return self._open.fetchall()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._open)

    def close(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            made.close()

    @property
    def _open(self) -> RawCursor[Any] | RawServerCursor[Any]:
        if self._made is None:
            raise psycopg.InterfaceError("nothing was executed")
        return self._made


@dataclass
class Place:
    """The schema in which the tables lie, and their version as this program found it; nothing before they are made."""

    schema: str
    version: str = ""

    def require_unchanged(self, connection: "HubConnection") -> None:
        """Raise PartnerDeskError when a newer PartnerDesk has changed the tables since they were opened."""
        if self.version and connection.fetched("SELECT version_num FROM alembic_version") != [(self.version,)]:
            raise PartnerDeskError(
                _(
                    "The shared database was brought up to date by a newer PartnerDesk meanwhile. Nothing was changed. "
                    "Update PartnerDesk, then open it again."
                )
            )


def _nobody() -> None:
    """Ask nobody whether to go on."""


class HubConnection:
    """A connection to the shared database, lent to one thread for one piece of work.

    The device's own database is opened beside it when it is needed, and left by `beside`.
    """

    dialect: dialects.Dialect = dialects.POSTGRESQL

    def __init__(self, driver: psycopg.Connection, device: Engine, beside: ExitStack, place: Place) -> None:
        self.driver = driver
        self._place = place
        self._device = device
        self._beside = beside
        self._own: Connection | None = None
        self._writes = False
        self._copied_into: set[str] = set()
        self._streaming: list[HubCursor] = []
        self._ask: Ask = _nobody

    @property
    def own(self) -> Connection:
        if self._own is None:
            self._own = self._beside.enter_context(self._device.connect())
            begin = self._own.begin_writing if self._writes else self._own.begin_reading
            begin()
        return self._own

    def begin_reading(self) -> None:
        self.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def begin_writing(self, *, patient: bool = False) -> None:
        # Each statement sees what was committed before it, so those after the lock see what the writer before left.
        self.execute("BEGIN")
        self._writes = True
        if patient:
            self.execute(f"SET LOCAL lock_timeout = '{GREAT_PATIENCE}'")
        self.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", (f"partnerdesk {self._place.schema}",))
        self._place.require_unchanged(self)

    @contextmanager
    def asking(self, ask: Ask) -> Iterator[None]:
        ask()
        self._ask = now_and_then(ask)
        try:
            yield
        finally:
            self._ask = _nobody

    def commit(self) -> None:
        # First what only this device knows: a reference number or a site id too many harms nobody.
        if self._own is not None:
            self._own.commit()
        self._close_cursors()
        self.execute("COMMIT")

    def rollback(self) -> None:
        self._close_cursors()
        self.driver.rollback()

    def _close_cursors(self) -> None:
        for cursor in self._streaming:
            cursor.close()
        self._streaming.clear()

    def cursor(self) -> HubCursor:
        made = HubCursor(self.driver, streams=True)
        self._streaming.append(made)
        return made

    def execute(self, sql: str, parameters: Any = (), /) -> HubCursor:
        self._ask()
        return HubCursor(self.driver, streams=False).execute(sql, parameters)

    def fetched(self, sql: str, parameters: Any = (), /) -> list[Any]:
        self._ask()
        with RawCursor(self.driver) as cursor:
            return cursor.execute(translated(sql), parameters).fetchall()

    def many(self, sql: str, parameters: Any, /) -> None:
        """Run one statement for many rows; plain inserts of many rows are copied."""
        given = parameters if isinstance(parameters, Sequence) else list(parameters)
        if not given:
            return
        self._ask()
        plain = insert_of(sql) if len(given) >= _WORTH_COPYING else None
        with RawCursor(self.driver) as cursor:
            if plain is None:
                cursor.executemany(translated(sql), given)
            elif plain.conflict:
                self._copy_and_insert(cursor, plain, given)
            else:
                _copy(cursor, plain.table, plain.columns, given)

    def _copy_and_insert(self, cursor: RawCursor[Any], plain: Insert, given: Sequence[Any]) -> None:
        """Copy into a table of this transaction and insert from there: COPY itself knows no ON CONFLICT."""
        beside = f"copied_{plain.table}"
        if beside not in self._copied_into:
            made = f"CREATE TEMP TABLE {beside} ON COMMIT DROP AS SELECT * FROM {plain.table} LIMIT 0"
            cursor.execute(made.encode())
            self._copied_into.add(beside)
        _copy(cursor, beside, plain.columns, given)
        columns = plain.columns
        cursor.execute(
            f"INSERT INTO {plain.table} ({columns}) SELECT {columns} FROM {beside} {plain.conflict}".encode()
        )
        cursor.execute(f"TRUNCATE {beside}".encode())


def _copy(cursor: RawCursor[Any], table: str, columns: str, given: Sequence[Any]) -> None:
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN".encode()) as copying:
        for row in given:
            copying.write_row(row)
