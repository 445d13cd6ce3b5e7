"""Where a record belongs: the office it moved to, whatever part of the journals is at hand; pure, no session, no clock.

A move writes a record anew in the journal of the office that receives it, and a mark in every journal it leaves. Either says
where the record is now, so an office that holds only its own journal knows it as well.
"""

from partnerdesk.store.merge import DELETED, Heads, Lookup, differ
from partnerdesk.store.ops import PRIVATE, Op

MOVED = "moved"
"""The field of a move; its value is the code of the office. Its context speaks of the whole record, as a deletion's does."""

ABOUT_RECORD = frozenset({DELETED, MOVED})
"""Fields of which an op says what was seen of the whole record, and not of this field alone."""

SEES_ALL_OFFICES = frozenset({"focal_point", "regional_lead", "hq_steward"})
"""Roles whose devices receive several offices' journals; others receive their own office's."""


def home(heads: Heads, lookup: Lookup) -> str:
    """Return the office to which a record belongs: that of its last move, else the one in whose journal it stands.

    Between two moves that did not know of each other the greatest op counts until a person decides, as for every field. Of what
    stays on a device the rest may be missing, when a bundle was undone; it is then at the office of whoever wrote it.
    """
    if MOVED in heads.fields:
        told = lookup(heads.fields[MOVED][-1]).set[MOVED]
        if told and isinstance(told, str) and told != PRIVATE:
            return told
    least = min(scope for dots in heads.fields.values() for (_site, scope), _seq in dots)
    if least == PRIVATE:
        return min(lookup(dot).office for dot in heads.dots())
    return least


def is_away(heads: Heads, lookup: Lookup, only: str | None = None) -> bool:
    """Tell whether a record moved to an office whose journal is not at hand: what is left here is how it was before.

    A device that receives `only` one office's journal may hold its own ops of another one and yet not what others do there.
    """
    if MOVED not in heads.fields:
        return False
    there = home(heads, lookup)
    if only is not None and there != only:
        return True
    return not any(scope == there for dots in heads.fields.values() for (_site, scope), _seq in dots)


def late(heads: Heads, lookup: Lookup) -> list[str]:
    """Return the fields that somebody changed at a former office without having seen the move.

    Their values stand in a journal that the present office does not receive, so a person has to carry them over or not. While
    it is open to which office the record moved, nothing else is asked. What was erased there is erased here as well.
    """
    if MOVED not in heads.fields or differ(heads.fields[MOVED], MOVED, lookup):
        return []
    there = home(heads, lookup)
    moves = [lookup(dot) for dot in heads.fields[MOVED]]
    return [
        name
        for name, dots in heads.fields.items()
        if name != MOVED and any(dot[0][1] != there and not _is_settled(moves, lookup(dot)) for dot in dots)
    ]


def _is_settled(moves: list[Op], op: Op) -> bool:
    return bool(op.redact) or any(move is op or move.covers(op.dot) for move in moves)


def left(op: Op) -> list[str]:
    """Return the offices whose journals hold what came before an op, as far as its author had seen them."""
    named = {scope for (_site, scope) in op.context()} | {scope for (_site, scope), _seq in op.beyond()}
    return sorted(named - {op.scope, PRIVATE})
