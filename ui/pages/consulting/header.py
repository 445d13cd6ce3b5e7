"""The head of a consultation's page: what it is, where it stands, the next step, and what is missing for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import audience, consultations, workflow
from partnerdesk.i18n import _
from partnerdesk.showing import joined, shown
from ui.pages.consulting import tabs
from ui.pages.marking import level_words, marked_tag
from ui.widgets.basics import clear, icon_button, in_row, label
from ui.widgets.elided import ElidedLabel
from ui.widgets.steps import StepBar
from ui.widgets.track import StateTrack

if TYPE_CHECKING:
    from partnerdesk.consultations import Sheet

_MACHINE = "consultation"
_DELICATE = ("high", "severe")
# What the form of the consultation can mend: with these filled in, only what must be mended elsewhere is left.
_FILLED_IN = {"attribution_rule": "chatham", "consent": "oral", "safety_checked": True, "audience": "team"}


class ConsultationHeader(QWidget):
    """Says it in as few lines as possible: during a meeting the room belongs to the notes."""

    left = Signal()
    """Back to the list."""
    delete_asked = Signal()
    erase_asked = Signal()
    move_asked = Signal()
    step_asked = Signal(str, str)
    place_asked = Signal(str)
    """The part of the page in which something missing is mended."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._modest = False
        self._title = label("", "title")
        self._facts = ElidedLabel("muted")
        self._tags = QHBoxLayout()
        self._tags.setSpacing(6)
        self.track = StateTrack()
        self.steps = StepBar()
        self.steps.asked.connect(self.step_asked)
        self.steps.place_asked.connect(self.place_asked)
        back = icon_button("arrow-left", _("All consultations"), "text")
        back.clicked.connect(self.left)
        away = icon_button("trash-2", _("Take this consultation away"))
        away.clicked.connect(self.delete_asked)
        erase = icon_button("shield-alert", _("Erase this consultation for good…"))
        erase.clicked.connect(self.erase_asked)
        move = icon_button("arrow-left-right", _("Move to another office…"))
        move.clicked.connect(self.move_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addLayout(self._tags)
        top.addWidget(move, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(erase, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        middle = in_row(self.track, self.steps.buttons)
        middle.setStretch(0, 1)
        middle.setAlignment(self.track, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(top)
        column.addLayout(middle)
        column.addWidget(self.steps)

    def set_modest(self, modest: bool) -> None:
        """Keep what is missing to oneself until a step is asked for: notes are being taken."""
        self._modest = modest
        self.steps.set_quiet(modest)

    def show_sheet(self, sheet: "Sheet") -> None:
        """Show where a consultation stands."""
        self._sheet = sheet
        view = sheet.consultation
        self._title.setText(view.title or _("without a name"))
        parts = [shown(view.kind, name, view[name]) for name in ("kind", "dates", "place", "reference")]
        self._facts.set_words(" · ".join(part for part in parts if part))
        self._show_tags(sheet)
        state = workflow.state(view)
        self.track.show_state(_MACHINE, state)
        key = f"{view.id}:{state}"
        self.steps.show_steps(
            key,
            _MACHINE,
            workflow.steps(view),
            lambda action, note: consultations.obstacles(sheet, action, note=note),
            self._place,
        )
        self.setAccessibleName(joined([self._title.text(), self._facts.accessibleName()]))

    def _show_tags(self, sheet: "Sheet") -> None:
        clear(self._tags)
        view = sheet.consultation
        if view["attribution_rule"]:
            self._tag(shown(view.kind, "attribution_rule", sheet.rule), "accent")
        level = audience.level_of(view)
        if level in _DELICATE:
            self._tags.addWidget(marked_tag(level_words(level), "shield-alert", "danger"))
        if view.deleted:
            self._tag(_("taken away"), "danger")
        if view.conflicts:
            self._tag(_("two values to decide"), "warning")

    def _tag(self, words: str, tone: str) -> None:
        self._tags.addWidget(label(words, "tag", tone=tone), 0, Qt.AlignmentFlag.AlignVCenter)

    def _place(self, action: str, sentence: str) -> tuple[str, str]:
        """Return the part of the page in which something missing is mended."""
        if self._sheet is None:
            return "", ""
        elsewhere = consultations.obstacles(self._sheet, action, note=".", values=_FILLED_IN)
        part = tabs.ABOUT if sentence not in elsewhere else tabs.MENDED_IN.get(action, tabs.NOTES)
        return part, tabs.titles()[part]
