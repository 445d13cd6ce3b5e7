"""What every page of the window is, and the places that navigation offers."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One page: shows state it does not own and asks the frame by signal.

    A page is made at its first visit and thrown away when the language changes, so it must be able to show
    everything again from what it was constructed with.
    """

    wants = Signal(str, str)
    """Asks the frame to go to a place: its key and what to show there (may be empty)."""
    told = Signal(str)
    """A short sentence about something that went well."""
    refused = Signal(object)
    """A `PartnerDeskError` to show in the banner."""
    saving = Signal(str, str)
    """How saving stands: "saved", "pending" or "problem", and a sentence for the last."""
    changed = Signal()
    """Records changed: other pages may be out of date."""
    shows_anew = False
    """Whether `show_target` reads everything anew, so that nothing has to be refreshed before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")

    def show_target(self, target: str) -> None:
        """Show what the link that led here names, such as a record's id; empty: the page's beginning."""

    def refresh(self) -> None:
        """Show again what may have changed since the page was last seen."""

    def flush(self) -> bool:
        """Save what is typed and not saved; tell whether everything is."""
        return True


class Place(msgspec.Struct, frozen=True):
    """One entry of the navigation at the side."""

    key: str
    label: str
    """A msgid marked with `N_`: it is translated when shown."""
    icon: str
    make: Callable[[], Page]
    """Makes the page at the first visit."""
    help: str = ""
    """What F1 says here: a msgid marked with `N_`."""
    at_end: bool = False
    """Shown at the lower end, as settings are."""
