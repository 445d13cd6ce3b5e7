"""What was erased: a table of kind, day, person and reason, without a word of what was in it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import erasures, showing
from partnerdesk.erasures import Erasure
from partnerdesk.i18n import _
from partnerdesk.store.kinds import kinds
from ui.widgets.basics import button, in_row, label
from ui.widgets.empty import EmptyState
from ui.widgets.plain_table import PlainTable
from ui.widgets.rooms import Rooms

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class RegisterView(QWidget):
    """Shows every erasure that this device knows of."""

    left = Signal()

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        heads = [_("Erased on"), _("Kind"), _("What went"), _("By"), _("Reason")]
        self.table = PlainTable(_("What was erased"), heads)
        back = button(_("What is due"), "arrow-left", "quiet")
        back.clicked.connect(self.left)
        self._rooms = Rooms()
        self._rooms.addWidget(self.table)
        self._rooms.addWidget(EmptyState("shield-check", _("Nothing was erased yet")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        title = label(_("What was erased"), "heading")
        row = in_row(title, back)
        row.setStretch(0, 1)
        column.addLayout(row)
        column.addWidget(self._rooms, 1)

    def refresh(self) -> None:
        """Show what is known now."""
        found = erasures.register(self._desk)
        self.table.show_cells([_cells(one) for one in found])
        if found:
            self.table.setCurrentCell(0, 0)
        self._rooms.setCurrentIndex(0 if found else 1)


def _cells(one: Erasure) -> tuple[str, ...]:
    kind = kinds().get(one.kind)
    fields = showing.joined(showing.field_label(kind, name) for name in one.fields) if kind else ", ".join(one.fields)
    # Translators: a person and the code of an office.
    who = _("{person} ({office})").format(person=one.by, office=one.office)
    return showing.moment(one.at), _(kind.label) if kind else one.kind, fields or _("All of it"), who, one.reason
