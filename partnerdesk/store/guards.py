"""Triggers and search tables made beside the tables: guards against writes without an op, and the word index."""

from partnerdesk.store.engine import Connection
from partnerdesk.store.kinds import Kind, kinds

_REFUSAL = "a record is written by the journal alone"


def install(connection: Connection) -> None:
    """Make guards and word indexes anew; recreating a table drops its triggers, so every migration ends with this.

    ORM events would miss bulk, Core and raw SQL; a trigger does not.
    """
    connection.execute("DELETE FROM guard")
    connection.execute("INSERT INTO guard (id, writing) VALUES (1, 0)")
    for kind in kinds().values():
        for event in ("INSERT", "UPDATE", "DELETE"):
            _trigger(connection, f"{kind.name}_guard_{event.lower()}", f"BEFORE {event} ON {kind.name}", _guard_body())
        if kind.searched:
            _index_words(connection, kind)


def _guard_body() -> str:
    return f"SELECT RAISE(ABORT, '{_REFUSAL}') WHERE (SELECT writing FROM guard) = 0;"


def _trigger(connection: Connection, name: str, when: str, body: str) -> None:
    connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    connection.execute(f"CREATE TRIGGER {name} {when} BEGIN {body} END")


def search_table(kind: Kind) -> str:
    """Return the name of a kind's word index."""
    return f"{kind.name}_words"


def _index_words(connection: Connection, kind: Kind) -> None:
    table = search_table(kind)
    connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.execute(
        f"CREATE VIRTUAL TABLE {table} USING fts5(find, content='{kind.name}', content_rowid='n', "
        "tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')"
    )
    add = f"INSERT INTO {table} (rowid, find) VALUES (new.n, new.find);"
    remove = f"INSERT INTO {table} ({table}, rowid, find) VALUES ('delete', old.n, old.find);"
    _trigger(connection, f"{table}_insert", f"AFTER INSERT ON {kind.name}", add)
    _trigger(connection, f"{table}_delete", f"AFTER DELETE ON {kind.name}", remove)
    _trigger(
        connection,
        f"{table}_update",
        f"AFTER UPDATE ON {kind.name} WHEN old.find IS NOT new.find",
        f"{remove} {add}",
    )
    connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
