"""Something that came out of a consultation, in short; opened, its form stands in its place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from partnerdesk.audience import level_of
from partnerdesk.i18n import _
from partnerdesk.showing import field_label, shown
from ui.pages.consulting.follow_up import FollowUpForm, LinkedActions
from ui.pages.marking import RecordMark, level_words, marked_tag
from ui.pages.record_editor import RecordEditor
from ui.theme import icons
from ui.widgets.basics import button, clear, icon_button, in_row, label
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_DELICATE = ("high", "severe")
_RESPONSES = {"accepted": "success", "partly": "warning", "rejected": "danger"}


class OutcomeCard(QFrame):
    """A good practice or a recommendation; only recommendations are followed up."""

    open_asked = Signal(str)
    close_asked = Signal(str)
    delete_asked = Signal(str)
    erase_asked = Signal(str)
    changed = Signal()
    grown = Signal()
    """Something was opened that should be seen."""
    saving = Signal(str, str)
    refused = Signal(object)
    look_asked = Signal(str)
    action_asked = Signal(str)
    """An action is to be shown: its id."""

    def __init__(self, desk: "Desk", kind: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk, self._kind = desk, kind
        self._view: View | None = None
        self.editor: RecordEditor | None = None
        self.follow_up: FollowUpForm | None = None
        self._title = label("", "label")
        self._toggle = icon_button("pencil", _("Edit"))
        self._toggle.clicked.connect(self._toggled)
        self._facts = QWidget()
        self._flow = FlowLayout(self._facts)
        self._body = label("")
        self._room = QVBoxLayout()
        self._room.setSpacing(10)
        self.followed_by = LinkedActions()
        self.followed_by.opened.connect(self.action_asked)
        self.follow = button(_("Make a follow-up action"), "plus")
        self.follow.clicked.connect(self.start_follow_up)
        head = in_row(self._title, self._toggle)
        head.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 10, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self._body)
        column.addLayout(self._room)
        column.addWidget(self.followed_by)
        column.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignLeading)
        self.followed_by.hide()
        if kind != "recommendation":
            self.follow.hide()

    def record(self) -> str:
        """Return the id of what is shown."""
        return self._view.id if self._view is not None else ""

    def show_outcome(self, view: "View", actions: "Sequence[View]" = ()) -> None:
        """Show it as it stands, with the actions that follow it up."""
        self._view = view
        self._title.setText(view.title or _("without a name"))
        self.setAccessibleName(view.title)
        self._show_facts(view)
        body = [str(view[name]) for name in ("done", "effect") if name in view.values and view[name]]
        self._body.setText("\n".join(body))
        self._body.setVisible(bool(body) and self.editor is None)
        self.followed_by.show_actions(actions)
        if self.editor is not None:
            if self.editor.is_clean():
                self.editor.show_record(view)
            self._mark.show_record(view)

    def open(self) -> None:
        """Edit it in its place."""
        if self.editor is not None or self._view is None:
            return
        self.editor = RecordEditor(self._desk, self._kind, without=("consultation_id", "sensitivity"), cards=False)
        self.editor.saved.connect(self.changed)
        self.editor.saving.connect(self.saving)
        self.editor.look_asked.connect(lambda _field: self.look_asked.emit(self.record()))
        self._mark = RecordMark(self._desk)
        self._mark.marked.connect(self.changed)
        self._mark.refused.connect(self.refused)
        away = button(_("Take away"), "trash-2", "quiet")
        away.clicked.connect(lambda: self.delete_asked.emit(self.record()))
        erase = button(_("Erase for good…"), variant="quiet")
        erase.clicked.connect(lambda: self.erase_asked.emit(self.record()))
        self._room.addWidget(self.editor)
        foot = in_row(self._mark, None, erase, away)
        foot.setAlignment(erase, Qt.AlignmentFlag.AlignBottom)
        foot.setAlignment(away, Qt.AlignmentFlag.AlignBottom)
        self._room.addLayout(foot)
        self.editor.show_record(self._view)
        self._mark.show_record(self._view)
        self._body.hide()
        self._facts.hide()
        self._name_toggle("check", "accent", _("Close"))
        name = self.editor.names()[0]
        self.editor.form_of(name).editor(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self) -> bool:
        """Save and show it in short; what cannot be saved keeps the form open."""
        if self.editor is None:
            return True
        if not self.editor.flush():
            return False
        self.editor = None
        clear(self._room)
        self._facts.show()
        self._name_toggle("pencil", "muted", _("Edit"))
        return True

    def flush(self) -> bool:
        """Save what is typed."""
        if self.follow_up is not None:
            self.follow_up.flush()
        return self.editor is None or self.editor.flush()

    def start_follow_up(self) -> None:
        """Ask for owner and day, here."""
        if self._view is None or self.follow_up is not None:
            return
        self.follow_up = FollowUpForm(self._desk, self._view)
        self.follow_up.made.connect(self._followed)
        self.follow_up.left.connect(self._leave_follow_up)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self.follow), self.follow_up)
        self.follow.hide()
        self.follow_up.begin()
        self.grown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Escape closes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.hasFocus() and self.editor is None:
            self.open_asked.emit(self.record())
        elif event.key() == Qt.Key.Key_Escape and self.editor is not None:
            self.close_asked.emit(self.record())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.editor is None:
            self.open_asked.emit(self.record())
        event.accept()

    def _followed(self, _action: str) -> None:
        self._leave_follow_up()
        self.changed.emit()

    def _leave_follow_up(self) -> None:
        if self.follow_up is None:
            return
        self.follow_up.flush()
        self.follow_up.hide()
        self.follow_up.deleteLater()
        self.follow_up = None
        self.follow.show()
        self.follow.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self) -> None:
        signal = self.open_asked if self.editor is None else self.close_asked
        signal.emit(self.record())

    def _name_toggle(self, icon: str, role: str, words: str) -> None:
        icons.put(self._toggle, icon, role)
        self._toggle.setToolTip(words)
        self._toggle.setAccessibleName(words)

    def _show_facts(self, view: "View") -> None:
        clear(self._flow)
        for name in ("response", "priority", "level", "addressed_to", "due", "transferable_to", "themes"):
            if name not in view.values or not view[name]:
                continue
            words = shown(view.kind, name, view[name])
            if name in {"priority", "addressed_to", "due", "transferable_to"}:
                # Translators: a field and its value, such as "Priority: High".
                words = _("{label}: {value}").format(label=field_label(view.kind, name), value=words)
            tone = _RESPONSES.get(str(view[name]), "") if name == "response" else ""
            self._flow.addWidget(label(words, "tag", tone=tone))
        if view.conflicts:
            self._flow.addWidget(label(_("two values to decide"), "tag", tone="warning"))
        if (level := level_of(view)) in _DELICATE:
            self._flow.addWidget(marked_tag(level_words(level), "shield-alert", "danger"))
