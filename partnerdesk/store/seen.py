"""What an author saw of a record, and what an op on some of its fields may claim to have seen: no more and no less."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from partnerdesk.store.homes import ABOUT_RECORD
from partnerdesk.store.merge import DELETED, joined
from partnerdesk.store.ops import Context, Dot, Op, Stream, Value, check_value, context_names
from partnerdesk.store.rowvalues import base


@dataclass(frozen=True)
class Seen:
    """What an author saw of a record when the form was opened: taken then, used when saving."""

    contexts: Mapping[str, Context] = field(default_factory=dict)
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    held: Mapping[Stream, int] = field(default_factory=dict)
    """How far each of these streams was held without a gap when the form was opened."""
    rest: Context = field(default_factory=dict)
    """What was seen of the record as a whole, as far as that was held without gaps."""
    also: frozenset[Dot] = frozenset()
    """Single ops of this record that were seen beyond that: after a gap, or saved from this very form."""

    def after(self, values: Mapping[str, Value], ops: Iterable[Op]) -> "Seen":
        """Return what the same author has seen after saving these values, which became these ops."""
        contexts, sets, rest, also = dict(self.contexts), dict(self.sets), dict(self.rest), set(self.also)
        for op in ops:
            also.add(op.dot)
            if op.own is None and (upto := self.held.get(op.stream)):
                rest[op.stream] = upto
            if op.own is None:
                for name in op.set:
                    contexts[name] = joined([contexts.get(name, {}), {op.stream: op.seq}])
        for name, value in values.items():
            if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
                sets[name] = frozenset(check_value(value))
        return Seen(contexts, sets, self.held, rest, frozenset(also))


@dataclass
class Share:
    """Fields that go into one op."""

    names: list[str]
    context: Context
    own: int | None = None
    also: dict[str, list[int]] = field(default_factory=dict)

    def add_saved(self, before: Iterable[Op], stream: Stream) -> None:
        """Tell of the ops of the same save that come before this one, in the given stream, as far as it does not say so anyway.

        Who deletes a record had seen what the same save says of its other fields.
        """
        for op in before:
            if op.stream != stream or self.own is not None:
                for name in context_names({op.stream: op.seq}, stream[1]):
                    self.also[name] = [*self.also.get(name, ()), op.seq]


def share_of(name: str, seen: Seen, beside: Context, own_stream: Stream, unseen: Sequence[Op]) -> Share:
    """Return what an op on one field may claim to have seen, no more and no less."""
    context = joined([*_contexts_of(name, seen), beside])
    context.pop(own_stream, None)
    missed = [op.seq for op in unseen if name in ABOUT_RECORD or name in op.set or base(name) in op.redact]
    own = min(missed) - 1 if missed else None
    also: dict[Stream, list[int]] = {}
    for stream, seq in sorted(seen.also):
        covered = seq <= context.get(stream, 0) if stream != own_stream else own is None or seq <= own
        if not covered:
            also.setdefault(stream, []).append(seq)
    return Share([name], context, own, context_names(also, own_stream[1]))


def _contexts_of(name: str, seen: Seen) -> list[Context]:
    """Return what was seen of a field, and of the rest of the record as far as that was held without gaps.

    Where nothing is missing, nothing on the field is missing either. A deletion needs the rest of the record because it speaks of
    the whole, as a move does; an edit, so that others can tell whether two people worked on the record at the same time.
    """
    return [seen.rest] if name == DELETED else [seen.rest, seen.contexts.get(name, {})]


def held_of(contexts: Iterable[Context], held: Mapping[Stream, int]) -> Context:
    """Return what was seen of a record whose fields were seen with these contexts, as far as it is held without gaps."""
    return {stream: upto for stream, seq in joined(contexts).items() if (upto := min(seq, held.get(stream, 0)))}


def is_exact(context: Context, seen: Seen) -> bool:
    return all(seq <= seen.held.get(stream, 0) for stream, seq in context.items())
