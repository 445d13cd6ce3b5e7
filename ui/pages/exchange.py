"""The page for exchanging bundles: take in, hand over, and the keys by which devices trust each other."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from partnerdesk.desk import Desk
from partnerdesk.i18n import _
from ui.jobs import Jobs
from ui.page import Page
from ui.pages.exchanging.give import GivePanel
from ui.pages.exchanging.keys import KeysPanel
from ui.pages.exchanging.take import TakePanel
from ui.widgets.basics import PageHeader, scrolled

TAKE, GIVE, KEYS = "take", "give", "keys"


class ExchangePage(Page):
    """Three tabs over one desk; bundles may also be dropped anywhere on the page."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._take = TakePanel(desk, jobs)
        self._give = GivePanel(desk, jobs)
        self._keys = KeysPanel(desk, jobs)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        for panel, title in (
            (self._take, _("Take in")),
            (self._give, _("Hand over")),
            (self._keys, _("Keys and trust")),
        ):
            self._tabs.addTab(scrolled(panel), title)
            panel.told.connect(self.told)
            panel.refused.connect(self.refused)
        self._take.changed.connect(self.changed)
        self._take.conflicts_asked.connect(lambda: self.wants.emit("conflicts", ""))
        self._take.key_asked.connect(lambda: self.show_target(KEYS))
        self._give.key_asked.connect(lambda: self.show_target(KEYS))
        self._keys.trusted.connect(self._refresh_panels)
        self._tabs.currentChanged.connect(self._refresh_panels)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 0)
        column.setSpacing(14)
        column.addWidget(
            PageHeader(_("Exchange"), _("Bundles are encrypted files: on a stick, by mail, in any order."))
        )
        column.addWidget(self._tabs, 1)

    def show_target(self, target: str) -> None:
        """Show a tab by its name, or take in the bundle whose path follows "file:"."""
        if target.startswith("file:"):
            self._tabs.setCurrentIndex(0)
            self._take.receive([Path(target.removeprefix("file:"))])
        elif target in {TAKE, GIVE, KEYS}:
            self._tabs.setCurrentIndex((TAKE, GIVE, KEYS).index(target))

    def refresh(self) -> None:
        self._refresh_panels()

    def _refresh_panels(self) -> None:
        for panel in (self._take, self._give, self._keys):
            panel.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self._tabs.setCurrentIndex(0)
        self._take.receive(paths)
