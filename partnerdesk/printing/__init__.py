"""Paper: forms and minutes as PDF, laid out from frozen snapshots; ReportLab is loaded when something is printed."""

from pathlib import Path

from partnerdesk.instruments.model import Instrument
from partnerdesk.printing.snapshot import FormSnapshot, MinutesSnapshot
from partnerdesk.progress import Report, unwatched


def print_blank(
    instrument: Instrument,
    language: str,
    target: Path,
    *,
    office: str = "",
    partner: str = "",
    subject: str | None = None,
    reference: str = "",
    record_id: str = "",
    version: str = "",
    size: str = "a4",
    report: Report = unwatched,
) -> None:
    """Write an instrument as a PDF form to fill in by hand; `size` is ``a4`` or ``letter``.

    With a `record_id`, and the `version` of the record, the form's code names that record: its answers can be typed in
    by the code. `subject` (``us`` or ``partner``) puts the names of both sides into the questions.

    The target is replaced as a whole or left alone. Raises PartnerDeskError where it cannot be written.
    """
    from partnerdesk.printing import blank

    known = blank.Known(office, partner, subject, reference, record_id, version)
    blank.write(instrument, language, target, known, size=size, report=report)


def print_form(snapshot: FormSnapshot, target: Path, *, size: str = "a4", report: Report = unwatched) -> None:
    """Write a filled assessment as a PDF: words and agreements, then results, then every question.

    What the snapshot's audience may not read is not in the file. Raises PartnerDeskError where it cannot be written.
    """
    from partnerdesk.printing import filled

    filled.write(snapshot, target, size=size, report=report)


def print_minutes(snapshot: MinutesSnapshot, target: Path, *, size: str = "a4", report: Report = unwatched) -> None:
    """Write the minutes of a consultation as a PDF, with no more names than the rule of attribution allows.

    Raises PartnerDeskError where the file cannot be written.
    """
    from partnerdesk.printing import minutes

    minutes.write(snapshot, target, size=size, report=report)
