"""The small parts every page uses: labels, buttons, cards and scrolling, in the program's look."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import icons

_WIDEST_SPACE = 6
"""Of words in pixels, headings too."""


class Choice(msgspec.Struct, frozen=True):
    """One entry of a code list: the stored code and the words shown for it."""

    code: str
    label: str
    help: str = ""


def plain(text: str) -> str:
    """Return words for a button or check box, where Qt would take "&" for a shortcut's mark."""
    return text.replace("&", "&&")


def label(text: str, role: str = "", *, wrap: bool = True, tone: str = "") -> QLabel:
    """Return words; `role` is title, display, heading, label, muted, help, small, error or tag."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap and role != "tag")
    # Qt would set a French name in an Arabic window at the left, and the other way round.
    rtl = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    if rtl and made.wordWrap():
        # Qt pushes a line that is written from the right aside by the space at its end, and would cut its last letter.
        made.setContentsMargins(_WIDEST_SPACE, 0, 0, 0)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if role == "tag":
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def button(text: str, icon: str = "", variant: str = "") -> QPushButton:
    """Return a button with words; `variant` is primary, quiet, danger, chip, choice or nothing."""
    made = QPushButton(plain(text))
    made.setAutoDefault(True)  # Enter presses it too, not only the space bar.
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if variant:
        made.setProperty("variant", variant)
    if icon:
        role = {"primary": "on_accent", "quiet": "accent", "danger": "danger"}.get(variant, "text")
        icons.put(made, icon, role)
    return made


def icon_button(icon: str, name: str, role: str = "muted") -> QToolButton:
    """Return a button that shows only an icon; `name` is its tooltip and what screen readers say."""
    made = QToolButton()
    icons.put(made, icon, role)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def card(padding: int = 18, role: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """Return a raised surface and the column inside it."""
    frame = QFrame()
    frame.setProperty("role", role)
    column = QVBoxLayout(frame)
    column.setContentsMargins(padding, padding - 2, padding, padding - 2)
    column.setSpacing(10)
    return frame, column


def notice(text: str, icon: str = "info", tone: str = "") -> QFrame:
    """Return a coloured box with an icon and a sentence; `tone` is warning, danger, success or nothing."""
    frame = QFrame()
    frame.setProperty("role", "notice")
    if tone:
        frame.setProperty("tone", tone)
    mark = QLabel(frame)
    icons.put(mark, icon, tone or "accent", 18)
    row = QHBoxLayout(frame)
    row.setContentsMargins(14, 10, 14, 10)
    row.setSpacing(10)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text), 1)
    return frame


def line() -> QFrame:
    """Return a thin horizontal line."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a scroll area around a widget, as wide as the room and scrolling downwards only."""
    area = QScrollArea()
    inside.setObjectName("scrolled")
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def in_row(*parts: QWidget | QLayout | None, spacing: int = 10) -> QHBoxLayout:
    """Return parts beside each other; None takes the free room."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        if part is None:
            row.addStretch(1)
        elif isinstance(part, QWidget):
            row.addWidget(part)
        else:
            row.addLayout(part)
    return row


def set_state(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at and have the widget painted after it."""
    if (widget.property(name) or "") == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class PageHeader(QWidget):
    """The head of a page: a title, a line below it, and actions at the end."""

    def __init__(self, title: str, subtitle: str = "", *actions: QWidget) -> None:
        super().__init__()
        self._title = label(title, "title")
        self._subtitle = label(subtitle, "muted")
        # Shown before it lies inside the page, it would be a window of its own for a moment and take the keyboard.
        if not subtitle:
            self._subtitle.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addLayout(words, 1)
        for action in actions:
            self._row.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)

    def set_words(self, title: str, subtitle: str = "") -> None:
        """Show another title and line."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
