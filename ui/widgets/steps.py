"""The steps that a record's state allows: what stands in the way of each, and the reason where one is asked for."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from partnerdesk import vocabulary
from partnerdesk.i18n import _
from partnerdesk.workflow import Step
from ui.notices import announce
from ui.theme import icons
from ui.widgets.basics import button, clear, in_row, label, set_state
from ui.widgets.link import Link

Obstacles = Callable[[str, str], Sequence[str]]
"""(action, comment) -> what stands in the way, in whole sentences."""

Places = Callable[[str, str], tuple[str, str]]
"""(action, sentence) -> where to mend it: a key and its words; empty where there is no such place."""

_SOME_REASON = "."
_BACKWARDS = frozenset({"cancel", "reopen", "return"})


class StepBar(QWidget):
    """Shows below what is missing and asks for the reason; `buttons` are laid out wherever the owner wants them."""

    asked = Signal(str, str)
    """A step can be taken: the action and the comment."""
    blocked = Signal(str)
    """A step was pressed that cannot be taken yet: the action."""
    place_asked = Signal(str)

    def __init__(self, *, ahead: bool = True) -> None:
        super().__init__()
        self._ahead = ahead
        self._quiet = False
        self._key = ""
        self._shown: object = None
        self._obstacles: Obstacles = lambda _action, _note: ()
        self._places: Places = lambda _action, _sentence: ("", "")
        self._steps: dict[str, Step] = {}
        self._made: dict[str, QPushButton] = {}
        self._told: list[str] = []
        self.buttons = QWidget()
        self._row = QHBoxLayout(self.buttons)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.missing = QFrame()
        self.missing.setProperty("role", "notice")
        set_state(self.missing, "tone", "warning")
        self._sentences = QVBoxLayout(self.missing)
        self._sentences.setContentsMargins(12, 7, 8, 7)
        self._sentences.setSpacing(3)
        self.reason = _Reason()
        self.reason.given.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.missing)
        column.addWidget(self.reason)
        self.missing.hide()

    def show_steps(
        self,
        key: str,
        machine: str,
        steps: Sequence[Step],
        obstacles: Obstacles,
        places: Places | None = None,
    ) -> None:
        """Show the steps of a record; `key` tells the record and its state: with another one an open reason is left."""
        if key != self._key:
            self._key = key
            self.reason.leave()
            self.missing.hide()
        self._obstacles = obstacles
        self._places = places or (lambda _action, _sentence: ("", ""))
        self._steps = {step.action: step for step in sorted(steps, key=lambda step: step.action in _BACKWARDS)}
        found = {step.action: list(obstacles(step.action, _SOME_REASON)) for step in steps} if self._ahead else {}
        if (key, list(self._steps), found) == self._shown:
            return
        self._shown = (key, list(self._steps), found)
        self._show_buttons(machine, found)
        if self._ahead:
            forward = next((action for action in self._steps if action not in _BACKWARDS), "")
            self._show_missing(forward, found.get(forward, ()))

    def set_quiet(self, quiet: bool) -> None:
        """Tell what is missing only when a step is pressed."""
        self._quiet = quiet
        self.missing.setVisible(bool(self._told) and not quiet)

    def press(self, action: str) -> None:
        """Take a step, or show what stands in its way."""
        stops = self._obstacles(action, _SOME_REASON)
        if stops:
            self._show_missing(action, stops)
            self.missing.show()
            announce(self.missing)
            self.blocked.emit(action)
            return
        self.missing.hide()
        if asked := self._obstacles(action, ""):
            self.reason.ask(action, " ".join(asked), self._steps[action].label)
        else:
            self._take(action, "")

    def sentences(self) -> list[str]:
        """Return what is shown as missing."""
        return [] if self.missing.isHidden() else self._told

    def button(self, action: str) -> QPushButton:
        """Return the button of a step."""
        return self._made[action]

    def _take(self, action: str, note: str) -> None:
        self.asked.emit(action, note)

    def _show_buttons(self, machine: str, found: Mapping[str, Sequence[str]]) -> None:
        clear(self._row)
        self._made = {}
        for number, step in enumerate(self._steps.values()):
            stops = found.get(step.action, ())
            first = number == 0 and self._ahead and not stops
            made = button(step.label, variant="primary" if first else "quiet" if step.action in _BACKWARDS else "")
            if step.action not in _BACKWARDS:
                icons.put(made, "lock" if stops else "arrow-right", "on_accent" if first else "muted", 15)
            state = vocabulary.state_label(machine, step.to)
            # Translators: what becomes of a record by a command such as “Sign”.
            made.setToolTip(_("Becomes “{state}”").format(state=state))
            made.setAccessibleDescription(" ".join(stops) or made.toolTip())
            made.clicked.connect(lambda _checked=False, action=step.action: self.press(action))
            self._made[step.action] = made
            self._row.addWidget(made)
        self.buttons.setVisible(bool(self._steps))

    def _show_missing(self, action: str, sentences: Sequence[str]) -> None:
        clear(self._sentences)
        self._told = list(sentences)
        self.missing.setVisible(bool(sentences) and not self._quiet)
        if not sentences:
            return
        # Translators: {action} is a command such as “Mark as held”; a list of what is missing follows.
        head = _("Before “{action}”:").format(action=self._steps[action].label)
        self.missing.setAccessibleName(" ".join([head, *sentences]))
        self._sentences.addWidget(label(head, "label"))
        for sentence in sentences:
            parts: list[QWidget] = [label(sentence)]
            place, words = self._places(action, sentence)
            if place:
                link = Link(words)
                link.setAccessibleDescription(sentence)
                link.clicked.connect(lambda _checked=False, place=place: self.place_asked.emit(place))
                parts.append(link)
            row = in_row(*parts, spacing=8)
            row.setStretch(0, 1)
            self._sentences.addLayout(row)


class _Reason(QWidget):
    """Asks for the comment that a step needs."""

    given = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._action = ""
        self.line = QLineEdit()
        self.line.returnPressed.connect(self._give)
        self.do = button("", variant="primary")
        self.do.clicked.connect(self._give)
        cancel = button(_("Cancel"), variant="quiet")
        cancel.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.do)
        row.addWidget(cancel)
        self.hide()

    def ask(self, action: str, sentence: str, words: str) -> None:
        self._action = action
        self.line.setPlaceholderText(sentence)
        self.line.setAccessibleName(sentence)
        self.do.setText(words.replace("&", "&&"))
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.line.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        if self.line.text().strip():
            self.given.emit(self._action, self.line.text().strip())
