"""One question with everything that belongs to its answer: scale, comment, evidence, mark; saved as it is given."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk.assessments import Question
from partnerdesk.i18n import _
from partnerdesk.instruments.answers import needs_comment, needs_evidence
from ui.pages.assessing import words
from ui.pages.assessing.agreed import AgreedInput
from ui.pages.assessing.inputs import AnswerInput, evidence_table, input_for
from ui.pages.assessing.mark import SensitivityMark
from ui.pages.assessing.sitting import Sitting
from ui.theme import icons
from ui.widgets.basics import button, in_row, label
from ui.widgets.editors import LongTextEditor
from ui.widgets.flow import FlowLayout


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
        self._problem = label("", "error")
        self.input.troubled.connect(self._show_problem)
        self.comment = LongTextEditor(_("Comment"))
        self.comment.edited.connect(lambda text: self.typed.emit("comment", text or ""))
        self.comment.changed.connect(lambda text: self.given.emit("comment", text or ""))
        self.evidence = evidence_table(criterion)
        self.evidence.edited.connect(lambda rows: self.typed.emit("evidence", rows or []))
        self.evidence.changed.connect(lambda rows: self.given.emit("evidence", rows or []))
        self._wish = label("", "review")
        self._comment_box, self._evidence_box = self._boxes()
        self._opened: set[str] = set()
        self._mark = SensitivityMark()
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
        shown = str(pending.get("comment", question.comment) or "")
        if (self.comment.value() or "") != shown:
            self.comment.set_value(shown)
        self.evidence.set_value(pending.get("evidence", [dict(row) for row in question.evidence]))
        self._mark.show_level(question.sensitivity)
        self._decide.setVisible(bool(question.conflicts))
        self._show_wish(pending.get("value", question.value))
        self._show_boxes()
        read_only = not self._sitting.is_open
        for part in (self.input, self.comment, self.evidence, self._mark):
            part.set_read_only(read_only)

    def criterion(self) -> str:
        """Return the key of the question shown."""
        return self._question.criterion.key

    def answer_id(self) -> str:
        """Return the id of the record that holds the answer."""
        return self._question.answer_id

    def begin(self) -> None:
        """Take the keyboard at the answer."""
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def wants_more(self) -> str:
        """Return what the answer still asks for: "comment", "evidence" or nothing."""
        criterion, value = self._question.criterion, self._question.value
        if needs_comment(criterion, value) and not (self.comment.value() or "").strip():
            return "comment"
        types = set(criterion.evidence.types) if criterion.evidence else set()
        shown = {str(row.get("type")) for row in self.evidence.value() or []}
        return "evidence" if needs_evidence(criterion, value) and not types & shown else ""

    def flush(self) -> None:
        """Hand over what is being typed."""
        for part in (self.input, self.comment, self.evidence):
            part.flush()

    def show_problem(self, sentence: str) -> None:
        """Show why something given here could not be saved; empty hides it."""
        self._show_problem(sentence)

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab leaves the steps of a scale at once for the next question, so nobody tabs through every step."""
        if self.input.isAncestorOf(self.focusWidget() or self) and self._is_one_stop():
            step = 1 if onwards else -1
            if onwards and (wish := self.wants_more()):
                self.open_comment() if wish == "comment" else self.open_evidence()
                return True
            if self._sitting.neighbour(step):
                self.onwards.emit(step)
                return True
        return super().focusNextPrevChild(onwards)

    def _is_one_stop(self) -> bool:
        return self._question.criterion.scale is not None or bool(self._question.criterion.options)

    def _boxes(self) -> tuple[QWidget, QWidget]:
        boxes = []
        for title, part in ((_("Comment"), self.comment), (_("Evidence"), self.evidence)):
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(3)
            column.addWidget(label(title, "label", wrap=False))
            column.addWidget(part)
            boxes.append(box)
        return boxes[0], boxes[1]

    def _lay_out(self, asked: str) -> None:
        criterion, sheet = self._question.criterion, self._sitting.sheet
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
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
        agree.setVisible(self._question.criterion.kind != "action_items")
        onwards = button(_("Next"), variant="primary")
        onwards.setToolTip(_("Enter or Tab"))
        onwards.clicked.connect(lambda: self.onwards.emit(1))
        room = QWidget()
        flow = FlowLayout(room, spacing=4)
        for part in (self._comment_button, self._evidence_button, agree, self._mark):
            flow.addWidget(part)
        policy = room.sizePolicy()
        policy.setHeightForWidth(True)
        room.setSizePolicy(policy)
        row = in_row(spacing=8)
        row.addWidget(room, 1)
        row.addWidget(onwards, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _show_wish(self, value: object) -> None:
        criterion = self._question.criterion
        wish = ""
        if needs_comment(criterion, value) and not (self.comment.value() or ""):
            self._opened.add("comment")
            wish = _("This answer needs a comment that explains it.")
        elif needs_evidence(criterion, value) and self.wants_more() == "evidence":
            self._opened.add("evidence")
            wish = _("This answer needs evidence of one of the types named above.")
        self._wish.setText(wish)
        self._wish.setVisible(bool(wish) and self._sitting.is_open)

    def _show_boxes(self) -> None:
        is_open = self._sitting.is_open
        commented = bool(self._question.comment) or "comment" in self._opened
        proven = bool(self._question.evidence) or "evidence" in self._opened
        self._comment_box.setVisible(commented)
        self._comment_button.setVisible(not commented and is_open)
        self._evidence_box.setVisible(proven)
        self._evidence_button.setVisible(not proven and is_open and self._question.criterion.kind != "action_items")

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
