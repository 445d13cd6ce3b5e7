"""Taking a step of an assessment, such as submitting it: what the step asks for, and what stands in the way."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from partnerdesk import assessments, workflow
from partnerdesk.assessments import Sheet, Side, guards
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.instruments.model import Criterion
from partnerdesk.workflow import Step
from ui.page import Page
from ui.pages.assessing import words
from ui.widgets.basics import button, card, clear, in_row, label, notice, plain, scrolled
from ui.widgets.compound import DateEditor
from ui.widgets.editors import Editor, LongTextEditor, TextEditor
from ui.widgets.form_row import FormRow
from ui.widgets.link import Link

_MOST_HEIGHT = 190
FORWARDS = ("submit", "validate", "share", "reopen", "revise")


class StepPanel(Page):
    """Takes one step: what it asks for, what stands in the way, and a way to each question that does."""

    closed = Signal()
    taken = Signal(str)
    """A step was taken; another assessment's id if it made one, such as a revision."""
    question_asked = Signal(str, str)
    """Go to a question: the side and the criterion."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        self._sheet: Sheet | None = None
        self._action = ""
        self.fields: dict[str, Editor | QCheckBox] = {}
        self._frame, column = card(16)
        self._title = label("", "heading")
        self._fields = QVBoxLayout()
        self._fields.setSpacing(8)
        self._inside = QWidget()
        self._obstacles = QVBoxLayout(self._inside)
        self._obstacles.setContentsMargins(0, 0, 8, 0)
        self._obstacles.setSpacing(6)
        self._room = scrolled(self._inside)
        self.do = button("", variant="primary")
        self.do.clicked.connect(self._take)
        leave = button(_("Not now"), variant="quiet")
        leave.clicked.connect(self.closed)
        column.addWidget(self._title)
        column.addLayout(self._fields)
        column.addWidget(self._room)
        column.addLayout(in_row(self.do, leave, None))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)

    def open(self, action: str, assessment_id: str) -> None:
        """Prepare a step of an assessment as it stands now."""
        self._sheet = assessments.full_sheet(self._desk, assessment_id)
        self._action = action
        self._title.setText(_titles()[action])
        self.do.setText(plain(workflow.action_label(action)))
        self.do.setProperty("variant", "danger" if action == "cancel" else "primary")
        self.do.style().polish(self.do)
        clear(self._fields)
        self.fields = {}
        self._add_fields(self._sheet)
        self._show_obstacles()

    def begin(self) -> None:
        """Take the keyboard: to the first field, or to what stands in the way, or to the step itself."""
        first = next((one for one in self.fields.values() if isinstance(one, Editor)), None)
        links = self._frame.findChildren(Link)
        (first or (self.do if self.do.isEnabled() or not links else links[0])).setFocus(Qt.FocusReason.OtherFocusReason)

    def look_again(self) -> None:
        """Show what stands in the way now, because answers changed; what is typed here stays."""
        if self._sheet is not None:
            self._sheet = assessments.full_sheet(self._desk, self._sheet.assessment.id)
            self._show_obstacles()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def action(self) -> str:
        """Return the step that is being prepared."""
        return self._action

    def obstacles(self) -> list[str]:
        """Return the sentences about what stands in the way now."""
        sheet, who = self._sheet, self._desk.identity
        if sheet is None:
            return []
        if self._action == "submit":
            return guards.before_submitting(sheet)
        if self._action == "validate":
            return guards.before_validating(sheet, who.person, who.role, self._text("note"))
        if self._action == "share":
            return guards.before_sharing(
                sheet,
                invited=bool(self._value("partner_invited_on")),
                reviewed=bool(self._value("comments_reviewed")),
                recipients=self._text("shared_with"),
            )
        if self._action == "cancel":
            return guards.before_cancelling(self._text("note"))
        return guards.before_sending_back(self._text("note")) if self._action == "return" else []

    def _add_fields(self, sheet: Sheet) -> None:
        about = sheet.assessment
        if self._action == "share":
            self._add("shared_with", _("Shared with"), TextEditor, _("Who received it, and how."), about["shared_with"])
            if "partner" in sheet.sides:
                self._add("partner_invited_on", _("Partner invited on"), DateEditor, "", about["partner_invited_on"])
            self._add_review(sheet)
        elif self._action in {"validate", "return", "cancel", "revise"}:
            titles = {
                "validate": _("Comment or reason"),
                "return": _("What is to be corrected"),
                "cancel": _("Reason"),
                "revise": _("Reason"),
            }
            self._add("note", titles[self._action], LongTextEditor, "", None)
        if self._action == "revise" and workflow.state(about) == "shared":
            told = _("Those who received it were told: {recipients}.").format(recipients=about["shared_with"] or "–")
            self._add_box("informed", told)

    def _add_review(self, sheet: Sheet) -> None:
        """Show every comment once more, since what is shared may harm whoever wrote it."""
        numbers = words.numbers(sheet.instrument)
        comments = [
            (side.perspective, one)
            for side in sheet.begun
            for voice in side.voices
            for one in voice.questions
            if one.comment
        ]
        if not comments:
            return
        self._fields.addWidget(label(_("Comments that will be shared"), "label"))
        for side, one in comments:
            link = Link(f"{numbers[one.criterion.key]}. {one.comment}")
            link.clicked.connect(
                lambda _checked=False, side=side, key=one.criterion.key: self.question_asked.emit(side, key)
            )
            self._fields.addWidget(link)
        self._add_box("comments_reviewed", _("I have read them again for what could harm somebody."))
        box = self.fields["comments_reviewed"]
        if isinstance(box, QCheckBox):
            box.setChecked(bool(sheet.assessment["comments_reviewed"]))

    def _add(self, name: str, title: str, make: Callable[[str], Editor], help_text: str, value: object) -> None:
        editor = make(title)
        editor.set_value(value)
        editor.edited.connect(lambda _value: self._show_obstacles())
        self.fields[name] = editor
        self._fields.addWidget(FormRow(title, editor, help_text))

    def _add_box(self, name: str, words_of: str) -> None:
        box = QCheckBox(plain(words_of))
        box.toggled.connect(lambda _on: self._show_obstacles())
        self.fields[name] = box
        self._fields.addWidget(box)

    def _show_obstacles(self) -> None:
        clear(self._obstacles)
        found = self.obstacles()
        listed = self._add_links(self._sheet) if self._sheet is not None and self._action == "submit" else 0
        # The questions are listed one by one; the sentences about them would only name the first three again.
        for sentence in found[listed:]:
            self._obstacles.addWidget(notice(sentence, "circle-alert", "warning"))
        self.do.setEnabled(not found)
        self._room.setVisible(bool(found))
        self._fit()

    def _fit(self) -> None:
        """Give the obstacles the height they need at this width, and a scroll bar beyond a quarter of the window."""
        self._obstacles.activate()
        width = self.width() - 50
        needed = self._obstacles.heightForWidth(width) if self._obstacles.hasHeightForWidth() else 0
        needed = max(needed, self._obstacles.minimumSize().height()) + 2
        self._room.setFixedHeight(min(_MOST_HEIGHT, self.window().height() // 4, needed))

    def _add_links(self, sheet: Sheet) -> int:
        """List the questions that keep an assessment from being submitted; return how many sentences they stand for."""
        listed = 0
        for side in sheet.begun:
            for told, criteria in _wanting(side):
                if not criteria:
                    continue
                listed += 1
                # Translators: a side such as “Our view”, and what is missing there.
                head = _("{side}: {missing}").format(side=words.side_name(side.perspective), missing=told)
                self._obstacles.addWidget(label(head, "review"))
                for criterion in criteria:
                    self._obstacles.addWidget(self._link(sheet, side.perspective, criterion))
        return listed

    def _link(self, sheet: Sheet, side: str, criterion: Criterion) -> Link:
        # Translators: the number of a question, then the question.
        told = _("{number}. {question}").format(
            number=words.numbers(sheet.instrument)[criterion.key], question=words.brief(sheet, criterion)
        )
        link = Link(told)
        link.clicked.connect(lambda: self.question_asked.emit(side, criterion.key))
        return link

    def _take(self) -> None:
        if self._sheet is None:
            return
        for field in self.fields.values():
            if isinstance(field, Editor):
                field.flush()
        try:
            made = self._steps()[self._action](self._sheet.assessment.id)
        except PartnerDeskError as error:
            self.refused.emit(error)
            self.look_again()
            return
        self.taken.emit(made if isinstance(made, str) else "")

    def _steps(self) -> Mapping[str, Callable[[str], object]]:
        desk = self._desk
        return {
            "submit": lambda one: assessments.submit(desk, one),
            "return": lambda one: assessments.send_back(desk, one, self._text("note")),
            "reopen": lambda one: assessments.reopen(desk, one),
            "validate": lambda one: assessments.validate(desk, one, self._text("note")),
            "cancel": lambda one: assessments.cancel(desk, one, self._text("note")),
            "share": lambda one: assessments.share(
                desk,
                one,
                shared_with=self._text("shared_with"),
                partner_invited_on=self._text("partner_invited_on") or None,
                comments_reviewed=bool(self._value("comments_reviewed"))
                if "comments_reviewed" in self.fields
                else None,
            ),
            "revise": lambda one: assessments.revise(
                desk, one, reason=self._text("note"), recipients_informed=bool(self._value("informed"))
            ),
        }

    def _value(self, name: str) -> object:
        field = self.fields.get(name)
        if isinstance(field, QCheckBox):
            return field.isChecked()
        return field.value() if field is not None else None

    def _text(self, name: str) -> str:
        return str(self._value(name) or "")


def ordered(steps: list[Step]) -> list[Step]:
    """Return the steps with the one that leads on first and giving up last."""
    return sorted(steps, key=lambda step: (step.action not in FORWARDS, step.action == "cancel"))


def _wanting(side: Side) -> list[tuple[str, tuple[Criterion, ...]]]:
    """Return what a side still needs before it can be submitted, in the order of the guards' sentences."""
    missing, unproven, unexplained = len(side.missing), len(side.unproven), len(side.unexplained)
    return [
        (
            ngettext("{n} required question is open", "{n} required questions are open", missing).format(n=missing),
            side.missing,
        ),
        (
            ngettext("{n} answer needs evidence", "{n} answers need evidence", unproven).format(n=unproven),
            side.unproven,
        ),
        (
            ngettext("{n} answer needs a comment", "{n} answers need a comment", unexplained).format(n=unexplained),
            side.unexplained,
        ),
    ]


def _titles() -> dict[str, str]:
    return {
        "submit": _("Hand in for validation"),
        "return": _("Send back to be corrected"),
        "reopen": _("Open again to correct it"),
        "validate": _("Confirm the assessment"),
        "share": _("Share with others"),
        "cancel": _("Give this assessment up"),
        "revise": _("Revise: a new draft with all answers, while this one stays as it is"),
    }
