"""The schema as SQLAlchemy knows it, for migrations: the tables behind the records, and one made from each kind's fields."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text, create_engine
from sqlalchemy import Connection as LentConnection
from sqlalchemy.pool import StaticPool
from sqlalchemy.types import TypeEngine

from partnerdesk.store import guards
from partnerdesk.store.engine import Connection
from partnerdesk.store.journal import Base
from partnerdesk.store.kinds import Field, Kind, kinds

MIGRATIONS = Path(__file__).parent / "migrations"

_CODES = frozenset({"code", "date", "ref"})
_SIMPLE: dict[str, type[TypeEngine[Any]]] = {"int": Integer, "bool": Boolean}


def metadata() -> MetaData:
    """Return every table of the store."""
    for kind in kinds().values():
        if kind.name not in Base.metadata.tables:
            Table(kind.name, Base.metadata, *_fields(kind), *_housekeeping(), *_orders(kind))
    return Base.metadata


def _fields(kind: Kind) -> Iterator[Column[Any]]:
    for about in kind.fields.values():
        yield Column(about.name, _type(about), index=about.index)


def _type(about: Field) -> type[TypeEngine[Any]]:
    """Sets and values of several parts are kept as JSON text."""
    return _SIMPLE.get(about.type, String if about.type in _CODES else Text)


def _housekeeping() -> Iterator[Column[Any]]:
    """Make the columns of `kinds.HOUSEKEEPING`."""
    yield Column("n", Integer, primary_key=True)
    yield Column("id", String(32), unique=True, nullable=False)
    yield Column("scope", String, nullable=False)
    yield Column("heads", Text, nullable=False)
    yield Column("deleted", Boolean, nullable=False)
    yield Column("conflicts", Integer, nullable=False)
    yield Column("extra", Text)
    yield Column("created_at", String, nullable=False)
    yield Column("created_by", String, nullable=False)
    yield Column("changed_at", String, nullable=False)
    yield Column("find", Text)
    yield Column("sort", Text)


def _orders(kind: Kind) -> Iterator[Index]:
    """Make the indexes from which a list of ids is read alone, without the wide rows."""
    if kind.listed:
        for column in ("sort", "changed_at"):
            yield Index(f"{kind.name}_by_{column}", "deleted", column, "n", "id")


def upgrade(connection: Connection, and_then: Callable[[Connection], None] | None = None) -> None:
    """Bring the tables and what guards them to the newest schema, and do what comes with that, in one transaction."""
    with lent(connection) as to_alembic:
        # Not earlier: SQLAlchemy ends the transaction that it finds in a connection it did not open.
        connection.begin_writing(patient=True)
        config = Config()
        config.set_main_option("script_location", os.fspath(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = to_alembic
        command.upgrade(config, "head")
        guards.install(connection)
        if and_then is not None:
            and_then(connection)
        connection.commit()


@contextmanager
def lent(connection: Connection) -> Iterator[LentConnection]:
    """Lend one of our connections to SQLAlchemy; what is not committed when it comes back is rolled back."""
    dialect = connection.dialect
    engine = create_engine(dialect.url, **dialect.options(), creator=lambda: connection.driver, poolclass=StaticPool)
    with engine.connect() as to_sqlalchemy:
        yield to_sqlalchemy
