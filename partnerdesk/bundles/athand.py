"""Ops that were staged a moment ago, as they were read then: most are looked at, and merged, next.

What lies in the database is the truth. An entry stands for the very bytes that it was read from, so it can be missing at any
time, and one whose bytes were changed since is not found.
"""

from partnerdesk.store.fold import NewOp

MOST_BYTES = 8 * 2**20
"""So many bytes of ops are kept at hand, whatever they are made of when they are read."""

_kept: dict[tuple[str, bytes], tuple[int, list[NewOp]]] = {}


def keep(receipt: str, packed: bytes, ops: list[NewOp]) -> None:
    """Keep what was packed for a receipt, in place of what was kept longest."""
    _kept[receipt, packed] = sum(len(one.body) for one in ops), ops
    while sum(size for size, _ops in _kept.values()) > MOST_BYTES:
        del _kept[next(iter(_kept))]


def found(receipt: str, packed: bytes) -> list[NewOp] | None:
    """Return the ops of these bytes when they are at hand."""
    return _kept.get((receipt, packed), (0, None))[1]


def forget(receipt: str) -> None:
    """Let go of the ops of a receipt that waits no longer."""
    for key in [key for key in _kept if key[0] == receipt]:
        del _kept[key]
