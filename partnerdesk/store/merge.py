"""The merge: which values stand after ops came together, whatever their order; pure, no session, no clock.

It follows the reference model in the design: heads of a field are the ops that no other op of the field covers. One head
is the value; several heads with different values are a conflict that a person decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from partnerdesk.store.ops import Context, Dot, Op, Value, canonical

DELETED = "deleted"
Lookup = Callable[[Dot], Op]


@dataclass(slots=True)
class Heads:
    """The heads of every field of one record, and the ops they were folded from as far as they are at hand."""

    fields: dict[str, list[Dot]] = field(default_factory=dict)

    def add(self, op: Op, lookup: Lookup) -> list[str]:
        """Fold one op in; return the fields whose heads changed.

        An op may arrive after ops that cover it, so it is compared both ways. `lookup` finds a head's op.
        """
        changed = []
        dot = op.dot
        for name in op.set:
            heads = self.fields.get(name)
            if heads is None:
                self.fields[name] = [dot]
                changed.append(name)
                continue
            rest = [head for head in heads if not op.covers(head)]
            if dot in rest or any(lookup(head).covers(dot) for head in rest):
                continue
            self.fields[name] = sorted([*rest, dot])
            changed.append(name)
        return changed

    def seen(self, lookup: Lookup) -> dict[str, Context]:
        """Return for every field what a person has seen who looks at the record now."""
        known: dict[Dot, Context] = {}
        return {name: joined(_seen_with(dot, known, lookup) for dot in dots) for name, dots in self.fields.items()}

    def dots(self) -> set[Dot]:
        """Return every op that is head of some field."""
        return {dot for dots in self.fields.values() for dot in dots}


def _seen_with(dot: Dot, known: dict[Dot, Context], lookup: Lookup) -> Context:
    if dot not in known:
        known[dot] = joined([lookup(dot).context(), {dot[0]: dot[1]}])
    return known[dot]


def joined(contexts: Iterable[Context]) -> Context:
    """Return the least context that contains all of these."""
    result: Context = {}
    for context in contexts:
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
    """Return what stands against the deletions: a restoring, or edits that none of them had seen."""
    deleting = deletions(heads, lookup)
    edits = heads.dots() - set(deleting)
    return sorted(edit for edit in edits if not any(lookup(deletion).covers(edit) for deletion in deleting))
