"""The editor beside a table: what the record is, the state that it is in, and its fields."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import showing, vocabulary, workflow
from partnerdesk.consents import PEOPLE
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.kinds import kind_named
from partnerdesk.views import View
from ui.pages.record_editor import RecordEditor
from ui.theme import icons
from ui.widgets.basics import button, clear, icon_button, in_row, label, scrolled

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class RecordPanel(QFrame):
    """The editor beside the table: what the record is, its state, its fields."""

    closed = Signal()
    edited = Signal()
    delete_asked = Signal(str)
    saving = Signal(str, str)
    refused = Signal(object)
    wants = Signal(str, str)
    told = Signal(str)

    def __init__(self, desk: "Desk", kind: str, owner: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk, self._kind = desk, kind_named(kind)
        inside = QWidget()
        head = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(scrolled(inside), 1)
        self.editor = RecordEditor(desk, kind, without=(owner,), parent=inside, cards=False)
        self.editor.saving.connect(self.saving)
        self.editor.saved.connect(self._saved)
        self.editor.made.connect(lambda _record: self._name())
        self.editor.look_asked.connect(lambda _field: self.wants.emit("conflicts", self.editor.record()))
        self._title = label("", "heading")
        close = icon_button("x", _("Close"))
        close.clicked.connect(self.closed)
        self._state = QVBoxLayout()
        self._away = button(_("Take away"), "trash-2", "quiet")
        self._away.clicked.connect(lambda: self.delete_asked.emit(self.editor.record()))
        self._erase = button(_("Erase for good…"), variant="quiet")
        self._erase.clicked.connect(lambda: self.wants.emit("protection", f"erase:{kind}:{self.editor.record()}"))
        self._withdraw = button(_("Withdraw consent…"), variant="quiet")
        self._withdraw.clicked.connect(lambda: self.wants.emit("protection", f"withdraw:{kind}:{self.editor.record()}"))
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(18, 6, 18, 14)
        fields.setSpacing(14)
        fields.addLayout(self._state)
        fields.addWidget(self.editor)
        fields.addLayout(in_row(None, self._withdraw))
        fields.addLayout(in_row(None, self._erase, self._away))
        fields.addStretch(1)
        head.setContentsMargins(18, 12, 10, 4)
        head.addWidget(self._title, 1)
        head.addWidget(close)

    def show_record(self, view: View) -> None:
        """Edit a record."""
        self.editor.show_record(view)
        self._name()

    def show_new(self, belongs_to: dict[str, object], title: str) -> None:
        """Edit a record that is not there yet."""
        self.editor.show_new(belongs_to)
        self._title.setText(title)
        clear(self._state)
        self._show_away(there=False)

    def refresh(self) -> None:
        """Show again what may have changed, unless something typed is not saved."""
        found = self._desk.find(self._kind.name, self.editor.record())
        if found is not None and not found.deleted and self.editor.is_clean():
            self.show_record(found)

    def show_more(self, view: View, column: QVBoxLayout) -> None:
        """Add what a kind has to show above its fields; nothing for most."""

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        name = self.editor.names()[0]
        self.editor.form_of(name).editor(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self) -> None:
        self._name()
        self.edited.emit()

    def _name(self) -> None:
        view = self._desk.view(self._kind.name, self.editor.record())
        self._title.setText(view.title or _("without a name"))
        self.setAccessibleName(view.title)
        self._show_away(there=True)
        self._show_state(view)

    def _show_away(self, *, there: bool) -> None:
        self._away.setVisible(there)
        self._erase.setVisible(there)
        self._withdraw.setVisible(there and self._kind.name in PEOPLE)

    def _show_state(self, view: View) -> None:
        clear(self._state)
        self.show_more(view, self._state)
        about = next((one for one in self._kind.fields.values() if one.machine), None)
        if about is None:
            return
        words = showing.shown(self._kind, about.name, workflow.state(view))
        row = in_row(label(words, "tag", tone="accent"), spacing=6)
        for step in workflow.steps(view):
            made = button(step.label)
            # Translators: what becomes of a record by a command such as “Sign”.
            made.setToolTip(_("Becomes “{state}”").format(state=vocabulary.state_label(str(about.machine), step.to)))
            icons.put(made, "arrow-right", "accent", 14)
            made.clicked.connect(lambda _checked=False, action=step.action: self._advance(view, action))
            row.addWidget(made)
        row.addStretch(1)
        self._state.addLayout(row)

    def _advance(self, view: View, action: str) -> None:
        if not self.editor.flush():
            return
        try:
            workflow.advance(self._desk, view, action)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.show_record(self._desk.view(view.kind.name, view.id))
        self.edited.emit()
