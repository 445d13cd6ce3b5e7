"""The partners: the list, one partner's page, and recording a new one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.kinds import kinds
from ui.jobs import Job, Jobs
from ui.listing import CHANGED, columns
from ui.models import MARK
from ui.page import Page
from ui.pages.records import ListShape, RecordList
from ui.widgets.asking import AskBar
from ui.widgets.basics import PageHeader, button
from ui.widgets.record_table import Width
from ui.widgets.rooms import Rooms

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from ui.pages.alike.view import LookAlikes
    from ui.pages.new_partner import NewPartner
    from ui.pages.partner import PartnerView

NEW = "new"
"""The target that begins a new partner."""
ALIKE = "alike"
"""The target that shows partners which look alike."""
OWN = "own"
"""The part of a target that shows a joined partner's own record."""

_PAUSE_MS = 600

_COLUMNS = {
    "legal_name": Width(10),
    "acronym": Width(4, 620),
    "org_type": Width(6, 1000),
    "level": Width(4, 720),
    "relation_type": Width(6, 560),
    "country": Width(4, 760),
    CHANGED: Width(6, 900),
    MARK: Width(5),
}


class PartnersPage(Page):
    """Shows the list, or what a target names: "new", "alike", a partner's id, or id/part such as "…/contacts".

    A partner that was joined with another one leads to whoever carries the name; "…/own" shows its own record.
    """

    shows_anew = True

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.bar = AskBar()
        self.list = RecordList(desk, _shape())
        self.list.opened.connect(lambda record: self.wants.emit("partners", record))
        self.list.new_asked.connect(lambda: self.wants.emit("partners", NEW))
        self.list.delete_asked.connect(self._ask_delete)
        self._view: PartnerView | None = None
        self._new: NewPartner | None = None
        self._alike: LookAlikes | None = None
        self._counting: Job | None = None
        self._stamp = ""
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(_PAUSE_MS)
        self._count_later.timeout.connect(self._count_alike)
        self._rooms = Rooms()
        self._rooms.addWidget(self._list_room())
        bar = QVBoxLayout()
        bar.setContentsMargins(26, 12, 26, 0)
        bar.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._rooms, 1)

    @property
    def view(self) -> "PartnerView":
        """One partner's page; it is made with the first partner that is opened."""
        if self._view is None:
            from ui.pages.partner import PartnerView

            self._view = PartnerView(self._desk, self._jobs)
            self._view.left.connect(lambda: self.wants.emit("partners", ""))
            self._view.delete_asked.connect(self._ask_delete)
            self._adopt(self._view)
        return self._view

    @property
    def new(self) -> "NewPartner":
        """The form for a new partner; it is made when the first one is begun."""
        if self._new is None:
            from ui.pages.new_partner import NewPartner

            self._new = NewPartner(self._desk, self._jobs)
            self._new.left.connect(lambda: self.wants.emit("partners", ""))
            self._new.made.connect(lambda record: self.wants.emit("partners", f"{record}/details"))
            self._adopt(self._new)
        return self._new

    @property
    def alike(self) -> "LookAlikes":
        """The partners that look alike; it is made when it is asked for."""
        if self._alike is None:
            from ui.pages.alike.view import LookAlikes

            self._alike = LookAlikes(self._desk, self._jobs)
            self._alike.left.connect(lambda: self.wants.emit("partners", ""))
            self._adopt(self._alike)
        return self._alike

    def show_target(self, target: str) -> None:
        """Show the list, a new partner, look-alikes or a partner's page."""
        record, _slash, part = target.partition("/")
        if record == NEW:
            self._rooms.setCurrentWidget(self.new)
            self.new.begin()
        elif record == ALIKE:
            self._rooms.setCurrentWidget(self.alike)
            self.alike.refresh()
        elif record:
            self._show_partner(record, part)
        else:
            self.flush()
            self.list.reload()
            if self._view is not None:
                self.list.table.select(self._view.partner())
            self._rooms.setCurrentIndex(0)
            self._count_later.start()
            self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        shown = self._rooms.currentWidget()
        if isinstance(shown, Page):
            shown.refresh()
        else:
            self.list.reload()
            self._count_later.start()

    def flush(self) -> bool:
        """Save what is typed in a partner's page, and keep what is typed of a new one."""
        saved = [part.flush() for part in (self._view, self._new) if part is not None]
        return all(saved)

    def _adopt(self, part: Page) -> None:
        for name in ("wants", "told", "refused", "saving", "changed"):
            getattr(part, name).connect(getattr(self, name))
        self._rooms.addWidget(part)

    def _show_partner(self, record: str, part: str) -> None:
        from partnerdesk.duplicates import leader_of

        leader = record if part == OWN else leader_of(self._desk, record)
        try:
            self.view.show_partner(leader, part)
        except PartnerDeskError as error:
            self.refused.emit(error)
            self._rooms.setCurrentIndex(0)
            return
        self._rooms.setCurrentWidget(self.view)
        if not self.bar.isHidden():
            self.bar.leave()
        if leader != record:
            titles = self._desk.titles("partner", [record, leader])
            told = _("“{name}” was joined with “{leader}”: this is the page of both.")
            self.bar.offer(
                told.format(name=titles[record], leader=titles[leader]),
                _("Show its own record"),
                lambda: self.wants.emit("partners", f"{record}/{OWN}"),
                "",
            )

    def _count_alike(self) -> None:
        """Count look-alikes anew in the database's thread, where partners or verdicts changed.

        It comes a moment after the list, which would otherwise wait until what compares names is loaded.
        """
        from partnerdesk import duplicates

        if self._counting is not None or (stamp := duplicates.stamp(self._desk)) == self._stamp:
            return
        self._stamp = stamp
        job = Job(lambda report: duplicates.waiting(self._desk, report))
        job.succeeded.connect(self._show_count)
        job.failed.connect(self.refused)
        job.ended.connect(self._counted)
        self._counting = job
        self._jobs.start(job)

    def _counted(self) -> None:
        self._counting = None

    def _show_count(self, number: int) -> None:
        # Translators: a button that leads to partners which look alike, and how many pairs there are.
        self.look_alikes.setText(_("Look-alikes ({n})").format(n=number) if number else _("Look-alikes"))

    def _list_room(self) -> QWidget:
        new = button(_("New partner"), "plus", "primary")
        new.setToolTip("Ctrl+N")
        new.clicked.connect(lambda: self.wants.emit("partners", NEW))
        self.look_alikes = button(_("Look-alikes"), "git-merge", "quiet")
        self.look_alikes.setToolTip(_("Partners that may have been recorded twice"))
        self.look_alikes.clicked.connect(lambda: self.wants.emit("partners", ALIKE))
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(26, 16, 26, 18)
        column.setSpacing(12)
        column.addWidget(PageHeader(_("Partners"), "", self.look_alikes, new))
        column.addWidget(self.list, 1)
        self._bind("Ctrl+N", made).activated.connect(lambda: self.wants.emit("partners", NEW))
        self._bind("Ctrl+F", made).activated.connect(self.list.search.setFocus)
        return made

    @staticmethod
    def _bind(keys: str, to: QWidget) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), to)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    # Taking away and bringing back

    def _ask_delete(self, record: str) -> None:
        from partnerdesk import partners

        dependents = partners.dependents(self._desk, record)
        number = sum(dependents.values())
        name = self._desk.view("partner", record).title
        if number:
            what = ", ".join(
                # Translators: how many records of a kind there are, such as "Contact: 3".
                _("{kind}: {n}").format(kind=_(kinds()[kind].label), n=count)
                for kind, count in dependents.items()
            )
            # Translators: {what} lists kinds of records with their numbers.
            question = ngettext(
                "Take “{name}” away? {n} record refers to it and stays ({what}). It can be brought back.",
                "Take “{name}” away? {n} records refer to it and stay ({what}). It can be brought back.",
                number,
            ).format(name=name, n=number, what=what)
        else:
            question = _("Take “{name}” away? It can be brought back.").format(name=name)
        self.bar.ask(question, _("Take away"), lambda: self._delete(record, number, name))

    def _delete(self, record: str, confirmed: int, name: str) -> None:
        from partnerdesk import partners

        self.flush()
        try:
            partners.delete(self._desk, record, confirmed)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()
        self.wants.emit("partners", "")
        self.list.reload()
        told = _("“{name}” was taken away.").format(name=name)
        self.bar.offer(told, _("Bring back"), lambda: self._restore(record))

    def _restore(self, record: str) -> None:
        from partnerdesk import partners

        try:
            partners.restore(self._desk, record)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()
        self.list.reload()
        self.list.table.select(record)


def _shape() -> ListShape:
    return ListShape(
        kind="partner",
        columns=columns("partner", list(_COLUMNS)),
        widths=list(_COLUMNS.values()),
        search=_("Search partners: name, acronym, place, remarks"),
        filters=["org_type", "level", "relation_type", "relation_status"],
        counted=_counted,
        icon="handshake",
        nothing_yet=_("No partner yet"),
        nothing_yet_why=_("Record the organisations you work with, with or without money."),
        new=_("New partner"),
    )


def _counted(shown: int, total: int) -> str:
    words = ngettext("{shown} of {n} partner", "{shown} of {n} partners", total)
    return words.format(shown=shown, n=total)
