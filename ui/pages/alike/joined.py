"""On a partner's page: the partners that are shown as one with it, their own records, and how to part them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from partnerdesk import duplicates, showing
from partnerdesk.duplicates import Group, Member
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from ui.widgets.basics import button, in_row, label
from ui.widgets.link import Link

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class JoinedCard(QFrame):
    """Lists the members of a group but the one that leads."""

    wants = Signal(str, str)
    told = Signal(str)
    refused = Signal(object)
    parted = Signal()
    """The group is another one now."""

    def __init__(self, desk: "Desk", group: Group) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label(_("Joined with"), "heading"))
        for member in group.others:
            column.addLayout(self._member(group.leader, member))
        if group.awaited:
            words = ngettext(
                "{n} more record of this organisation has not been received yet.",
                "{n} more records of this organisation have not been received yet.",
                group.awaited,
            )
            column.addWidget(label(words.format(n=group.awaited), "muted"))

    def _member(self, leader: str, member: Member) -> QVBoxLayout:
        title = member.title or _("without a name")
        name = Link(title)
        name.clicked.connect(lambda: self.wants.emit("partners", f"{member.id}/own"))
        gone = label(_("taken away"), "tag", tone="danger") if member.deleted else None
        # Translators: a person and the code of an office.
        who = _("{person} ({office})").format(person=member.created_by, office=member.office)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(in_row(*(part for part in (name, gone) if part is not None), None))
        column.addLayout(
            in_row(label(who, "help", wrap=False), label(showing.day(member.created_at[:10]), "help"), None)
        )
        if (judged := duplicates.last_word(self._desk, leader, member.id)) is not None:
            by = _("{person} ({office})").format(person=judged.by, office=judged.office)
            # Translators: who joined two partners.
            column.addWidget(label(_("Joined by {person}").format(person=by), "help"))
            if judged.note:
                # Translators: {reason} is what the person who decided wrote.
                column.addWidget(label(_("“{reason}”").format(reason=judged.note), "help"))
        column.addLayout(self._buttons(member, title))
        return column

    def _buttons(self, member: Member, title: str) -> QHBoxLayout:
        apart = button(_("Separate"), "undo-2", "quiet")
        # Translators: {title} names a partner that was joined with another one.
        apart.setAccessibleName(_("Separate {title}").format(title=title))
        apart.clicked.connect(lambda: self._separate(member.id))
        lead = button(_("Let this name lead"), variant="quiet")
        # Translators: {name} is the name by which two joined partners shall go.
        lead.setAccessibleName(_("“{name}” leads").format(name=title))
        lead.clicked.connect(lambda: self._let_lead(member.id))
        if member.deleted:
            lead.hide()
        return in_row(apart, lead, None)

    def _separate(self, partner: str) -> None:
        if self._try(lambda: duplicates.separate(self._desk, partner)):
            self.told.emit(_("Separated: both stand in the list again, each with what was noted under it."))
            self.parted.emit()

    def _let_lead(self, partner: str) -> None:
        if self._try(lambda: duplicates.lead(self._desk, partner)):
            self.parted.emit()
            self.wants.emit("partners", partner)

    def _try(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except PartnerDeskError as error:
            self.refused.emit(error)
            return False
        return True


def joined_words(group: Group) -> str:
    """Return what the page of a joined partner's own record says about itself."""
    # Translators: {name} is the partner under whose name this one is shown in lists.
    words = _("This record was joined with “{name}”. Shown here is what was noted under it alone.")
    return words.format(name=group.members[0].title)
