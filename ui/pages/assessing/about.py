"""What is known about an assessment besides its answers: when, how, by whom, its circumstances and its mark."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import assessments, audience, vocabulary
from partnerdesk.assessments import Sheet
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.instruments.model import Criterion, Section
from partnerdesk.showing import day
from ui import binding
from ui.page import Page
from ui.pages.record_editor import Group, RecordEditor
from ui.widgets.basics import Choice, card, clear, in_row, label, scrolled
from ui.widgets.coded import CodeEditor
from ui.widgets.editors import BoolEditor, Editor
from ui.widgets.form_row import FormRow
from ui.widgets.sensitivity import SensitivityMark

_CLOSED = frozenset({"validated", "shared", "cancelled"})


class AboutView(Page):
    """Edits the assessment's own fields; every pause saves."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        self._id = ""
        self._sheet: Sheet | None = None
        self.facts: dict[str, Editor] = {}
        self.editor = RecordEditor(desk, "assessment", _groups(), without=("sensitivity", "status_note"))
        self.editor.saved.connect(self.edited)
        self.editor.saving.connect(self.saving)
        self.editor.look_asked.connect(lambda _field: self.wants.emit("conflicts", self._id))
        self._facts_frame, self._facts = card(20)
        self._mark_frame, mark = card(20)
        self.mark = SensitivityMark(in_line=True)
        self.mark.raised.connect(lambda level: self._mark(level, ""))
        self.mark.lowered.connect(self._mark)
        self._inside_level = label("", "muted")
        mark.addWidget(label(_("Sensitivity"), "heading"))
        mark.addLayout(in_row(self.mark, None))
        mark.addWidget(self._inside_level)
        self._known = label("", "muted")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 8, 12, 20)
        column.setSpacing(14)
        column.addWidget(self._known)
        column.addWidget(self._facts_frame)
        column.addWidget(self.editor)
        column.addWidget(self._mark_frame)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show an assessment's fields."""
        self._sheet, self._id = sheet, sheet.assessment.id
        if self.editor.record() != self._id or self.editor.is_clean():
            self.editor.show_record(sheet.assessment)
        closed = (sheet.assessment["status"] or "draft") in _CLOSED
        for name in self.editor.names():
            self.editor.form_of(name).row(name).editor.set_read_only(closed)
        self._known.setText(_history(sheet))
        self.mark.show_level(audience.level_of(sheet.assessment))
        words = _("With its answers it counts as: {level}.")
        self._inside_level.setText(words.format(level=vocabulary.label("sensitivity", sheet.sensitivity)))
        self._show_facts(sheet)

    def flush(self) -> bool:
        return self.editor.flush()

    def _show_facts(self, sheet: Sheet) -> None:
        wanted = _facts(sheet)
        if list(self.facts) != list(wanted):
            clear(self._facts)
            self.facts = {}
            self._facts.addWidget(label(_("Circumstances"), "heading"))
            self._facts.addWidget(label(_("They decide which questions are asked."), "muted"))
            for name, (title, choices) in wanted.items():
                editor: Editor = CodeEditor(title, choices, required=True) if choices else BoolEditor(title)
                editor.changed.connect(lambda value, name=name: self._state(name, value))
                self.facts[name] = editor
                self._facts.addWidget(FormRow(title, editor))
        self._facts_frame.setVisible(bool(wanted))
        for name, editor in self.facts.items():
            editor.set_value(sheet.facts.get(name))
            editor.set_read_only(not sheet.is_draft)

    def _state(self, name: str, value: object) -> None:
        if self._sheet is None:
            return
        try:
            assessments.set_circumstances(self._desk, self._id, {name: value}, self._sheet.assessment.seen)
        except PartnerDeskError as error:
            self.refused.emit(error)
        self.edited.emit()

    def _mark(self, level: str, why: str) -> None:
        if self._sheet is None:
            return
        try:
            audience.mark(self._desk, "assessment", self._id, level, self._sheet.assessment.seen, reason=why)
        except PartnerDeskError as error:
            self.refused.emit(error)
        self.edited.emit()


def _groups() -> list[Group]:
    return [
        Group(_("In words"), ("strengths", "conclusion")),
        Group(_("How it was done"), ("done_on", "planned_on", "method", "purpose", "facilitator", "agreement_id")),
        Group(_("Fairness and sharing"), ("interests", "partner_invited_on", "shared_with", "comments_reviewed")),
    ]


def _history(sheet: Sheet) -> str:
    """Return who submitted and validated it, and what was last said about its status."""
    about = sheet.assessment
    found = [_("Recorded by {person} on {day}.").format(person=about.created_by, day=day(about.created_at[:10]))]
    if about["submitted_by"]:
        found.append(_("Submitted by {person}.").format(person=about["submitted_by"]))
    if about["validated_by"]:
        found.append(_("Validated by {person}.").format(person=about["validated_by"]))
    if (about["revision"] or 1) > 1:
        found.append(_("Revision {n}.").format(n=about["revision"]))
    return " ".join(found)


def _facts(sheet: Sheet) -> dict[str, tuple[str, list[Choice]]]:
    """Return the facts that this instrument asks for: what each is called, and its values where it has a list."""
    titles = {
        "partner.has_branches": _("The partner has branches or field offices"),
        "partner.holds_stock": _("The partner holds stock or equipment"),
        "partner.has_subpartners": _("The partner works through partners of its own"),
        "partner.contact_with_affected_people": _("The partner is in contact with people concerned"),
        "closure.type": _("How the partnership ends"),
    }
    parts: list[Section | Criterion] = list(sheet.instrument.sections)
    parts += sheet.instrument.criteria()
    rules = [rule for part in parts for rule in (part.visible_if, part.applicable_if) if rule is not None]
    asked = dict.fromkeys(rule.context for rule in rules if rule.context in titles)
    closure = binding.choices("closure_type")
    return {
        name: (titles[name], _listed(sheet, name, closure) if name == "closure.type" else [])
        for name in asked
        if name is not None
    }


def _listed(sheet: Sheet, name: str, choices: list[Choice]) -> list[Choice]:
    codes = sheet.instrument.context.get(name)
    return [one for one in choices if not isinstance(codes, list) or one.code in codes]
