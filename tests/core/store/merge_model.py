"""Reference model of the merge, typed: what every device must end up with, in the fewest lines, and mutants of it.

An *op* is one change of one field of one record by one device (`site`). Its `ctx` says which ops on that same field its
author had seen: ctx[site] = the highest seq of that site seen for the field. Merging is set union. The *heads* of a field
are the ops that no other op covers; one head is the value, several different heads are a conflict for a person.

`check` holds any implementation with `Device`'s interface to the invariants over random histories.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

Dot = tuple[str, int]
Key = tuple[str, str]
State = dict[Key, list[tuple[str, int, object]]]


@dataclass(frozen=True)
class Op:
    """One change of one field. `wall` is a device clock: shown to people, never used to decide."""

    site: str
    seq: int
    key: Key
    val: object
    ctx: tuple[tuple[str, int], ...]
    wall: int = 0

    @property
    def dot(self) -> Dot:
        return (self.site, self.seq)


class Device(Protocol):
    """What `check` needs of a merge."""

    @property
    def ops(self) -> dict[Dot, Op]: ...
    def add(self, ops: Iterable[Op], /) -> Any: ...
    def visible(self, key: Key | None = None, /) -> list[Op]: ...
    def state(self) -> State: ...
    def write(self, key: Key, val: int, wall: int = 0, /) -> tuple[Op, frozenset[Dot]]: ...


class Replica:
    """A device's journal."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ops: dict[Dot, Op] = {}

    def add(self, ops: Iterable[Op]) -> None:
        """Take in ops in any order, any number of times."""
        self.ops.update({op.dot: op for op in ops if op.dot not in self.ops})

    def visible(self, key: Key | None = None) -> list[Op]:
        return [op for op in self.ops.values() if key in {None, op.key}]

    def covers(self, p: Op, o: Op) -> bool:
        return dict(p.ctx).get(o.site, 0) >= o.seq

    def heads(self, key: Key) -> list[Op]:
        ops = self.visible(key)
        return sorted((o for o in ops if not any(p is not o and self.covers(p, o) for p in ops)), key=lambda o: o.dot)

    def state(self) -> State:
        keys = sorted({op.key for op in self.visible()})
        return {key: [(*op.dot, op.val) for op in self.heads(key)] for key in keys}

    def context(self, seen: list[Op]) -> dict[str, int]:
        ctx: dict[str, int] = {}
        for op in seen:
            for site, seq in (*op.ctx, op.dot):
                ctx[site] = max(ctx.get(site, 0), seq)
        return ctx

    def write(self, key: Key, val: int, wall: int = 0) -> tuple[Op, frozenset[Dot]]:
        """Record a change made by someone who sees what this device shows now; return it and what was seen."""
        seen = self.visible(key)
        seq = 1 + max((q for s, q in self.ops if s == self.name), default=0)
        op = Op(self.name, seq, key, val, tuple(sorted(self.context(seen).items())), wall)
        self.ops[op.dot] = op
        return op, frozenset(o.dot for o in seen)


# Mutants: each is a bug that a published system had.


class EqualValuesDropped(Replica):
    """An incoming op whose value equals the shown one is not stored."""

    def add(self, ops: Iterable[Op]) -> None:
        super().add([o for o in ops if o.dot in self.ops or all(h.val != o.val for h in self.heads(o.key))])


class NewestClockWins(Replica):
    """The op with the latest wall clock covers all others."""

    def covers(self, p: Op, o: Op) -> bool:
        return (p.wall, p.dot) > (o.wall, o.dot)


class ArrivalOrderWins(Replica):
    """Whatever arrived last covers everything before it."""

    def covers(self, p: Op, o: Op) -> bool:
        order = list(self.ops)
        return order.index(p.dot) > order.index(o.dot)


class IntegerVersions(Replica):
    """A change carries version = seen version + 1; the higher version wins."""

    def covers(self, p: Op, o: Op) -> bool:
        return (sum(q for _, q in p.ctx), p.dot) > (sum(q for _, q in o.ctx), o.dot)


class DirectPredecessorsOnly(Replica):
    """An op names only the heads it replaced, not what those had replaced."""

    def context(self, seen: list[Op]) -> dict[str, int]:
        shown = [o for o in seen if not any(p is not o and self.covers(p, o) for p in seen)]
        return {o.site: o.seq for o in shown}

    def covers(self, p: Op, o: Op) -> bool:
        return o.dot in p.ctx


class ClonedSite(Replica):
    """Two devices share one site id, as after copying a database file."""

    def __init__(self, name: str) -> None:
        super().__init__("A" if name == "B" else name)


MUTANTS = [EqualValuesDropped, NewestClockWins, ArrivalOrderWins, IntegerVersions, DirectPredecessorsOnly, ClonedSite]

SITES = "ABCD"
WRITE = st.tuples(st.sampled_from(SITES), st.integers(0, 1), st.integers(0, 2), st.integers(0, 99))
SEND = st.tuples(st.sampled_from(SITES), st.sampled_from(SITES), st.integers(0, 65535))
STEPS = st.lists(st.one_of(WRITE, SEND), max_size=40)


class History:
    """Devices that write and send to each other, and what each op's author had truly seen."""

    def __init__(self, device: Callable[[str], Device]) -> None:
        self.sites = {name: device(name) for name in SITES}
        self.seen: dict[Dot, frozenset[Dot]] = {}
        self.count = 0
        self._past: dict[Dot, set[Dot]] = {}

    def play(self, steps: list[Any]) -> None:
        for step in steps:
            if len(step) == 4:
                site, record, value, wall = step
                op, saw = self.sites[site].write((f"record{record}", "field"), value, wall)
                self.seen[op.dot] = saw
                self.count += 1
            else:
                self._send(*step)

    def _send(self, sender: str, receiver: str, seed: int) -> None:
        """Transfer a part, out of order, some of it twice."""
        ops, chance = list(self.sites[sender].ops.values()), random.Random(seed)  # noqa: S311  a test's own chance
        chance.shuffle(ops)
        self.sites[receiver].add(ops[: chance.randint(0, len(ops))] + ops[: chance.randint(0, 2)])

    def ancestors(self, dot: Dot) -> set[Dot]:
        if dot not in self._past:
            self._past[dot] = set()
            self._past[dot] = (
                set().union(*({p} | self.ancestors(p) for p in self.seen[dot])) if self.seen[dot] else set()
            )
        return self._past[dot]

    def check_now(self) -> None:
        for site in self.sites.values():
            state = site.state()
            dots = {head[:2] for heads in state.values() for head in heads}
            for heads in state.values():
                assert not any(a[:2] in self.ancestors(b[:2]) for a in heads for b in heads if a != b), "false conflict"
            for op in site.visible():
                if op.dot not in dots:
                    covering = (p.dot for p in site.visible(op.key))
                    assert any(op.dot in self.ancestors(dot) for dot in covering), "lost update"

    def check_together(self) -> None:
        for _ in SITES:
            for a in self.sites.values():
                for b in self.sites.values():
                    a.add(list(b.ops.values()))
        assert all(len(site.ops) == self.count for site in self.sites.values()), "an op vanished"
        assert all(site.state() == self.sites["A"].state() for site in self.sites.values()), "no convergence"


def check(device: Callable[[str], Device], examples: int = 500, phases: Sequence[Phase] = tuple(Phase)) -> None:
    """Raise AssertionError with a minimal history when the merge breaks an invariant."""

    @settings(
        max_examples=examples, phases=phases, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(STEPS)
    def histories(steps: list[Any]) -> None:
        history = History(device)
        history.play(steps)
        history.check_now()
        history.check_together()

    histories()


def is_caught(mutant: Callable[[str], Device]) -> bool:
    """Tell whether the invariants notice this wrong merge."""
    try:
        # Without looking for the smallest history: any one will do.
        check(mutant, examples=6000, phases=(Phase.generate,))
    except (AssertionError, ExceptionGroup, KeyError, ValueError):
        return True
    return False
