"""Whatever is noted, shared, erased, deleted and sent: devices agree, and no word leaves that was not shared."""

import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerdesk import erasure, notes, receiving, sending
from partnerdesk.bundles import container
from partnerdesk.bundles.manifest import encode as manifest_bytes
from partnerdesk.bundles.staging import Sieve
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store import state
from partnerdesk.store.engine import Engine, rows, writing
from partnerdesk.store.fold import Fold, NewOp
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import PRIVATE, decode, name_of
from partnerdesk.store.redaction import EVERYTHING
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import Author, Draft, Seen, Writer
from tests.core.devices import shown
from tests.core.staying.saying import taken

RECORD = "a" * 32
DEVICES = range(3)
WHO = st.sampled_from(DEVICES)
OFFICES = ("LBN-TYR", "LBN-TYR", "MENA-RO")

STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["note", "note", "other", "look", "share", "delete"]), WHO, st.integers(0, 3)),
        st.tuples(st.just("erase"), WHO, st.sampled_from(["raw_text", "raw_text", EVERYTHING])),
        st.tuples(st.just("send"), WHO, st.tuples(WHO, st.integers(0, 2**16))),
    ),
    max_size=30,
)


@dataclass
class Device:
    """One installation, of which only the journal and the rows are looked at; a form may stay open for long."""

    number: int
    engine: Engine
    form: Seen | None = None
    shared: set[str] = field(default_factory=set)

    def write(self, draft: Draft) -> bool:
        # Whoever writes what is erased already is told so.
        with suppress(PartnerDeskError), writing(self.engine) as connection:
            Writer(connection, Author(f"{self.number}" * 16, OFFICES[self.number], "Agente")).write([draft])
            return True
        return False

    def look(self) -> None:
        """Open a form, which the next saves use, or close it."""
        with writing(self.engine) as connection:
            writer = Writer(connection, Author(f"{self.number}" * 16, OFFICES[self.number], "Agente"))
            self.form = None if self.form else writer.seen(kind_named("note"), RECORD)

    def act(self, what: str, number: Any) -> None:
        seen = self.form if rows_of(self) else None
        if what == "note":
            self.write(Draft("note", {"raw_text": f"word{self.number}{number}"}, RECORD, seen))
        elif what == "other":
            self.write(Draft("note", {"status_note": f"{number}"}, RECORD, seen))
        elif what == "share" and rows_of(self):
            self._share()
        elif what == "delete" and rows_of(self):
            self.write(Draft("note", {DELETED: bool(number % 2)}, RECORD, seen))
        elif what == "erase" and rows_of(self):
            values = {DELETED: True} if number == EVERYTHING else {number: None}
            self.write(Draft("note", values, id=RECORD, why="redact", insist=True, redact=(number,)))

    def _share(self) -> None:
        text = rows_of(self)[0][0]
        if text and self.write(Draft("note", {"raw_text": text}, id=RECORD, insist=True, share=True)):
            self.shared.add(text)

    def take(self, bodies: Iterable[bytes]) -> None:
        """Take ops in as a bundle would bring them."""
        read = [NewOp(op, body, name_of(op, body), "receipt") for body in bodies for op in [decode(body)]]
        with writing(self.engine) as connection:
            fold = Fold(connection, Streams(connection))
            sieve = Sieve(connection, fold.streams, "receipt")
            new = sieve.sift(sorted(read, key=lambda one: one.op.dot))
            out = {one.op.dot for one in sieve.unjustified()}
            fold.take_in([one for one in new if one.op.dot not in out])


def bodies(device: Device, *, stays: bool = False) -> list[bytes]:
    with device.engine.connect() as connection:
        found = rows(
            connection,
            "SELECT o.body FROM op o JOIN stream s ON s.id = o.stream WHERE (s.scope = ?) = ? ORDER BY o.stream, o.seq",
            (PRIVATE, stays),
        )
        return [bytes(row[0]) for row in found]


def rows_of(device: Device) -> list[Any]:
    with device.engine.connect() as connection:
        sql = "SELECT raw_text, status_note, find, extra, scope, deleted, conflicts, heads FROM note"
        return rows(connection, sql)


def outcome(device: Device) -> tuple[Any, ...]:
    with writing(device.engine) as connection:
        breaks = state.chain_breaks(connection)
        conflicts = rows(connection, "SELECT field FROM conflict WHERE field <> 'raw_text' ORDER BY field")
        return state.digests(connection), sorted(bodies(device)), breaks, conflicts


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_all_agree_on_what_travels_and_each_keeps_its_own(new_engine: Callable[[], Engine], steps: list[Any]) -> None:
    devices = [Device(number, new_engine()) for number in DEVICES]
    for what, who, number in steps:
        device = devices[who]
        if what == "send":
            to, chance = number[0], random.Random(number[1])  # noqa: S311  no secret
            sent = bodies(device)
            chance.shuffle(sent)
            devices[to].take(sent[: chance.randint(0, len(sent))])
        elif what == "look":
            device.look()
        else:
            device.act(what, number)

    for _round in range(2):
        for device in devices:
            for other in devices:
                device.take(bodies(other))
    outcomes = [outcome(device) for device in devices]
    everywhere = b" ".join(body for device in devices for body in bodies(device))
    chosen = {text for device in devices for text in device.shared}
    for device in devices:
        before = rows_of(device)
        with writing(device.engine) as connection:
            state.rebuild(connection)
        assert rows_of(device) == before, "a rebuild shows something else"
        assert PRIVATE not in {row[4] for row in before}
        assert not any(set(decode(body).set) - {"raw_text"} for body in bodies(device, stays=True))
        device.engine.dispose()

    assert all(one == outcomes[0] for one in outcomes), "no agreement"
    assert outcomes[0][2] == [], "a chain that does not hold"
    assert f" {PRIVATE}".encode() not in everywhere
    for number in DEVICES:
        for text in (f"word{number}{value}" for value in range(4)):
            # What was shared once may be edited with any of these words from then on.
            assert chosen or text.encode() not in everywhere, "a word left that nobody had shared"


@pytest.mark.parametrize("seed", range(4))
def test_no_word_that_was_not_shared_is_in_any_bundle(pair: tuple[Desk, Desk], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  no secret
    words: dict[Desk, dict[str, str]] = {desk: {} for desk in pair}
    open_words: set[str] = set()
    for step in range(25):
        desk, other = chance.sample(pair, 2)
        mine = words[desk]
        note = chance.choice(list(mine)) if mine else ""
        what = chance.choice(["take", "edit", "share", "clear", "erase", "delete", "send", "send"])
        with suppress(PartnerDeskError):
            if what == "take" or not note:
                text = f"secret{seed}x{step}x"
                mine[taken(desk, text)] = text
            elif what == "edit":
                _edit(desk, note, mine, f"secret{seed}x{step}x", open_words)
            elif what in ("share", "clear"):
                (notes.share_raw if what == "share" else notes.clear)(desk, note)
                open_words.add(mine[note])
            elif what == "erase":
                erasure.erase(desk, erasure.plan(desk, "note", note, ("raw_text",)), "Asked for")
            elif what == "delete":
                desk.delete("note", note)
        if what == "send":
            said = _sent(desk, other, tmp_path / f"{step}.pdbundle")
            hidden = {text for known in words.values() for text in known.values()} - open_words
            assert not [text for text in hidden if text.encode() in said]
    for one, other in (pair, pair[::-1], pair):
        _sent(one, other, tmp_path / "last.pdbundle")
    assert shown(pair[0])["LBN-TYR"] == shown(pair[1])["LBN-TYR"]


def _edit(desk: Desk, note: str, mine: dict[str, str], text: str, open_words: set[str]) -> None:
    travels = "raw_text" not in desk.view("note", note).stays
    notes.save_text(desk, note, text)
    mine[note] = text
    if travels:
        open_words.add(text)


def _sent(desk: Desk, other: Desk, target: Path) -> bytes:
    """Hand a bundle over and return everything that it says and that is told about it."""
    sending.export(desk, [other.office], target)
    opened = container.read(target, other.keys())
    said = manifest_bytes(opened.manifest) + b"\n".join(opened.lines)
    about = str(receiving.inspect(other, target))
    receipt = receiving.receive(other, target)
    about += str(receiving.preview(other, receipt.id))
    receiving.accept(other, receipt.id)
    return said + about.encode()
