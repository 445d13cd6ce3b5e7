"""Whatever is written, erased and sent in whatever order: devices agree, chains hold, and what was erased is nowhere."""

import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerdesk.bundles.staging import Sieve
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store import state
from partnerdesk.store.engine import Engine, rows, writing
from partnerdesk.store.fold import Fold, NewOp
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Op, decode, encode, name_of
from partnerdesk.store.redaction import EVERYTHING, erases_all, reduced
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import Author, Draft, Writer

RECORD = "a" * 32
DEVICES = range(3)
SECRET = "Salwa"
FIELDS = ("acronym", "notes", "aliases")

SAVE = st.tuples(st.just("save"), st.sampled_from(DEVICES), st.sampled_from(FIELDS), st.integers(0, 3))
ERASE = st.tuples(st.just("erase"), st.sampled_from(DEVICES), st.sampled_from([*FIELDS, EVERYTHING]), st.just(0))
SEND = st.tuples(st.just("send"), st.sampled_from(DEVICES), st.sampled_from(DEVICES), st.integers(0, 2**16))
STEPS = st.lists(st.one_of(SAVE, SAVE, ERASE, SEND, SEND), max_size=25)


@dataclass
class Device:
    """One installation, of which only the journal and the rows are looked at."""

    number: int
    engine: Engine

    def write(self, draft: Draft) -> None:
        # Whoever writes what is erased already is told so.
        with suppress(PartnerDeskError), writing(self.engine) as connection:
            Writer(connection, Author(f"{self.number}" * 16, "LBN-TYR", "Agente")).write([draft])

    def save(self, name: str, number: int) -> None:
        text = f"{SECRET} {self.number}{number}"
        self.write(Draft("partner", {name: [text] if name == "aliases" else text}, id=RECORD, note=SECRET))

    def erase(self, name: str) -> None:
        if not rows_of(self):
            return
        values = {DELETED: True} if name == EVERYTHING else {name: None}
        self.write(Draft("partner", values, id=RECORD, why="redact", insist=True, redact=(name,)))

    def take(self, bodies: Iterable[bytes]) -> None:
        """Take ops in as a bundle would bring them; tombstones that nothing justifies are kept out."""
        batch = sorted((_read(body) for body in bodies), key=lambda one: one.op.dot)
        with writing(self.engine) as connection:
            fold = Fold(connection, Streams(connection))
            sieve = Sieve(connection, fold.streams, "receipt")
            new = sieve.sift(batch)
            out = {one.op.dot for one in sieve.unjustified()}
            fold.take_in([one for one in new if one.op.dot not in out])
        assert sieve.forks == 0, "a tombstone or its original was taken for a fork"


def _read(body: bytes) -> NewOp:
    op = decode(body)
    return NewOp(op, body, name_of(op, body), "receipt")


def bodies(device: Device) -> list[bytes]:
    with device.engine.connect() as connection:
        return [bytes(row[0]) for row in rows(connection, "SELECT body FROM op ORDER BY stream, seq")]


def rows_of(device: Device) -> list[Any]:
    with device.engine.connect() as connection:
        return rows(connection, "SELECT acronym, notes, aliases, find, extra, deleted, conflicts, heads FROM partner")


def outcome(device: Device) -> tuple[Any, ...]:
    with writing(device.engine) as connection:
        breaks = state.chain_breaks(connection)
        return state.digests(connection), sorted(bodies(device)), breaks


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_what_was_erased_is_gone_everywhere_and_all_agree(new_engine: Callable[[], Engine], steps: list[Any]) -> None:
    devices = [Device(number, new_engine()) for number in DEVICES]
    for what, device, about, number in steps:
        if what == "save":
            devices[device].save(about, number)
        elif what == "erase":
            devices[device].erase(about)
        else:
            sent, chance = bodies(devices[device]), random.Random(number)  # noqa: S311  no secret
            chance.shuffle(sent)
            devices[about].take(sent[: chance.randint(0, len(sent))])

    for _round in range(2):
        for device in devices:
            for other in devices:
                device.take(bodies(other))
    outcomes = [outcome(device) for device in devices]
    _hold_erased(devices)
    for device in devices:
        before = rows_of(device)
        with writing(device.engine) as connection:
            state.rebuild(connection)
        assert rows_of(device) == before, "a rebuild shows something else"
        outcomes.append(outcome(device))
        device.engine.dispose()

    assert all(one == outcomes[0] for one in outcomes), "no agreement"
    assert outcomes[0][2] == [], "a chain that does not hold"


def _hold_erased(devices: list[Device]) -> None:
    ops = [decode(body) for body in bodies(devices[0])]
    redactions = [op for op in ops if op.redact]
    for op, body in zip(ops, bodies(devices[0]), strict=True):
        assert reduced(op, name_of(op, body), redactions) is op, "something erased is left"
    if erases_all(redactions):
        for device in devices:
            everything = b" ".join([*bodies(device), repr(rows_of(device)).encode()])
            assert SECRET.encode() not in everything


VALUES = st.dictionaries(st.sampled_from(["a", "b", "c/x", "c/y"]), st.integers(0, 9), min_size=1)
REDACTIONS = st.lists(st.sampled_from(["a", "b", "c", EVERYTHING]), min_size=1, max_size=3)


@settings(max_examples=200, deadline=None)
@given(VALUES, REDACTIONS, st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_order_of_redactions_and_repeating_them_makes_no_difference(
    values: dict[str, int], names: list[str], chance: random.Random, seen: int
) -> None:
    op = Op("1" * 16, "s", 1, "partner", RECORD, values, {"2" * 16: seen} if seen else {}, note="n", by="b")
    redactions = [_redaction(number, name) for number, name in enumerate(names, start=1)]
    its_hash = name_of(op, encode(op))
    at_once = reduced(op, its_hash, redactions)

    step = op
    for redaction in chance.sample(redactions * 2, len(redactions) * 2):
        step = reduced(step, name_of(step, encode(step)), [redaction])

    assert encode(step) == encode(at_once)
    assert name_of(step, encode(step)) == its_hash


def _redaction(seq: int, name: str) -> Op:
    values = {DELETED: True} if name == EVERYTHING else {name: None}
    return Op("2" * 16, "s", seq, "partner", RECORD, values, why="redact", redact=[name])
