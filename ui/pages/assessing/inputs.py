"""How each kind of question is answered: scale, choice, text, number, date and tables, all alike to the page."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from partnerdesk import vocabulary
from partnerdesk.i18n import _
from partnerdesk.instruments.model import DK, NA, Criterion, Instrument
from partnerdesk.instruments.numbers import as_number
from partnerdesk.instruments.rating import Scoring
from partnerdesk.instruments.result import band_words
from partnerdesk.instruments.risk_matrix import risk
from partnerdesk.printing.wording import column_label
from partnerdesk.showing import part_label
from partnerdesk.text import fold
from ui.pages.assessing.table import LevelEditor, TableColumn, TableEditor
from ui.widgets.basics import Choice, plain
from ui.widgets.coded import CodeEditor
from ui.widgets.compound import DateEditor
from ui.widgets.editors import Editor, LongTextEditor, TextEditor, alone
from ui.widgets.rating import RatingScale, Step

Tabbed = Callable[[int], bool]
"""Goes on (1) or back (-1) and tells whether it did; otherwise Tab does what it always does."""


class AnswerInput(QWidget):
    """Takes the answer to one question."""

    answered = Signal(object)
    """An answer to save now; None takes it back."""
    edited = Signal(object)
    """What is being typed, to be kept and saved soon."""
    done = Signal()
    """Enter was pressed: on to the next question."""
    troubled = Signal(str)
    """What is typed cannot be understood: a sentence; empty once it can."""

    by_key = False
    """Whether the last answer was given by one key, so that going on at once is what is wanted."""

    def leave_by_tab(self, tab: Tabbed) -> None:
        """Ask this where Tab leads out of an input that is one stop, whatever buttons it is made of."""

    def set_value(self, value: object) -> None:
        """Show an answer; nobody is told."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Show the answer without letting it be changed."""
        raise NotImplementedError

    def flush(self) -> None:
        """Tell `answered` now if something was typed since the last time."""


def _step_of(event: QKeyEvent) -> int:
    """Return where Tab leads: on (1), back (-1), or 0 for any other key."""
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return 0
    return {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)


class _KeyScale(RatingScale):
    """Knows whether the last answer came by a letter or digit, and is one stop for Tab."""

    by_key = False
    tab: Tabbed = staticmethod(lambda _step: False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what kind of event answers before the scale takes it."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self.by_key = bool(event.text().strip())
                if (step := _step_of(event)) and self.tab(step):
                    return True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.by_key = False
        return super().eventFilter(watched, event)


class ScaleInput(AnswerInput):
    """Steps with anchors, or the options of a single choice: one key answers."""

    def __init__(self, question: str, criterion: Criterion) -> None:
        super().__init__()
        self._scale = _KeyScale(question, *_steps(criterion))
        self._scale.answered.connect(self._take)
        self._scale.done.connect(self.done)
        alone(self, self._scale)
        self.setFocusProxy(self._scale)

    def leave_by_tab(self, tab: Tabbed) -> None:
        self._scale.tab = tab

    def set_value(self, value: object) -> None:
        self._scale.set_value(value)
        self.setFocusProxy(self._scale)

    def set_read_only(self, read_only: bool) -> None:
        self._scale.set_read_only(read_only)

    def _take(self, value: object) -> None:
        self.by_key = self._scale.by_key and value is not None
        self.answered.emit(value)


def _steps(criterion: Criterion) -> tuple[list[Step], list[Step]]:
    if criterion.scale is None:
        return [Step(choice.code, choice.label.words()) for choice in criterion.options], []
    steps = [
        Step(option.answer, option.label.words(), option.anchor.words() if option.anchor else "")
        for option in criterion.scale.options
    ]
    offered = (criterion.special(NA), criterion.special(DK))
    return steps, [Step(special.code, special.label.words()) for special in offered if special is not None]


class MultiInput(AnswerInput):
    """Several options with boxes; digits switch them, arrows move, Enter goes on."""

    def __init__(self, question: str, options: Sequence[Choice]) -> None:
        super().__init__()
        self.setAccessibleName(question)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.boxes: dict[str, QCheckBox] = {}
        for number, option in enumerate(options, start=1):
            # Translators: the digit that switches an option, and the option.
            words = _("{digit}   {option}").format(digit=number, option=option.label) if number <= 9 else option.label
            box = QCheckBox(plain(words))
            box.setAccessibleName(option.label)
            box.clicked.connect(self._tell)
            box.installEventFilter(self)
            self.boxes[option.code] = box
            column.addWidget(box)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))
        self._tab: Tabbed = lambda _step: False

    def leave_by_tab(self, tab: Tabbed) -> None:
        self._tab = tab

    def set_value(self, value: object) -> None:
        on = value if isinstance(value, list | tuple) else ()
        for code, box in self.boxes.items():
            box.setChecked(code in on)

    def set_read_only(self, read_only: bool) -> None:
        for box in self.boxes.values():
            box.setEnabled(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Switch by digit, move by arrow, go on by Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pressed(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        boxes = list(self.boxes.values())
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if event.text().isdecimal() and 1 <= int(event.text()) <= len(boxes):
            boxes[int(event.text()) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            boxes[int(event.text()) - 1].click()
        elif step is not None and watched in boxes:
            boxes[(boxes.index(watched) + step) % len(boxes)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.done.emit()
        else:
            way = _step_of(event)
            return bool(way) and self._tab(way)
        return True

    def _tell(self) -> None:
        self.answered.emit([code for code, box in self.boxes.items() if box.isChecked()] or None)


class EditorInput(AnswerInput):
    """Any editor as an answer: text, number, date, table."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        editor.edited.connect(self.edited)
        editor.changed.connect(self.answered)
        editor.troubled.connect(self.troubled)
        alone(self, editor)
        self.setFocusProxy(editor)

    def set_value(self, value: object) -> None:
        # Setting what stands there already would move the cursor away under the typing hand.
        typing = self.editor.isAncestorOf(self.focusWidget() or self)
        if not typing and self.editor.value() != value:
            self.editor.set_value(value)

    def set_read_only(self, read_only: bool) -> None:
        self.editor.set_read_only(read_only)

    def flush(self) -> None:
        self.editor.flush()


class NumberEditor(TextEditor):
    """A number with or without decimals; digits of any script are understood."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setMaximumWidth(200)

    def value(self) -> int | str | None:  # type: ignore[override]  # numbers where its parent has text
        typed = super().value()
        if typed is None:
            return None
        text = fold(typed).replace("\N{ARABIC DECIMAL SEPARATOR}", ".").replace(",", ".")
        text = "".join(text.split())
        exact = as_number(text)
        return int(exact) if exact is not None and exact.denominator == 1 else text

    def flush(self) -> None:
        given = self.value()
        if isinstance(given, str) and as_number(given) is None:
            self._trouble(_("Please write a number such as 12 or 12.5."))
            return
        super().flush()


def input_for(criterion: Criterion, question: str, instrument: Instrument) -> AnswerInput:
    """Return what answers a question; the follow-up that it may ask for is the page's matter."""
    if criterion.scale is not None or criterion.kind == "single":
        return ScaleInput(question, criterion)
    if criterion.kind == "multi":
        return MultiInput(question, [Choice(one.code, one.label.words()) for one in criterion.options])
    tables: Mapping[str, Callable[[str], Editor]] = {
        "risk_matrix": lambda name: _risks(name, criterion, instrument.scoring),
        "good_practices": _practices,
        "recommendations": _recommendations,
    }
    simple: Mapping[str, Callable[[str], Editor]] = {"number": NumberEditor, "date": DateEditor, "file": TextEditor}
    return EditorInput({**simple, **tables}.get(criterion.kind, LongTextEditor)(question))


def _risks(name: str, criterion: Criterion, scoring: Scoring) -> TableEditor:
    matrix = scoring.risk_matrix
    limits = {"likelihood": matrix.likelihood, "impact": matrix.impact} if matrix else {}

    def column(key: str) -> TableColumn:
        if key in limits:
            return TableColumn(key, column_label(key), lambda cell: LevelEditor(cell, *limits[key]), 1)
        return TableColumn(key, column_label(key), TextEditor, 3, line=0 if key == criterion.columns[0] else 1)

    def verdict(row: Mapping[str, object]) -> tuple[str, str]:
        if matrix is None:
            return "", ""
        rated = risk(matrix, row.get("likelihood"), row.get("impact"))
        if rated.value is None:
            return "", ""
        ranks = [band.key for band in matrix.bands]
        place = ranks.index(rated.band) if rated.band in ranks else 0
        tones = ("success", "warning", "danger", "danger")
        return f"{band_words(scoring, rated.band)} ({rated.value})", tones[min(place, 3)]

    return TableEditor(name, [column(key) for key in criterion.columns], _("Add a risk"), verdict)


def _practices(name: str) -> TableEditor:
    columns = [
        TableColumn("what", _("What works well"), TextEditor, 4),
        TableColumn("organisation", part_label("organisation"), TextEditor, 2),
    ]
    return TableEditor(name, columns, _("Add a practice"))


def _recommendations(name: str) -> TableEditor:
    columns = [
        TableColumn("what", _("What is recommended"), TextEditor, 4),
        TableColumn("organisation", _("To whom"), TextEditor, 2),
        TableColumn("by", part_label("by"), DateEditor, 2),
    ]
    return TableEditor(name, columns, _("Add a recommendation"))


def evidence_table(criterion: Criterion) -> TableEditor:
    """Return the table of what proves an answer; the types that the question asks for stand first."""
    asked = criterion.evidence.types if criterion.evidence else ()
    known = vocabulary.labels("evidence_type")
    types = [Choice(code, known.get(code, code)) for code in asked]
    types += [Choice(code, words) for code, words in known.items() if code not in asked]
    columns = [
        TableColumn("type", part_label("type"), lambda name: CodeEditor(name, types), 3),
        TableColumn("reference", part_label("reference"), TextEditor, 4),
        TableColumn("seen_on", part_label("seen_on"), DateEditor, 3),
    ]
    return TableEditor(_("Evidence"), columns, _("Add evidence"))
