"""The product's merge keeps the invariants of the reference model, and the model's mutants are still caught."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerdesk.store.merge import Heads, conflicting, joined, shown
from partnerdesk.store.ops import Context, Dot, Op, Stream, context_names
from tests.core.store import merge_model


class Product:
    """The reference model's interface on the product's merge: one record kind, contexts by field."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.known: dict[Dot, Op] = {}
        self.folded: dict[str, Heads] = {}
        self.quarantine: set[Dot] = set()

    @property
    def ops(self) -> dict[tuple[str, int], merge_model.Op]:
        return {(dot[0][0], dot[1]): _as_model(op) for dot, op in self.known.items()}

    def add(self, ops: Iterable[merge_model.Op]) -> None:
        for model_op in ops:
            op = _as_product(model_op)
            if op.dot not in self.known:
                self._take(op)

    def _take(self, op: Op) -> None:
        self.known[op.dot] = op
        self.folded.setdefault(op.id, Heads()).add(op, self.known.__getitem__)

    def visible(self, key: object = None) -> list[merge_model.Op]:
        return [op for op in map(_as_model, self.known.values()) if key in {None, op.key}]

    def state(self) -> dict[Any, list[tuple[str, int, object]]]:
        return {
            (record, "field"): [
                (dot[0][0], dot[1], self.known[dot].set["field"]) for dot in self.folded[record].fields["field"]
            ]
            for record in sorted(self.folded)
        }

    def _held(self, stream: Stream) -> int:
        numbers = {dot[1] for dot in self.known if dot[0] == stream}
        return next(seq for seq in itertools.count() if seq + 1 not in numbers)

    def write(self, key: tuple[str, str], value: int, wall: int = 0) -> tuple[merge_model.Op, frozenset[Any]]:
        record = key[0]
        heads = self.folded.setdefault(record, Heads())
        context: Context = joined(heads.seen(self.known.__getitem__, self._held)[0].values())
        seq = 1 + max((dot[1] for dot in self.known if dot[0][0] == self.name), default=0)
        context.pop((self.name, ""), None)
        op = Op(self.name, "", seq, "kind", record, {"field": value}, context_names(context, ""), at=str(wall))
        seen = frozenset(o.dot for o in self.visible(key))
        self._take(op)
        return _as_model(op), seen


def _as_model(op: Op) -> merge_model.Op:
    context = tuple(sorted(op.ctx.items()))
    return merge_model.Op(op.site, op.seq, (op.id, "field"), op.set["field"], context, int(op.at or 0))


def _as_product(op: merge_model.Op) -> Op:
    return Op(op.site, "", op.seq, "kind", op.key[0], {"field": op.val}, dict(op.ctx), at=str(op.wall))


def test_the_merge_keeps_every_invariant_of_the_reference_model() -> None:
    merge_model.check(Product, examples=500)


@pytest.mark.parametrize("mutant", merge_model.MUTANTS, ids=lambda mutant: mutant.__name__)
def test_the_invariants_catch_a_merge_that_is_known_to_be_wrong(mutant: type[merge_model.Replica]) -> None:
    assert merge_model.is_caught(mutant)


class ForgetsLateOps(Product):
    """Takes an op that arrives late for a head even where a head covers it."""

    def _take(self, op: Op) -> None:
        self.known[op.dot] = op
        heads = self.folded.setdefault(op.id, Heads())
        before = heads.fields.get("field", [])
        heads.fields["field"] = sorted({op.dot, *(dot for dot in before if not op.covers(dot))})


class ForgetsTheOthers(Product):
    """Lets whatever comes last replace all heads."""

    def _take(self, op: Op) -> None:
        self.known[op.dot] = op
        self.folded.setdefault(op.id, Heads()).fields["field"] = [op.dot]


@pytest.mark.parametrize("mutant", [ForgetsLateOps, ForgetsTheOthers], ids=lambda mutant: mutant.__name__)
def test_the_invariants_catch_mutants_of_the_product_itself(mutant: type[Product]) -> None:
    assert merge_model.is_caught(mutant)


OPS = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from(["x", "y", "deleted"]), st.integers(0, 1), st.booleans()),
    min_size=1,
    max_size=6,
)


def _history(steps: list[tuple[str, str, int, bool]]) -> list[Op]:
    """Write ops at two sites; `synced` lets a site see everything first, otherwise only what it saw before and its own."""
    ops: list[Op] = []
    synced_upto = {"A": 0, "B": 0}
    for site, field, value, synced in steps:
        if synced:
            synced_upto[site] = len(ops)
        context: Context = {}
        for op in ops[: synced_upto[site]]:
            context[op.stream] = max(context.get(op.stream, 0), op.seq)
        context.pop((site, "s"), None)
        seq = 1 + sum(op.site == site for op in ops)
        stored = bool(value) if field == "deleted" else value
        ops.append(Op(site, "s", seq, "kind", "r", {field: stored}, context_names(context, "s")))
    return ops


def _permutations(ops: list[Op]) -> Iterator[tuple[Op, ...]]:
    return itertools.islice(itertools.permutations(ops), 30)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(OPS)
def test_any_order_of_arrival_shows_the_same_values_and_conflicts(steps: list[tuple[str, str, int, bool]]) -> None:
    ops = _history(steps)
    known = {op.dot: op for op in ops}

    outcomes = []
    for order in _permutations(ops):
        heads = Heads()
        for op in order:
            heads.add(op, known.__getitem__)
        outcomes.append((shown(heads, known.__getitem__), sorted(conflicting(heads, known.__getitem__))))

    assert all(outcome == outcomes[0] for outcome in outcomes)
