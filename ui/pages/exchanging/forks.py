"""What was kept out because a workspace was copied and used twice: to look at, take over, or leave."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from partnerdesk import forks
from partnerdesk.clock import moment
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.forks import Fork, Kept
from partnerdesk.i18n import _, format_datetime
from ui.widgets.basics import button, card, clear, in_row, label, notice

_MOST = 50
"""So many changes of one device are shown; the command line lists all."""


class ForksPanel(QWidget):
    """One card for each device and bundle, and in it each change beside what stands here."""

    told = Signal(str)
    refused = Signal(object)
    changed = Signal()
    back_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 14, 2, 14)
        self._column.setSpacing(14)
        self.refresh()

    def refresh(self) -> None:
        """Show what was kept out, what nobody has looked at first."""
        clear(self._column)
        back = button(_("Back to Exchange"), "arrow-left", "quiet")
        back.clicked.connect(self.back_asked)
        self._column.addLayout(in_row(back, None))
        self._column.addWidget(label(_("Look at what was kept out"), "display"))
        found = sorted(forks.forks(self._desk), key=lambda fork: fork.is_settled)
        if not found:
            self._column.addWidget(notice(_("Nothing was kept out."), "circle-check", "success"))
        for fork in found:
            self._column.addWidget(self._fork(fork))
        self._column.addStretch(1)

    def _fork(self, fork: Fork) -> QFrame:
        frame, inside = card()
        # Translators: a person and the office she works for.
        inside.addWidget(label(_("{person}, {office}").format(person=fork.person, office=fork.office), "heading"))
        tone = "" if fork.is_settled else "danger"
        inside.addWidget(notice(fork.in_words(), "triangle-alert", tone))
        for kept in fork.kept[:_MOST]:
            inside.addWidget(self._kept(kept))
        if not fork.is_settled:
            leave = button(_("Leave all of these out"), "check", "quiet")
            leave.clicked.connect(lambda: self._leave(fork))
            inside.addLayout(in_row(leave, None))
        return frame

    def _kept(self, kept: Kept) -> QFrame:
        frame, inside = card(12, "sunken")
        title = forks.title_of(self._desk, kept) or _("without a name")
        at = moment(kept.op.at)
        # Translators: the title of a record, the number of a change, and when it was written.
        words = _("{title}: change {number}, {when}").format(
            title=title, number=kept.op.seq, when=format_datetime(at) if at else kept.op.at
        )
        state = {True: _("taken over"), False: _("left out")}.get(kept.settled.get("adopted", ""), _("not looked at"))
        row = in_row(label(words, "label"), label(state, "tag", tone="" if kept.settled else "warning"))
        row.setStretch(0, 1)
        inside.addLayout(row)
        inside.addLayout(self._fields(kept))
        if not kept.settled.get("adopted"):
            adopt = button(_("Take over as my edit"), "check")
            adopt.setAccessibleName(_("Take over as my edit: {title}").format(title=title))
            adopt.clicked.connect(lambda: self._adopt(kept))
            inside.addLayout(in_row(adopt, None))
        return frame

    def _fields(self, kept: Kept) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for column, head in enumerate((_("Field"), _("Kept out"), _("Here now"))):
            grid.addWidget(label(head, "help"), 0, column)
            grid.setColumnStretch(column, 1)
        for row, one in enumerate(forks.compared(self._desk, kept), start=1):
            for column, words in enumerate((one.label, one.theirs or _("(empty)"), one.ours or _("(empty)"))):
                grid.addWidget(label(words), row, column)
        return grid

    def _adopt(self, kept: Kept) -> None:
        try:
            forks.adopt(self._desk, kept.name)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.told.emit(
            _("The change was taken over as an edit of your own; the history of the record says where it came from.")
        )
        self.refresh()
        self.changed.emit()

    def _leave(self, fork: Fork) -> None:
        forks.leave(self._desk, [one.name for one in fork.kept])
        self.told.emit(_("Noted. The changes stay out and can still be looked at."))
        self.refresh()
        self.changed.emit()
