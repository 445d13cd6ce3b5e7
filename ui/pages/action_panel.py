"""One action beside the list: where it stands, the next step and what it waits for, and every field of it."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from partnerdesk import actions, workflow
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.showing import day, field_label
from partnerdesk.store.kinds import kind_named
from ui.jobs import Jobs
from ui.page import Page
from ui.pages.attaching import AttachmentsPart
from ui.pages.marking import RecordMark
from ui.pages.record_editor import Group, RecordEditor
from ui.widgets.basics import button, clear, icon_button, in_row, label, notice, scrolled
from ui.widgets.link import Link
from ui.widgets.steps import StepBar
from ui.widgets.track import StateTrack

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_MACHINE = "action_item"
_PLACES = {"partner_id": "partners", "assessment_id": "assessments", "consultation_id": "consultations"}
_MOST_LETTERS = 160
_FILES_HEIGHT = 260
_FIELDS = (
    "description",
    "responsible",
    "side",
    "due",
    "priority",
    "supporting",
    "milestones",
    "budget_change",
    "action_taken",
    "proof",
    "adequate",
    "kind",
    "partner_id",
)


class ActionPanel(Page):
    """Saves as it is typed into; a step is taken only after everything typed is saved."""

    closed = Signal()
    delete_asked = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs | None = None) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        self._view: View | None = None
        self._title = label("", "heading")
        self._reference = label("", "help", wrap=False)
        self.track = StateTrack()
        self.steps = StepBar()
        self.steps.asked.connect(self._take)
        self._late = QVBoxLayout()
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        self.editor = RecordEditor(desk, "action", [Group("", _FIELDS)], without=("sensitivity",), cards=False)
        self.editor.saved.connect(self._saved)
        self.editor.saving.connect(self.saving)
        self.editor.look_asked.connect(lambda _field: self.wants.emit("conflicts", self.record()))
        self.mark = RecordMark(desk)
        self.mark.marked.connect(self._saved)
        self.mark.refused.connect(self.refused)
        self.files = AttachmentsPart(desk, "action", jobs)
        self.files.setMinimumHeight(_FILES_HEIGHT)
        for name in ("told", "refused", "saving", "changed"):
            getattr(self.files, name).connect(getattr(self, name))
        self._lay_out()

    def record(self) -> str:
        """Return the id of the action that is shown."""
        return self._view.id if self._view is not None else ""

    def show_action(self, action_id: str) -> None:
        """Show an action; raises PartnerDeskError when it is not here."""
        view = self._desk.view("action", action_id)
        if self.editor.record() != action_id or self.editor.is_clean():
            self.editor.show_record(view)
        self._show(view)
        self.files.show_owner(action_id)

    def refresh(self) -> None:
        """Show again what may have changed."""
        found = self._desk.find("action", self.record()) if self._view is not None else None
        if found is not None and not found.deleted:
            self.show_action(found.id)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        name = self.editor.names()[0]
        self.editor.form_of(name).editor(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Save what is typed."""
        return all([self.editor.flush(), self.files.flush()])

    def _lay_out(self) -> None:
        close = icon_button("x", _("Close"))
        close.clicked.connect(self.closed)
        away = button(_("Take away"), "trash-2", "quiet")
        away.clicked.connect(lambda: self.delete_asked.emit(self.record()))
        erase = button(_("Erase for good…"), variant="quiet")
        erase.clicked.connect(lambda: self.wants.emit("protection", f"erase:action:{self.record()}"))
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(18, 6, 18, 14)
        fields.setSpacing(12)
        fields.addLayout(self._late)
        fields.addWidget(self.track)
        fields.addLayout(in_row(self.steps.buttons, None))
        fields.addWidget(self.steps)
        fields.addLayout(self._links)
        fields.addWidget(self.editor)
        fields.addWidget(self.mark)
        fields.addWidget(label(_("Files"), "heading"))
        fields.addWidget(self.files)
        fields.addLayout(in_row(None, erase, away))
        fields.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._reference)
        head = in_row(words, close)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        head.setContentsMargins(18, 12, 10, 4)
        head.setStretch(0, 1)
        frame = QFrame()
        frame.setProperty("role", "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(scrolled(inside), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def _show(self, view: "View") -> None:
        self._view = view
        title = view.title or _("without a name")
        self._title.setText(title if len(title) <= _MOST_LETTERS else f"{title[:_MOST_LETTERS].rstrip()}…")
        self._reference.setText(str(view["reference"] or ""))
        self.setAccessibleName(title)
        state = workflow.state(view)
        self.track.show_state(_MACHINE, state)
        self.steps.show_steps(
            f"{view.id}:{state}",
            _MACHINE,
            workflow.steps(view),
            lambda action, note: actions.obstacles(self._desk, view, action, note=note),
        )
        self.mark.show_record(view)
        self._show_remarks(view)
        self._show_links(view)

    def _show_remarks(self, view: "View") -> None:
        clear(self._late)
        if late := overdue_words(view):
            self._late.addWidget(notice(late, "triangle-alert", "danger"))
        if view["status_note"]:
            self._late.addWidget(notice(str(view["status_note"]), "info"))
        if view["verified_by"] and workflow.state(view) == "verified":
            # Translators: who checked that an action was done, and when.
            words = _("Verified by {person} on {date}.")
            verified = words.format(person=view["verified_by"], date=day(view["verified_on"]))
            self._late.addWidget(notice(verified, "circle-check", "success"))

    def _show_links(self, view: "View") -> None:
        clear(self._links)
        for name, place in _PLACES.items():
            if not view[name]:
                continue
            kind = kind_named("action").fields[name].refers_to or ""
            title = self._desk.titles(kind, [str(view[name])]).get(str(view[name])) or _("not received yet")
            link = Link(title)
            link.clicked.connect(
                lambda _checked=False, place=place, record=str(view[name]): self.wants.emit(place, record)
            )
            head = label(field_label("action", name), "help", wrap=False)
            self._links.addLayout(in_row(head, link, None, spacing=4))
        if view["criterion"]:
            target = f"{view['assessment_id']}/{view['criterion']}"
            link = Link(actions.question(self._desk, view))
            link.clicked.connect(lambda: self.wants.emit("assessments", target))
            head = label(field_label("action", "criterion"), "help", wrap=False)
            self._links.addLayout(in_row(head, link, None, spacing=4))

    def _saved(self) -> None:
        """The state, the steps and what they wait for follow every save."""
        if self._view is not None:
            self._show(self._desk.view("action", self._view.id))
        self.changed.emit()

    def _take(self, action: str, note: str) -> None:
        if not self.flush() or self._view is None:
            return
        try:
            actions.take(self._desk, self._view.id, action, note=note)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.show_action(self._view.id)
        self.changed.emit()


def overdue_words(view: "View") -> str:
    """Return for how long an action is overdue; nothing when it is not."""
    if not actions.is_overdue(view):
        return ""
    days = days_late(str(view["due"]))
    if not days:
        return _("Overdue")
    return ngettext("Overdue by {n} day", "Overdue by {n} days", days).format(n=days)


def days_late(due: str) -> int:
    """Return how many days ago something was due, given the day as ISO text; 0 for what is no date."""
    try:
        return (actions.today() - date.fromisoformat(due)).days
    except ValueError:
        return 0
