"""Asking for the address of a shared database; it is hidden like a passphrase, since it may hold one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from ui.widgets.basics import button, in_row, label
from ui.widgets.passphrase import PassphraseField


class HubAddress(QWidget):
    """A field for the address, what it looks like, and what is wrong with it; nothing is tried here."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self, address: str = "") -> None:
        super().__init__()
        self.field = PassphraseField(_("Address of the shared database"))
        self.field.set_text(address)
        self.field.typed.connect(self.typed)
        self.field.entered.connect(self.entered)
        self.setFocusProxy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(_("Address of the shared database"), "label"))
        column.addWidget(self.field)
        # Translators: an example of an address follows.
        column.addWidget(label(_("Whoever runs the server gives it to you. It looks like this:"), "help"))
        example = label("postgresql+psycopg://name:password@\u200bserver.example.org/\u200bpartners", "help")
        example.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        column.addWidget(example)

    def problem(self) -> str:
        """Say why what was typed is no address; nothing where it is one."""
        # The core is loaded by the time somebody has typed an address.
        from partnerdesk import hubs

        try:
            hubs.shown(self.field.text())
        except PartnerDeskError as error:
            return str(error)
        return ""


class HubStep(QWidget):
    """The step of the first start at which somebody joins a shared database, or does not."""

    chosen = Signal(str)
    """The address; empty for records on this computer."""
    left = Signal()

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = HubAddress(address)
        self.address.entered.connect(self._choose)
        self._problem = label("", "error")
        self._problem.hide()
        join = button(_("Use this database"), variant="primary")
        join.clicked.connect(self._choose)
        alone = button(_("Keep records on this computer"), variant="quiet")
        alone.clicked.connect(lambda: self.chosen.emit(""))
        back = button(_("Back"), variant="quiet")
        back.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(label(_("Join a shared database"), "title"))
        column.addWidget(
            label(
                _(
                    "Several people of a region work in one database on a server. Your keys and settings stay here. "
                    "An empty database is set up by whoever joins first."
                ),
                "muted",
            )
        )
        column.addWidget(self.address)
        column.addWidget(self._problem)
        column.addLayout(in_row(join, alone, back, None))

    def _choose(self) -> None:
        problem = self.address.problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if not problem:
            self.chosen.emit(self.address.field.text().strip())


def records_row(hub: str, ask: Callable[[], None]) -> QVBoxLayout:
    """Say where records will lie, with a button that asks for a shared database."""
    shared = button(_("Shared database…"), "building-2", "quiet")
    shared.clicked.connect(ask)
    row = in_row(shared)
    row.insertWidget(0, label(_("In a shared database on a server") if hub else _("On this computer"), "help"), 1)
    column = QVBoxLayout()
    column.addWidget(label(_("Records"), "label"))
    column.addLayout(row)
    return column
