"""SQL in SQLite's manner as PostgreSQL takes it; each statement is translated once."""

import re
from dataclasses import dataclass
from functools import lru_cache

_PLACES = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\?(\d*)|\bjson_each\(|\bIN \(\)")
_INSERT = re.compile(
    r"\s*INSERT INTO (?P<table>\w+) \((?P<columns>[^()]+)\)\s+VALUES \((?:\s*\?\s*,)*\s*\?\s*\)"
    r"(?P<conflict>\s+ON CONFLICT.*)?\s*\Z",
    re.DOTALL,
)
_QUERY = re.compile(r"\s*(?:SELECT|WITH)\b", re.IGNORECASE)


@lru_cache(maxsize=2000)
def translated(sql: str) -> bytes:
    """Return the statement with `$1` for the first `?` and so on; `json_each` of a list and `IN ()` get their counterparts."""
    number = 0

    def place(found: re.Match[str]) -> str:
        nonlocal number
        text = found.group()
        if text == "json_each(":
            # Its column is called `value` in both.
            return "jsonb_array_elements_text("
        if text == "IN ()":
            return "IN (SELECT CAST(NULL AS text) WHERE FALSE)"
        if text[0] != "?":
            return text
        number = int(found.group(1)) if found.group(1) else number + 1
        return f"${number}"

    return _PLACES.sub(place, sql).encode()


@dataclass(frozen=True)
class Insert:
    """A plain INSERT of parameters, which COPY can do."""

    table: str
    columns: str
    conflict: str


@lru_cache(maxsize=500)
def insert_of(sql: str) -> Insert | None:
    """Read a plain INSERT of parameters; None for all else."""
    found = _INSERT.match(sql)
    return None if found is None else Insert(found["table"], found["columns"], found["conflict"] or "")


def is_query(sql: str) -> bool:
    """Tell whether a statement only hands out rows."""
    return _QUERY.match(sql) is not None
