"""Turning a recommendation into an action: one owner and a day, without leaving the recommendation."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import actions, consultations, workflow
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.showing import day, field_label
from ui import binding
from ui.kept import Kept, after_pause
from ui.pages.marking import marked_tag
from ui.theme import icons
from ui.widgets.basics import button, clear, in_row, label
from ui.widgets.coded import CodeEditor
from ui.widgets.compound import DateEditor
from ui.widgets.editors import Editor, TextEditor
from ui.widgets.form_row import FormRow
from ui.widgets.link import Link

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

STATE_TONES = {"verified": "success", "reported_done": "accent", "returned": "warning", "cancelled": ""}


class FollowUpForm(QFrame):
    """Asks for owner, side and day; Enter makes the action."""

    made = Signal(str)
    left = Signal()
    refused = Signal(object)

    def __init__(self, desk: "Desk", recommendation: "View") -> None:
        super().__init__()
        self.setProperty("role", "sunken")
        self._desk, self._id = desk, recommendation.id
        self._kept = Kept(desk, f"follow-up:{recommendation.id}")
        self._pause = after_pause(self, self.flush)
        names = ("responsible", "side", "due")
        labels = {name: field_label("action", name) for name in names}
        self.editors: dict[str, Editor] = {
            "responsible": TextEditor(labels["responsible"]),
            "side": CodeEditor(labels["side"], binding.choices("side")),
            "due": DateEditor(labels["due"]),
        }
        values = {"due": recommendation["due"], **self._kept.values}
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, share in zip(names, (5, 3, 4), strict=True):
            editor = self.editors[name]
            editor.set_value(values.get(name))
            editor.edited.connect(lambda value, name=name: self._typed(name, value))
            row.addWidget(FormRow(labels[name], editor, required=name != "side"), share)
            for line in editor.findChildren(QLineEdit):
                line.returnPressed.connect(self.make)
        self.problem = label("", "error")
        self.problem.hide()
        make = button(_("Make the action"), "check", "primary")
        make.clicked.connect(self.make)
        leave = button(_("Cancel"), variant="quiet")
        leave.clicked.connect(self.left)
        buttons = in_row(make, leave, None)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def begin(self) -> None:
        """Put the keyboard into the owner's field."""
        self.editors["responsible"].setFocus(Qt.FocusReason.OtherFocusReason)

    def make(self) -> None:
        """Make the action; what is missing is told above the button."""
        for editor in self.editors.values():
            editor.flush()
        if self.editors["due"].problem():
            return
        given = {name: editor.value() for name, editor in self.editors.items()}
        due = str(given["due"] or "") or None
        try:
            made = consultations.follow_up(
                self._desk, self._id, str(given["responsible"] or ""), due, values={"side": given["side"]}
            )
        except PartnerDeskError as error:
            self.problem.setText(str(error))
            self.problem.show()
            self.refused.emit(error)
            self.begin()
            return
        self._kept.forget()
        self.made.emit(made)

    def flush(self) -> bool:
        """Keep what is typed on this device."""
        self._pause.stop()
        return self._kept.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; what is typed is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, name: str, value: object) -> None:
        self._kept.put(name, value)
        self._pause.start()


class LinkedActions(QWidget):
    """The actions that follow something up, each with its state and a way to open it."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_actions(self, found: "Sequence[View]") -> None:
        """Show these actions."""
        clear(self._column)
        for action in found:
            row = QHBoxLayout()
            row.setSpacing(8)
            arrow = QLabel()
            icons.put(arrow, "list-checks", "muted", 15)
            row.addWidget(arrow)
            link = Link(str(action["responsible"] or _("No owner")))
            link.setAccessibleDescription(str(action["description"] or ""))
            link.clicked.connect(lambda _checked=False, record=action.id: self.opened.emit(record))
            row.addWidget(link)
            if action["due"]:
                # Translators: the day until which something is to be done.
                row.addWidget(label(_("until {date}").format(date=day(action["due"])), "help", wrap=False))
            row.addWidget(label(workflow.state_label(action), "tag", tone=STATE_TONES.get(workflow.state(action), "")))
            if actions.is_overdue(action):
                row.addWidget(marked_tag(_("Overdue"), "triangle-alert", "danger"))
            row.addStretch(1)
            self._column.addLayout(row)
        self.setVisible(bool(found))
