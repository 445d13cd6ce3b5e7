"""What must be true of contexts: each op says of every other one whether its author had seen it."""

from collections.abc import Mapping

from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Dot, Op


def hold_true(ops: Mapping[Dot, Op], truth: Mapping[Dot, frozenset[Dot]]) -> None:
    """Assert that every op of one record covers what its author had seen and nothing else: no false conflict, no lost update."""
    assert set(ops) <= set(truth)
    for later in ops.values():
        for earlier in ops.values():
            if later is earlier:
                continue
            if later.set.get(DELETED):
                assert later.covers(earlier.dot) == (earlier.dot in truth[later.dot]), "what a deletion had seen"
            for name in later.set.keys() & earlier.set.keys() - {DELETED}:
                if earlier.dot in truth[later.dot]:
                    assert later.covers(earlier.dot), "a false conflict"
                if later.covers(earlier.dot):
                    assert earlier.dot in _ancestors(later.dot, name, ops, truth), "a lost update"


def _ancestors(dot: Dot, name: str, ops: Mapping[Dot, Op], truth: Mapping[Dot, frozenset[Dot]]) -> set[Dot]:
    """Return what the author had seen of a field, and what the authors of that had seen."""
    found: set[Dot] = set()
    waiting = [dot]
    while waiting:
        seen = {one for one in truth[waiting.pop()] if one in ops and name in ops[one].set} - found
        found |= seen
        waiting += seen
    return found
