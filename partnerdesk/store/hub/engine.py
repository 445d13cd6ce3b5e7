"""The shared database: connections that are kept for the next piece of work, and one writer at a time."""

import select
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from partnerdesk.store.engine import Connection, Engine
from partnerdesk.store.hub import errors
from partnerdesk.store.hub.address import Address
from partnerdesk.store.hub.connection import PATIENCE, HubConnection, Place

_KEPT = 4
_SETTINGS = f"""
    SET lock_timeout = '{PATIENCE}';
    SET idle_in_transaction_session_timeout = '5min';
    SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 4;
    SET client_min_messages = warning
"""
"""A laptop that lost its network in the middle of a change lets the others go on after a minute."""


class _Sums(Loader):
    """Reads sums and counts, which PostgreSQL hands out as decimal numbers, as SQLite does."""

    def load(self, data: Any) -> int | Decimal:
        text = bytes(data).decode()
        return Decimal(text) if "." in text else int(text)


class HubEngine(Engine):
    """A schema of a PostgreSQL server. `own` is this device's own database, which holds what the others need not have."""

    def __init__(self, address: Address, own: Engine) -> None:
        self.address = address
        self.shared = address.shown
        self._device = own
        self.place = Place(address.schema)
        self._idle: list[psycopg.Connection] = []
        self._handing_out = threading.Lock()

    @property
    def device(self) -> Engine:
        return self._device

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        driver = self._taken()
        with ExitStack() as beside:
            connection = HubConnection(driver, self._device, beside, self.place)
            try:
                yield connection
            finally:
                self._take_back(driver, connection)

    def told_in_words(self) -> AbstractContextManager[None]:
        return self._told()

    @contextmanager
    def _told(self) -> Iterator[None]:
        with self._device.told_in_words(), errors.told_in_words(self.address):
            yield

    def dispose(self) -> None:
        with self._handing_out:
            idle, self._idle = self._idle, []
        for driver in idle:
            driver.close()
        self._device.dispose()

    def _taken(self) -> psycopg.Connection:
        with self._handing_out:
            while self._idle:
                driver = self._idle.pop()
                if _is_alive(driver):
                    return driver
                driver.close()
        return _connected(self.address)

    def _take_back(self, driver: psycopg.Connection, connection: HubConnection) -> None:
        if not driver.closed:
            connection.rollback()
        with self._handing_out:
            if not driver.closed and len(self._idle) < _KEPT:
                self._idle.append(driver)
                return
        driver.close()


def _is_alive(driver: psycopg.Connection) -> bool:
    """Tell whether an idle connection has heard nothing from the server; the first thing it would hear is its end."""
    return not driver.closed and not select.select([driver.fileno()], [], [], 0)[0]


def _connected(address: Address) -> psycopg.Connection:
    """Open a connection; transactions are begun by ourselves. Raises PartnerDeskError when the server does not let us in."""
    try:
        driver = psycopg.connect(make_conninfo(**address.for_driver()), autocommit=True)
    except psycopg.OperationalError as error:
        raise errors.not_reached(error, address) from error
    try:
        driver.adapters.register_loader("numeric", _Sums)
        if address.role:
            driver.execute(SQL("SET ROLE {}").format(Identifier(address.role)))
        driver.execute(_SETTINGS.encode())
        driver.execute(SQL("SET search_path = {}").format(Identifier(address.schema)))
    except BaseException:
        driver.close()
        raise
    return driver
