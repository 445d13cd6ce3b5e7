"""Editors of one value each: all have `value`, `set_value`, `flush` and the same signals, and none saves by itself."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from partnerdesk.i18n import _
from ui.widgets.basics import button, set_state

PAUSE_MS = 600


class Editor(QWidget):
    """One value that a person edits.

    `edited` comes with every keystroke, so that a plain object can keep what is typed; `changed` comes when the
    moment to save has come: at a pause in typing, when the keyboard leaves, or at `flush`. Setting a value from
    the program tells nobody.
    """

    edited = Signal(object)
    changed = Signal(object)
    troubled = Signal(str)
    """What was typed cannot be understood: a sentence; empty once it can."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._waiting = False
        self._problem = ""
        self._inner: list[QWidget] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    def value(self) -> object:
        """Return what stands in the editor, as plain data; None where nothing does."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value; nobody is told."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return why what is typed cannot be understood; empty if it can."""
        return self._problem

    def flush(self) -> None:
        """Tell `changed` now if something was typed since the last time."""
        self._pause.stop()
        if self._waiting and not self._problem:
            self._waiting = False
            self.changed.emit(self.value())

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read but not edited."""
        for inner in self._inner:
            if isinstance(inner, QLineEdit | QPlainTextEdit):
                inner.setReadOnly(read_only)
            else:
                inner.setEnabled(not read_only)

    def set_state(self, state: str) -> None:
        """Mark the editor: "conflict", "review", "error" or nothing."""
        for inner in self._inner:
            set_state(inner, "state", state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the keyboard leaves; a wheel over a box that has not the keyboard scrolls the page."""
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        elif event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _adopt(self, *inner: QWidget) -> None:
        """Name the controls inside and watch when the keyboard leaves them."""
        for widget in inner:
            if not widget.accessibleName():
                widget.setAccessibleName(self._name)
            widget.installEventFilter(self)
            self._inner.append(widget)
        self.setFocusProxy(inner[0])

    def _touched(self) -> None:
        """Somebody edited: tell at once, save soon."""
        self._waiting = True
        if self._problem:
            self._problem = ""
            self.troubled.emit("")
            self.set_state("")
        self.edited.emit(self.value())
        self._pause.start()

    def _trouble(self, sentence: str) -> None:
        self._waiting = True
        self._pause.stop()
        self._problem = sentence
        self.set_state("error")
        self.troubled.emit(sentence)


def alone(editor: QWidget, *inner: QWidget) -> None:
    """Lay controls out as the whole of an editor."""
    row = QHBoxLayout(editor)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in inner:
        row.addWidget(widget)


class TextEditor(Editor):
    """One line of text."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._line = QLineEdit()
        self._line.textEdited.connect(lambda _text: self._touched())
        self._adopt(self._line)
        alone(self, self._line)

    def value(self) -> str | None:
        return self._line.text().strip() or None

    def set_value(self, value: object) -> None:
        self._line.setText("" if value is None else str(value))


class _Growing(QPlainTextEdit):
    """A text box that is as high as its text, between three and fourteen lines; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        lines = max(3, min(14, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 22)


class LongTextEditor(Editor):
    """Several paragraphs of plain text."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._box = _Growing()
        self._quiet = False
        self._box.textChanged.connect(lambda: None if self._quiet else self._touched())
        self._adopt(self._box)
        alone(self, self._box)

    def value(self) -> str | None:
        return self._box.toPlainText().strip() or None

    def set_value(self, value: object) -> None:
        self._quiet = True
        self._box.setPlainText("" if value is None else str(value))
        self._quiet = False


class WordsEditor(LongTextEditor):
    """A set of words or names, one on each line."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._box.setPlaceholderText(_("One on each line"))

    def value(self) -> list[str]:  # type: ignore[override]  # a set of words where its parent has one text
        lines = (line.strip() for line in self._box.toPlainText().splitlines())
        return sorted({line for line in lines if line})

    def set_value(self, value: object) -> None:
        super().set_value("\n".join(str(word) for word in value) if isinstance(value, list | tuple) else value)


class IntEditor(Editor):
    """A whole number; digits of any script are understood."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._line = QLineEdit()
        self._line.setMaximumWidth(180)
        self._line.textEdited.connect(self._typed)
        self._adopt(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 1)
        row.addStretch(1)

    def value(self) -> int | None:
        words = "".join(self._line.text().split())
        return int(words) if words else None

    def set_value(self, value: object) -> None:
        self._line.setText("" if value is None else str(value))

    def _typed(self, text: str) -> None:
        words = "".join(text.split())
        if words and not words.lstrip("-").isdecimal():
            self._trouble(_("Please write a whole number, such as 12."))
        else:
            self._touched()


class BoolEditor(Editor):
    """Yes, no, or not said yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._buttons = {True: button(_("Yes"), variant="chip"), False: button(_("No"), variant="chip")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for answer, made in self._buttons.items():
            made.setCheckable(True)
            made.setAccessibleDescription(name)
            made.clicked.connect(lambda checked, answer=answer: self._chosen(answer, checked))
            row.addWidget(made)
        row.addStretch(1)
        for made in self._buttons.values():
            # Translators: an answer and the question it belongs to, for screen readers.
            made.setAccessibleName(_("{question}: {answer}").format(question=name, answer=made.text()))
        self._adopt(*self._buttons.values())

    def value(self) -> bool | None:
        return next((answer for answer, made in self._buttons.items() if made.isChecked()), None)

    def set_value(self, value: object) -> None:
        for answer, made in self._buttons.items():
            made.setChecked(value is answer)

    def _chosen(self, answer: bool, checked: bool) -> None:
        self._buttons[not answer].setChecked(False)
        self._buttons[answer].setChecked(checked)
        self._touched()
        self.flush()
