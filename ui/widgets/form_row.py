"""One row of a form: a label, its editor, what it is for, and how the field stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.theme import icons
from ui.widgets.basics import button, label
from ui.widgets.editors import Editor


class FormRow(QWidget):
    """A labelled editor; `mark` shows a conflict or a value that needs review, with a way to look at it."""

    look_asked = Signal()
    """The mark was pressed: show the values that are in conflict, or the history."""

    def __init__(self, title: str, editor: Editor, help_text: str = "", *, required: bool = False) -> None:
        super().__init__()
        self.editor = editor
        name = label(title, "label", wrap=False)
        name.setBuddy(editor)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        if required:
            head.addWidget(label(_("required"), "help", wrap=False))
        self._mark = button("", variant="mark")
        self._mark.clicked.connect(self.look_asked)
        self._mark.hide()
        head.addStretch(1)
        head.addWidget(self._mark)
        self._problem = label("", "error")
        self._problem.hide()
        editor.troubled.connect(self.set_problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(editor)
        if help_text:
            column.addWidget(label(help_text, "help"))
            editor.setAccessibleDescription(help_text)
        column.addWidget(self._problem)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def set_problem(self, sentence: str) -> None:
        """Show why the value cannot be taken; empty hides it."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def set_mark(self, state: str) -> None:
        """Mark the field: "conflict", "review" or nothing."""
        words = {"conflict": _("Two values: compare"), "review": _("Needs review")}.get(state, "")
        self._mark.setText(words)
        if words:
            icons.put(self._mark, "triangle-alert", "warning", 14)
        self._mark.setVisible(bool(words))
        self.editor.set_state(state if words else "")
