"""Whatever is attached, sent, left out, kept aside, undone, removed or damaged: no wrong byte is handed out, none is lost."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerdesk import attachments, keys, receiving, sending, workspace
from partnerdesk.attachments import DAMAGED, HERE
from partnerdesk.desk import Desk, Identity
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.engine import many, rows, writing
from tests.core.devices import PASSPHRASE, device, introduce

OFFICES = ("LBN-TYR", "MENA-RO", "HQ-GVA")
DEVICES = st.sampled_from(range(len(OFFICES)))
SIZES = st.sampled_from([1, 300, 300_000])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("attach"), DEVICES, SIZES),
        st.tuples(st.just("send"), DEVICES, st.tuples(DEVICES, st.sampled_from([0, 1000, 2**24]), st.booleans())),
        st.tuples(st.just("send"), DEVICES, st.tuples(DEVICES, st.just(2**24), st.just(True))),
        st.tuples(st.sampled_from(["undo", "accept", "remove", "damage", "check"]), DEVICES, st.integers(0, 5)),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give workspaces of three offices, to be copied: making each anew would take most of the time."""
    folder = tmp_path_factory.mktemp("empty")
    for code in OFFICES:
        device(folder / code, Identity(code, f"Office {code}", f"Person of {code}", "focal_point", "en")).close()
    return [folder / code for code in OFFICES]


class World:
    """Three devices that trust each other, and every file that was ever attached, by the attachment's id."""

    def __init__(self, empty: list[Path], folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, bytes] = {}
        self.desks = [self._copied(one) for one in empty]
        for place, one in enumerate(self.desks):
            for other in self.desks[place + 1 :]:
                introduce(one, other)

    def _copied(self, empty: Path) -> Desk:
        desk = workspace.open_workspace(Path(shutil.copytree(empty, self.folder / empty.name)), PASSPHRASE)
        desk.keep("keys", keys.generate().to_dict())
        return desk

    def attach(self, desk: Desk, size: int) -> None:
        file = self.folder / f"file{len(self.files)}.txt"
        file.write_bytes(f"{len(self.files)}".encode().ljust(size, b"x"))
        made = attachments.add(desk, desk.create("partner", {"legal_name": file.name}), file)
        self.files[made] = file.read_bytes()

    def send(self, desk: Desk, how: tuple[int, int, bool]) -> None:
        receiver, most, accepted = self.desks[how[0]], how[1], how[2]
        if receiver is desk:
            return
        bundle = self.folder / "bundle.pdbundle"
        sending.export(desk, [receiver.office], bundle, attachments_bytes=most)
        receipt = receiving.receive(receiver, bundle)
        if accepted:
            receiving.accept(receiver, receipt.id)
        elif receipt.state != receiving.APPLIED:
            receiving.keep_aside(receiver, receipt.id)

    def undo(self, desk: Desk, _number: int) -> None:
        merged = [one for one in receiving.receipts(desk) if one.state == receiving.APPLIED]
        if merged:
            receiving.undo(desk, merged[0].id)

    def accept(self, desk: Desk, _number: int) -> None:
        for one in receiving.receipts(desk)[::-1]:
            if one.state != receiving.APPLIED:
                receiving.accept(desk, one.id)

    def remove(self, desk: Desk, number: int) -> None:
        if made := self._one_of(desk, number):
            attachments.remove(desk, made)
            desk.change("attachment", made, {"deleted": False})

    def damage(self, desk: Desk, number: int) -> None:
        """Damage a file that somebody else has as well: what nobody has any more nobody can bring."""
        made = self._one_of(desk, number)
        others = [other for other in self.desks if other is not desk and made in self.held(other)]
        if made in self.held(desk) and others:
            with writing(desk.engine) as connection:
                sha256 = desk.view("attachment", made)["sha256"]
                many(connection, "UPDATE blob_piece SET content = ? WHERE sha256 = ?", [(b"damaged", sha256)])
            examine(desk)

    def check(self, desk: Desk, _number: int) -> None:
        examine(desk, rebuild=True)

    def _one_of(self, desk: Desk, number: int) -> str:
        known = [made for made in self.files if desk.find("attachment", made) is not None]
        return known[number % len(known)] if known else ""

    def held(self, desk: Desk) -> list[str]:
        return [one.id for one in attachments.states(desk, self.files).values() if one.state == HERE]

    def no_wrong_byte(self) -> None:
        """Every device hands out the right bytes, or says why it does not."""
        for desk in self.desks:
            for made, one in attachments.states(desk, self.files).items():
                if one.state == HERE:
                    assert attachments.content(desk, made) == self.files[made]
                else:
                    with pytest.raises(
                        PartnerDeskError, match="damaged" if one.state == DAMAGED else "not been received"
                    ):
                        attachments.content(desk, made)

    def settle(self) -> None:
        """Let everybody accept what waits and send everything, until everybody has heard of everybody."""
        for _round in range(3):
            for sender in self.desks:
                for place in range(len(self.desks)):
                    self.accept(self.desks[place], 0)
                    self.send(sender, (place, 2**24, True))

    def close(self) -> None:
        for desk in self.desks:
            desk.close()


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_wrong_byte_is_handed_out_and_everybody_gets_every_file(
    empty: list[Path], steps: list[tuple[str, int, object]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(empty, Path(folder))
        for name, place, about in steps:
            getattr(world, name)(world.desks[place], about)
            world.no_wrong_byte()

        world.settle()

        assert [sorted(world.held(desk)) for desk in world.desks] == [sorted(world.files)] * len(OFFICES)
        world.no_wrong_byte()
        for desk in world.desks:
            assert examine(desk).problems == []
            with desk.reading() as connection:
                assert rows(connection, "SELECT count(*) FROM blob") == [(len(world.files),)]
        world.close()
