"""The merge: which values stand after ops came together, whatever their order; pure, no session, no clock.

It follows the reference model in the design: heads of a field are the ops that no other op of the field covers. One head
is the value; several heads with different values are a conflict that a person decides.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from partnerdesk.store.ops import PRIVATE, Context, Dot, Op, Stream, Value, canonical

DELETED = "deleted"
Lookup = Callable[[Dot], Op]


@dataclass(slots=True)
class Heads:
    """The heads of every field of one record, and the ops they were folded from as far as they are at hand."""

    fields: dict[str, list[Dot]] = field(default_factory=dict)

    def add(self, op: Op, lookup: Lookup) -> list[str]:
        """Fold one op in; return the fields whose heads changed.

        An op may arrive after ops that cover it, so it is compared both ways. `lookup` finds a head's op.
        Contexts of a field contain each other, so comparing with the heads is enough; for deletions see `standing`.
        """
        changed = []
        dot = op.dot
        for name in op.set:
            heads = self.fields.get(name)
            if heads is None:
                self.fields[name] = [dot]
                changed.append(name)
                continue
            # As `_stands_above` has it; most heads are not covered, and then their ops need not be looked at.
            rest = [head for head in heads if not op.covers(head) or (_yields(dot, head) and lookup(head).covers(dot))]
            if dot not in rest and not any(_stands_above(lookup(head), op) for head in rest):
                rest = sorted([*rest, dot])
            if rest != heads:
                self.fields[name] = rest
                changed.append(name)
        return changed

    def seen(self, lookup: Lookup, held: Callable[[Stream], int]) -> tuple[dict[str, Context], frozenset[Dot]]:
        """Return for every field what a person has seen who looks at the record now, and the single ops seen beyond gaps.

        `held` tells how far a stream is held without a gap.
        """
        known: dict[Dot, Context] = {}
        beyond: set[Dot] = set()
        for dot in self.dots():
            known[dot] = _seen_with(lookup(dot), held, beyond)
        contexts = {
            # Nearly every field has one head; what was seen with it is then the same for many.
            name: known[dots[0]] if len(dots) == 1 else joined(known[dot] for dot in dots)
            for name, dots in self.fields.items()
        }
        return contexts, frozenset(beyond)

    def dots(self) -> set[Dot]:
        """Return every op that is head of some field."""
        return {dot for dots in self.fields.values() for dot in dots}


def _seen_with(op: Op, held: Callable[[Stream], int], beyond: set[Dot]) -> Context:
    """Return what somebody has seen who sees this op, and note single ops that no number of the context may stand for."""
    context = op.context()
    for stream, seq in (*op.beyond(), op.dot):
        if seq > held(stream):
            beyond.add((stream, seq))
            if stream != op.stream or op.own is not None:
                # Below it something may be missing that nobody on this path has seen.
                continue
        context[stream] = max(seq, context.get(stream, 0))
    return context


def _stands_above(later: Op, earlier: Op) -> bool:
    """Tell whether an op covers another one; two that claim to have seen each other are ordered the same everywhere."""
    return later.covers(earlier.dot) and (not _yields(later.dot, earlier.dot) or not earlier.covers(later.dot))


def _yields(one: Dot, other: Dot) -> bool:
    """Tell which of two ops is the lower one that claim to have seen each other: one that stays on a device, or the lesser."""
    stays, other_stays = one[0][1] == PRIVATE, other[0][1] == PRIVATE
    return one <= other if stays == other_stays else stays


def staying(names: Iterable[str], heads: Heads, lookup: Lookup) -> list[str]:
    """Return in order those of these fields in which nothing that stands was shared."""
    return [name for name in sorted(names) if not is_shared(heads.fields.get(name, ()), lookup)]


def is_shared(dots: Iterable[Dot], lookup: Lookup) -> bool:
    """Tell whether one of these heads of a field gave it a value for all, and not for one device alone."""
    return any(dot[0][1] != PRIVATE and not lookup(dot).redact for dot in dots)


def standing(ops: Sequence[Op]) -> list[Dot]:
    """Return the heads among all ops of one field, each compared with each.

    Needed for deletions alone: their context tells exactly what was seen of the whole record, and where something is missing it
    need not contain the contexts of what it covers.
    """
    heads = [op.dot for op in ops if not any(op is not other and _stands_above(other, op) for other in ops)]
    return sorted(heads or [max(op.dot for op in ops)])


def joined(contexts: Iterable[Context]) -> Context:
    """Return the least context that contains all of these."""
    # The fields that one op set share one context.
    distinct = iter({id(context): context for context in contexts}.values())
    result = dict(next(distinct, {}))
    for context in distinct:
        for stream, seq in context.items():
            if seq > result.get(stream, 0):
                result[stream] = seq
    return result


def shown(heads: Heads, lookup: Lookup, only: Iterable[str] | None = None) -> dict[str, Value]:
    """Return the values that stand, for all fields or `only` some.

    In a conflict the head with the greatest dot is shown until a person decides: the same on every device, and no
    clock or order of arrival has a part in it. A deletion that is disputed does not hide the record.
    """
    names = heads.fields if only is None else only
    values = {name: lookup(heads.fields[name][-1]).set[name] for name in names}
    if DELETED in heads.fields:
        values[DELETED] = bool(deletions(heads, lookup)) and not against_deletion(heads, lookup)
    return values


def conflicting(heads: Heads, lookup: Lookup) -> list[str]:
    """Return the fields on which a person must decide."""
    names = [
        name for name, dots in heads.fields.items() if len(dots) > 1 and name != DELETED and differ(dots, name, lookup)
    ]
    if DELETED in heads.fields and deletions(heads, lookup) and against_deletion(heads, lookup):
        names.append(DELETED)
    return names


def differ(dots: list[Dot], name: str, lookup: Lookup) -> bool:
    """Tell whether heads of a field hold different values; equal heads agree by themselves."""
    return len({canonical(lookup(dot).set[name]) for dot in dots}) > 1


def deletions(heads: Heads, lookup: Lookup) -> list[Dot]:
    """Return the heads that delete the record."""
    return [dot for dot in heads.fields.get(DELETED, ()) if lookup(dot).set[DELETED]]


def against_deletion(heads: Heads, lookup: Lookup) -> list[Dot]:
    """Return what stands against the deletions: a restoring, or edits that none of them had seen.

    An erasure of fields wants nobody to keep the record, and may be below what stays on one device alone.
    """
    deleting = deletions(heads, lookup)
    edits = {dot for dot in heads.dots() - set(deleting) if not lookup(dot).redact}
    return sorted(edit for edit in edits if not any(lookup(deletion).covers(edit) for deletion in deleting))
