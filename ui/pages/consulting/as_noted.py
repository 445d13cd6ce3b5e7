"""The words as noted, in a note that is open: the editor and where they stay, or why there is nothing to read."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import notes, staying
from partnerdesk.i18n import _
from partnerdesk.notes import Meeting
from partnerdesk.showing import field_label
from ui.widgets.basics import button, in_row, label
from ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

FIELD = "raw_text"


class AsNoted(QWidget):
    """One quiet line below the editor tells whether the words leave this device, and lets a person choose that."""

    share_asked = Signal()

    def __init__(self, desk: "Desk", held: Meeting, row: FormRow) -> None:
        super().__init__()
        self._desk, self._held, self._row = desk, held, row
        self._where = label("", "help", wrap=False)
        self.share = button(_("Share…"), variant="quiet")
        self.share.setToolTip(_("Let the words as noted travel with bundles"))
        self.share.clicked.connect(self.share_asked)
        self._line, self._elsewhere = QWidget(), QWidget()
        line = QVBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(in_row(self._where, self.share, None))
        told = QVBoxLayout(self._elsewhere)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(3)
        told.addWidget(label(field_label("note", FIELD), "label", wrap=False))
        told.addWidget(label(staying.kept_elsewhere(), "muted"))
        told.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (row, self._line, self._elsewhere):
            column.addWidget(part)
        column.addStretch(1)

    def show_note(self, view: "View") -> None:
        """Show where the words of a note stay."""
        is_elsewhere = FIELD in view.elsewhere
        self._row.setVisible(not is_elsewhere)
        self._line.setVisible(not is_elsewhere)
        self._elsewhere.setVisible(is_elsewhere)
        self._where.setText(staying.where(self._desk, view, FIELD))
        may_share = FIELD in view.stays and bool(view[FIELD]) and not notes.never_shared(view, self._held)
        self.share.setVisible(may_share and FIELD not in view.conflicts)
