"""What a fold makes of one record: the values that stand after ops came in, and the row that shows them; pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from partnerdesk.store import rowvalues
from partnerdesk.store.homes import ABOUT_RECORD
from partnerdesk.store.kinds import Kind
from partnerdesk.store.merge import Lookup
from partnerdesk.store.ops import PRIVATE, Op, Value, canonical


class Folded(NamedTuple):
    """What stands on a record after ops came in: the values that may have changed, and the rest of what its row says."""

    values: dict[str, Value]
    heads: str
    settled: list[str]
    """Fields on which there is nothing to decide any more."""
    opened: list[str]
    """Fields on which a person has to decide now."""
    deleted: bool
    scope: str


def followed(
    number: int, row: dict[str, Any] | None, entries: Sequence[Sequence[Any]], ops: Sequence[Op], lookup: Lookup
) -> Folded | None:
    """Fold ops of one device that had seen all that it wrote before, on a record that nobody else wrote.

    Most records are of this sort. Each op then covers what the ones before it say of its fields, so there is nothing to
    compare; None where it is not so simple. `number` is that of the stream, `entries` are the heads that the row tells of.
    """
    site, scope = ops[0].stream
    if scope == PRIVATE:
        return None
    before = 0
    if row is not None:
        before = entries[-1][1]
        if row["deleted"] or row["conflicts"] or row["scope"] != scope or any(entry[0] != number for entry in entries):
            return None
    for op in ops:
        is_of_it = op.site == site and op.scope == scope and op.seq > before and op.own is None
        if not is_of_it or not op.set.keys().isdisjoint(ABOUT_RECORD):
            return None
        before = op.seq
    if row is None and len(ops) == 1:
        return Folded(op.set, f"[[{number},{op.seq},0]]", [], [], deleted=False, scope=scope)
    values = ops[-1].set
    heads: list[Sequence[Any]] = [(number, ops[-1].seq, sorted(values))]
    for op in ops[-2::-1]:
        if names := [name for name in op.set if name not in values]:
            heads.append((number, op.seq, sorted(names)))
        values = op.set | values
    for _number, seq, told in reversed(entries):
        if names := [name for name in told or lookup(((site, scope), seq)).set if name not in values]:
            heads.append((number, seq, sorted(names)))
    if len(heads) == 1:
        heads = [(number, ops[-1].seq, 0)]
    return Folded(values, canonical(heads[::-1]).decode(), [], [], deleted=False, scope=scope)


def met(entries: Collection[Sequence[Any]], ops: Iterable[Op]) -> Iterator[tuple[int, int]]:
    """Yield the heads of a row, by stream number and seq, whose ops are needed to fold new ones in; hardly ever all."""
    fields = {name for op in ops for name in op.set}
    told = chain.from_iterable(names for _number, _seq, names in entries if names)
    is_about_all = not (ABOUT_RECORD.isdisjoint(fields) and ABOUT_RECORD.isdisjoint(told))
    for number, seq, names in entries:
        if is_about_all or not names or not fields.isdisjoint(names):
            yield number, seq


def row_of(kind: Kind, record: str, row: dict[str, Any] | None, folded: Folded, ops: list[Op]) -> dict[str, Any]:
    """Return the row as it must now stand."""
    new = (row or rowvalues.empty(kind)).copy()
    rowvalues.put(kind, new, folded.values)
    new["id"] = record
    new["scope"] = folded.scope
    new["heads"] = folded.heads
    new["deleted"] = folded.deleted
    new["conflicts"] = (row["conflicts"] if row else 0) - len(folded.settled) + len(folded.opened)
    if row is None and len(ops) == 1:
        new["created_at"], new["created_by"], new["changed_at"] = ops[0].at, ops[0].by, ops[0].at
        return new
    moments = [(op.at, op.by) for op in ops]
    if row is not None:
        moments += [(row["created_at"], row["created_by"]), (row["changed_at"], "")]
    new["created_at"], new["created_by"] = min(moments[:-1] if row else moments)
    new["changed_at"] = max(moments)[0]
    return new
