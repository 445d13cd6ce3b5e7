"""What was erased: a table of kind, day, person and reason, without a word of what was in it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from partnerdesk import erasures, showing
from partnerdesk.erasures import Erasure
from partnerdesk.i18n import _
from partnerdesk.store.kinds import kinds
from ui.widgets.basics import button, in_row, label
from ui.widgets.empty import EmptyState
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
        self.table = QTableWidget(0, len(heads))
        self.table.setAccessibleName(_("What was erased"))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
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
        self.table.setRowCount(len(found))
        for number, one in enumerate(found):
            for column, words in enumerate(_cells(one)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(number, column, item)
        if found:
            self.table.setCurrentCell(0, 0)
        self._rooms.setCurrentIndex(0 if found else 1)


def _cells(one: Erasure) -> tuple[str, ...]:
    kind = kinds().get(one.kind)
    fields = showing.joined(showing.field_label(kind, name) for name in one.fields) if kind else ", ".join(one.fields)
    # Translators: a person and the code of an office.
    who = _("{person} ({office})").format(person=one.by, office=one.office)
    return showing.moment(one.at), _(kind.label) if kind else one.kind, fields or _("All of it"), who, one.reason
