"""The minutes: for whom and in which language, what they will tell, and the way to the pages themselves."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from partnerdesk import attribution, audience, i18n, minutes, printing, vocabulary
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.printing.snapshot import MinutesSnapshot
from partnerdesk.progress import Report
from ui import binding
from ui.pages.consulting.part import SheetPart
from ui.theme import icons
from ui.widgets.basics import Choice, button, card, clear, in_row, label, notice, scrolled
from ui.widgets.coded import CodeEditor

if TYPE_CHECKING:
    from partnerdesk.consultations import Sheet
    from partnerdesk.desk import Desk
    from ui.pages.papers import Wish

_SHAREABLE_IN = frozenset({"cleared", "shared", "followed_up"})


class MinutesPaper:
    """The minutes of a consultation for an audience."""

    options: Sequence[str] = ("audience", "recipients")

    def __init__(self, desk: "Desk", consultation: str) -> None:
        self._desk, self.consultation = desk, consultation
        view = desk.view("consultation", consultation)
        self.title = view.title
        # A title may name people; the name of a file is seen by everybody who carries it.
        name = view["reference"] or _("minutes")
        self.file_name = f"{name}.pdf"

    def write(self, target: Path, wish: "Wish", report: Report) -> None:
        """Write what the audience may be told; raises PartnerDeskError."""
        taken = minutes.snapshot(self._desk, self.consultation, wish.language, wish.audience, wish.recipients)
        printing.print_minutes(taken, target, size=wish.size, report=report)


class MinutesPart(SheetPart):
    """Says before anything is printed what an audience will read and what stays out."""

    preview_asked = Signal(str, str)
    """Lay the minutes out: the audience and the language."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._sheet: Sheet | None = None
        self._consultation = ""
        self._lines: list[str] = []
        self.audience = CodeEditor(_("For whom"), binding.choices("audience"), required=True)
        self.language = CodeEditor(
            _("Language"), [Choice(code, i18n.endonym(code)) for code in i18n.LANGUAGES], required=True
        )
        self.audience.set_value("team")
        self.language.set_value(i18n.language())
        self.audience.changed.connect(lambda _value: self._tell())
        self.preview = button(_("Preview, save or print"), "printer", "primary")
        self.preview.clicked.connect(self._ask)
        frame, inside = card(18)
        choice = in_row(
            label(_("For whom"), "label", wrap=False),
            self.audience,
            label(_("Language"), "label", wrap=False),
            self.language,
            None,
            self.preview,
            spacing=10,
        )
        inside.addLayout(choice)
        self._told = QVBoxLayout()
        self._told.setSpacing(8)
        inside.addLayout(self._told)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 6, 12)
        column.addWidget(frame)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(body))

    def show_sheet(self, sheet: "Sheet") -> None:
        """Tell about the minutes of a consultation as they stand."""
        if sheet.consultation.id != self._consultation:
            self._consultation = sheet.consultation.id
            self.audience.set_value("team")
        self._sheet = sheet
        self._tell()

    def told_words(self) -> list[str]:
        """Return what is told about the minutes, line by line."""
        return list(self._lines)

    def _ask(self) -> None:
        self.preview_asked.emit(str(self.audience.value()), str(self.language.value()))

    def _tell(self) -> None:
        clear(self._told)
        self._lines = []
        sheet, reader = self._sheet, str(self.audience.value() or "team")
        if sheet is None:
            return
        try:
            taken = minutes.snapshot_of(self._desk, sheet, i18n.language(), reader)
        except PartnerDeskError as error:
            self._lines.append(str(error))
            self._told.addWidget(notice(str(error), "circle-alert", "warning"))
            self.preview.setEnabled(False)
            return
        self.preview.setEnabled(True)
        level = vocabulary.label("sensitivity", audience.reaches(reader))
        self._line("shield-check", _("Read at most what is marked “{level}”.").format(level=level))
        for icon, words in _summary(sheet, taken):
            self._line(icon, words)
        if sheet.consultation["status"] not in _SHAREABLE_IN and reader not in {"team", "office"}:
            words = _("These minutes are not cleared yet; only notes that are cleared are told beyond the office.")
            self._lines.append(words)
            self._told.addWidget(notice(words, "info", "warning"))

    def _line(self, icon: str, words: str) -> None:
        self._lines.append(words)
        mark = QLabel()
        icons.put(mark, icon, "accent", 17)
        row = in_row(mark, label(words))
        row.setStretch(1, 1)
        self._told.addLayout(row)


def _summary(sheet: "Sheet", taken: MinutesSnapshot) -> list[tuple[str, str]]:
    """Say how much of a consultation an audience is told: icons and sentences."""
    notes = [note for session in taken.sessions for note in session.notes]
    told = sum(bool(note.text) for note in notes)
    total = len(sheet.notes)
    words = ngettext("{told} of {n} note is told.", "{told} of {n} notes are told.", total)
    found = [("messages-square", words.format(told=told, n=total))]
    ways = (attribution.shown_as(sheet.rule, one, taken.audience.code) for one in sheet.participants if one["name"])
    named = sum(way == "named" for way in ways)
    people = sheet.counts.people
    words = ngettext("{named} of {n} person is named.", "{named} of {n} people are named.", people)
    found.append(("user", words.format(named=named, n=people)))
    if taken.redactions:
        words = ngettext(
            "{n} passage is left out or reworded to protect people.",
            "{n} passages are left out or reworded to protect people.",
            taken.redactions,
        )
        found.append(("eye-off", words.format(n=taken.redactions)))
    return found
