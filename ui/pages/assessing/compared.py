"""Our view and the partner's side by side: the principles, the weakest first, and where the two lie apart."""

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import assessments
from partnerdesk.assessments import Cell, Row, Sheet
from partnerdesk.i18n import _, ngettext
from partnerdesk.instruments.gap import ALIGNED, DIVERGING, SOME_DIFFERENCE
from partnerdesk.instruments.model import Section
from partnerdesk.showing import joined
from ui.pages.assessing import words
from ui.pages.assessing.results import finished_scores
from ui.widgets.basics import card, clear, icon_button, in_row, label, notice, scrolled
from ui.widgets.columns import TwoColumns
from ui.widgets.compare import Compared, Comparison
from ui.widgets.empty import EmptyState
from ui.widgets.radar import RadarChart, Series

_NAMED = 5
_BESIDE_FROM = 820


class ComparedView(QWidget):
    """What both sides answered, for the talk between them: the words first, then the numbers."""

    agree_asked = Signal(str)
    """An action is to be agreed about a question: its criterion."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(2, 6, 12, 20)
        self._column.setSpacing(14)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._inside))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show both views of an assessment."""
        clear(self._column)
        if not {"ours", "partner"} <= sheet.sides.keys():
            self._column.addWidget(EmptyState("arrow-left-right", _("This instrument is filled in by one side only.")))
            return
        if sheet.sides["ours"].withheld:
            told = _("Our view is shown once both sides are complete, so that neither leans on the other.")
            self._column.addWidget(EmptyState("eye-off", _("Not shown yet"), told))
            return
        rows = assessments.compare(sheet)
        if not sheet.begun:
            explanation = _("As soon as both sides have answered, their answers stand here beside each other.")
            self._column.addWidget(EmptyState("arrow-left-right", _("Nobody has answered yet"), explanation))
            return
        self._column.addWidget(self._summary(sheet, rows))
        comparison = Comparison(words.side_name("ours"), words.side_name("partner"))
        comparison.show_lines(_lines(sheet, rows))
        self._column.addWidget(comparison)
        self._column.addStretch(1)

    def _summary(self, sheet: Sheet, rows: tuple[Row, ...]) -> QWidget:
        both = TwoColumns(_BESIDE_FROM, (1, 1))
        both.first.addWidget(self._distance(sheet, rows))
        chart = _chart(sheet)
        if chart is not None:
            frame, column = card(12)
            column.addWidget(chart)
            both.second.addWidget(frame)
        return both

    def _distance(self, sheet: Sheet, rows: tuple[Row, ...]) -> QWidget:
        frame, column = card(16)
        gap = sheet.scores.gap
        for name in ("ours", "partner", "joint"):
            side = sheet.sides.get(name)
            if side is not None and side.begun:
                # Translators: a side and its rating, or how far it is.
                told = _("{side}: {rating}").format(side=words.side_name(name), rating=words.rating(sheet, side))
                column.addWidget(label(told, "label"))
        if gap is None or gap.mean_absolute_gap is None or gap.signed_gap is None:
            column.addWidget(
                notice(_("There is no distance to tell before both sides have answered the same questions."))
            )
            column.addStretch(1)
            return frame
        column.addWidget(label(_("How far apart on average"), "help"))
        column.addWidget(label(_("{points} points of 100").format(points=words.number(gap.mean_absolute_gap)), "title"))
        told = ngettext(
            "Over {n} question that both sides rated. Signed mean: {signed}; a plus sign means that we rate higher.",
            "Over {n} questions that both sides rated. Signed mean: {signed}; a plus sign means that we rate higher.",
            gap.paired,
        )
        column.addWidget(label(told.format(n=gap.paired, signed=words.signed(gap.signed_gap)), "muted"))
        apart = sorted((row for row in rows if row.label == DIVERGING and row.gap is not None), key=_distance)
        if apart:
            column.addWidget(label(_("Talk about first"), "label"))
        for row in apart[:_NAMED]:
            column.addLayout(self._apart(sheet, row))
        column.addStretch(1)
        return frame

    def _apart(self, sheet: Sheet, row: Row) -> QHBoxLayout:
        # Translators: the number of a question, the question, and the gap between both views.
        told = _("{number}. {question} ({gap})").format(
            number=words.numbers(sheet.instrument)[row.criterion.key],
            question=words.brief(sheet, row.criterion),
            gap=words.signed(row.gap or Fraction(0)),
        )
        agree = icon_button("list-checks", _("Agree an action"), "accent")
        agree.setAccessibleDescription(told)
        agree.clicked.connect(lambda: self.agree_asked.emit(row.criterion.key))
        line = in_row(spacing=6)
        line.addWidget(label(told), 1)
        line.addWidget(agree, 0, Qt.AlignmentFlag.AlignTop)
        return line


def _distance(row: Row) -> Fraction:
    return -abs(row.gap or Fraction(0))


def _lines(sheet: Sheet, rows: tuple[Row, ...]) -> list[Compared]:
    ours, partner = (finished_scores(sheet, sheet.sides[name]) for name in ("ours", "partner"))

    def weakness(section: Section) -> tuple[bool, Fraction]:
        known = [value for scores in (ours, partner) if (value := scores.get(section.key)) is not None]
        return (not known, min(known, default=Fraction(0)))

    lines: list[Compared] = []
    numbers = words.numbers(sheet.instrument)
    for section in sorted(sheet.instrument.sections, key=weakness):
        inside = [row for row in rows if row.section == section.key and (row.ours.questions or row.partner.questions)]
        if not inside:
            continue
        lines.append(_section_line(sheet, section, inside, ours.get(section.key), partner.get(section.key)))
        for row in inside:
            asked = sheet.words(row.criterion).words
            gap = f"{words.gap(row.label)} ({words.signed(row.gap)})" if row.gap is not None else ""
            lines.append(
                Compared(
                    name=_("{number}. {question}").format(number=numbers[row.criterion.key], question=asked),
                    ours=_cell(sheet, "ours", row, row.ours),
                    partner=_cell(sheet, "partner", row, row.partner),
                    gap=gap,
                    tone=words.TONES[row.label],
                )
            )
    return lines


def _section_line(
    sheet: Sheet, section: Section, rows: list[Row], ours: Fraction | None, partner: Fraction | None
) -> Compared:
    gaps = [(row.criterion.weight, abs(row.gap)) for row in rows if row.gap is not None]
    weight = sum((one for one, _gap in gaps), Fraction(0))
    told, tone = "", ""
    if weight:
        absolute = sum((one * gap for one, gap in gaps), Fraction(0)) / weight
        scoring = sheet.instrument.scoring
        name = ALIGNED if absolute < scoring.aligned_below else SOME_DIFFERENCE
        name = name if absolute < scoring.diverging_from else DIVERGING
        told, tone = f"{words.gap(name)} ({words.number(absolute)})", words.TONES[name]
    return Compared(
        name=section.title.words(),
        ours="" if ours is None else words.number(ours),
        partner="" if partner is None else words.number(partner),
        gap=told,
        tone=tone,
        heading=True,
    )


def _cell(sheet: Sheet, side: str, row: Row, cell: Cell) -> str:
    if not sheet.sides[side].disclosure.show_distribution:
        return ""
    told = [words.answer(row.criterion, value) for value in cell.values]
    return joined(dict.fromkeys(told))


def _chart(sheet: Sheet) -> RadarChart | None:
    scores = {
        name: finished_scores(sheet, side)
        for name, side in sheet.sides.items()
        if side.begun and side.result is not None
    }
    axes = [
        one
        for one in sheet.instrument.sections
        if one.weight > 0 and any(found.get(one.key) is not None for found in scores.values())
    ]
    if len(axes) < 3:
        return None
    series = [
        Series(words.side_name(name), tuple(_points(found.get(one.key)) for one in axes), name)
        for name, found in scores.items()
    ]
    chart = RadarChart()
    chart.setMinimumHeight(300)
    chart.show_scores([one.title.words() for one in axes], series)
    return chart


def _points(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
