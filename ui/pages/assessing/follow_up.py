"""What was agreed to be done after an assessment: the actions, and a form to agree another one from a question."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from partnerdesk import actions
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.listings import Query
from ui import binding
from ui.listing import columns
from ui.models import MARK
from ui.page import Page
from ui.pages.assessing import words
from ui.pages.assessing.sitting import Sitting
from ui.pages.related import RelatedShape, RelatedTable
from ui.widgets.basics import button, card, in_row, label, scrolled
from ui.widgets.editors import Editor
from ui.widgets.form_row import FormRow
from ui.widgets.record_form import editor_for
from ui.widgets.record_table import Width

_FIELDS = ("description", "responsible", "side", "due", "priority")
_LIST_HEIGHT = 260


class FollowUp(Page):
    """Lists the actions of an assessment; a new one names the question that it answers to."""

    agreed = Signal(str, str)
    """An action was recorded: its id, and the criterion that it follows from (may be empty)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        self._sitting: Sitting | None = None
        self.about = QComboBox()
        self.editors: dict[str, Editor] = {}
        self.record = button(_("Record the action"), "plus", "primary")
        self.record.clicked.connect(self._record)
        self.list = RelatedTable(desk, _shape())
        self.list.opened.connect(lambda action: self.wants.emit("actions", action))
        self.list.setMinimumHeight(_LIST_HEIGHT)
        inside = QWidget()
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(2, 8, 12, 12)
        parts.setSpacing(12)
        parts.addWidget(self._form())
        parts.addWidget(self.list, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self._clear()

    def show_sitting(self, sitting: Sitting) -> None:
        """Show what was agreed in this assessment."""
        if self._sitting is not sitting:
            self._sitting = sitting
            self._fill_questions(sitting)
        self.list.show_query(Query("action", where={"assessment_id": sitting.assessment_id}, order="due"))

    def begin(self, criterion: str = "") -> None:
        """Take the keyboard for a new action, about a question if one is named."""
        row = self.about.findData(criterion)
        self.about.setCurrentIndex(max(0, row))
        self.editors["description"].setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Record what is typed: nothing that somebody wrote down is dropped."""
        return not self.editors["description"].value() or self._record()

    def _form(self) -> QWidget:
        frame, column = card(16)
        column.addWidget(label(_("Agree an action"), "heading"))
        self.about.setAccessibleName(_("About the question"))
        self.about.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about.setMinimumContentsLength(20)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        places = {
            "description": (0, 0, 1, 4),
            "responsible": (1, 0, 1, 1),
            "side": (1, 1, 1, 1),
            "due": (1, 2, 1, 1),
            "priority": (1, 3, 1, 1),
        }
        for name in _FIELDS:
            about = kind_named("action").fields[name]
            editor = editor_for(about, binding.sources(self._desk))
            self.editors[name] = editor
            row = FormRow(_(about.label), editor, _(about.help) if name == "responsible" else "")
            grid.addWidget(row, *places[name])
        for stretched in range(4):
            grid.setColumnStretch(stretched, 1)
        column.addWidget(self.about)
        column.addLayout(grid)
        column.addLayout(in_row(None, self.record))
        return frame

    def _fill_questions(self, sitting: Sitting) -> None:
        self.about.clear()
        self.about.addItem(_("About the assessment as a whole"), "")
        numbers = words.numbers(sitting.sheet.instrument)
        for criterion in sitting.sheet.instrument.criteria():
            # Translators: the number of a question, then the question.
            entry = _("{number}. {question}").format(
                number=numbers[criterion.key], question=words.brief(sitting.sheet, criterion)
            )
            self.about.addItem(entry, criterion.key)

    def _record(self) -> bool:
        if self._sitting is None:
            return True
        for editor in self.editors.values():
            editor.flush()
        given = {name: editor.value() for name, editor in self.editors.items()}
        criterion = str(self.about.currentData() or "")
        try:
            made = actions.from_assessment(self._desk, self._sitting.assessment_id, given, criterion=criterion)
        except PartnerDeskError as error:
            self.refused.emit(error)
            self.editors["description"].setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._clear()
        self.list.show_query(Query("action", where={"assessment_id": self._sitting.assessment_id}, order="due"))
        self.told.emit(_("The action is recorded."))
        self.agreed.emit(made, criterion)
        self.changed.emit()
        return True

    def _clear(self) -> None:
        defaults = kind_named("action").defaults
        for name, editor in self.editors.items():
            editor.set_value(defaults.get(name))


def _shape() -> RelatedShape:
    return RelatedShape(
        kind="action",
        columns=columns("action", ["description", "responsible", "due", "status", MARK]),
        widths=[Width(5), Width(3), Width(2), Width(2, 480), Width(2, 640)],
        icon="list-checks",
        nothing=_("Nothing agreed yet"),
        nothing_why=_(
            "An assessment is for what changes afterwards. Agree few actions, each with one owner and a day."
        ),
    )
