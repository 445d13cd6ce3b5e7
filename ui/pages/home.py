"""Where one begins: the main jobs, what waits for somebody, and what was changed last."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from partnerdesk.actions import today
from partnerdesk.attention import Attention, Recent, attention, recent
from partnerdesk.i18n import _, format_date, ngettext
from partnerdesk.progress import Report
from partnerdesk.store.kinds import kind_named
from ui import dropping
from ui.jobs import Job, Jobs
from ui.listing import day_of
from ui.page import Page
from ui.pages.tidings import Tidings
from ui.theme import icons
from ui.widgets.basics import card, clear, in_row, label, scrolled
from ui.widgets.columns import TwoColumns
from ui.widgets.link import Link
from ui.widgets.tile import Tile

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_THREE_FROM, _TWO_FROM = 760, 480
_PLACES = {
    "partner": "partners",
    "assessment": "assessments",
    "consultation": "consultations",
    "action": "actions",
}


@dataclass(frozen=True)
class _Waiting:
    """One line of what waits: how it is said, and where it is worked on."""

    icon: str
    tone: str
    words: str
    place: str
    target: str = ""


@dataclass(frozen=True)
class News:
    """What the page shows besides the main jobs."""

    attention: Attention
    recent: list[Recent]


class HomePage(Page):
    """Shows at once; what has to be counted follows a moment later."""

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._counting: Job | None = None
        self._waiting, self._recent = QVBoxLayout(), QVBoxLayout()
        self._tidings = Tidings(desk, jobs)
        self._tidings.wants.connect(self.wants)
        self.setAcceptDrops(True)
        self._tiles = self._make_tiles()
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._across = 0
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(26, 20, 26, 20)
        column.setSpacing(16)
        column.addLayout(self._greeting())
        column.addWidget(self._tidings)
        column.addLayout(self._grid)
        column.addWidget(self._news())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self._arrange(3)
        self.refresh()

    def refresh(self) -> None:
        """Count anew in the database's thread; what was shown stays until then."""
        self._tidings.refresh()
        if self._counting is not None:
            return

        def count(_report: Report) -> News:
            return News(attention(self._desk), recent(self._desk))

        job = Job(count)
        job.succeeded.connect(self._show)
        job.failed.connect(self.refused)
        job.ended.connect(self._counted)
        self._counting = job
        self._jobs.start(job)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        dropping.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if target := dropping.target_of(event):
            self.wants.emit("exchange", target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self._arrange(3 if width >= _THREE_FROM else 2 if width >= _TWO_FROM else 1)

    def _counted(self) -> None:
        self._counting = None

    def _greeting(self) -> QVBoxLayout:
        who = self._desk.identity
        words = QVBoxLayout()
        words.setSpacing(2)
        # Translators: {person} is the name of whoever works here.
        words.addWidget(label(_("Welcome, {person}").format(person=who.person), "display"))
        # Translators: the name of an office and today's date.
        place = _("{office}, {date}").format(office=who.office_name, date=format_date(today(), "full"))
        words.addWidget(label(place, "muted"))
        return words

    def _make_tiles(self) -> list[Tile]:
        jobs: list[tuple[str, str, str, str, str]] = [
            ("handshake", _("New partner"), _("Record an organisation"), "partners", "new"),
            ("clipboard-check", _("Start an assessment"), _("Ours, the partner's, or together"), "assessments", "new"),
            ("messages-square", _("Note a consultation"), _("Who met, what was said"), "consultations", "new"),
            ("printer", _("Print a form"), _("On paper, in four languages"), "instruments", ""),
            ("package", _("Hand over a bundle"), _("Give records to another office"), "exchange", "give"),
            ("package-open", _("Take in a bundle"), _("See first what it changes"), "exchange", "take"),
        ]
        made = []
        for icon, title, more, place, target in jobs:
            tile = Tile(icon, title, more)
            tile.clicked.connect(lambda _checked=False, place=place, target=target: self.wants.emit(place, target))
            made.append(tile)
        return made

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // across, number % across)
        for number in range(3):
            self._grid.setColumnStretch(number, 1 if number < across else 0)

    def _news(self) -> QWidget:
        columns = TwoColumns(760, (1, 1))
        for title, inner, room in (
            (_("What waits"), self._waiting, columns.first),
            (_("Changed last"), self._recent, columns.second),
        ):
            frame, inside = card()
            inside.addWidget(label(title, "heading"))
            inner.setSpacing(6)
            inner.addWidget(label(_("Looking…"), "muted"))
            inside.addLayout(inner)
            inside.addStretch(1)
            room.addWidget(frame)
        return columns

    def _show(self, news: News) -> None:
        clear(self._waiting)
        clear(self._recent)
        lines = _lines(news.attention)
        for one in lines:
            self._waiting.addLayout(self._line(one))
        if not lines:
            self._waiting.addLayout(in_row(_mark("circle-check", "success"), label(_("Nothing waits for you."))))
        for changed in news.recent:
            self._recent.addWidget(self._changed(changed))
        if not news.recent:
            self._recent.addWidget(label(_("Nothing is recorded yet. Begin with a partner."), "muted"))
            kit = Link(_("Did you receive a welcome kit? Open it here."))
            kit.clicked.connect(lambda: self.wants.emit("exchange", "kit"))
            self._recent.addLayout(in_row(kit, None))

    def _line(self, one: _Waiting) -> QHBoxLayout:
        link = Link(one.words)
        link.clicked.connect(lambda: self.wants.emit(one.place, one.target))
        return in_row(_mark(one.icon, one.tone), link, None, spacing=8)

    def _changed(self, one: Recent) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        link = Link(one.title or _("without a name"))
        link.clicked.connect(lambda: self.wants.emit(_PLACES[one.kind], one.id))
        day = label(day_of(one.changed_at), "help", wrap=False)
        column.addLayout(in_row(link, None, label(_(kind_named(one.kind).label), "tag"), day))
        return made


def _mark(icon: str, tone: str) -> QLabel:
    mark = QLabel()
    icons.put(mark, icon, tone, 18)
    return mark


def _lines(of: Attention) -> list[_Waiting]:
    """Say what waits, the most pressing first; what does not wait is not mentioned."""
    said: list[tuple[int, Callable[[int], str], str, str, str, str]] = [
        (of.decisions, _decisions, "git-merge", "warning", "conflicts", ""),
        (of.bundles, _bundles, "inbox", "warning", "exchange", ""),
        (of.to_return, _to_return, "send", "warning", "exchange", "give"),
        (of.decided, _decided, "git-merge", "accent", "exchange", "decided"),
        (of.left_behind, _left_behind, "arrow-left-right", "warning", "partners", of.left_at),
        (of.overdue, _overdue, "hourglass", "danger", "actions", "overdue"),
        (of.due_soon, _due_soon, "calendar", "accent", "actions", "soon"),
        (of.returned, _returned, "undo-2", "warning", "assessments", "status:returned"),
        (of.to_validate, _to_validate, "shield-check", "accent", "assessments", "status:submitted"),
        (of.drafts, _drafts, "pencil", "accent", "assessments", "status:draft"),
        (of.expired, _expired, "rotate-ccw", "muted", "assessments", "expired"),
        (of.to_erase, _to_erase, "shield-check", "muted", "protection", ""),
    ]
    return [
        _Waiting(icon, tone, say(number).format(n=number), place, target)
        for number, say, icon, tone, place, target in said
        if number
    ]


def _decisions(n: int) -> str:
    return ngettext("{n} field to decide: two people changed it", "{n} fields to decide: two people changed them", n)


def _bundles(n: int) -> str:
    return ngettext("{n} bundle waits to be taken in", "{n} bundles wait to be taken in", n)


def _to_return(n: int) -> str:
    return ngettext("{n} decision is to be sent back", "{n} decisions are to be sent back", n)


def _decided(n: int) -> str:
    return ngettext("{n} decision of somebody else to read", "{n} decisions of others to read", n)


def _left_behind(n: int) -> str:
    return ngettext(
        "{n} record was added where its partner no longer is",
        "{n} records were added where their partner no longer is",
        n,
    )


def _overdue(n: int) -> str:
    return ngettext("{n} action is overdue", "{n} actions are overdue", n)


def _due_soon(n: int) -> str:
    return ngettext("{n} action falls due within a week", "{n} actions fall due within a week", n)


def _returned(n: int) -> str:
    return ngettext("{n} assessment was sent back", "{n} assessments were sent back", n)


def _to_validate(n: int) -> str:
    return ngettext("{n} assessment waits to be validated", "{n} assessments wait to be validated", n)


def _drafts(n: int) -> str:
    return ngettext("{n} assessment is a draft", "{n} assessments are drafts", n)


def _expired(n: int) -> str:
    return ngettext("{n} assessment is to be renewed", "{n} assessments are to be renewed", n)


def _to_erase(n: int) -> str:
    return ngettext("{n} record is due for erasure", "{n} records are due for erasure", n)
