"""Two partners that may be one organisation, side by side, with what speaks for it and what to do about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QRadioButton, QVBoxLayout

from partnerdesk.duplicates import Comparison, Line
from partnerdesk.i18n import _
from ui.widgets.basics import button, in_row, label, line, plain
from ui.widgets.link import Link


class PairCard(QFrame):
    """Asks whether two partners are the same; it judges nothing itself."""

    joined = Signal(str, str)
    """They are the same: the id of the one whose name both go by, and the reason given."""
    dismissed = Signal(str)
    """They are not the same; the reason given."""
    open_asked = Signal(str)

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self.comparison = comparison
        self.setProperty("role", "card")
        # Translators: two partners that may be the same.
        self.setAccessibleName(_("{one} and {other}").format(one=comparison.titles[0], other=comparison.titles[1]))
        self.leads = tuple(self._lead(number) for number in range(2))
        self.leads[0 if comparison.richer == comparison.one else 1].setChecked(True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Reason (kept in the history)"))
        self.reason.setAccessibleName(_("Reason"))
        self.same = button(_("Same organisation"), "git-merge", "primary")
        self.same.clicked.connect(self._join)
        self.different = button(_("Not the same"), "x")
        self.different.clicked.connect(lambda: self.dismissed.emit(self.reason.text().strip()))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addLayout(self._why())
        # Above the comparison: in a small window it would else lie below what is seen.
        buttons = in_row(self.same, self.different, self.reason)
        buttons.setStretch(2, 1)
        column.addLayout(buttons)
        column.addWidget(line())
        column.addLayout(self._grid())

    def _join(self) -> None:
        lead = self.comparison.one if self.leads[0].isChecked() else self.comparison.other
        self.joined.emit(lead, self.reason.text().strip())

    def _lead(self, number: int) -> QRadioButton:
        made = QRadioButton(plain(_("This name leads")))
        # Translators: {name} is the name by which two joined partners shall go.
        made.setAccessibleName(_("“{name}” leads").format(name=self.comparison.titles[number]))
        return made

    def _why(self) -> QVBoxLayout:
        reasons = QVBoxLayout()
        reasons.setSpacing(3)
        if self.comparison.score:
            # Translators: how much two partners look alike, from 0 to 100.
            words = _("alike: {score} of 100").format(score=self.comparison.score)
            reasons.addLayout(in_row(label(words, "tag", tone="accent"), None))
        for sentence in self.comparison.reasons:
            reasons.addWidget(label(sentence))
        return reasons

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
        for number in range(2):
            grid.setColumnStretch(number + 1, 5)
            partner = (self.comparison.one, self.comparison.other)[number]
            name = Link(self.comparison.titles[number] or _("without a name"))
            name.clicked.connect(self._opener(partner))
            grid.addWidget(name, 0, number + 1)
            grid.addWidget(self.leads[number], 1, number + 1)
        for row, compared in enumerate(self.comparison.lines, start=2):
            self._add(grid, row, compared)
        return grid

    def _opener(self, partner: str) -> Callable[[], None]:
        return lambda: self.open_asked.emit(partner)

    @staticmethod
    def _add(grid: QGridLayout, row: int, compared: Line) -> None:
        name = label(compared.label, "help")
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        for column, words in ((1, compared.one), (2, compared.other)):
            grid.addWidget(_cell(words, alike=compared.alike), row, column, Qt.AlignmentFlag.AlignTop)


def _cell(words: str, *, alike: bool) -> QLabel:
    if not words:
        return label("–", "muted")
    return label(words, "muted" if alike else "")
