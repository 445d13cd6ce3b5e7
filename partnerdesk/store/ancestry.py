"""What stood before a conflict: the last value that the authors of all sides had seen; pure, no session, no clock.

An op belongs to the common past when every side covers it. Of the ops on the field in that past, those that no other one
covers are what all had seen last. Their value is the base, unless an op is missing here that all sides had seen and that none
of those covers: it may have set the field since, so the base is not known then.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Context, Dot, Op, Stream, canonical


@dataclass(frozen=True)
class Ancestor:
    """What all sides had seen last; `op` is missing where the field had no value, or where that is not known."""

    known: bool
    op: Op | None = None


Missing = Callable[[Stream, int], int]
"""Tells the highest number of a stream, up to one, whose op is not held; 0 when all are."""


def ancestor(
    name: str, ops: Iterable[Op], sides: Sequence[Op], holds: Callable[[Dot], bool], missing: Missing
) -> Ancestor:
    """Return what stood in a field before these sides, given the ops of its record that are held."""
    past = [op for op in ops if name in op.set and all(side.covers(op.dot) for side in sides)]
    last = [op for op in past if not any(other is not op and _is_above(other, op) for other in past)]
    seen, single = common(sides)
    for stream, seq in seen.items():
        gap = missing(stream, seq)
        if gap and not any(op.context().get(stream, 0) >= gap for op in last):
            return Ancestor(False)
    if any(not holds(dot) and not any(op.covers(dot) for op in last) for dot in single):
        return Ancestor(False)
    values = {canonical(op.set[name]) for op in last}
    return Ancestor(len(values) <= 1, last[0] if len(values) == 1 else None)


def common(sides: Sequence[Op]) -> tuple[Context, set[Dot]]:
    """Return what all sides had seen: of each stream everything up to a number, and single ops beyond it."""
    contexts = [side.context() for side in sides]
    shared = {
        stream: min(context[stream] for context in contexts)
        for stream in contexts[0]
        if all(stream in context for context in contexts)
    }
    single = {dot for side in sides for dot in side.beyond() if all(other.covers(dot) for other in sides)}
    return {stream: seq for stream, seq in shared.items() if seq}, single


def _is_above(later: Op, earlier: Op) -> bool:
    return later.covers(earlier.dot) and (later.dot > earlier.dot or not earlier.covers(later.dot))


def heads_among(name: str, ops: Iterable[Op]) -> list[Op]:
    """Return those of these ops on a field that no other one covers, in the order of their names."""
    found = [op for op in ops if name in op.set]
    return sorted(
        (op for op in found if not any(other is not op and _is_above(other, op) for other in found)),
        key=lambda op: op.dot,
    )


def original(name: str, reopened: Op, ops: Iterable[Op]) -> Op:
    """Return who gave a value first that was only put back: the op of the same value that this one had seen."""
    wanted = canonical(reopened.set[name])
    givers = [
        op
        for op in ops
        if name in op.set
        and op.why not in {"resolve", "revert"}
        and canonical(op.set[name]) == wanted
        and reopened.covers(op.dot)
    ]
    return heads_among(name, givers)[0] if givers and name != DELETED else reopened


def is_beside(one: Op, other: Op) -> bool:
    """Tell whether two saves of one record, or of one form, by different devices were written without knowledge of each other."""
    return one.site != other.site and not one.covers(other.dot) and not other.covers(one.dot)
