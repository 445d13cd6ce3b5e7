"""A conflict of one field: what it was, and the values that people gave it without knowing of each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from partnerdesk.textmerge import Piece
from ui.widgets.basics import button, card, in_row, label
from ui.widgets.marked_text import MarkedText

_LEAST = 190
"""A column of words needs so much room; where there is less, values stand below each other."""


@dataclass(frozen=True)
class Version:
    """One of the values in conflict."""

    key: str
    """What `chosen` tells: whatever names this value to the caller."""
    shown: str
    who: str
    when: str
    provisional: bool = False
    """The value that stands meanwhile."""
    pieces: Sequence[Piece] = ()
    """The value as a text in which is marked what it changed."""
    others: Sequence[str] = ()
    """Who else gave this value, and when."""


class ConflictView(QWidget):
    """The value before, and beside it every value now; a person chooses one, or puts texts together, and may say why."""

    chosen = Signal(str, str)
    """The key of the value chosen and the reason given (may be empty)."""
    composed = Signal(str, str)
    """A text that a person put together, and the reason given."""

    def __init__(
        self,
        field: str,
        before: str,
        versions: Sequence[Version],
        combined: str | None = None,
        told: str = "",
        before_by: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`combined` offers a text to edit, `told` says how far it is put together; None offers none."""
        super().__init__(parent)
        self._columns = len(versions) + 1
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Reason (kept in the history)"))
        self._reason.setAccessibleName(_("Reason (kept in the history)"))
        self._choices: list[QPushButton] = []
        self._text: QPlainTextEdit | None = None
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(12)
        self._box.addWidget(self._before(before, before_by), 1)
        for number, version in enumerate(versions, start=1):
            self._box.addWidget(self._version(field, version, number), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(field, "heading"))
        column.addLayout(self._box)
        if combined is not None:
            column.addWidget(self._combined(field, combined, told))
        column.addWidget(self._reason)

    def choose(self, number: int) -> bool:
        """Put the keyboard on the choice of a value, from 1 on, so that Enter decides; tell whether there is one."""
        if not 1 <= number <= len(self._choices) or not self._choices[number - 1].isEnabled():
            return False
        self._choices[number - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _LEAST * self._columns
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @staticmethod
    def _before(before: str, by: str) -> QFrame:
        frame, inside = card(14, "sunken")
        # Translators: what stood before, and who wrote it.
        inside.addWidget(label(_("Before: {who}").format(who=_apart(by)) if by else _("Before"), "help"))
        inside.addWidget(_value(before))
        inside.addStretch(1)
        return frame

    def _version(self, field: str, version: Version, number: int) -> QFrame:
        frame, inside = card(14)
        # Translators: who changed a field, and when.
        inside.addWidget(label(_("{person}, {when}").format(person=_apart(version.who), when=version.when), "help"))
        for other in version.others:
            inside.addWidget(label(_("also {other}").format(other=_apart(other)), "help"))
        inside.addWidget(MarkedText(version.pieces) if version.pieces else _value(version.shown))
        if version.provisional:
            inside.addWidget(label(_("shown meanwhile"), "tag", tone="warning"), 0, Qt.AlignmentFlag.AlignLeading)
        inside.addStretch(1)
        # Translators: a button with the key that presses it: {number} is a digit.
        take = button(_("{number}: keep this value").format(number=number), "check")
        take.setObjectName("choose")
        take.setAccessibleName(
            # Translators: {field} is a field in conflict, {value} one of its values.
            _("{field}: keep “{value}” of {person}").format(field=field, value=version.shown, person=version.who)
        )
        take.clicked.connect(lambda: self.chosen.emit(version.key, self._reason.text().strip()))
        self._choices.append(take)
        inside.addWidget(take, 0, Qt.AlignmentFlag.AlignLeading)
        return frame

    def _combined(self, field: str, combined: str, told: str) -> QFrame:
        frame, inside = card(14)
        self._text = QPlainTextEdit(combined)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("{field}: text put together").format(field=field))
        lines = max(3, min(8, 1 + len(combined) // 70 + combined.count("\n")))
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * lines + 20)
        number = len(self._choices) + 1
        take = button(_("{number}: keep this text").format(number=number), "check")
        take.setObjectName("choose")
        take.setAccessibleName(_("{field}: keep the text put together").format(field=field))
        take.clicked.connect(self._compose)
        self._choices.append(take)
        inside.addWidget(label(_("Put together"), "label"))
        inside.addWidget(label(told, "help"))
        inside.addWidget(self._text)
        inside.addLayout(in_row(take, None))
        return frame

    def _compose(self) -> None:
        if self._text is not None:
            self.composed.emit(self._text.toPlainText(), self._reason.text().strip())


def _value(words: str) -> QWidget:
    made = label(words or _("(empty)"), "" if words else "muted")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _apart(words: str) -> str:
    """Keep a name's own direction of reading to itself."""
    return f"\u2068{words}\u2069"
