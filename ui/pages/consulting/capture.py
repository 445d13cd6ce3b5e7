"""The box in which notes are taken while people speak: type, choose the kind, Ctrl+Enter, go on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from partnerdesk import vocabulary
from partnerdesk.i18n import _
from partnerdesk.notes import Meeting
from partnerdesk.text import fold
from ui import binding
from ui.kept import after_pause
from ui.pages.consulting.taking import NoteInProgress
from ui.widgets.basics import Choice, button, in_row, label
from ui.widgets.coded import CodeEditor
from ui.widgets.linked import RefEditor

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_LINES = 3
_MOST_FOUND = 12


class CaptureBox(QFrame):
    """Writes through a `NoteInProgress`; it holds no text of its own."""

    added = Signal(str)
    """A note is finished: its id."""
    saving = Signal(str, str)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self._taking: NoteInProgress | None = None
        self._speakers = Speakers()
        self.box = _Box()
        self.box.setPlaceholderText(_("What is being said? Ctrl+Enter adds the note."))
        self.box.setAccessibleName(_("New note"))
        self.box.textChanged.connect(self._typed)
        self.box.left.connect(self.flush)
        self.kind = CodeEditor(_("Kind of note"), numbered_kinds(), required=True)
        self.kind.setToolTip(_("Alt and a digit chooses the kind"))
        self.kind.changed.connect(lambda code: self._chosen("kind", code))
        self.speaker = RefEditor(_("Speaker"), self._speakers.find, self._speakers.name)
        self.speaker.changed.connect(lambda record: self._chosen("speaker_id", record))
        self.add = button(_("Add note"), "plus", "primary")
        self.add.setToolTip("Ctrl+Enter")
        self.add.clicked.connect(self.finish)
        for popup in self.kind.findChildren(QComboBox):
            popup.view().installEventFilter(self)
        self._pause = after_pause(self, self.flush)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(6)
        column.addWidget(self.box)
        speaker = label(_("Speaker"), "help", wrap=False)
        row = in_row(self.kind, speaker, self.speaker, self.add, spacing=8)
        row.setStretch(0, 2)
        row.setStretch(2, 3)
        column.addLayout(row)
        self.setFocusProxy(self.box)

    def bind_keys(self, room: QWidget) -> None:
        """Let the keys of the box work everywhere in a part of the page."""
        for number, choice in enumerate(binding.choices("note_kind")[:9], start=1):
            self._bind(room, f"Alt+{number}").activated.connect(lambda code=choice.code: self._choose_kind(code))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._bind(room, keys).activated.connect(self.finish)

    def begin(self, consultation_id: str) -> None:
        """Take notes of this meeting; one that was begun before goes on."""
        self.flush()
        self._taking = NoteInProgress(self._desk, consultation_id)
        self._show()

    def show_meeting(self, held: Meeting) -> None:
        """Offer those who took part as speakers."""
        self._speakers.show_meeting(held)
        if self._taking is not None and not self.speaker.hasFocus():
            self.speaker.set_value(self._taking.values["speaker_id"])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the keyboard back to the text when the list of kinds closes."""
        if event.type() == QEvent.Type.Hide:
            QTimer.singleShot(0, self.box.setFocus)
        return super().eventFilter(watched, event)

    def record(self) -> str:
        """Return the id of the note that is being taken; nothing before its first words are saved."""
        return self._taking.record if self._taking is not None else ""

    def session(self) -> str | None:
        """Return the session that is noted."""
        return self._taking.values["session_id"] if self._taking is not None else None

    def set_session(self, session_id: str | None) -> None:
        """Note another session; what was begun belongs to the one in which it was begun, so it is finished first."""
        if self._taking is None or session_id == self.session():
            return
        if self._taking.text.strip():
            self.finish()
        self._taking.put("session_id", session_id)

    def finish(self) -> None:
        """Add the note to the others and clear the box for the next."""
        if self._taking is None:
            return
        self.speaker.flush()
        done = self._taking.finish()
        self._tell()
        if done:
            self._show()
            self.added.emit(done)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Save what is typed; tell whether everything is saved."""
        self._pause.stop()
        saved = self._taking is None or self._taking.flush()
        self._tell()
        return saved

    def _show(self) -> None:
        if self._taking is None:
            return
        self.box.blockSignals(True)
        self.box.setPlainText(self._taking.text)
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)
        self.box.blockSignals(False)
        self.kind.set_value(self._taking.values["kind"])
        self.speaker.set_value(self._taking.values["speaker_id"])

    def _typed(self) -> None:
        if self._taking is not None:
            self._taking.put("raw_text", self.box.toPlainText())
            self._pause.start()
            self.saving.emit("pending", "")

    def _chosen(self, name: str, value: object) -> None:
        if self._taking is not None:
            self._taking.put(name, None if value is None else str(value))
            self._pause.start()

    def _choose_kind(self, code: str) -> None:
        self.kind.set_value(code)
        self._chosen("kind", code)

    def _tell(self) -> None:
        if self._taking is None:
            return
        if self._taking.problem is not None:
            self.saving.emit("problem", str(self._taking.problem))
        else:
            self.saving.emit("saved" if self._taking.is_clean() else "pending", "")

    @staticmethod
    def _bind(room: QWidget, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), room)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut


class Speakers:
    """Those who took part, found by part of their name; hidden ones are told to be hidden."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def show_meeting(self, held: Meeting) -> None:
        """Know those who took part in a meeting."""
        self._names = {one.id: speaker_name(one) for one in held.participants.values()}

    def find(self, text: str) -> Sequence[Choice]:
        """Return participants whose name or organisation holds these words."""
        wanted = fold(text).split()
        found = [
            Choice(record, name) for record, name in self._names.items() if all(word in fold(name) for word in wanted)
        ]
        return found[:_MOST_FOUND]

    def name(self, record: str) -> str:
        """Return who a participant is, for the person who takes notes."""
        return self._names.get(record, "")


def speaker_name(participant: "View") -> str:
    """Return who a participant is, for the person who takes notes: never for paper."""
    person, organisation = participant["name"], participant["organisation"]
    name = str(person or organisation or "")
    if person and organisation:
        # Translators: a person and where that person works.
        name = _("{person} ({organisation})").format(person=_apart(person), organisation=_apart(organisation))
    if not name and participant["org_type"]:
        name = vocabulary.label("org_type", participant["org_type"])
    name = name or _("somebody without a name")
    asked = participant["confidentiality"]
    if asked in (None, "named"):
        return name
    # Translators: a participant and by what the participant may be shown, such as “Hidden”.
    words = _("{person} – {way}")
    return words.format(person=_apart(name), way=vocabulary.label("participant_confidentiality", str(asked)))


def _apart(name: object) -> str:
    """Return a name of any script so that it does not change the order of the words around it."""
    return f"\u2068{name}\u2069"


def numbered_kinds() -> list[Choice]:
    """Return the kinds of notes with the digit that chooses each."""
    return [Choice(one.code, f"{number} · {one.label}") for number, one in enumerate(binding.choices("note_kind"), 1)]


class _Box(QPlainTextEdit):
    """A few lines high; Tab leaves it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 22)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is the page's: it adds the note."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)
