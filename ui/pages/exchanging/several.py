"""Several bundles in one table: whose they are, what they would change, and what became of each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from partnerdesk import clock, trust
from partnerdesk.batches import Arrival
from partnerdesk.i18n import N_, _, format_decimal, ngettext
from partnerdesk.receipts import APPLIED, ASIDE, STAGED, Receipt
from ui import theme
from ui.theme import icons
from ui.widgets.basics import button, clear, in_row, label, notice
from ui.widgets.plain_table import PlainTable

_STATES = {STAGED: N_("waits"), ASIDE: N_("kept aside"), APPLIED: N_("merged"), "undone": N_("undone")}
_MARKS = {APPLIED: ("circle-check", "success"), ASIDE: ("inbox", "muted"), STAGED: ("hourglass", "warning")}
_ROW = 34
_MOST_ROWS = 22
_STATE = 6
"""The column that says what became of a bundle."""


class SeveralCard(QFrame):
    """Shows arrivals and asks by signal; the row that is chosen is shown in full by its owner."""

    accept_asked = Signal()
    chosen = Signal(str)
    """The receipt of the row that the keyboard or the mouse stands on; empty for a refused file."""
    close_asked = Signal()
    conflicts_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._arrivals: Sequence[Arrival] = ()
        self._words = label("", "heading")
        self._refusals = QVBoxLayout()
        self._refusals.setSpacing(6)
        heads = [
            _("Office"),
            _("Sender"),
            _("Trusted"),
            _("New"),
            _("To be decided"),
            _("Waiting for"),
            _("State"),
            _("Remarks"),
        ]
        self._table = PlainTable(_("Bundles that came together"), heads, numbers={3, 4, 5})
        self._table.verticalHeader().setDefaultSectionSize(_ROW)
        self._table.currentCellChanged.connect(lambda row, *_rest: self._choose(row))
        self.accept = button("", "check", "primary")
        self.accept.clicked.connect(self.accept_asked)
        self._decide = button(_("Decide now"), "git-merge")
        self._decide.clicked.connect(self.conflicts_asked)
        close = button(_("Close the table"), "x", "quiet")
        close.clicked.connect(self.close_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(self._words)
        column.addLayout(in_row(self.accept, self._decide, close, None))
        column.addWidget(self._table)
        column.addLayout(self._refusals)

    def show_arrivals(self, arrivals: Sequence[Arrival]) -> None:
        """Show what came, or what became of it; the row that was chosen stays chosen."""
        row = self._table.currentRow()
        self._arrivals = arrivals
        self._words.setText(_in_words(arrivals))
        ready = len(acceptable(arrivals))
        self.accept.setText(
            ngettext("Accept the trusted one", "Accept all {n} that are trusted", ready).format(n=format_decimal(ready))
        )
        self.accept.setVisible(bool(ready))
        merged = (one.receipt for one in arrivals if one.receipt and one.receipt.state == APPLIED)
        self._decide.setVisible(any(receipt.summary.conflicts for receipt in merged))
        self._table.show_cells([_cells(one) for one in arrivals])
        self._table.show_at_most(_MOST_ROWS)
        for number, one in enumerate(arrivals):
            self._mark(number, one)
        clear(self._refusals)
        for one in arrivals:
            if one.refused:
                # Translators: the name of a file, and a sentence that says why it was refused.
                words = _("{file}: {reason}").format(file=one.file, reason=one.refused)
                self._refusals.addWidget(notice(words, "circle-alert", "danger"))
        if row >= 0:
            self._choose(row)

    def arrivals(self) -> Sequence[Arrival]:
        """Return what is shown."""
        return self._arrivals

    def _mark(self, row: int, one: Arrival) -> None:
        icon, role = (
            ("circle-alert", "danger") if one.receipt is None else _MARKS.get(one.receipt.state, ("undo-2", "muted"))
        )
        if state := self._table.item(row, _STATE):
            state.setIcon(icons.icon(icon, getattr(theme.colours(), role), 16))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._arrivals):
            receipt = self._arrivals[row].receipt
            self.chosen.emit(receipt.id if receipt else "")


def acceptable(arrivals: Sequence[Arrival]) -> list[str]:
    """Return the receipts among these that wait and whose sender is trusted."""
    found = [one.receipt for one in arrivals if one.receipt]
    return [one.id for one in found if one.trusted and one.state in {STAGED, ASIDE}]


def _cells(one: Arrival) -> list[str]:
    if one.receipt is None:
        return ["", "", "", "", "", "", _("refused"), one.file]
    receipt, summary = one.receipt, one.receipt.summary
    office = receipt.sender["office"]
    gaps = sum(office in (gap["office"], gap.get("of")) for gap in summary.waiting)
    return [
        office,
        receipt.sender["person"],
        _("Yes") if receipt.trusted else _(trust.STATES[receipt.peer]),
        format_decimal(summary.new),
        _unless_none(summary.conflicts),
        _unless_none(gaps),
        _(_STATES[receipt.state]),
        ", ".join(_remarks(receipt)),
    ]


def _remarks(receipt: Receipt) -> list[str]:
    """Return in a few words what deserves a look; the card below says it in full."""
    found = []
    if number := len({(one["kind"], one["record"]) for one in receipt.summary.erased}):
        found.append(ngettext("erases {n} record for good", "erases {n} records for good", number).format(n=number))
    if receipt.summary.forks:
        found.append(
            ngettext("{n} kept out", "{n} kept out", receipt.summary.forks).format(
                n=format_decimal(receipt.summary.forks)
            )
        )
    if clock.remarks(receipt):
        found.append(_("a clock is wrong"))
    if receipt.summary.newer:
        found.append(_("needs a newer version"))
    if not receipt.summary.new and not found:
        found.append(_("nothing new"))
    return found or [receipt.file]


def _unless_none(number: int) -> str:
    return format_decimal(number) if number else ""


def _in_words(arrivals: Sequence[Arrival]) -> str:
    """Sum up: how many came, how many can be accepted, are merged, are kept for later, or could not be read."""
    receipts = [one.receipt for one in arrivals if one.receipt]
    ready = len(acceptable(arrivals))
    open_fields = sum(one.summary.conflicts for one in receipts)
    counts = [
        (len(arrivals), ngettext("{n} bundle", "{n} bundles", len(arrivals))),
        (merged := sum(one.state == APPLIED for one in receipts), ngettext("{n} merged", "{n} merged", merged)),
        (ready, ngettext("{n} can be accepted", "{n} can be accepted", ready)),
        (
            strange := sum(not one.trusted and one.state in {STAGED, ASIDE} for one in receipts),
            ngettext("{n} from a sender who is not trusted", "{n} from senders who are not trusted", strange),
        ),
        (
            bad := sum(bool(one.refused) for one in arrivals),
            ngettext("{n} could not be read", "{n} could not be read", bad),
        ),
    ]
    counts.append((open_fields, ngettext("{n} field to decide", "{n} fields to decide", open_fields)))
    return " · ".join(words.format(n=format_decimal(number)) for number, words in counts if number)
