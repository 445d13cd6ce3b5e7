"""The page of decisions: what is to be decided, and what was edited at the same time and needs no decision."""

from PySide6.QtWidgets import QVBoxLayout

from partnerdesk import conflicts, parallel, returning
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, format_decimal, ngettext
from ui.page import Page
from ui.pages.deciding.beside import EditedBeside
from ui.pages.deciding.deciding import ToDecide
from ui.widgets.basics import PageHeader, button
from ui.widgets.rooms import Tabs

BESIDE = "beside"


class ConflictsPage(Page):
    """Two tabs over one desk; a target names a record whose decisions are to be shown, or "beside"."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._back = button(_("Send decisions back…"), "send")
        self._back.clicked.connect(lambda: self.wants.emit("exchange", "give"))
        self._header = PageHeader(_("Decisions"), "", self._back)
        self.deciding = ToDecide(desk)
        self.beside = EditedBeside(desk)
        self._tabs = Tabs()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.setAccessibleName(_("Decisions"))
        for panel in (self.deciding, self.beside):
            self._tabs.addTab(panel, "")
            for name in ("wants", "told", "refused"):
                getattr(panel, name).connect(getattr(self, name))
            panel.changed.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 16, 26, 0)
        column.setSpacing(8)
        column.addWidget(self._header)
        column.addWidget(self._tabs, 1)
        self._tabs.currentChanged.connect(lambda _tab: self._refresh_shown())
        self._show_counts()

    def show_target(self, target: str) -> None:
        """Show the decisions of one record, all, or what was edited at the same time."""
        if target == BESIDE:
            self._tabs.setCurrentWidget(self.beside)
            return
        self._tabs.setCurrentWidget(self.deciding)
        self.deciding.show_target(target)
        self._show_counts()

    def refresh(self) -> None:
        self._refresh_shown()
        self._show_counts()

    def _refresh_shown(self) -> None:
        """Only the tab that is seen: what the other one would show costs time as well."""
        shown = self.beside if self._tabs.currentWidget() is self.beside else self.deciding
        shown.refresh()

    def _changed(self) -> None:
        self._show_counts()
        self.changed.emit()

    def _show_counts(self) -> None:
        found = conflicts.count(self._desk)
        words = ngettext(
            "{n} field was changed by two people who did not know of each other. Nothing is lost either way.",
            "{n} fields were changed by two people who did not know of each other. Nothing is lost either way.",
            found,
        )
        self._header.set_words(_("Decisions"), words.format(n=found) if found else "")
        self._back.setVisible(bool(returning.to_return(self._desk)))
        self._title(0, _("To decide"), found)
        self._title(1, _("Edited at the same time"), parallel.count(self._desk))

    def _title(self, tab: int, words: str, count: int) -> None:
        # Translators: the name of a tab and how many things are in it.
        counted = _("{words} ({n})").format(words=words, n=format_decimal(count))
        self._tabs.setTabText(tab, counted if count else words)
