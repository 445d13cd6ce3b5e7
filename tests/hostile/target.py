"""A device that is handed hostile files, and what must come of each: refused with a sentence, or taken in soundly."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from partnerdesk import age, receiving, sending
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.receiving import APPLIED
from partnerdesk.store import state
from partnerdesk.store.engine import rehearsing
from tests.core.devices import FOCAL, OFFICER, device, introduce, shown
from tests.hostile.mutations import Input, Sound


class AcceptedWrongly(AssertionError):  # noqa: N818  reads as what it is
    """Something was believed that nobody signed, or what was taken in does not hold together."""


@dataclass(frozen=True)
class Outcome:
    """What came of an input."""

    refused: bool
    sentence: str = ""


class Target:
    """A focal point's device with a trusted officer, whose program may do anything."""

    def __init__(self) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="hostile-")
        folder = Path(self._scratch.name)
        self._region, field = device(folder / "region", FOCAL), device(folder / "field", OFFICER)
        introduce(self._region, field)
        self._fill(field)
        file = folder / "sound.pdbundle"
        sending.export(field, [FOCAL.office], file)
        content = file.read_bytes()
        secrets = self._region.keys()
        self.sound = Sound(content, age.decrypt(content, secrets.age_secret), field.keys(), secrets.recipient)
        self._file = folder / "handed-over.pdbundle"
        self._before = shown(self._region)
        field.close()

    def _fill(self, field: Desk) -> None:
        partner = field.create("partner", {"legal_name": "Le Cèdre", "org_type": ["ngo"], "acronym": "LC"})
        field.create("contact", {"name": "Samira", "partner_id": partner})
        field.change("partner", partner, {"place": "Tyr", "org_type": ["cbo"]})
        field.change("partner", partner, {"deleted": True})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._region.close()
        self._scratch.cleanup()

    def hand_over(self, given: Input) -> Outcome:
        """Take a file in as far as it goes, and put everything back as it was.

        Raises AcceptedWrongly; whatever else is raised is a crash of the program.
        """
        self._file.write_bytes(given.file)
        try:
            receipt = receiving.receive(self._region, self._file)
        except PartnerDeskError as error:
            return self._refused(str(error))
        if given.must_be_refused:
            raise AcceptedWrongly("a bundle that nobody signed as it is was staged")
        try:
            return self._taken_in(receipt.id)
        finally:
            self._put_back(receipt.id)

    def _refused(self, sentence: str) -> Outcome:
        if not sentence.strip():
            raise AcceptedWrongly("refused without a sentence")
        if receiving.receipts(self._region) or shown(self._region) != self._before:
            raise AcceptedWrongly("refused, and yet something was kept")
        return Outcome(refused=True, sentence=sentence)

    def _taken_in(self, receipt: str) -> Outcome:
        expected = receiving.preview(self._region, receipt).summary
        accepted = receiving.accept(self._region, receipt)
        if accepted.state != APPLIED or accepted.summary != expected:
            raise AcceptedWrongly("the preview told something else")
        with rehearsing(self._region.engine) as connection:
            told = state.digests(connection)
            state.rebuild(connection)
            if state.digests(connection) != told or state.chain_breaks(connection):
                raise AcceptedWrongly("what was taken in does not hold together")
        return Outcome(refused=False)

    def _put_back(self, receipt: str) -> None:
        if receiving.receipts(self._region)[0].state == APPLIED:
            receiving.undo(self._region, receipt)
        receiving.discard(self._region, receipt)
        if shown(self._region) != self._before:
            raise AcceptedWrongly("an undo left something behind")
