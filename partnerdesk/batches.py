"""Several bundles at once: all received, looked at together, and accepted one after the other; a bad one stops no other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from partnerdesk import merging, receiving
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report, share, unwatched
from partnerdesk.receipts import APPLIED, ASIDE, STAGED, Receipt

One = TypeVar("One")

SUFFIX = ".pdbundle"


@dataclass(frozen=True)
class Arrival:
    """One bundle of several and what became of it: a receipt, or why it was refused."""

    file: str
    receipt: Receipt | None = None
    refused: str = ""


def bundles_in(paths: Sequence[Path]) -> list[Path]:
    """Return the bundles among files and folders, each once; of a folder those in it and in the folders right below.

    Raises PartnerDeskError for a folder without any.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(_inside(path)) if path.is_dir() else [path]
        if not inside:
            raise PartnerDeskError(
                _("There is no bundle in the folder {folder}. Nothing was changed.").format(folder=path)
            )
        found += inside
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> Iterator[Path]:
    try:
        for pattern in ("*", "*/*"):
            for path in folder.glob(pattern):
                if path.suffix.lower() == SUFFIX and not path.name.startswith(".") and path.is_file():
                    yield path
    except OSError as error:
        raise PartnerDeskError(
            _("The folder {folder} cannot be read: {reason}. Nothing was changed.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error


def receive_all(desk: Desk, files: Sequence[Path], report: Report = unwatched) -> list[Arrival]:
    """Check and stage bundles; nothing is merged. When it is stopped, those that were staged before wait here."""
    return [_attempt(file.name, partial(receiving.receive, desk, file), part) for file, part in _parts(files, report)]


def preview_all(desk: Desk, receipts: Sequence[str], report: Report = unwatched) -> list[Receipt]:
    """Tell what accepting these bundles one after the other would do; nothing is kept.

    Bundles of senders who are not trusted are left as they are: they cannot be accepted.
    """
    return merging.preview_all(desk, _parts(list(dict.fromkeys(receipts)), report))


def accept_all(desk: Desk, receipts: Sequence[str], report: Report = unwatched) -> list[Arrival]:
    """Merge bundles one after the other, each wholly or not at all; keep those of senders who are not trusted aside.

    When it is stopped, those that were merged before stay merged and the others wait.
    """
    with desk.reading() as connection:
        found = [receiving.receipt_named(connection, receipt) for receipt in dict.fromkeys(receipts)]
    return [_attempt(one.file, partial(_accepted, desk, one), part) for one, part in _parts(found, report)]


def waiting_receipts(desk: Desk) -> list[Receipt]:
    """Return the bundles that were received and not decided on, the oldest first; also those of an earlier start."""
    return [receipt for receipt in reversed(receiving.receipts(desk)) if receipt.state == STAGED]


def _accepted(desk: Desk, receipt: Receipt, report: Report) -> Receipt:
    if receipt.state == APPLIED:
        return receipt
    if not receipt.trusted:
        return receipt if receipt.state == ASIDE else receiving.keep_aside(desk, receipt.id)
    return receiving.accept(desk, receipt.id, report)


def _attempt(file: str, work: Callable[[Report], Receipt], report: Report) -> Arrival:
    try:
        return Arrival(file, work(report))
    except PartnerDeskError as error:
        return Arrival(file, refused=str(error))


def _parts(ones: Sequence[One], report: Report) -> Iterator[tuple[One, Report]]:
    """Yield each with a way to report how far it is, as its share of the whole."""
    for number, one in enumerate(ones):
        part = share(report, number, len(ones))
        part(0, 0)
        yield one, part
