"""The consultations: the list, one consultation's page, and planning a new one."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import consultations, meeting_counts
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.listings import ListRow
from ui.jobs import Jobs
from ui.listing import columns
from ui.models import MARK, Column, Row
from ui.page import Page
from ui.pages.consultation import ConsultationView
from ui.pages.consulting import tabs
from ui.pages.consulting.minutes_part import MinutesPaper
from ui.pages.new_record import NewRecord, NewShape
from ui.pages.print_preview import PrintPreview
from ui.pages.records import ListShape, RecordList
from ui.widgets.asking import AskBar
from ui.widgets.basics import PageHeader, button
from ui.widgets.record_table import Width
from ui.widgets.rooms import Rooms

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

NEW = "new"
PRINT = "print"
_PARTNER = "partner_id"

AnyPage = TypeVar("AnyPage", bound=Page)


class ConsultationsPage(Page):
    """Shows the list, or what a target names: "new", "new:" and a partner's id, a consultation's id, id/part or id/print."""

    shows_anew = True

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.bar = AskBar()
        self.list = RecordList(desk, _shape(desk))
        self.list.opened.connect(lambda record: self.wants.emit("consultations", record))
        self.list.new_asked.connect(lambda: self.wants.emit("consultations", NEW))
        self.list.delete_asked.connect(self._ask_delete)
        self._pages: list[Page] = []
        self._last = ""
        self._rooms = Rooms()
        self._list_room = self._make_list_room()
        self._rooms.addWidget(self._list_room)
        bar = QVBoxLayout()
        bar.setContentsMargins(26, 0, 26, 0)
        bar.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._rooms, 1)

    # The rooms beside the list are made when they are first entered.

    @cached_property
    def view(self) -> ConsultationView:
        """One consultation."""
        view = ConsultationView(self._desk, self._jobs)
        view.left.connect(lambda: self.wants.emit("consultations", ""))
        view.delete_asked.connect(self._ask_delete)
        view.preview_asked.connect(self._preview)
        return self._adopt(view)

    @cached_property
    def new(self) -> NewRecord:
        """Planning another one."""
        new = NewRecord(self._desk, _new_shape())
        new.left.connect(lambda: self.wants.emit("consultations", ""))
        new.made.connect(lambda record: self.wants.emit("consultations", f"{record}/{tabs.ABOUT}"))
        return self._adopt(new)

    @cached_property
    def paper(self) -> PrintPreview:
        """Minutes on paper."""
        paper = PrintPreview(self._desk, self._jobs)
        paper.left.connect(self._leave_paper)
        return self._adopt(paper)

    def show_target(self, target: str) -> None:
        """Show the list, a new consultation or a consultation's page."""
        record, _slash, part = target.partition("/")
        kind, _colon, partner = record.partition(":")
        if kind == NEW:
            self._rooms.setCurrentWidget(self.new)
            self._begin(partner)
        elif part == PRINT:
            self._show_paper(record)
        elif record:
            self._show_consultation(record, part)
        else:
            self._show_list()

    def refresh(self) -> None:
        shown = self._rooms.currentWidget()
        if shown is self._list_room:
            self.list.reload()
        elif isinstance(shown, ConsultationView):
            shown.refresh()

    def flush(self) -> bool:
        """Save what is typed on a consultation's page, and keep what is typed of a new one."""
        done = [page.flush() for page in self._pages]
        return all(done)

    def _adopt(self, page: AnyPage) -> AnyPage:
        for name in ("wants", "told", "refused", "saving", "changed"):
            getattr(page, name).connect(getattr(self, name))
        self._pages.append(page)
        self._rooms.addWidget(page)
        return page

    def _show_list(self) -> None:
        self.flush()
        self.list.reload()
        self.list.table.select(self._last)
        self._rooms.setCurrentWidget(self._list_room)
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_consultation(self, record: str, part: str) -> None:
        # The page must be on top before it takes the keyboard.
        self._rooms.setCurrentWidget(self.view)
        try:
            self.view.show_consultation(record, part)
        except PartnerDeskError as error:
            self.refused.emit(error)
            self._rooms.setCurrentWidget(self._list_room)
            return
        self._last = record
        self.bar.leave()

    def _preview(self, reader: str, language: str) -> None:
        """Lay the minutes out as they were wished for on the consultation's page."""
        self.paper.wishes["audience"].set_value(reader)
        self.paper.wishes["language"].set_value(language)
        self.wants.emit("consultations", f"{self.view.record()}/{PRINT}")

    def _show_paper(self, record: str) -> None:
        try:
            paper = MinutesPaper(self._desk, record)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.view.flush()
        self._rooms.setCurrentWidget(self.paper)
        self.paper.show_paper(paper)

    def _leave_paper(self) -> None:
        paper = self.paper.paper()
        record = paper.consultation if isinstance(paper, MinutesPaper) else ""
        self.wants.emit("consultations", f"{record}/{tabs.MINUTES}" if record else "")

    def _begin(self, partner: str) -> None:
        partner = partner or str(self.new.kept().get(_PARTNER) or "")
        found = self._desk.find("partner", partner) if partner else None
        if found is None:
            self.new.begin()
            return
        # Translators: {partner} is the name of an organisation.
        about = _("{partner} will be recorded as taking part.").format(partner=found.title)
        self.new.begin({_PARTNER: partner}, about)

    def _make_list_room(self) -> QWidget:
        new = button(_("New consultation"), "plus", "primary")
        new.setToolTip("Ctrl+N")
        new.clicked.connect(lambda: self.wants.emit("consultations", NEW))
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(26, 16, 26, 18)
        column.setSpacing(12)
        column.addWidget(PageHeader(_("Consultations"), "", new))
        column.addWidget(self.list, 1)
        bind("Ctrl+N", room).activated.connect(new.click)
        bind("Ctrl+F", room).activated.connect(self.list.search.setFocus)
        return room

    # Taking away and bringing back

    def _ask_delete(self, record: str) -> None:
        name = self._desk.view("consultation", record).title
        # Translators: {name} names a consultation.
        question = _("Take “{name}” away, with its notes? It can be brought back.").format(name=name)
        self.bar.ask(question, _("Take away"), lambda: self._delete(record, name))

    def _delete(self, record: str, name: str) -> None:
        self.flush()
        try:
            self._desk.delete("consultation", record)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()
        self.wants.emit("consultations", "")
        self.list.reload()
        told = _("“{name}” was taken away.").format(name=name)
        self.bar.offer(told, _("Bring back"), lambda: self._bring_back(record))

    def _bring_back(self, record: str) -> None:
        try:
            self._desk.change("consultation", record, {"deleted": False}, why="revert")
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()
        self.list.reload()
        self.list.table.select(record)


def bind(keys: str, to: QWidget) -> QShortcut:
    """Return a shortcut that works inside a widget."""
    shortcut = QShortcut(QKeySequence(keys), to)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return shortcut


def _new_shape() -> NewShape:
    return NewShape(
        kind="consultation",
        fields=("name", "kind", "dates", "level", "place", "mode"),
        title=_("New consultation"),
        why=_("A title, a kind and a date are enough to begin with; everything else can follow."),
        record=_("Record this consultation"),
        back=_("All consultations"),
        create=_create,
    )


def _create(desk: "Desk", values: Mapping[str, object]) -> str:
    given = {name: value for name, value in values.items() if name != _PARTNER}
    made = consultations.plan(desk, given)
    if values.get(_PARTNER):
        consultations.add_participant(desk, made, {_PARTNER: values[_PARTNER]})
    return made


def _shape(desk: "Desk") -> ListShape:
    shown = columns("consultation", ["name", "kind", "dates", "place", "status", MARK])
    counted = [
        Column("people", _("People"), at_end=True, sortable=False),
        Column("to_clear", _("To clear"), at_end=True, sortable=False),
    ]
    return ListShape(
        kind="consultation",
        columns=[*shown[:4], counted[0], shown[4], counted[1], shown[5]],
        widths=[
            Width(9),
            Width(4, 620),
            Width(7),
            Width(4, 1000),
            Width(5, 640),
            Width(4),
            Width(4),
            Width(3, 1240),
        ],
        search=_("Search consultations: title, place, purpose, reference"),
        filters=["kind", "themes", "status", "level"],
        counted=_counted,
        icon="messages-square",
        nothing_yet=_("No consultation yet"),
        nothing_yet_why=_("Plan a meeting, take notes while people speak, and follow up what they recommend."),
        new=_("New consultation"),
        order="dates",
        descending=True,
        more=lambda rows: _computed(desk, rows),
    )


def _computed(desk: "Desk", rows: Sequence[ListRow]) -> dict[str, Row]:
    """Return how many took part, and how many notes wait to be cleared."""
    found = meeting_counts.counted(desk, [row.id for row in rows])
    return {one: {"people": count.people or "", "to_clear": count.to_clear or ""} for one, count in found.items()}


def _counted(found: int, total: int) -> str:
    if found == total:
        return ngettext("{n} consultation", "{n} consultations", total).format(n=total)
    return ngettext("{found} of {n} consultation", "{found} of {n} consultations", total).format(found=found, n=total)
