"""Somebody at the window: finds controls by the words that are seen or read aloud, and uses mouse and keyboard on them."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from partnerdesk.i18n import _, ngettext
from tests.ui.reachable import settle

PATIENCE_MS = 10_000
_ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))

Control = TypeVar("Control", bound=QWidget)


class Somebody:
    """Knows the window only from outside. Words are given in English and looked for in the window's language."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot, self._window = qtbot, window

    def sees(self, words: str, **fields: object) -> None:
        """Wait until these words are somewhere on the screen."""
        said = _said(words, fields)
        self._until(lambda: said in self.screen(), f"“{said}” is not seen")

    def sees_number(self, number: int, words: str, **fields: object) -> None:
        """Wait until these words, in the form that a number asks for, are somewhere on the screen."""
        said = ngettext(words, words, number).format(**fields)
        self._until(lambda: said in self.screen(), f"“{said}” is not seen")

    def reads(self, name: str) -> str:
        """Return what stands in the place of this name, once it is there."""
        place = self._one(QLabel, _(name))
        self._until(lambda: place.text() not in {"", "…"}, f"nothing stands at “{_(name)}”")
        return place.text()

    def screen(self) -> str:
        """Return everything that can be read now, each piece on a line of its own."""
        return "\n".join(words for words in self._read() if words).translate(_ISOLATES)

    def presses(self, words: str, **fields: object) -> None:
        """Press the button that shows or is called so, or tick the box."""
        found = self._one(QAbstractButton, _said(words, fields))
        if isinstance(found, QCheckBox):
            # Its words may be short in a wide row: a click in the middle would miss it.
            QTest.keyClick(found, Qt.Key.Key_Space)
        else:
            QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        settle()

    def waits_for(self, words: str) -> None:
        """Wait until this button can be pressed."""
        self._one(QAbstractButton, _(words))

    def can_press(self, words: str) -> bool:
        """Tell whether there is such a button, and it is not dimmed."""
        found = self._all(QAbstractButton, _(words))
        return bool(found) and found[0].isEnabled()

    def fills(self, name: str, text: str, **fields: object) -> None:
        """Type into the field of this name, in place of what stands in it."""
        field = self._one(QWidget, _said(name, fields), (QLineEdit, QPlainTextEdit))
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.writes(text)

    def holds(self, name: str) -> str:
        """Return what stands in the field of this name."""
        field = self._one(QWidget, _(name), (QLineEdit, QPlainTextEdit))
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else str(field.property("text"))

    def writes(self, text: str) -> None:
        """Type where the keyboard is; letters of any script."""
        assert isinstance(self._keyboard(), QLineEdit | QPlainTextEdit), f"{self._keyboard()} takes no text"
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(
                    self._keyboard(), QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                )

    def presses_keys(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            QTest.keyClick(self._keyboard(), key, held)
            settle()

    def rates(self, digits: str) -> None:
        """Answer one question after the other, each with a digit."""
        for digit in digits:
            self.presses_keys(Qt.Key(Qt.Key.Key_0 + int(digit)))

    def chooses(self, name: str, entry: str) -> None:
        """Choose an entry of the list of this name, by the keyboard."""
        box = self._one(QComboBox, _(name))
        row = box.findText(entry)
        assert row >= 0, f"“{entry}” is not in the list {name}"
        box.setFocus(Qt.FocusReason.MouseFocusReason)
        self.presses_keys(Qt.Key.Key_Home, *[Qt.Key.Key_Down] * row)

    def turns_to(self, words: str) -> None:
        """Turn to the part of a page that has this name; its count behind the name does not matter."""
        said = _(words)
        found = [
            (bar, place)
            for bar in self._visible(QTabBar)
            for place in range(bar.count())
            if bar.tabText(place).partition(" (")[0] == said
        ]
        assert found, f"there is no part “{said}”"
        bar, place = found[0]
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        settle()

    def opens(self, words: str) -> None:
        """Open the record in whose row these words stand."""
        for table in self._visible(QTableView):
            for row, cells in enumerate(_rows(table)):
                if any(words in cell for cell in cells):
                    table.selectRow(row)
                    table.setFocus(Qt.FocusReason.MouseFocusReason)
                    self.presses_keys(Qt.Key.Key_Return)
                    return
        raise AssertionError(f"no row shows “{words}”:\n{self.screen()}")

    def goes_to(self, place: str) -> None:
        """Go to a place of the navigation, whatever number waits there."""
        QTest.mouseClick(self._place(place), Qt.MouseButton.LeftButton)
        settle()

    def waits_at(self, place: str, count: int) -> None:
        """Wait until the navigation says that so many things wait at this place."""
        said = _("{place}, {n} waiting").format(place=_(place), n=count) if count else _(place)
        self._until(lambda: self._place(place).accessibleName() == said, f"the navigation does not say “{said}”")

    def finds(self, kind: type[Control]) -> Control:
        """Return the only control of a class that can be seen, for what would open a dialog of the system."""
        (found,) = self._visible(kind)
        return found

    def closes(self) -> None:
        """Close the window; everything must have been saved."""
        assert self._window.close(), self.screen()

    def _place(self, place: str) -> QAbstractButton:
        def found() -> list[QAbstractButton]:
            return [one for one in self._visible(QAbstractButton) if one.objectName().startswith("nav-")]

        self._until(lambda: any(one.text() == _(place) for one in found()), f"there is no place “{_(place)}”")
        return next(one for one in found() if one.text() == _(place))

    def _one(self, kind: type[Control], said: str, among: tuple[type[QWidget], ...] = (QWidget,)) -> Control:
        """Wait for a control that can be used and return it."""

        def usable() -> list[Control]:
            return [one for one in self._all(kind, said) if one.isEnabled() and isinstance(one, among)]

        self._until(lambda: bool(usable()), f"“{said}” cannot be used")
        return usable()[0]

    def _all(self, kind: type[Control], said: str) -> list[Control]:
        return [one for one in self._visible(kind) if said in _names(one)]

    def _visible(self, kind: type[Control]) -> list[Control]:
        QApplication.processEvents()
        return [one for one in self._window.findChildren(kind) if one.isVisible()]

    def _read(self) -> Iterator[str]:
        for one in self._visible(QWidget):
            if isinstance(one, QLabel | QAbstractButton | QLineEdit):
                yield one.text()
            elif isinstance(one, QPlainTextEdit):
                yield one.toPlainText()
            elif isinstance(one, QComboBox):
                yield one.currentText()
            elif isinstance(one, QTabBar):
                yield from (one.tabText(place) for place in range(one.count()))
            elif isinstance(one, QTableView):
                yield from ("  |  ".join(cells) for cells in _rows(one))

    def _keyboard(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None, f"nothing has the keyboard:\n{self.screen()}"
        return focus

    def _until(self, holds: Callable[[], bool], complaint: str) -> None:
        def check() -> None:
            assert holds(), f"{complaint}:\n{self.screen()}"

        self._qtbot.waitUntil(check, timeout=PATIENCE_MS)


def _said(words: str, fields: Mapping[str, object]) -> str:
    return _(words).format(**fields) if fields else _(words)


def _names(one: QWidget) -> set[str]:
    """Return what a control is called: its words, or what a screen reader says."""
    shown = one.text().replace("&&", "&").translate(_ISOLATES) if isinstance(one, QAbstractButton) else ""
    return {shown, one.accessibleName()} - {""}


def _rows(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
