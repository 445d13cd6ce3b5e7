"""What a fold makes of one record: the values that stand after ops came in, and the row that shows them; pure."""

from collections.abc import Collection
from typing import Any, NamedTuple

from partnerdesk.store import rowvalues
from partnerdesk.store.kinds import Kind
from partnerdesk.store.ops import Op, Value


class Folded(NamedTuple):
    """What stands on a record after ops came in: the values that may have changed, and the rest of what its row says."""

    values: dict[str, Value]
    heads: str
    conflicts: list[str]
    deleted: bool
    scope: str


def row_of(kind: Kind, record: str, row: dict[str, Any] | None, folded: Folded, ops: list[Op]) -> dict[str, Any]:
    """Return the row as it must now stand."""
    new = dict.fromkeys(rowvalues.columns(kind)) if row is None else dict(row)
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
