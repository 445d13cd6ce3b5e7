"""This device's card: its code, its QR code, and the ways to hand it over."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from partnerdesk import durable, keycards, keys
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report
from ui.jobs import Job, Jobs
from ui.widgets.basics import button, card, in_row, label
from ui.widgets.flow import FlowLayout
from ui.widgets.qr import QrView


class _Shown(NamedTuple):
    code: str
    squares: tuple[tuple[bool, ...], ...] | None


class OwnCard(QWidget):
    """The code at once readable aloud, the QR code beside it, and buttons for file, paper and clipboard."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._card = desk.card()
        self._code = label("…", "display")
        self._code.setAccessibleName(_("The code of this device"))
        self._picture = QVBoxLayout()
        frame, inside = card()
        words = QVBoxLayout()
        words.setSpacing(10)
        words.addWidget(label(_("This device"), "heading"))
        words.addWidget(
            label(
                _(
                    "Give the card to the other side as a file, on paper or by the QR code, and tell them this code by voice or"
                    " in person. It is no secret."
                ),
                "help",
            )
        )
        words.addWidget(self._code)
        words.addWidget(self._buttons())
        words.addStretch(1)
        row = in_row(spacing=18)
        row.addLayout(words, 1)
        row.addLayout(self._picture)
        inside.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        # The code is made slow to forge, so it is computed beside the window's work.
        job = Job(partial(_computed, self._card), can_cancel=False)
        job.succeeded.connect(self._show)
        job.failed.connect(self.refused)
        jobs.start(job)

    def save_card(self, target: Path) -> None:
        """Write this device's card to a file."""
        try:
            with durable.replacing(target) as file:
                file.write(keycards.as_file(self._card))
        except OSError as error:
            self.refused.emit(
                PartnerDeskError(
                    _("The card cannot be written: {reason}. Choose another place.").format(reason=error.strerror)
                )
            )
            return
        self.told.emit(_("The card was saved. Tell the other side the code as well."))

    def save_sheet(self, target: Path) -> None:
        """Write the sheet with the QR code, or the code alone as a picture."""
        job = Job(partial(_write, self._card, target), _("Writing the key sheet"), can_cancel=False)
        job.succeeded.connect(
            lambda _none: self.told.emit(_("The sheet was saved. Print it and hand it over in person."))
        )
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def _buttons(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made)
        for words, icon, variant, act in (
            (_("Save the card…"), "save", "primary", self._ask_save),
            (_("Key sheet (PDF)…"), "printer", "", self._ask_sheet),
            (_("Copy as text"), "copy", "", self._copy),
        ):
            flow.addWidget(self._button(words, icon, variant, act))
        return made

    @staticmethod
    def _button(words: str, icon: str, variant: str, act: Callable[[], None]) -> QWidget:
        made = button(words, icon, variant)
        made.clicked.connect(act)
        return made

    def _show(self, shown: _Shown) -> None:
        self._code.setText(shown.code)
        if shown.squares:
            self._picture.addWidget(QrView(shown.squares, _("The card of this device as a QR code")))
            self._picture.addStretch(1)

    def _ask_save(self) -> None:
        name = f"{self._desk.office}-key.json"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the card"), name, _("Key cards (*.json)"))
        if path:
            self.save_card(Path(path))

    def _ask_sheet(self) -> None:
        name = f"{self._desk.office}-key.pdf"
        kinds = _("Key sheet or QR code (*.pdf *.png *.svg)")
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the key sheet"), name, kinds)
        if path:
            self.save_sheet(Path(path))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(keycards.as_text(self._card))
        self.told.emit(_("The card was copied. Paste it into a message; it is no secret."))


def _computed(card: keys.KeyCard, report: Report) -> _Shown:
    report(0, 0)
    try:
        squares = keycards.squares(card)
    except PartnerDeskError:
        # Names too long for a QR code: the file and the code are enough.
        squares = None
    return _Shown(keys.short_code(card), squares)


def _write(card: keys.KeyCard, target: Path, report: Report) -> None:
    keycards.write_qr(card, target, report)
