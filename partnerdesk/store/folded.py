"""What a fold makes of one record: the values that stand after ops came in, and the row that shows them; pure."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from partnerdesk.store import rowvalues
from partnerdesk.store.homes import ABOUT_RECORD
from partnerdesk.store.jsontext import from_text
from partnerdesk.store.kinds import Kind
from partnerdesk.store.merge import Lookup
from partnerdesk.store.ops import Op, Value, canonical


class Folded(NamedTuple):
    """What stands on a record after ops came in: the values that may have changed, and the rest of what its row says."""

    values: dict[str, Value]
    heads: str
    conflicts: list[str]
    deleted: bool
    scope: str


def followed(number: int, row: dict[str, Any] | None, ops: Sequence[Op], lookup: Lookup) -> Folded | None:
    """Fold ops of one device that had seen all that it wrote before, on a record that nobody else wrote.

    Most records are of this sort. Each op then covers what the ones before it say of its fields, so there is nothing to
    compare; None where it is not so simple. `number` is that of the stream.
    """
    site, scope = ops[0].stream
    before = 0
    entries: list[Sequence[Any]] = []
    if row is not None:
        entries = from_text(row["heads"])
        before = entries[-1][1]
        if row["deleted"] or row["conflicts"] or row["scope"] != scope or any(entry[0] != number for entry in entries):
            return None
    for op in ops:
        is_of_it = op.site == site and op.scope == scope and op.seq > before and op.own is None
        if not is_of_it or not op.set.keys().isdisjoint(ABOUT_RECORD):
            return None
        before = op.seq
    if row is None and len(ops) == 1:
        return Folded(op.set, f"[[{number},{op.seq},0]]", [], deleted=False, scope=scope)
    values = ops[-1].set
    added: list[Sequence[Any]] = [(number, ops[-1].seq, 0)]
    for op in ops[-2::-1]:
        if names := [name for name in op.set if name not in values]:
            added.append((number, op.seq, names_or_all(names, op)))
        values = op.set | values
    left = [(number, seq, _left(names, lookup(((site, scope), seq)), values)) for _number, seq, names in entries]
    heads = [entry for entry in left if entry[2] != []] + added[::-1]
    return Folded(values, canonical(heads).decode(), [], deleted=False, scope=scope)


def _left(names: list[str] | int, op: Op, covered: Collection[str]) -> list[str] | int:
    """Return what is left of an entry of the heads when these fields are covered."""
    told = names if isinstance(names, list) else op.set
    return names_or_all([name for name in told if name not in covered], op)


def row_of(kind: Kind, record: str, row: dict[str, Any] | None, folded: Folded, ops: list[Op]) -> dict[str, Any]:
    """Return the row as it must now stand."""
    new = (row or rowvalues.empty(kind)).copy()
    rowvalues.put(kind, new, folded.values)
    new["id"] = record
    new["scope"] = folded.scope
    new["heads"] = folded.heads
    new["deleted"] = folded.deleted
    new["conflicts"] = len(folded.conflicts)
    if row is None and len(ops) == 1:
        new["created_at"], new["created_by"], new["changed_at"] = ops[0].at, ops[0].by, ops[0].at
        return new
    moments = [(op.at, op.by) for op in ops]
    if row is not None:
        moments += [(row["created_at"], row["created_by"]), (row["changed_at"], "")]
    new["created_at"], new["created_by"] = min(moments[:-1] if row else moments)
    new["changed_at"] = max(moments)[0]
    return new


def names_or_all(names: Collection[str], op: Op) -> list[str] | int:
    """Return fields as an entry of the heads tells them: 0 for all that the op set."""
    return 0 if len(names) == len(op.set) else sorted(names)
