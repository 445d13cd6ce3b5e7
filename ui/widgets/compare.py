"""Two sides beside each other: ours, the partner's, and the gap between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.widgets.basics import card, clear, label, line


@dataclass(frozen=True)
class Compared:
    """One line of a comparison, every part as it is shown; an empty text is "not answered"."""

    name: str
    ours: str
    partner: str
    gap: str = ""
    tone: str = ""
    """How the gap is to be read: success (aligned), warning (some difference) or danger (diverging)."""
    heading: bool = False
    """A section: shown larger, above its questions."""


class Comparison(QWidget):
    """A table of plain labels; a screen reader reads each line as one sentence."""

    def __init__(self, ours: str = "", partner: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = (ours, partner)
        frame, column = card(16)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 5)
        for number in (1, 2):
            self._grid.setColumnStretch(number, 2)
        self._grid.setColumnStretch(3, 2)
        column.addLayout(self._grid)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_lines(self, lines: Sequence[Compared]) -> None:
        """Show these lines under the heads of the two sides."""
        clear(self._grid)
        ours, partner = self._titles
        for column, words in enumerate(("", ours or _("Ours"), partner or _("Partner’s"), _("Gap"))):
            self._grid.addWidget(label(words, "help", wrap=False), 0, column)
        for number, compared in enumerate(lines, start=1):
            self._add(2 * number, compared)

    def _add(self, row: int, compared: Compared) -> None:
        if row > 2:
            self._grid.addWidget(line(), row - 1, 0, 1, 4)
        name = label(compared.name, "label" if compared.heading else "")
        missing = _("not answered")
        # Translators: one line of a comparison, read aloud: a question and the answers of both sides.
        spoken = _("{question}: ours {ours}, partner’s {partner}. {gap}").format(
            question=compared.name,
            ours=compared.ours or missing,
            partner=compared.partner or missing,
            gap=compared.gap,
        )
        name.setAccessibleName(spoken)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
        for column, words in ((1, compared.ours), (2, compared.partner)):
            self._grid.addWidget(self._cell(words, compared), row, column, Qt.AlignmentFlag.AlignVCenter)
        if compared.gap:
            self._grid.addWidget(label(compared.gap, "tag", tone=compared.tone), row, 3, Qt.AlignmentFlag.AlignVCenter)

    @staticmethod
    def _cell(words: str, compared: Compared) -> QLabel:
        if not words:
            return label("–", "muted")
        return label(words, "label" if compared.heading else "")
