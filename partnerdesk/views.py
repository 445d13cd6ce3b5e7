"""A record as it stands, and what whoever looks at it has thereby seen."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from partnerdesk.store import rowvalues
from partnerdesk.store.engine import rows
from partnerdesk.store.homes import late
from partnerdesk.store.jsontext import from_text
from partnerdesk.store.kinds import Kind
from partnerdesk.store.merge import Heads, staying
from partnerdesk.store.ops import Value

if TYPE_CHECKING:
    from partnerdesk.store.writer import Seen, Writer


class View(msgspec.Struct, frozen=True):
    """A record as it stands, and what the reader has thereby seen."""

    kind: Kind
    id: str
    scope: str
    values: Mapping[str, Value]
    seen: "Seen"
    conflicts: tuple[str, ...] = ()
    deleted: bool = False
    extra: Mapping[str, Value] = msgspec.field(default_factory=dict)
    created_at: str = ""
    created_by: str = ""
    changed_at: str = ""
    away: bool = False
    """It has moved to the office `scope`, whose records are not received here; this is how it was before, to be read only."""
    late: tuple[str, ...] = ()
    """Fields that were changed here by somebody who did not know that it had moved; that is decided where it is now."""
    stays: tuple[str, ...] = ()
    """Fields of which nothing was shared: what is written there stays on this device."""

    @property
    def title(self) -> str:
        return rowvalues.called(self.kind, self.values)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The fields that hold nothing here, and never did, because they stay on the device that wrote them."""
        return tuple(name for name in self.stays if not self.values[name] and name not in self.seen.contexts)

    def __getitem__(self, name: str) -> Value:
        return self.values[name]


def view(writer: "Writer", kind: Kind, record: str) -> View | None:
    """Return a record inside a transaction; None when it has not been received."""
    row = writer.fold.row(kind, record)
    return None if row is None else view_of(writer, kind, row)


def view_of(writer: "Writer", kind: Kind, row: Mapping[str, Any]) -> View:
    """Return what a row of the database shows."""
    # What is away is not shown in lists either, so it stands among what was deleted.
    heads = writer.fold.heads(row["heads"]) if row["deleted"] else Heads()
    away = writer.fold.is_away(heads)
    return View(
        kind=kind,
        id=row["id"],
        scope=row["scope"],
        values={name: rowvalues.from_column(about, row[name]) for name, about in kind.fields.items()},
        seen=writer.seen_of(kind, row),
        conflicts=tuple(_conflicts(writer, kind, row)),
        deleted=bool(row["deleted"]) and not away,
        extra=from_text(row["extra"]) or {},
        created_at=row["created_at"],
        created_by=row["created_by"],
        changed_at=row["changed_at"],
        away=away,
        late=tuple(late(heads, writer.fold.lookup)) if away else (),
        stays=_staying(writer, kind, row) if kind.stays else (),
    )


def _staying(writer: "Writer", kind: Kind, row: Mapping[str, Any]) -> tuple[str, ...]:
    fold = writer.fold
    return tuple(staying(kind.stays, fold.heads(row["heads"], kind.stays), fold.lookup))


def _conflicts(writer: "Writer", kind: Kind, row: Mapping[str, Any]) -> Iterator[str]:
    if row["conflicts"]:
        for (name,) in rows(
            writer.connection, "SELECT field FROM conflict WHERE kind = ? AND record = ?", (kind.name, row["id"])
        ):
            yield str(name)
