"""Whatever people do in several windows on several devices, with gaps in between: contexts tell the truth, devices agree."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerdesk.store import state
from partnerdesk.store.engine import Engine, rows, writing
from partnerdesk.store.fold import Fold, NewOp
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Dot, Op, decode, digest
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import Author, Draft, Seen, Writer
from tests.core.truth import hold_true

RECORD = "a" * 32
DEVICES, WINDOWS = range(3), range(2)
VALUES: dict[str, list[Any]] = {
    "acronym": ["A", "B", None],
    "place": ["Tyr", "Saïda"],
    "org_type": [["ngo"], ["cbo", "ngo"], []],
    DELETED: [True, False],
}

CHANGE = st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name])))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.sampled_from(DEVICES), st.sampled_from(WINDOWS)),
        st.tuples(
            st.just("save"),
            st.sampled_from(DEVICES),
            st.sampled_from(WINDOWS),
            st.lists(CHANGE, min_size=1, max_size=2).map(dict),
        ),
        st.tuples(st.just("send"), st.sampled_from(DEVICES), st.sampled_from(DEVICES), st.integers(0, 2**16)),
    ),
    max_size=25,
)


@dataclass
class Form:
    """A form that somebody has open: what the program says was seen, and what truly was."""

    seen: Seen
    truth: frozenset[Dot]


@dataclass
class Device:
    """One installation."""

    number: int
    engine: Engine
    forms: dict[int, Form] = field(default_factory=dict)

    @property
    def author(self) -> Author:
        return Author(f"{self.number}" * 16, "LBN-TYR", "Agente")

    def open(self, window: int) -> None:
        with writing(self.engine) as connection:
            writer = Writer(connection, self.author)
            held = frozenset(op.dot for op, _body in _ops(self))
            self.forms[window] = Form(writer.seen(kind_named("partner"), RECORD), held)

    def save(self, window: int, values: dict[str, Any]) -> dict[Dot, frozenset[Dot]]:
        """Save what the form holds; return the ops that this made, each with all that their author had truly seen."""
        if window not in self.forms:
            self.open(window)
        form = self.forms[window]
        with writing(self.engine) as connection:
            writer = Writer(connection, self.author)
            writer.write([Draft("partner", values, id=RECORD, seen=form.seen)])
        told, truth = {}, form.truth
        for op in writer.written:
            told[op.dot] = truth
            truth |= {op.dot}
        self.forms[window] = Form(form.seen.after(values, writer.written), truth)
        return told

    def take(self, ops: Iterable[tuple[Op, bytes]]) -> None:
        held = {op.dot for op, _body in _ops(self)}
        with writing(self.engine) as connection:
            new = [NewOp(op, body, digest(body)) for op, body in ops if op.dot not in held]
            Fold(connection, Streams(connection)).take_in(new)

    def shown(self) -> dict[str, str]:
        with writing(self.engine) as connection:
            return state.digests(connection)


def _ops(device: Device) -> list[tuple[Op, bytes]]:
    with device.engine.connect() as connection:
        return [(decode(body), bytes(body)) for (body,) in rows(connection, "SELECT body FROM op")]


def _sent(device: Device, seed: int) -> list[tuple[Op, bytes]]:
    """Return some of the ops of a device in any order: bundles get lost, and gaps stay."""
    ops, chance = _ops(device), random.Random(seed)  # noqa: S311  no secret
    chance.shuffle(ops)
    return ops[: chance.randint(0, len(ops))]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_contexts_tell_the_truth_and_devices_agree(new_engine: Callable[[], Engine], steps: list[Any]) -> None:
    devices = [Device(number, new_engine()) for number in DEVICES]
    truth: dict[Dot, frozenset[Dot]] = {}
    for what, device, *about in steps:
        if what == "open":
            devices[device].open(about[0])
        elif what == "save":
            truth |= devices[device].save(about[0], about[1])
        else:
            devices[about[0]].take(_sent(devices[device], about[1]))

    for device in devices:
        for other in devices:
            device.take(_ops(other))
    ops = {op.dot: op for op, _body in _ops(devices[0])}
    assert set(ops) == set(truth), "something vanished"
    hold_true(ops, truth)
    outcomes = [device.shown() for device in devices]
    for device in devices:
        with writing(device.engine) as connection:
            state.rebuild(connection)
        outcomes.append(device.shown())
        device.engine.dispose()
    assert all(outcome == outcomes[0] for outcome in outcomes)
