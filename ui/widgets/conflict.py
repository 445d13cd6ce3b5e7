"""A conflict of one field: what it was, and the values that two people gave it without knowing of each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.widgets.basics import button, card, label


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


class ConflictView(QWidget):
    """The value before, and beside it every value now; a person chooses one and may say why."""

    chosen = Signal(str, str)
    """The key of the value chosen and the reason given (may be empty)."""

    def __init__(self, field: str, before: str, versions: Sequence[Version], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Reason (kept in the history)"))
        self._reason.setAccessibleName(_("Reason (kept in the history)"))
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(self._before(before), 1)
        for version in versions:
            columns.addWidget(self._version(field, version), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(field, "heading"))
        column.addLayout(columns)
        column.addWidget(self._reason)

    def set_enabled_choice(self, enabled: bool) -> None:
        """Let a value be chosen, or only read."""
        for made in self.findChildren(QWidget, "choose"):
            made.setEnabled(enabled)
        self._reason.setEnabled(enabled)

    def _before(self, before: str) -> QFrame:
        frame, inside = card(14, "sunken")
        inside.addWidget(label(_("Before"), "help"))
        inside.addWidget(_value(before))
        inside.addStretch(1)
        return frame

    def _version(self, field: str, version: Version) -> QFrame:
        frame, inside = card(14)
        # Translators: who changed a field, and when.
        inside.addWidget(label(_("{person}, {when}").format(person=version.who, when=version.when), "help"))
        inside.addWidget(_value(version.shown))
        if version.provisional:
            inside.addWidget(label(_("shown meanwhile"), "tag", tone="warning"), 0, Qt.AlignmentFlag.AlignLeading)
        inside.addStretch(1)
        take = button(_("Keep this value"), "check")
        take.setObjectName("choose")
        take.setAccessibleName(
            # Translators: {field} is a field in conflict, {value} one of its values.
            _("{field}: keep “{value}” of {person}").format(field=field, value=version.shown, person=version.who)
        )
        take.clicked.connect(lambda: self.chosen.emit(version.key, self._reason.text().strip()))
        inside.addWidget(take, 0, Qt.AlignmentFlag.AlignLeading)
        return frame


def _value(words: str) -> QWidget:
    made = label(words or _("(empty)"), "" if words else "muted")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
