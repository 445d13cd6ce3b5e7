"""Finds controls that a keyboard or a screen reader could not use."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)


def unnamed(window: QWidget) -> list[str]:
    """Return the visible controls that take the keyboard and have nothing a screen reader could say."""
    return [_where(control) for control in controls(window) if not _spoken(control)]


def unreachable(window: QWidget) -> list[str]:
    """Return the visible, enabled buttons that Tab cannot come to and no shortcut presses."""
    reached = set(_chain(window))
    return [
        _where(control)
        for control in window.findChildren(QAbstractButton)
        if control.isVisibleTo(window) and control.isEnabled() and control not in reached and not _is_inner(control)
    ]


def controls(window: QWidget) -> list[QWidget]:
    """Return everything below a widget that takes the keyboard and can be seen."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(window)
        and widget.focusProxy() is None
        and not _is_inner(widget)
    ]


def _spoken(control: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(control)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _is_inner(widget: QWidget) -> bool:
    """Tell whether this is a part of one of Qt's own controls, which speaks for it."""
    # The small button in a line of text clears it, which the keyboard does in the line itself.
    in_line = isinstance(widget.parentWidget(), QLineEdit)
    return in_line or widget.objectName().startswith("qt_") or type(widget) is QAbstractScrollArea


def _chain(window: QWidget) -> list[QWidget]:
    """Return what Tab comes to, in order.

    PySide files a widget that `nextInFocusChain` returns under the widget that was asked, and takes it and all below it
    for deleted together with that one. So nothing is asked for the window, which follows the last, and everything is
    filed under the window again.
    """
    top = window.window()
    last = top.previousInFocusChain()
    at: QWidget | None = top
    reached = []
    while at is not None:
        reached.append(at)
        at = at.nextInFocusChain() if at is not last else None
    top.findChildren(QWidget)
    return [widget for widget in reached if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]


def clipped(window: QWidget) -> list[str]:
    """Return visible labels and buttons that are smaller than their words."""
    found = []
    for widget in window.findChildren(QWidget):
        kinds = QLabel | QAbstractButton | QPlainTextEdit
        if not widget.isVisibleTo(window) or not isinstance(widget, kinds) or _is_inner(widget):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            if needed > widget.height() + 1:
                found.append(_where(widget))
        elif widget.minimumSizeHint().width() > widget.width() + 1:
            found.append(_where(widget))
    return found


def _where(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    parent = widget.parentWidget()
    return f"{type(widget).__name__}({widget.objectName() or words!r}) in {type(parent).__name__}"


def settle() -> None:
    """Let layouts and posted events come to rest, and what was thrown away go, as the program's own loop does."""
    for _round in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
