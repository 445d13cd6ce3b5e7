"""Four devices, sticks with bundles, and everything that people do with them; what must be true afterwards."""

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from partnerdesk import conflicts, receiving, sending
from partnerdesk.bundles import slices
from partnerdesk.desk import Desk, Identity
from partnerdesk.receiving import APPLIED, ASIDE, STAGED
from partnerdesk.store import state
from partnerdesk.store.engine import rehearsing, rows
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Dot, Op, decode
from partnerdesk.store.writer import Seen
from partnerdesk.workspace import open_workspace
from tests.core.devices import FOCAL, OFFICER, PASSPHRASE, ops_of, shown
from tests.core.truth import hold_true

AMMAN = Identity("JOR-AMM", "Bureau d’Amman", "Agent", "field_officer", "ar")
HEAD = Identity("HQ", "Headquarters", "Steward", "hq_steward", "en")
WHO = {"tyr": OFFICER, "amman": AMMAN, "region": FOCAL, "head": HEAD}
LINKS = [("tyr", "region"), ("region", "head"), ("amman", "region")]
SEE_ALL = ("region", "head")
VALUES: dict[str, list[Any]] = {
    "acronym": ["A", "B", None],
    "place": ["Tyr", "Saïda"],
    "org_type": [["ngo"], ["cbo", "ngo"], []],
    DELETED: [True, False],
}
CHANGES = st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 2), min_size=1, max_size=2)
ONE = st.integers(0, 2**16)
THEN = st.sampled_from(["accept", "accept", "accept", "aside", "lost"])
MOST_DEVICES = 5


@dataclass
class Form:
    """A record that somebody has open: what the program says was seen, and what truly was."""

    seen: Seen
    truth: frozenset[Dot]


@dataclass
class Place:
    """A device, the forms open on it, and the bundles that reached it."""

    desk: Desk
    role: str
    forms: dict[int, Form] = field(default_factory=dict)


def _journal(desk: Desk) -> dict[Dot, Op]:
    ops = map(decode, ops_of(desk))
    return {op.dot: op for op in ops}


def hold_rows_true(desk: Desk) -> None:
    with rehearsing(desk.engine) as connection:
        state.rebuild(connection)
        assert state.digests(connection) == shown(desk), "a rebuild shows something else"


class Exchange(RuleBasedStateMachine):
    """Four devices, and sticks with bundles that get lost, come late, twice, or in another order."""

    templates: Path

    @initialize()
    def set_out(self) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="exchange-")
        self._folder = Path(self._scratch.name)
        self.places: dict[str, Place] = {}
        for name in WHO:
            self._copy(self.templates / name, name, name)
        self.truth: dict[Dot, frozenset[Dot]] = {}
        self.written: dict[Dot, Op] = {}
        self.sticks: list[tuple[str, Path]] = []
        self.record = self._create("tyr")
        self._create("amman")

    def _copy(self, source: Path, name: str, role: str) -> None:
        folder = self._folder / name
        shutil.copytree(source, folder)
        self.places[name] = Place(open_workspace(folder, PASSPHRASE), role)

    def _create(self, name: str) -> str:
        desk = self.places[name].desk
        with _Written(self, desk, frozenset()):
            return desk.create("partner", {"legal_name": f"Cèdre {name}"})

    @rule(who=ONE, window=st.integers(0, 1), changes=CHANGES, anew=st.booleans())
    def edit(self, who: int, window: int, changes: dict[str, int], anew: bool) -> None:
        """Save what a form holds, which was opened now or a while ago."""
        place = self._one(who)
        if anew or window not in place.forms:
            if (view := place.desk.find("partner", self.record)) is None:
                return
            place.forms[window] = Form(view.seen, frozenset(_journal(place.desk)))
        form = place.forms[window]
        values = {key: VALUES[key][number % len(VALUES[key])] for key, number in changes.items()}
        with _Written(self, place.desk, form.truth) as written:
            saved = place.desk.change("partner", self.record, values, form.seen)
        place.forms[window] = Form(saved.seen, form.truth | written.dots)

    @rule(link=st.sampled_from([*LINKS, *((other, one) for one, other in LINKS)]), then=THEN)
    def hand_over_a_bundle(self, link: tuple[str, str], then: str) -> None:
        sender, receiver = link
        self._take_in(receiver, self._export(sender, receiver), then)

    def _export(self, sender: str, receiver: str) -> Path:
        target = self._folder / f"{len(self.sticks)}.pdbundle"
        role = self.places[receiver].role
        sending.export(self.places[sender].desk, [WHO[role].office], target)
        self.sticks.append((role, target))
        return target

    @precondition(lambda self: self.sticks)
    @rule(which=ONE, then=THEN)
    def find_a_stick_again(self, which: int, then: str) -> None:
        """A bundle arrives late, or a second time, perhaps at a copy of the device for which it was made."""
        role, file = self.sticks[which % len(self.sticks)]
        names = [name for name, place in self.places.items() if place.role == role]
        self._take_in(names[which // len(self.sticks) % len(names)], file, then)

    def _take_in(self, name: str, file: Path, then: str) -> None:
        if then == "lost":
            return
        desk = self.places[name].desk
        receipt = receiving.receive(desk, file)
        if then == "accept":
            self._accept(desk, receipt.id)
        elif receipt.state == STAGED:
            receiving.keep_aside(desk, receipt.id)

    def _accept(self, desk: Desk, receipt_id: str) -> None:
        """Accept, and hold the preview against what came of it."""
        expected = receiving.preview(desk, receipt_id)
        before = shown(desk)
        accepted = receiving.accept(desk, receipt_id)
        if expected.state != APPLIED:
            assert replace(accepted.summary, forks=0) == replace(expected.summary, forks=0), (
                "the preview told something else"
            )
            assert accepted.summary.new or shown(desk) == before, "nothing new, and yet something changed"

    def _one(self, who: int) -> Place:
        return list(self.places.values())[who % len(self.places)]

    @rule(who=ONE, which=ONE)
    def undo_a_bundle(self, who: int, which: int) -> None:
        desk = self._one(who).desk
        applied = [one for one in receiving.receipts(desk) if one.state == APPLIED]
        if applied:
            held = set(_journal(desk))
            receiving.undo(desk, applied[which % len(applied)].id)
            assert set(_journal(desk)) <= held
            hold_rows_true(desk)

    @rule(who=ONE, which=ONE)
    def decide(self, who: int, which: int) -> None:
        desk = self._one(who).desk
        if open_ones := conflicts.conflicts(desk):
            one = open_ones[which % len(open_ones)]
            with _Written(self, desk, frozenset(_journal(desk))):
                conflicts.resolve(desk, one, one.values[which % len(one.values)].value, "Vu ensemble")
            assert one.id not in {left.id for left in conflicts.conflicts(desk)}, "asked twice"

    @precondition(lambda self: len(self.places) < MOST_DEVICES)
    @rule(name=st.sampled_from(["tyr", "region", "head"]))
    def copy_the_workspace(self, name: str) -> None:
        """Somebody copies the folder, and from now on both copies are used."""
        self._copy(self.places[name].desk.folder, f"{name}-copy", self.places[name].role)

    @invariant()
    def no_two_ops_have_one_name(self) -> None:
        for place in getattr(self, "places", {}).values():
            for dot, op in _journal(place.desk).items():
                assert self.written.get(dot, op) == op

    def teardown(self) -> None:
        if not hasattr(self, "places"):
            return
        try:
            self.no_two_ops_have_one_name()
            self._bring_all_together()
            self._compare()
        finally:
            for place in self.places.values():
                place.desk.close()
            self._scratch.cleanup()

    def _bring_all_together(self) -> None:
        """Everybody accepts what waits and hands bundles around until nothing moves any more."""
        for place in self.places.values():
            for receipt in receiving.receipts(place.desk):
                if receipt.state in {STAGED, ASIDE}:
                    self._accept(place.desk, receipt.id)
        for _round in range(3):
            for sender, place in self.places.items():
                for receiver, other in self.places.items():
                    roles = (place.role, other.role)
                    if roles in LINKS or roles[::-1] in LINKS:
                        file = self._export(sender, receiver)
                        self._accept(other.desk, receiving.receive(other.desk, file).id)

    def _compare(self) -> None:
        outcomes: dict[str, set[str]] = {}
        for place in self.places.values():
            scopes = shown(place.desk)
            assert place.role in SEE_ALL or set(scopes) <= {WHO[place.role].office, slices.SHARED}, (
                "another office's records"
            )
            for scope, told in scopes.items():
                outcomes.setdefault(scope, set()).add(told)
            hold_rows_true(place.desk)
            assert not self._chain_breaks(place.desk)
        assert all(len(told) == 1 for told in outcomes.values()), "devices disagree"
        whole = _journal(self.places["head"].desk)
        assert set(self.truth) <= set(whole), "something vanished"
        hold_true({dot: op for dot, op in whole.items() if op.id == self.record}, self.truth)

    def _chain_breaks(self, desk: Desk) -> list[Any]:
        with desk.reading() as connection:
            assert rows(connection, "SELECT count(*) FROM fork") == [(0,)]
            return state.chain_breaks(connection)


class _Written:
    """Notes the ops that a device writes meanwhile, with what their author had truly seen."""

    def __init__(self, machine: Exchange, desk: Desk, seen: frozenset[Dot]) -> None:
        self._machine, self._desk, self._seen = machine, desk, seen
        self._before = set(_journal(desk))
        self.dots: frozenset[Dot] = frozenset()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        new = {dot: op for dot, op in _journal(self._desk).items() if dot not in self._before}
        self.dots = frozenset(new)
        self._machine.written |= new
        for dot in sorted(new):
            self._machine.truth[dot] = self._seen
            self._seen |= {dot}
