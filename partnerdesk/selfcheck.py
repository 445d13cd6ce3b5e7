"""Tries out an installation: store, paper, languages, bundles and a window, each with the real thing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from partnerdesk import __version__, forms, i18n, partners, receiving, sending, trust, workspace
from partnerdesk.desk import Desk, Identity
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _
from partnerdesk.store.keyslot import LIGHT

_NAME = "Association Œuvrons — جمعية الأرز"
_PASSPHRASE = "only for this check"  # noqa: S105  opens nothing but the throw-away workspaces of the check
_SECONDS = 120
_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import ui.app

def grab():
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    QApplication.exit(0 if shown and shown[0].grab().save(sys.argv[1]) else 3)

class Grabbed(QApplication):
    def exec(self):
        QTimer.singleShot(0, grab)
        return super().exec()

ui.app.QApplication = Grabbed
code = ui.app.main()
sys.exit(code)
"""
"""A process of its own, because the core never loads Qt; it opens the program's window and takes its picture."""


def check(folder: Path) -> str:
    """Try out everything in a new folder inside this one, which is removed at the end, and return one line.

    Raises PartnerDeskError that names the first part that does not work.
    """
    place = folder / "partnerdesk-selfcheck"
    try:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for words, part in _PARTS:
            _try(words, part, place)
    except OSError as error:
        raise PartnerDeskError(
            _("The check cannot work in {folder}: {reason}. Choose another folder.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
    # Translators: {version} is a version number.
    return _("OK: PartnerDesk {version} works here: {parts}.").format(
        version=__version__, parts=", ".join(_(words) for words, _part in _PARTS)
    )


def _try(words: str, part: Callable[[Path], str], place: Path) -> None:
    try:
        trouble = part(place)
    except (ImportError, PartnerDeskError) as error:
        trouble = str(error)
    if trouble:
        # Translators: {part} is a part of the program such as “the store”; {reason} says what is wrong.
        raise PartnerDeskError(
            _("This installation does not work: {part}. {reason}").format(part=_(words), reason=trouble)
        )


def _store(place: Path) -> str:
    desk = _made(place, "first", "LBN-TYR")
    record = partners.create(desk, {"legal_name": _NAME, "org_type": ["ngo"]})
    desk.close()
    again = workspace.open_workspace(desk.folder, _PASSPHRASE)
    found = again.view("partner", record).title
    again.close()
    if found != _NAME:
        return _("What was written does not read as it was.")
    if _NAME.encode() in (desk.folder / "partnerdesk.db").read_bytes():
        return _("The store is not encrypted.")
    return ""


def _paper(place: Path) -> str:
    import pypdfium2

    file = place / "form.pdf"
    forms.print_blank(None, "pop4", file, "ar")
    document = pypdfium2.PdfDocument(file)
    pages = len(document)
    document.close()
    return "" if pages else _("The form has no pages.")


def _languages(_place: Path) -> str:
    with i18n.using("ar"):
        day = i18n.format_date(date(2026, 3, 1), "long")
    return (
        ""
        if "مارس" in day and "2026" in day.translate(_WESTERN)
        else _("A date in Arabic reads {day}.").format(day=day)
    )


def _bundles(place: Path) -> str:
    first = workspace.open_workspace(place / "first", _PASSPHRASE)
    second = _made(place, "second", "MENA-RO", role="focal_point")
    try:
        _trust_each_other(first, second)
        sending.export(first, ["MENA-RO"], place / "up.pdbundle")
        receipt = receiving.accept(second, receiving.receive(second, place / "up.pdbundle").id)
        came = [view.title for view in second.children("partner", legal_name=_NAME)]
    finally:
        first.close()
        second.close()
    return "" if receipt.summary.new and came == [_NAME] else _("What was sent did not arrive.")


def _window(place: Path) -> str:
    picture = place / "window.png"
    own = {"QT_QPA_PLATFORM": "offscreen", "PARTNERDESK_WORKSPACE": str(place / "none")}
    homes = {name: str(place) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own words
            [sys.executable, "-c", _WINDOW, str(picture)],
            env=os.environ | own | homes,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _("The window did not open within {seconds} seconds.").format(seconds=_SECONDS)
    if done.returncode == 0 and picture.is_file() and picture.read_bytes().startswith(b"\x89PNG"):
        return ""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else _("The window cannot be opened.")


def _made(place: Path, name: str, office: str, role: str = "field_officer") -> Desk:
    return workspace.create(place / name, _PASSPHRASE, Identity(office, office, name, role), LIGHT).desk


def _trust_each_other(first: Desk, second: Desk) -> None:
    trust.trust_card(first, second.card())
    trust.trust_card(second, first.card())


_WESTERN = {ord(arabic): str(number) for number, arabic in enumerate("٠١٢٣٤٥٦٧٨٩")}
_PARTS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    (N_("the encrypted store"), _store),
    (N_("printing"), _paper),
    (N_("dates in every language"), _languages),
    (N_("bundles"), _bundles),
    (N_("the window"), _window),
)
