"""What fills the main window: navigation, one page at a time, notices, and the way back; it knows no record."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from ui.jobs import Jobs
from ui.notices import Toast
from ui.page import Page, Place
from ui.shell import Shell
from ui.widgets.rooms import Rooms

_COMPACT_BELOW = 1100


class Frame(QWidget):
    """The window around the pages.

    Before a workspace is open it shows one gate (first run or unlock) and nothing else; `show_places` brings up
    the navigation, and each page is made by its place's factory at the first visit.
    """

    left = Signal()
    """The window is about to close; everything typed was handed over for saving."""
    changed = Signal()
    """Records changed in one of the pages."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._places: dict[str, Place] = {}
        self._pages: dict[str, Page] = {}
        self._facts: Sequence[str] = ()
        self._title = ""
        self._badges: dict[str, int] = {}
        self._here: tuple[str, str] | None = None
        self._trail: list[tuple[str, str]] = []
        self._warned = ""
        self._outer = Rooms(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outer)
        self._shell: Shell | None = None
        self._gate: QWidget | None = None
        self._toast: Toast | None = None
        self._shortcuts: list[QShortcut] = []

    def show_gate(self, gate: QWidget) -> None:
        """Show one widget instead of everything else, such as the page that asks for the passphrase."""
        if self._gate is not None:
            self._outer.removeWidget(self._gate)
            self._gate.deleteLater()
        self._gate = gate
        gate.setObjectName("gate")
        self._outer.addWidget(gate)
        self._outer.setCurrentWidget(gate)

    def show_places(self, places: Sequence[Place], first: str = "") -> None:
        """Bring up the navigation with these places and open one, the first where that key is unknown.

        Pages already open are made anew.
        """
        self._places = {place.key: place for place in places}
        self._trail.clear()
        self._here = None
        self._build_shell()
        self.go(first if first in self._places else places[0].key)

    def rebuild(self) -> None:
        """Make everything anew, because the language changed; what is open stays open."""
        here = self._here
        self.flush()
        self._build_shell()
        self._here = None
        if here is not None:
            self._open(*here)

    def forget_hidden(self) -> None:
        """Throw away the pages that are not on top and have nothing unsaved; their next visit makes them anew."""
        for key, page in list(self._pages.items()):
            if key != self.here()[0] and page.flush() and self._shell is not None:
                self._shell.pages.removeWidget(page)
                self._pages.pop(key).deleteLater()

    def go(self, key: str, target: str = "") -> None:
        """Open a place, and in it what `target` names; the way back is remembered."""
        if self._here is not None and self._here != (key, target):
            self._trail.append(self._here)
        self._open(key, target)

    def back(self) -> None:
        """Open what was open before."""
        if self._trail:
            self._open(*self._trail.pop())

    def here(self) -> tuple[str, str]:
        """Return what is open: the key of the place and the target."""
        return self._here or ("", "")

    def keys(self) -> list[str]:
        """Return the keys of all places in the order of the navigation."""
        return list(self._places)

    def page(self, key: str) -> Page | None:
        """Return the page of a place if it was visited."""
        return self._pages.get(key)

    def tell(self, sentence: str) -> None:
        """Show a short message that goes away by itself."""
        if self._toast is None:
            self._toast = Toast(self._outer)
        self._toast.tell(sentence)

    def warn(self, error: PartnerDeskError) -> None:
        """Show an error's sentence above the page, without stopping anything."""
        if self._shell is None:
            self.tell(str(error))
        else:
            self._shell.banner.tell(str(error))

    def set_badge(self, key: str, count: int) -> None:
        """Show at a place how many things wait there."""
        self._badges[key] = count
        if self._shell is not None and key in self._places:
            self._shell.navigation.item(key).set_badge(count)

    def set_facts(self, facts: Sequence[str], title: str = "") -> None:
        """Show facts about this desk in the status line, such as office and person; `title` is for the window's title."""
        self._facts, self._title = tuple(facts), title
        if self._shell is not None:
            self._shell.status.set_facts(facts)

    def set_saving(self, state: str, sentence: str = "") -> None:
        """Show how saving stands: "saved", "pending" or "problem"."""
        if self._shell is not None:
            self._shell.status.set_saving(state, sentence)

    def flush(self) -> bool:
        """Have every page save what is typed; tell whether everything is saved."""
        unsaved = [page for page in self._pages.values() if not page.flush()]
        return not unsaved

    def refresh_others(self, than: Page) -> None:
        """Let pages that are not on top show changed records at their next visit; the one on top does it now."""
        current = self._pages.get(self.here()[0])
        if current is not None and current is not than:
            current.refresh()

    def toggle_help(self) -> None:
        """Show or hide the help of the open page."""
        if self._shell is None:
            return
        panel = self._shell.help
        if panel.isVisible():
            self._close_help()
        elif self._here is not None:
            text = self._places[self._here[0]].help
            panel.tell("\n\n".join(part for part in (_(text) if text else "", _keys()) if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shell is not None:
            self._shell.navigation.set_compact(self.width() < _COMPACT_BELOW)

    def may_close(self) -> bool:
        """Save what is typed and tell whether the window may close.

        Where something cannot be saved, the window says so and stays; asked once more, it closes without it.
        """
        may = self._saves_or_was_warned(
            _(
                "Something typed could not be saved; the page shows where. "
                "Correct it, or close the window once more to leave without it."
            )
        )
        if may:
            self.left.emit()
        return may

    def may_rebuild(self) -> bool:
        """Save what is typed and tell whether every page may be made anew, as `may_close` does for the window."""
        return self._saves_or_was_warned(
            _(
                "Something typed could not be saved; the page shows where. "
                "Correct it, or choose the language once more to go on without it."
            )
        )

    def _saves_or_was_warned(self, sentence: str) -> bool:
        if self.flush() or self._warned == sentence:
            self._warned = ""
            return True
        self._warned = sentence
        self.warn(PartnerDeskError(sentence))
        return False

    def _open(self, key: str, target: str) -> None:
        if self._shell is None:
            return
        leaving = self._pages.get(self.here()[0])
        if leaving is not None:
            leaving.flush()
        page = self._pages.get(key)
        fresh = page is None
        if page is None:
            page = self._make(key)
        self._here = (key, target)
        self._shell.pages.setCurrentWidget(page)
        self._shell.navigation.show_current(key)
        self._shell.banner.hide()
        self._close_help()
        if not fresh and not page.shows_anew:
            page.refresh()
        page.show_target(target)
        self.show_title()

    def show_title(self) -> None:
        """Name the window after what is open, the workspace and the program."""
        here = [_(self._places[self._here[0]].label)] if self._here else []
        self.window().setWindowTitle(" – ".join(part for part in (*here, self._title, "PartnerDesk") if part))

    def _make(self, key: str) -> Page:
        page = self._places[key].make()
        page.wants.connect(self.go)
        page.told.connect(self.tell)
        page.refused.connect(self.warn)
        page.saving.connect(self.set_saving)
        page.changed.connect(lambda: self.refresh_others(page))
        page.changed.connect(self.changed)
        self._pages[key] = page
        if self._shell is not None:
            self._shell.pages.addWidget(page)
        return page

    def _build_shell(self) -> None:
        old, self._pages = self._shell, {}
        shell = Shell(list(self._places.values()), self._jobs)
        shell.navigation.chosen.connect(self.go)
        shell.help.closed.connect(self._close_help)
        shell.navigation.set_compact(self.width() < _COMPACT_BELOW)
        shell.status.set_facts(self._facts)
        self._shell = shell
        for key, count in self._badges.items():
            self.set_badge(key, count)
        self._outer.addWidget(shell)
        self._outer.setCurrentWidget(shell)
        for gone in (old, self._gate, self._toast):
            if gone is not None:
                self._outer.removeWidget(gone)
                gone.deleteLater()
        self._gate = self._toast = None
        self._bind_keys()

    def _close_help(self) -> None:
        if self._shell is not None and self._shell.help.isVisible():
            self._shell.help.hide()
            self._shell.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bind_keys(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._shortcuts = []
        ordinary = [place for place in self._places.values() if not place.at_end]
        for number, place in enumerate(ordinary[:9], start=1):
            self._bind(f"Ctrl+{number}").activated.connect(lambda key=place.key: self.go(key))
        for place in self._places.values():
            if place.at_end:
                self._bind("Ctrl+,").activated.connect(lambda key=place.key: self.go(key))
        self._bind("F1").activated.connect(self.toggle_help)
        self._bind("Alt+Left").activated.connect(self.back)
        for sequence in QKeySequence.keyBindings(QKeySequence.StandardKey.Back):
            if sequence != QKeySequence("Alt+Left") and sequence != QKeySequence("Backspace"):
                self._bind(sequence).activated.connect(self.back)

    def _bind(self, keys: str | QKeySequence) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        self._shortcuts.append(shortcut)
        return shortcut


def _keys() -> str:
    return _(
        "Keys\n"
        "Ctrl+1 to Ctrl+9: go to a place in the navigation\n"
        "Alt+Left: back\n"
        "Tab and Shift+Tab: next and previous control\n"
        "F1: show or hide this help"
    )
