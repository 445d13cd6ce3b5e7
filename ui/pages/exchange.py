"""The page for exchanging bundles: take in, hand over, and the keys by which devices trust each other."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import strangers
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from ui import dropping
from ui.jobs import Jobs
from ui.page import Page
from ui.pages.exchanging.decided import DecidedPanel
from ui.pages.exchanging.forks import ForksPanel
from ui.pages.exchanging.give import GivePanel
from ui.pages.exchanging.keys import KeysPanel
from ui.pages.exchanging.kit import KitPanel
from ui.pages.exchanging.take import TakePanel
from ui.pages.exchanging.welcome import WelcomePanel
from ui.pages.tidings import Tidings
from ui.widgets.basics import PageHeader, scrolled
from ui.widgets.rooms import Rooms, Tabs

TAKE, GIVE, KEYS, DECIDED = "take", "give", "keys", "decided"
WELCOME, KIT, FORKS = "welcome", "kit", "forks"
_TABS = (TAKE, GIVE, KEYS, DECIDED)


class ExchangePage(Page):
    """Four tabs over one desk, and the guided pages behind them; bundles may be dropped anywhere on the page."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._take = TakePanel(desk, jobs)
        self._give = GivePanel(desk, jobs)
        self._keys = KeysPanel(desk, jobs)
        self._decided = DecidedPanel(desk)
        self._tabs = Tabs()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        for panel, title in (
            (self._take, _("Take in")),
            (self._give, _("Hand over")),
            (self._keys, _("Keys and trust")),
            (self._decided, _("Decisions of others")),
        ):
            self._tabs.addTab(scrolled(panel), title)
            panel.told.connect(self.told)
            panel.refused.connect(self.refused)
        self._take.changed.connect(self.changed)
        self._take.conflicts_asked.connect(lambda: self.wants.emit("conflicts", ""))
        self._take.key_asked.connect(self._compare_sender)
        self._take.forks_asked.connect(lambda: self.show_target(FORKS))
        self._give.key_asked.connect(lambda: self.show_target(KEYS))
        self._decided.record_asked.connect(self.wants)
        self._decided.read.connect(self.changed)
        self._keys.trusted.connect(self._refresh_panels)
        self._keys.welcome_asked.connect(lambda: self.show_target(WELCOME))
        self._keys.kit_asked.connect(lambda: self.show_target(KIT))
        self._tabs.currentChanged.connect(self._refresh_panels)
        self._tidings = Tidings(desk, jobs)
        self._tidings.wants.connect(lambda _place, target: self.show_target(target))
        self._guided: dict[str, QWidget] = {}
        self._stack = Rooms()
        self._stack.addWidget(self._tabs)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 0)
        column.setSpacing(14)
        column.addWidget(
            PageHeader(_("Exchange"), _("Bundles are encrypted files: on a stick, by mail, in any order."))
        )
        column.addWidget(self._tidings)
        column.addWidget(self._stack, 1)
        self._tidings.refresh()

    def show_target(self, target: str) -> None:
        """Show a tab or a guided page by its name, or take in the files that were named or dropped."""
        if target.startswith("file:"):
            self._receive([Path(target.removeprefix("file:"))])
        elif paths := dropping.paths_in(target):
            self._receive(paths)
        elif target in _TABS:
            self._stack.setCurrentIndex(0)
            self._tabs.setCurrentIndex(_TABS.index(target))
        elif target in {WELCOME, KIT, FORKS}:
            self._show_guided(target)

    def refresh(self) -> None:
        self._tidings.refresh()
        self._refresh_panels()

    def _refresh_panels(self) -> None:
        for panel in (self._take, self._give, self._keys, self._decided):
            panel.refresh()

    def _receive(self, paths: list[Path]) -> None:
        self.show_target(TAKE)
        self._take.receive(paths)

    def _compare_sender(self, receipt: str) -> None:
        self.show_target(KEYS)
        try:
            self._keys.compare(strangers.card_of_sender(self._desk, receipt))
        except PartnerDeskError as error:
            self.refused.emit(error)

    def _show_guided(self, name: str) -> None:
        """Begin one of the guided pages anew."""
        if (former := self._guided.pop(name, None)) is not None:
            self._stack.removeWidget(former)
            former.deleteLater()
        makers: dict[str, Callable[[], WelcomePanel | KitPanel | ForksPanel]] = {
            WELCOME: lambda: WelcomePanel(self._desk, self._jobs),
            KIT: lambda: KitPanel(self._desk, self._jobs),
            FORKS: lambda: ForksPanel(self._desk),
        }
        panel = makers[name]()
        panel.told.connect(self.told)
        panel.refused.connect(self.refused)
        panel.back_asked.connect(self._leave_guided)
        if isinstance(panel, WelcomePanel):
            panel.trusted.connect(self._refresh_panels)
        else:
            panel.changed.connect(self.changed)
        area = scrolled(panel)
        self._guided[name] = area
        self._stack.addWidget(area)
        self._stack.setCurrentWidget(area)

    def _leave_guided(self) -> None:
        self._stack.setCurrentIndex(0)
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        dropping.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._receive(dropping.paths_of(event))
