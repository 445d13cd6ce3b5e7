"""What the tests of sample data share: who works there, and short ways to read what was made."""

from collections.abc import Callable
from typing import Any

from partnerdesk.desk import Desk, Identity
from partnerdesk.store.engine import rows
from partnerdesk.views import View

Fill = Callable[..., Desk]
FIELD = Identity("LBN-TYR", "Bureau de Tyr", "Agente de terrain", language="fr")


def ask(desk: Desk, sql: str, *parameters: Any) -> list[Any]:
    """Return the rows of a query."""
    with desk.reading() as connection:
        return rows(connection, sql, parameters)


def share(desk: Desk, kind: str, test: str) -> float:
    """Return the share of a kind's records that pass a test in SQL."""
    return float(ask(desk, f"SELECT avg({test}) FROM {kind}")[0][0])  # noqa: S608  the tests' own words


def views(desk: Desk, kind: str) -> list[View]:
    """Return all records of a kind."""
    return [desk.view(kind, record) for (record,) in ask(desk, f"SELECT id FROM {kind} ORDER BY n")]  # noqa: S608
