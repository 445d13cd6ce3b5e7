"""Triggers and word indexes made beside the tables: guards against writes without an op, and the search."""

from partnerdesk.store.engine import Connection
from partnerdesk.store.kinds import kinds


def install(connection: Connection) -> None:
    """Make guards and word indexes anew; recreating a table drops its triggers, so every migration ends with this.

    ORM events would miss bulk, Core and raw SQL; a trigger does not.
    """
    dialect = connection.dialect
    for statement in dialect.settle():
        connection.execute(statement)
    connection.execute("DELETE FROM guard")
    connection.execute("INSERT INTO guard (id, writing) VALUES (1, 0)")
    for kind in kinds().values():
        for statement in dialect.guard(kind):
            connection.execute(statement)
        if kind.searched:
            for statement in dialect.index_words(kind):
                connection.execute(statement)
