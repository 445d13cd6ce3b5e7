"""Erasure: which parts of an op a redaction takes away, and the tombstone that is left; pure, no session, no clock.

A redaction wins over any order of arrival. Of a record erased as a whole nothing is left but redactions. Of erased fields only
those values stand that their authors gave after they had seen the redaction. An op that loses something keeps its place in
the chain by the hash of what it was.
"""

from collections.abc import Collection

import msgspec

from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Op
from partnerdesk.store.rowvalues import base

EVERYTHING = "*"
"""In `redact` of an op: the whole record goes, not single fields of it."""

WHY = "redact"


def erases_all(redactions: Collection[Op]) -> bool:
    """Tell whether one of these redactions takes the whole record."""
    return any(EVERYTHING in redaction.redact for redaction in redactions)


def erased_names(op: Op, redactions: Collection[Op]) -> set[str]:
    """Return the journal names whose values these redactions of its record take from an op."""
    if op.redact:
        return set()
    if erases_all(redactions):
        return set(op.set)
    gone: set[str] = set()
    for redaction in redactions:
        if not op.covers(redaction.dot):
            gone |= {name for name in op.set if base(name) in redaction.redact}
    return gone


def reduced(op: Op, its_hash: bytes, redactions: Collection[Op]) -> Op:
    """Return what redactions of its record leave of an op; the op itself when they take nothing from it.

    `its_hash` names it in its chain. Reducing again, or by the same redactions in another order, gives the same.
    """
    gone = erased_names(op, redactions)
    whole = erases_all(redactions) and not op.redact
    if not gone and not whole:
        return op
    left = msgspec.structs.replace(
        op,
        set={name: value for name, value in op.set.items() if name not in gone},
        note="",
        by="" if whole else op.by,
        was=op.was or its_hash.hex(),
    )
    return op if left == op else left


def is_sound_redaction(op: Op) -> bool:
    """Tell whether a redaction has the one form that it may have: it carries no content of its own but the reason."""
    if op.why != WHY or op.was:
        return False
    if EVERYTHING in op.redact:
        return op.redact == [EVERYTHING] and op.set == {DELETED: True}
    names = set(op.redact)
    return (
        len(names) == len(op.redact)
        and DELETED not in names
        and not any("/" in name for name in names)
        and set(op.set) == names
        and all(value is None for value in op.set.values())
    )


def is_sound_tombstone(op: Op) -> bool:
    """Tell whether a tombstone names what it was, and holds nothing that every erasure takes."""
    return len(op.was) == 64 and set(op.was) <= set("0123456789abcdef") and not op.redact and not op.note
