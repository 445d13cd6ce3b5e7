"""The result as it grows: how much is answered, the score of each finished section, and a rating once the form is."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.assessments import Sheet, Side
from partnerdesk.i18n import ngettext
from partnerdesk.instruments.model import Section
from ui.pages.assessing import words
from ui.pages.assessing.score_bars import ScoreBars
from ui.pages.assessing.sitting import Sitting
from ui.widgets.basics import card, clear, label, notice
from ui.widgets.progress import AnsweredBar
from ui.widgets.radar import RadarChart, Series

_WITHOUT_CHART = frozenset({"traffic_light", "none", "count_met", "sum_values"})
"""Methods whose sections hold one question or are talked about one by one: a radar of them would say nothing."""

_PADDING = 14
_CHART_HEIGHT = 250


class ResultsPanel(QWidget):
    """Shows the side that is being answered; nothing here looks like a rating before the form is finished."""

    def __init__(self) -> None:
        super().__init__()
        frame, column = card(_PADDING)
        self._head = label("", "label")
        self._bar = AnsweredBar()
        self._rating = label("", "title")
        self._score = label("", "muted")
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(6)
        self.chart = RadarChart()
        self.chart.setMinimumSize(220, _CHART_HEIGHT)
        self.chart.setFixedHeight(_CHART_HEIGHT)
        small = self.chart.font()
        small.setPointSizeF(small.pointSizeF() * 0.88)
        self.chart.setFont(small)
        self._has_chart = False
        self._progress = (-1, -1)
        self.scores = ScoreBars()
        self._kept = label("", "help")
        column.addWidget(self._head)
        column.addWidget(self._bar)
        column.addWidget(self._rating)
        column.addWidget(self._score)
        column.addLayout(self._remarks)
        column.addWidget(self.chart)
        column.addWidget(self.scores)
        column.addWidget(self._kept)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_sitting(self, sitting: Sitting) -> None:
        """Show the result of the side on which the sitting stands."""
        sheet, side = sitting.sheet, sitting.side
        self._head.setText(words.side_name(side.perspective))
        progress = (side.progress.answered, side.progress.applicable)
        if progress != self._progress:
            self._progress = progress
            self._bar.set_progress(*progress)
        self._show_rating(sheet, side)
        shown = {} if side.withheld else finished_scores(sheet, side)
        sections = [one for one in sheet.instrument.sections if one.key in shown]
        self._show_chart(sheet, side, sections, shown)
        self.scores.show_scores(sections, shown)
        kept = sitting.voice.kept
        told = ngettext(
            "{n} answer to a question that is not asked any more is kept and does not count.",
            "{n} answers to questions that are not asked any more are kept and do not count.",
            kept,
        )
        self._kept.setText(told.format(n=kept))
        self._kept.setVisible(bool(kept))

    def text(self) -> str:
        """Return the rating, or how far the form is, as it is shown."""
        return self._rating.text()

    def score_text(self) -> str:
        """Return the score as it is shown; empty while there is no rating."""
        return self._score.text()

    def _show_rating(self, sheet: Sheet, side: Side) -> None:
        result = side.result
        self._rating.setText(words.rating(sheet, side))
        rated = result is not None and result.is_rated and side.disclosure.show_score and not side.withheld
        self._rating.setProperty("role", "title" if rated else "muted")
        self._rating.style().polish(self._rating)
        self._rating.setVisible(bool(self._rating.text()))
        shown = words.score(sheet, result) if rated and result else ""
        self._score.setText(shown or (words.still_open(result) if result and not side.withheld else ""))
        self._score.setVisible(bool(self._score.text()))
        clear(self._remarks)
        if result is None or not rated:
            return
        if lowered := words.lowered(sheet, result):
            self._remarks.addWidget(notice(lowered, "triangle-alert", "warning"))
        for told in words.remarks(sheet, result):
            self._remarks.addWidget(label(told, "muted"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chart()

    def _show_chart(
        self, sheet: Sheet, side: Side, sections: Sequence[Section], shown: dict[str, Fraction | None]
    ) -> None:
        axes = [one for one in sections if one.weight > 0]
        wanted = len(axes) >= 3 and sheet.instrument.scoring.method not in _WITHOUT_CHART
        self._has_chart = wanted and any(shown[one.key] is not None for one in axes)
        values = tuple(_points(shown[one.key]) for one in axes)
        series = Series(words.side_name(side.perspective), values, side.perspective)
        self.chart.show_scores([one.title.words() for one in axes], [series])
        self._fit_chart()

    def _fit_chart(self) -> None:
        """Show the radar where it can be read; the numbers stand below it in any case."""
        margins = 2 * _PADDING + 2
        self.chart.resize(self.width() - margins, _CHART_HEIGHT)
        self.chart.setVisible(self._has_chart and self.chart.is_radar())


def finished_scores(sheet: Sheet, side: Side) -> dict[str, Fraction | None]:
    """Return the score of each section that is asked and scored; None where a question of it is still open."""
    if side.result is None or not side.disclosure.show_score:
        return {}
    parts = {part.key: part for part in sheet.scores.sheets[side.perspective].parts}
    found: dict[str, Fraction | None] = {}
    for key, value in side.result.section_scores.items():
        part = parts.get(key)
        complete = part is not None and len(part.answered) == len(part.applicable)
        found[key] = value if complete else None
    return found


def _points(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
