"""One row to note who takes part: name, organisation, type, how they may be shown; Enter adds and begins the next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCompleter, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import consultations
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.showing import field_label
from ui import binding
from ui.kept import Kept, after_pause
from ui.widgets.basics import Choice, button, label
from ui.widgets.coded import CodeEditor
from ui.widgets.editors import Editor, IntEditor
from ui.widgets.suggestions import Suggestions

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_ONE_ROW_FROM = 860
_SHARES = {"name": 5, "organisation": 6, "org_type": 5, "confidentiality": 4, "number": 2}


class QuickParticipant(QFrame):
    """Adds by the use case; what is typed and not added yet is kept on this device."""

    added = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self._consultation = ""
        self._kept = Kept(desk, "new participant")
        self.name = QLineEdit()
        self.organisation = _Organisation(desk)
        self.organisation.partner_chosen.connect(self._show_partner)
        self.org_type = CodeEditor(field_label("participant", "org_type"), binding.choices("org_type"))
        shown = field_label("participant", "confidentiality")
        self.confidentiality = CodeEditor(shown, binding.choices("participant_confidentiality"), required=True)
        self.number = IntEditor(field_label("participant", "number"))
        self._parts: dict[str, QWidget] = {
            "name": self.name,
            "organisation": self.organisation,
            "org_type": self.org_type,
            "confidentiality": self.confidentiality,
            "number": self.number,
        }
        self._pause = after_pause(self, self.flush)
        for field, part in self._parts.items():
            if isinstance(part, QLineEdit):
                part.setAccessibleName(field_label("participant", field))
                part.textEdited.connect(lambda _text: self._typed())
                part.returnPressed.connect(self.add)
            elif isinstance(part, Editor):
                part.edited.connect(lambda _value: self._typed())
        for line in self.number.findChildren(QLineEdit):
            line.returnPressed.connect(self.add)
        self._do = button(_("Add"), "plus", "primary")
        self._do.setAccessibleName(_("Add this participant"))
        self._do.clicked.connect(self.add)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 8, 14, 10)
        self._grid.setHorizontalSpacing(8)
        self._fields = {name: _labelled(field_label("participant", name), part) for name, part in self._parts.items()}
        self._columns = 0
        self._arrange(len(self._parts) + 1)

    def begin(self, consultation: str) -> None:
        """Add to this consultation from now on; what was typed for it before is shown again."""
        self.flush()
        self._consultation = consultation
        self._kept = Kept(self._desk, f"new participant:{consultation}")
        self._show()

    def add(self) -> None:
        """Record who is typed; the keyboard goes back to the first field."""
        if self.number.problem():
            return
        self._take()
        try:
            made = consultations.add_participant(self._desk, self._consultation, self._kept.values)
        except PartnerDeskError as error:
            self.refused.emit(error)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._kept.forget()
        self._show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.added.emit(made)

    def flush(self) -> bool:
        """Keep what is typed on this device."""
        self._pause.stop()
        return self._kept.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(len(self._parts) + 1 if event.size().width() >= _ONE_ROW_FROM else 3)

    def _show(self) -> None:
        values = self._kept.values
        self.name.setText(str(values.get("name", "")))
        self.organisation.show_value(str(values.get("organisation", "")), str(values.get("partner_id", "")))
        self.org_type.set_value(values.get("org_type"))
        self.confidentiality.set_value(values.get("confidentiality", "named"))
        self.number.set_value(values.get("number"))

    def _typed(self) -> None:
        self._take()
        self._pause.start()

    def _take(self) -> None:
        self._kept.put("name", self.name.text().strip())
        self._kept.put("organisation", self.organisation.text().strip())
        self._kept.put("partner_id", self.organisation.partner)
        for name in ("org_type", "number"):
            editor = self._parts[name]
            if isinstance(editor, Editor):
                self._kept.put(name, editor.value())
        shown = self.confidentiality.value()
        self._kept.put("confidentiality", None if shown == "named" else shown)

    def _show_partner(self, partner: str) -> None:
        """The type of organisation is known with the partner."""
        types = self._desk.view("partner", partner)["org_type"]
        if types and self.org_type.value() is None:
            self.org_type.set_value(types[0])
        self._typed()

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, widget in enumerate((*self._fields.values(), self._do)):
            self._grid.addWidget(widget, number // columns, number % columns, Qt.AlignmentFlag.AlignBottom)
        shares = list(_SHARES.values()) if columns > len(_SHARES) else [1, 1, 1]
        for number in range(len(_SHARES) + 1):
            self._grid.setColumnStretch(number, shares[number] if number < len(shares) else 0)


class _Organisation(QLineEdit):
    """An organisation by name; a partner that is known here is found while it is typed."""

    partner_chosen = Signal(str)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.partner = ""
        self._find = binding.sources(desk).find
        self._found: list[Choice] = []
        self._names = QStringListModel(self)
        completer = Suggestions(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._picked)  # type: ignore[index]  # the stubs know no overloads
        self.setCompleter(completer)
        self.textEdited.connect(self._look)

    def show_value(self, name: str, partner: str) -> None:
        """Show an organisation, and which partner it is."""
        self.setText(name)
        self.partner = partner

    def _look(self, text: str) -> None:
        self.partner = ""
        self._found = list(self._find("partner", text)) if text.strip() else []
        self._names.setStringList([one.label for one in self._found])

    def _picked(self, index: QModelIndex) -> None:
        chosen = self._found[index.row()]
        self.show_value(chosen.label, chosen.code)
        self.partner_chosen.emit(chosen.code)


def _labelled(words: str, part: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    head = label(words, "help", wrap=False)
    head.setBuddy(part)
    column.addWidget(head)
    column.addWidget(part)
    return made
