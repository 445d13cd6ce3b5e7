"""What can be put on paper from the window: a blank instrument, or an assessment for an audience."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from partnerdesk import forms
from partnerdesk.desk import Desk
from partnerdesk.instruments import library
from partnerdesk.progress import Report


@dataclass(frozen=True)
class Wish:
    """How something is to be printed."""

    language: str
    size: str = "a4"
    audience: str = "team"
    recipients: tuple[str, ...] = ()
    partner: str = ""


class Paper(Protocol):
    """Something that can be printed."""

    @property
    def title(self) -> str: ...
    @property
    def options(self) -> Sequence[str]:
        """Which wishes matter beside language and size: audience, recipients, partner."""
        ...

    @property
    def file_name(self) -> str: ...
    def write(self, target: Path, wish: Wish, report: Report) -> None: ...


class BlankPaper:
    """An instrument to fill in by hand."""

    options = ("partner",)

    def __init__(self, desk: Desk, instrument: str) -> None:
        self._desk, self.instrument = desk, instrument
        self.title = library.get(instrument).title.words()
        self.file_name = f"{instrument}.pdf"

    def write(self, target: Path, wish: Wish, report: Report) -> None:
        """Write the form; raises PartnerDeskError."""
        forms.print_blank(
            self._desk, self.instrument, target, wish.language, wish.partner or None, size=wish.size, report=report
        )


class FilledPaper:
    """An assessment for an audience."""

    options = ("audience", "recipients")

    def __init__(self, desk: Desk, assessment: str) -> None:
        self._desk, self.assessment = desk, assessment
        view = desk.view("assessment", assessment)
        partner = desk.titles("partner", [str(view["partner_id"])]).get(str(view["partner_id"]), "")
        self.title = "  ·  ".join(filter(None, [partner, view.title]))
        self.file_name = f"{view.title or assessment}.pdf"

    def write(self, target: Path, wish: Wish, report: Report) -> None:
        """Write the assessment without what the audience may not read; raises PartnerDeskError."""
        forms.print_assessment(
            self._desk,
            self.assessment,
            target,
            wish.language,
            wish.audience,
            recipients=wish.recipients,
            size=wish.size,
            report=report,
        )


def laid_out(paper: Paper, wish: Wish, report: Report) -> bytes:
    """Return a paper as a PDF; the file it is written to is gone when this returns."""
    with tempfile.TemporaryDirectory(prefix="partnerdesk-") as scratch:
        target = Path(scratch) / "paper.pdf"
        paper.write(target, wish, report)
        return target.read_bytes()
