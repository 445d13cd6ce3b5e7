"""Everything known about one partner: a head that says who it is, and parts to read and to edit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import attachments, moving, partners
from partnerdesk.duplicates import Member
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.partners import Overview
from ui.jobs import Jobs
from ui.page import Page
from ui.pages import partner_parts
from ui.pages.attaching import AttachmentsPart
from ui.pages.history_view import HistoryView
from ui.pages.move_card import MoveCard, MovedNotice
from ui.pages.partner_details import DetailsPart
from ui.pages.partner_overview import OverviewPart
from ui.pages.related import ChildRecords, RelatedTable
from ui.widgets.basics import button, clear, icon_button, label
from ui.widgets.flow import FlowLayout
from ui.widgets.rooms import Tabs

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_COUNTS_FROM = 1050
"""Below this width the names of the parts stand without their numbers, so that all of them are seen."""

_KINDS = {
    "contacts": "contact",
    "agreements": "agreement",
    "flags": "flag",
    "assessments": "assessment",
    "consultations": "consultation",
    "actions": "action",
}
MOVE = "move"
"""What to show of a partner to offer its move to another office."""

_READ_ONLY = ("overview", "history")
"""The parts in which nothing is changed."""


class PartnerView(Page):
    """One partner; its parts are filled when they are looked at."""

    left = Signal()
    """Back to the list."""
    delete_asked = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs | None = None) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._id = ""
        self._overview: Overview | None = None
        self._stale: set[str] = set()
        self._name = label("", "title")
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags)
        self._made: dict[str, QWidget] = {}
        self.tabs = Tabs()
        self.tabs.setAccessibleName(_("Parts of the partner's page"))
        self.tabs.setObjectName("parts")
        # Beside the card for moving, a small window has little room: the parts scroll, the card does not.
        self.tabs.setMinimumHeight(1)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setDrawBase(False)
        self._rooms = {name: partner_parts.Room() for name in partner_parts.titles()}
        for room in self._rooms.values():
            self.tabs.addTab(room, "")
        self.tabs.currentChanged.connect(lambda _number: self._fill())
        self.moving = MoveCard(desk)
        self.moving.refused.connect(self.refused)
        self.moving.moved.connect(self._moved)
        self._notice = MovedNotice(desk)
        self._notice.refused.connect(self.refused)
        self._notice.told.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 16, 26, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self._tags)
        column.addWidget(self._notice)
        column.addWidget(self.moving)
        column.addSpacing(2)
        column.addWidget(self.tabs, 1)

    def partner(self) -> str:
        """Return the id of the partner that is shown."""
        return self._id

    def show_partner(self, partner_id: str, part: str = "") -> None:
        """Show a partner, and one part of its page, named as in `partner_parts.titles`.

        Raises PartnerDeskError when the partner is not here.
        """
        another = partner_id != self._id
        overview = partners.overview(self._desk, partner_id)
        if another:
            self.flush()
        self._id = partner_id
        self._take(overview)
        self.moving.hide()
        if part in self._rooms:
            self._go(part)
        elif part == MOVE:
            self.moving.ask("partner", partner_id)
        elif another:
            self.tabs.setCurrentIndex(0)
        self._fill()
        if another and part != MOVE:
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def part(self, name: str) -> QWidget:
        """Return a part of the page by its name; it is made when it is first asked for."""
        if name not in self._made:
            self._made[name] = self._make(name)
            self._rooms[name].take(self._made[name])
        return self._made[name]

    def refresh(self) -> None:
        if not self._id:
            return
        try:
            self._take(partners.overview(self._desk, self._id))
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._fill()

    def flush(self) -> bool:
        """Save what is typed in any part."""
        saved = [part.flush() for part in self._made.values() if isinstance(part, Page)]
        return all(saved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._overview is not None:
            self._show_titles(self._overview)

    def _make(self, name: str) -> QWidget:
        desk, part, room = self._desk, _KINDS.get(name, ""), self._rooms[name]
        made: Page
        if name == "overview":
            made = OverviewPart(desk, self._go, room)
        elif name == "details":
            made = DetailsPart(desk, room)
        elif name == "history":
            made = HistoryView(desk, room)
        elif name == "attachments":
            made = AttachmentsPart(desk, "partner", self._jobs, room)
        elif name in {"contacts", "agreements", "flags"}:
            made = ChildRecords(desk, partner_parts.child(part), "partner_id", room)
        else:
            made = table = RelatedTable(desk, partner_parts.linked(desk, part), room)
            table.opened.connect(lambda record: self.wants.emit(name, record))
            table.new_asked.connect(lambda: self.wants.emit(name, f"new:{self._id}"))
        for signal in ("wants", "told", "refused", "saving"):
            getattr(made, signal).connect(getattr(self, signal))
        made.changed.connect(self._edited)
        return made

    def _head(self) -> QHBoxLayout:
        back = icon_button("arrow-left", _("All partners"), "text")
        back.clicked.connect(self.left)
        self.start = button(_("Start an assessment"), "clipboard-check", "primary")
        self.start.clicked.connect(lambda: self.wants.emit("assessments", f"new:{self._id}"))
        self._away = icon_button("trash-2", _("Take this partner away"))
        self._away.clicked.connect(lambda: self.delete_asked.emit(self._id))
        self._erase = icon_button("shield-alert", _("Erase this partner for good…"))
        self._erase.clicked.connect(lambda: self.wants.emit("protection", f"erase:partner:{self._id}"))
        self._move = icon_button("arrow-left-right", _("Move to another office…"))
        self._move.clicked.connect(lambda: self.moving.ask("partner", self._id))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._name, 1)
        row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._move, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._erase, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _take(self, overview: Overview) -> None:
        """Show another state in the head, and have each part filled anew when it is looked at."""
        self._overview = overview
        self._stale = set(self._rooms)
        self._show_head(overview)
        self._show_titles(overview)
        self._show_place(overview.partner)

    def _show_head(self, overview: Overview) -> None:
        partner = overview.partner
        name, acronym = str(partner["legal_name"] or _("without a name")), partner["acronym"]
        # Translators: the name of an organisation and its acronym.
        both = _("{name} ({acronym})").format(name=name, acronym=acronym) if acronym else name
        self._name.setText(both)
        self.setAccessibleName(both)
        clear(self._flow)
        for words, tone in partner_parts.tags(overview):
            self._flow.addWidget(label(words, "tag", tone=tone))

    def _show_place(self, partner: "View") -> None:
        """What has moved away is there to be read; nothing of it is offered to be changed."""
        self._notice.show_record(partner)
        for part in (self.start, self._away):
            part.setVisible(not partner.away)
        self._move.setVisible(not partner.away and not partner.deleted and moving.may_move(self._desk, partner.scope))
        for name, room in self._rooms.items():
            room.setEnabled(not partner.away or name in _READ_ONLY)

    def _moved(self, told: str) -> None:
        self.told.emit(told)
        self.refresh()
        self.changed.emit()

    def _show_titles(self, overview: Overview) -> None:
        counts = {
            "contacts": len(overview.contacts),
            "agreements": len(overview.agreements),
            "flags": len(overview.flags),
            "assessments": len(overview.assessments),
            "consultations": len(_meetings(overview)),
            "actions": len(overview.actions),
            "attachments": attachments.count(self._desk, "partner", overview.partner.id),
        }
        for number, (name, title) in enumerate(partner_parts.titles().items()):
            # Translators: a part of a page and how many records are in it.
            whole = _("{part} ({n})").format(part=title, n=counts[name]) if counts.get(name) else title
            words = whole if self.width() >= _COUNTS_FROM else title
            self.tabs.setTabToolTip(number, whole)
            self.tabs.setTabText(number, words.replace("&", "&&"))

    def _fill(self) -> None:
        """Fill the part that is looked at, if something changed since it was filled."""
        overview, name = self._overview, list(self._rooms)[self.tabs.currentIndex()]
        if overview is None or name not in self._stale:
            return
        self._stale.discard(name)
        part = self.part(name)
        if isinstance(part, OverviewPart):
            part.show_overview(overview)
        elif isinstance(part, DetailsPart):
            part.show_record(overview.partner)
        elif isinstance(part, HistoryView):
            part.show_record("partner", self._id)
            members = () if overview.is_joined else overview.group.members
            part.show_joined({member.id: _named(member) for member in members})
        elif isinstance(part, ChildRecords):
            part.list.show_origins(_origins(overview))
            part.show_owner(self._id)
        elif isinstance(part, RelatedTable):
            part.show_origins(_origins(overview))
            part.show_query(_chosen(overview)[name])

    def _go(self, part: str) -> None:
        self.tabs.setCurrentIndex(list(self._rooms).index(part))

    def _edited(self) -> None:
        """Something of this partner was saved here: head and other parts follow, the one in use stays as it is."""
        here = list(self._rooms)[self.tabs.currentIndex()]
        self._take(partners.overview(self._desk, self._id))
        self._stale.discard(here)
        self.changed.emit()


def _meetings(overview: Overview) -> list[str]:
    """Return the consultations once each, however many people of the partner took part."""
    return list(dict.fromkeys(part.consultation.id for part in overview.consultations))


def _origins(overview: Overview) -> dict[str, str]:
    """Return where records come from that were noted under another partner of the group, by their ids."""
    return {record: _named(member) for record, member in overview.origins.items()}


def _named(member: Member) -> str:
    # Translators: a partner's name and the code of the office that recorded it.
    return _("{name} ({office})").format(name=member.title, office=member.office)


def _chosen(overview: Overview) -> dict[str, list[str]]:
    return {
        "assessments": [one.id for one in overview.assessments],
        "consultations": _meetings(overview),
        "actions": [one.id for one in overview.actions],
    }
