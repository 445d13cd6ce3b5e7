"""What others decided about our records: the value that stands, the one it replaced, by whom and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from partnerdesk import showing
from partnerdesk.decisions import Decided, Decision, Lost, decisions, mark_read, unread
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.kinds import kind_named
from ui.widgets.basics import button, card, clear, in_row, label, plain
from ui.widgets.empty import EmptyState

MOST_SHOWN = 40
_PLACES = {
    "partner": "partners",
    "assessment": "assessments",
    "consultation": "consultations",
    "action": "actions",
}


class DecidedPanel(QWidget):
    """A card for each decision, those that nobody has read first; whoever disagrees edits the record."""

    told = Signal(str)
    refused = Signal(object)
    record_asked = Signal(str, str)
    """Show a record: its place and what to show there."""
    read = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._unread_only = QCheckBox(plain(_("Only what nobody has read")))
        self._unread_only.setChecked(True)
        self._unread_only.toggled.connect(self.refresh)
        self._all_read = button(_("Mark all as read"), "check")
        self._all_read.clicked.connect(lambda: self._mark([]))
        self._head = label("", "muted")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 14, 2, 14)
        column.setSpacing(14)
        column.addLayout(in_row(self._unread_only, self._all_read, None))
        column.addWidget(self._head)
        column.addLayout(self._cards)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what came with bundles, the newest bundle first."""
        clear(self._cards)
        number = unread(self._desk)
        self._all_read.setEnabled(bool(number))
        words = ngettext("{n} decision nobody has read.", "{n} decisions nobody has read.", number)
        self._head.setText(words.format(n=number))
        found = decisions(self._desk, unread_only=self._unread_only.isChecked())
        if not found:
            self._cards.addWidget(
                EmptyState(
                    "circle-check",
                    _("No decision to read"),
                    _("What others decide about values that were given here comes with their bundles."),
                )
            )
        for decision in found[:MOST_SHOWN]:
            self._cards.addWidget(self._card(decision))
        if len(found) > MOST_SHOWN:
            more = ngettext("{n} more follows.", "{n} more follow.", len(found) - MOST_SHOWN)
            self._cards.addWidget(label(more.format(n=len(found) - MOST_SHOWN), "muted"))

    def _card(self, decision: Decision) -> QWidget:
        frame, inside = card(16)
        # Translators: a kind of record and its name.
        head = _("{kind}: {title}").format(
            kind=_(kind_named(decision.kind).label), title=decision.title or _("without a name")
        )
        new = [] if decision.read else [label(_("new"), "tag", tone="accent")]
        row = in_row(label(head, "label"), *new)
        row.setStretch(0, 1)
        inside.addLayout(row)
        for field in decision.fields:
            inside.addWidget(label(_field_words(field)))
            for lost in field.lost:
                inside.addWidget(label(_lost_words(lost), "muted"))
        if decision.note:
            inside.addWidget(label(_("Reason: {reason}").format(reason=decision.note)))
        # Translators: who decided, of which office, and when.
        by = _("{person} ({office}), {date}").format(
            person=decision.by, office=decision.office, date=showing.moment(decision.at)
        )
        inside.addWidget(label(by, "help"))
        inside.addLayout(in_row(*self._buttons(decision), None))
        return frame

    def _buttons(self, decision: Decision) -> list[QWidget]:
        made: list[QWidget] = []
        place = _PLACES.get(decision.kind)
        if place is not None:
            disagree = button(_("I disagree: change it"), "pencil")
            disagree.setToolTip(
                _("The decision stands until somebody writes another value; the history keeps all of them.")
            )
            part = "/details" if place == "partners" else ""
            disagree.clicked.connect(lambda: self._open(place, decision.record + part))
            made.append(disagree)
            if place == "partners":
                look = button(_("History"), "history", "quiet")
                look.setAccessibleName(_("History of {title}").format(title=decision.title))
                look.clicked.connect(lambda: self._open(place, f"{decision.record}/history"))
                made.append(look)
        if not decision.read:
            done = button(_("Read"), "check", "primary")
            done.setAccessibleName(_("Mark the decision about {title} as read").format(title=decision.title))
            done.clicked.connect(lambda: self._mark([decision.id]))
            made.insert(0, done)
        return made

    def _open(self, place: str, target: str) -> None:
        self.record_asked.emit(place, target)

    def _mark(self, numbers: list[int]) -> None:
        mark_read(self._desk, numbers)
        self.refresh()
        self.read.emit()


def _field_words(field: Decided) -> str:
    # Translators: a field and the value that was decided.
    return _("{field}: {value}").format(field=field.label, value=field.words or _("(empty)"))


def _lost_words(lost: Lost) -> str:
    value = lost.words or _("(empty)")
    if lost.ours:
        return _("instead of ours: {value}").format(value=value)
    # Translators: a value that was not taken, and who had given it.
    return _("instead of {value}, by {person} ({office})").format(value=value, person=lost.by, office=lost.office)
