"""What the frame tells without stopping anybody: the error banner, short messages and the help at the side."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.theme import icons

_TOAST_MS = 5000


def announce(widget: QWidget) -> None:
    """Have screen readers read a widget that just appeared; one that is not seen yet is read with its page."""
    if not widget.isVisible():
        return
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def close_button(parent: QWidget) -> QToolButton:
    """Return a small button with a cross, named for screen readers."""
    button = QToolButton(parent)
    icons.put(button, "x", "muted", 16)
    button.setAccessibleName(_("Close"))
    button.setToolTip(_("Close"))
    return button


class Banner(QFrame):
    """Shows what a person must know and can act on, above the page, until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        mark = QLabel(self)
        icons.put(mark, "circle-alert", "danger", 20)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = close_button(self)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(mark)
        row.addWidget(self._words, 1)
        row.addWidget(close)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        announce(self)

    def text(self) -> str:
        """Return what is shown."""
        return self._words.text()


class Toast(QFrame):
    """A short message over the lower edge of its parent; it goes away by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOAST_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence for a few seconds."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        announce(self)
        self._timer.start()

    def text(self) -> str:
        """Return what is shown."""
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._room.rect()
        most = max(240, room.width() - 80)
        self._words.setWordWrap(False)
        if self.sizeHint().width() > most:
            self._words.setWordWrap(True)
            self.setFixedWidth(most)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        self.adjustSize()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - 26)


class HelpPanel(QFrame):
    """The help of the open page, beside it and not over it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setAccessibleName(_("Help"))
        self.setMinimumWidth(240)
        self.setMaximumWidth(320)
        title = QLabel(_("Help"), self)
        title.setProperty("role", "heading")
        self._close = close_button(self)
        self._close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._close)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 12, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        self.hide()

    def tell(self, text: str) -> None:
        """Show the help and put the keyboard on its close button."""
        self._words.setText(text)
        self.show()
        self._close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def text(self) -> str:
        """Return what is shown."""
        return self._words.text()
