"""One question with everything that belongs to its answer: scale, comment, evidence, mark; saved as it is given."""

from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk.assessments import Question
from partnerdesk.i18n import _
from partnerdesk.instruments.answers import needs_comment, needs_evidence
from ui.pages.assessing import words
from ui.pages.assessing.agreed import AgreedInput
from ui.pages.assessing.inputs import AnswerInput, evidence_table, input_for
from ui.pages.assessing.sitting import Sitting
from ui.pages.assessing.table import TableEditor
from ui.theme import icons
from ui.widgets.basics import button, in_row, label
from ui.widgets.editors import Editor, LongTextEditor
from ui.widgets.flow import FlowLayout
from ui.widgets.sensitivity import SensitivityMark


class QuestionCard(QFrame):
    """Shows the question on top of a sitting and takes what is answered; the page saves and goes on."""

    given = Signal(str, object)
    """To save now: value, comment, evidence or sensitivity, and what it is."""
    typed = Signal(str, object)
    """To keep and save soon."""
    onwards = Signal(int)
    """To the next question (1) or the one before (-1)."""
    agree_asked = Signal()
    """An action is to be agreed about this question."""
    decide_asked = Signal(str)
    """Two values stand against each other: the record to decide on."""
    lowered = Signal(str, str)
    """The mark of sensitivity is to be lowered: to which level, and why."""

    def __init__(self, sitting: Sitting, question: Question, titles: Callable[[list[str]], dict[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("question")
        self._sitting, self._question = sitting, question
        criterion = question.criterion
        asked = sitting.sheet.words(criterion).words
        self.setAccessibleName(asked)
        self.input: AnswerInput
        if criterion.kind == "action_items":
            self.input = AgreedInput(asked, titles)
            self.input.agree_asked.connect(self.agree_asked)
        else:
            self.input = input_for(criterion, asked, sitting.sheet.instrument)
        self.input.setAccessibleDescription(words.question_hints(criterion, sitting.sheet.instrument))
        self.input.answered.connect(lambda value: self.given.emit("value", value))
        self.input.edited.connect(lambda value: self.typed.emit("value", value))
        self.input.done.connect(lambda: self.onwards.emit(1))
        self.input.leave_by_tab(self._leave)
        self._problem = label("", "error")
        self.input.troubled.connect(self._show_problem)
        self._wish = label("", "review")
        self._comment_box, self._evidence_box = _box(), _box()
        self._opened: set[str] = set()
        self._mark = SensitivityMark(in_line=True)
        self._mark.raised.connect(lambda level: self.given.emit("sensitivity", level))
        self._mark.lowered.connect(self.lowered)
        self._decide = button(_("Two values: compare"), variant="mark")
        icons.put(self._decide, "triangle-alert", "warning", 14)
        self._decide.clicked.connect(lambda: self.decide_asked.emit(self._question.answer_id))
        self._lay_out(asked)
        self.show_question(question)

    def show_question(self, question: Question) -> None:
        """Show what is answered now; what is typed and not saved stands over it."""
        self._question = question
        pending = self._sitting.pending(question.criterion.key)
        self.input.set_value(pending.get("value", question.value))
        said, proof = self._said(pending), self._proof(pending)
        if (said or self._has("comment")) and (self.comment.value() or "") != said:
            self.comment.set_value(said)
        if proof or self._has("evidence"):
            self.evidence.set_value(proof)
        self._mark.show_level(question.sensitivity)
        self._decide.setVisible(bool(question.conflicts))
        self._show_wish()
        self._show_boxes()
        read_only = not self._sitting.is_open
        self.input.set_read_only(read_only)
        self._mark.set_read_only(read_only)
        for part in self._made():
            part.set_read_only(read_only)

    @cached_property
    def comment(self) -> LongTextEditor:
        """The comment; it is made when there is one or somebody wants to write one."""
        made = LongTextEditor(_("Comment"))
        made.edited.connect(lambda text: self.typed.emit("comment", text or ""))
        made.changed.connect(lambda text: self.given.emit("comment", text or ""))
        _furnish(self._comment_box, _("Comment"), made)
        return made

    @cached_property
    def evidence(self) -> TableEditor:
        """The evidence; it is made when there is some or somebody wants to name some."""
        made = evidence_table(self._question.criterion)
        made.edited.connect(lambda rows: self.typed.emit("evidence", rows or []))
        made.changed.connect(lambda rows: self.given.emit("evidence", rows or []))
        _furnish(self._evidence_box, _("Evidence"), made)
        return made

    def criterion(self) -> str:
        """Return the key of the question shown."""
        return self._question.criterion.key

    def answer_id(self) -> str:
        """Return the id of the record that holds the answer."""
        return self._question.answer_id

    def begin(self) -> None:
        """Take the keyboard at the answer; at the button to the next question where nothing can be answered."""
        (self.input if self._sitting.is_open else self._next).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_comment(self) -> None:
        """Take the keyboard into the comment."""
        if not self._sitting.is_open:
            return
        self._opened.add("comment")
        self._show_boxes()
        self.comment.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_evidence(self) -> None:
        """Take the keyboard into the evidence, with a row to fill in."""
        if not self._sitting.is_open or self._question.criterion.kind == "action_items":
            return
        self._opened.add("evidence")
        self._show_boxes()
        if not self.evidence.value():
            self.evidence.add_row()
        else:
            self.evidence.setFocus(Qt.FocusReason.OtherFocusReason)

    def wants_comment(self) -> bool:
        """Tell whether the answer has to be explained and is not: only then going on has to wait."""
        said = self.comment.value() if self._has("comment") else self._question.comment
        return needs_comment(self._question.criterion, self._question.value) and not (said or "").strip()

    def wants_evidence(self) -> bool:
        """Tell whether the answer needs proof that is not named yet; it can be named at any time before submitting."""
        criterion = self._question.criterion
        types = set(criterion.evidence.types) if criterion.evidence else set()
        rows = self.evidence.value() if self._has("evidence") else self._question.evidence
        shown = {str(row.get("type")) for row in rows or ()}
        return needs_evidence(criterion, self._question.value) and not types & shown

    def flush(self) -> None:
        """Hand over what is being typed."""
        self.input.flush()
        for part in self._made():
            part.flush()

    def show_problem(self, sentence: str) -> None:
        """Show why something given here could not be saved; empty hides it."""
        self._show_problem(sentence)

    def _leave(self, step: int) -> bool:
        """Leave the steps of a scale at once for another question, so that nobody tabs through every step."""
        if step > 0 and self.wants_comment():
            self.open_comment()
            return True
        if not self._sitting.neighbour(step):
            return False
        self.onwards.emit(step)
        return True

    def _has(self, part: str) -> bool:
        return part in self.__dict__

    def _made(self) -> list[Editor]:
        return [part for name in ("comment", "evidence") if isinstance(part := self.__dict__.get(name), Editor)]

    def _said(self, pending: Mapping[str, object]) -> str:
        return str(pending.get("comment", self._question.comment) or "")

    def _proof(self, pending: Mapping[str, object]) -> object:
        return pending.get("evidence", [dict(row) for row in self._question.evidence])

    def _lay_out(self, asked: str) -> None:
        criterion, sheet = self._question.criterion, self._sitting.sheet
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 18, 10)
        column.setSpacing(8)
        number = label(words.numbers(sheet.instrument)[criterion.key], "tag", tone="accent")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(asked, "heading"), 1)
        head.addWidget(self._decide, 0, Qt.AlignmentFlag.AlignTop)
        if criterion.commitment is not None:
            column.addWidget(label(criterion.commitment.words(), "muted"))
        column.addLayout(head)
        if hints := words.question_hints(criterion, sheet.instrument):
            column.addWidget(label(hints, "help"))
        column.addWidget(self.input)
        column.addWidget(self._problem)
        column.addWidget(self._wish)
        column.addWidget(self._comment_box)
        column.addWidget(self._evidence_box)
        column.addLayout(self._foot())
        self._problem.hide()
        self._decide.hide()

    def _foot(self) -> QHBoxLayout:
        self._comment_button = button(_("Comment (C)"), "pencil", "quiet")
        self._comment_button.clicked.connect(self.open_comment)
        self._evidence_button = button(_("Evidence (E)"), "file-text", "quiet")
        self._evidence_button.clicked.connect(self.open_evidence)
        agree = button(_("Agree an action"), "list-checks", "quiet")
        agree.clicked.connect(self.agree_asked)
        if self._question.criterion.kind == "action_items":
            agree.hide()
        self._next = onwards = button(_("Next"), variant="primary")
        onwards.setToolTip(_("Enter or Tab"))
        onwards.clicked.connect(lambda: self.onwards.emit(1))
        room = QWidget()
        flow = FlowLayout(room, spacing=4)
        for part in (self._comment_button, self._evidence_button, agree, self._mark):
            flow.addWidget(part)
        row = in_row(spacing=8)
        row.addWidget(room, 1)
        row.addWidget(onwards, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _show_wish(self) -> None:
        wish = ""
        if self.wants_comment():
            self._opened.add("comment")
            wish = _("This answer needs a comment that explains it.")
        elif self.wants_evidence():
            self._opened.add("evidence")
            wish = _("This answer needs evidence of one of the types named above.")
        self._wish.setText(wish)
        self._wish.setVisible(bool(wish) and self._sitting.is_open)

    def _show_boxes(self) -> None:
        is_open = self._sitting.is_open
        commented = bool(self._question.comment) or "comment" in self._opened
        proven = bool(self._question.evidence) or "evidence" in self._opened
        for name, wanted in (("comment", commented), ("evidence", proven)):
            if wanted:
                getattr(self, name).set_read_only(not is_open)
        if proven:
            self.evidence.offer_row()
        self._comment_box.setVisible(commented)
        self._comment_button.setVisible(not commented and is_open)
        self._evidence_box.setVisible(proven)
        self._evidence_button.setVisible(not proven and is_open and self._question.criterion.kind != "action_items")

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))


def _box() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    box.hide()
    return box


def _furnish(box: QWidget, title: str, editor: Editor) -> None:
    layout = box.layout()
    if layout is not None:
        layout.addWidget(label(title, "label", wrap=False))
        layout.addWidget(editor)
