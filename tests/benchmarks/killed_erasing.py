"""Erasing for good as `kills` interrupts it: a record with what belongs to it is there as it was, or nowhere."""

from pathlib import Path

from partnerdesk import erasure
from partnerdesk.store.engine import rows
from tests.benchmarks.killed_work import HalfDone, Scenario, Work, make, one_of, opened, sound
from tests.core.devices import OFFICER

CHILDREN = 20


class Erase(Scenario):
    """Erasing a partner with its contacts."""

    name = "erase"

    def __init__(self) -> None:
        self.old: dict[str, str] = {}

    def prepare(self, folder: Path) -> None:
        """Make the partner, and note what the office shows."""
        desk = make(folder / "office", OFFICER)
        partner = desk.create("partner", {"legal_name": "Salwa"})
        for number in range(CHILDREN):
            desk.create("contact", {"partner_id": partner, "name": f"Salwa {number}"})
        desk.close()
        self.old = sound(folder / "office")

    def work(self, folder: Path, work: Work) -> None:
        """Acknowledge the erasure."""
        desk = opened(folder / "office")
        with desk.reading() as connection:
            partner = rows(connection, "SELECT id FROM partner")[0][0]
        work.ready()
        erasure.erase(desk, erasure.plan(desk, "partner", partner), "They asked for it")
        work.done()

    def check(self, folder: Path, acknowledged: int) -> None:
        """Hold that all of it is there, or nothing, and that nothing is left to be overwritten."""
        found = sound(folder / "office")
        desk = opened(folder / "office")
        with desk.reading() as connection:
            left = rows(connection, "SELECT count(*) FROM op WHERE body LIKE '%Salwa%'")[0][0]
            residue = rows(connection, "SELECT count(*) FROM setting WHERE key = 'residue' AND value = 'true'")[0][0]
        desk.close()
        if residue or left not in {0, CHILDREN + 1}:
            raise HalfDone(f"{left} of {CHILDREN + 1} records are left")
        one_of("there" if found == self.old else "gone", "there", "there" if left else "gone", acknowledged)
        one_of("there" if left else "gone", "there", "gone", acknowledged)
