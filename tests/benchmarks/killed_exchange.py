"""The exchange of bundles as `kills` interrupts it: export, import and undo between two devices."""

import shutil
from pathlib import Path

from partnerdesk import receiving, sending
from partnerdesk.bundles import container
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.engine import rows
from tests.benchmarks.killed_work import HalfDone, Scenario, Work, make, one_of, opened, sound
from tests.core.devices import FOCAL, OFFICER, hand_over, introduce

PARTNERS = 60


class Exchange(Scenario):
    """Two devices that know each other, one with partners that the other has not."""

    def prepare(self, folder: Path) -> None:
        """Make both, changes on both sides and the bundle between them."""
        office, region = make(folder / "office", OFFICER), make(folder / "region", FOCAL)
        introduce(office, region)
        for number in range(PARTNERS):
            office.create("partner", {"legal_name": f"Partner {number}", "org_type": ["ngo"]})
        hand_over(office, region, folder)
        for number in range(PARTNERS):
            office.create("partner", {"legal_name": f"More {number}", "aliases": ["a", "b"]})
        with office.reading() as connection:
            known = [row[0] for row in rows(connection, "SELECT id FROM partner ORDER BY n LIMIT ?", (PARTNERS,))]
        for partner in known:
            office.change("partner", partner, {"acronym": "OFFICE"})
            region.change("partner", partner, {"acronym": "REGION"})
        sending.export(office, [FOCAL.office], folder / "up.pdbundle")
        office.close()
        region.close()

    def after(self, folder: Path) -> dict[str, str]:
        """Return what the region shows once the bundle is merged, after merging it if need be."""
        desk = opened(folder / "region")
        receiving.accept(desk, receiving.receive(desk, folder / "up.pdbundle").id)
        desk.close()
        return sound(folder / "region")


class Import(Exchange):
    """Receiving and accepting a bundle."""

    name = "import"

    def __init__(self) -> None:
        self.old: dict[str, str] = {}
        self.new: dict[str, str] = {}

    def prepare(self, folder: Path) -> None:
        """Note what the region shows before and after the work."""
        super().prepare(folder)
        copy = folder.with_name("compared")
        shutil.copytree(folder, copy)
        self.old, self.new = sound(copy / "region"), self.after(copy)

    def work(self, folder: Path, work: Work) -> None:
        """Acknowledge the merge."""
        desk = opened(folder / "region")
        work.ready()
        receipt = receiving.receive(desk, folder / "up.pdbundle")
        receiving.preview(desk, receipt.id)
        receiving.accept(desk, receipt.id)
        work.done()

    def check(self, folder: Path, acknowledged: int) -> None:
        """Hold that it is merged or not, and that it can be merged now."""
        one_of(sound(folder / "region"), self.old, self.new, acknowledged)
        if self.after(folder) != self.new:
            raise HalfDone("the import did not resume")


class Undo(Import):
    """Undoing a merged bundle."""

    name = "undo"

    def prepare(self, folder: Path) -> None:
        """Begin with the bundle merged."""
        super().prepare(folder)
        self.after(folder)

    def work(self, folder: Path, work: Work) -> None:
        """Acknowledge the undo."""
        desk = opened(folder / "region")
        receipt = receiving.receipts(desk)[0]
        work.ready()
        receiving.undo(desk, receipt.id)
        work.done()

    def check(self, folder: Path, acknowledged: int) -> None:
        """Hold that it is undone or not, and that it can be merged again."""
        one_of(sound(folder / "region"), self.new, self.old, acknowledged)
        if self.after(folder) != self.new:
            raise HalfDone("the bundle could not be merged again")


class Export(Exchange):
    """Writing a bundle over an older one."""

    name = "export"

    def work(self, folder: Path, work: Work) -> None:
        """Acknowledge the bundle."""
        desk = opened(folder / "office")
        desk.create("partner", {"legal_name": "One more"})
        work.ready()
        sending.export(desk, [FOCAL.office], folder / "up.pdbundle")
        work.done()

    def check(self, folder: Path, acknowledged: int) -> None:
        """Hold that the file is the older bundle or the whole new one."""
        sound(folder / "office")
        desk = opened(folder / "region")
        try:
            lines = len(list(container.read(folder / "up.pdbundle", desk.keys()).lines))
            older = len(list(container.read(folder.with_name("template") / "up.pdbundle", desk.keys()).lines))
        except PartnerDeskError as error:
            raise HalfDone(str(error)) from error
        finally:
            desk.close()
        one_of(lines, older, older + 1, acknowledged)
