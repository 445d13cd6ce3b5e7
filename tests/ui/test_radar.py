"""Scores as a radar, as bars and as words."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.radar import RadarChart, Series

AXES = ("Accountability", "Transparency", "Respect", "Equity")


def grab(chart: RadarChart) -> QImage:
    return chart.grab().toImage()


def has_colour(picture: QImage, wanted: QColor) -> bool:
    return any(picture.pixelColor(x, y) == wanted for x in range(picture.width()) for y in range(picture.height() - 60))


@pytest.fixture
def chart(qtbot: QtBot) -> RadarChart:
    made = RadarChart()
    qtbot.addWidget(made)
    made.resize(460, 360)
    made.show()
    return made


def test_the_words_say_what_the_picture_shows(chart: RadarChart) -> None:
    chart.show_scores(AXES, [Series("Ours", (70, 55.25, None, 40)), Series("Joint", (None,) * 4, "joint", False)])

    assert chart.accessibleDescription().splitlines() == [
        "Ours: Accountability 70.0, Transparency 55.3, Respect –, Equity 40.0",
        "Joint: not finished, no rating",
    ]


def test_an_unfinished_side_is_not_drawn(chart: RadarChart) -> None:
    ink = theme.colour("partner")
    chart.show_scores(AXES, [Series("Partner's", (50, 60, 70, 80), "partner", True)])
    finished = has_colour(grab(chart), ink)

    chart.show_scores(AXES, [Series("Partner's", (50, 60, 70, 80), "partner", False)])

    assert finished
    assert not has_colour(grab(chart), ink)


def test_the_scale_is_always_0_to_100(chart: RadarChart) -> None:
    chart.show_scores(AXES, [Series("Ours", (10, 10, 10, 10))])
    grab(chart)
    low = [spot for spot, _words in chart._spots]

    chart.show_scores(AXES, [Series("Ours", (100, 100, 100, 100))])
    grab(chart)
    high = [spot for spot, _words in chart._spots]

    assert (high[2].y() - high[0].y()) == pytest.approx(10 * (low[2].y() - low[0].y()))


def test_two_axes_are_shown_as_bars(chart: RadarChart) -> None:
    chart.show_scores(AXES[:2], [Series("Ours", (50, 100))])
    picture = grab(chart)

    assert has_colour(picture, theme.colour("ours"))
    assert len({spot.y() for spot, _words in chart._spots}) == 2


def test_the_score_under_the_pointer_is_told(chart: RadarChart) -> None:
    chart.show_scores(AXES, [Series("Ours", (70, 55, 80, 40))])
    grab(chart)
    spot = chart._spots[0][0].toPoint()

    QApplication.sendEvent(chart, QHelpEvent(QHelpEvent.Type.ToolTip, spot, chart.mapToGlobal(spot)))

    assert QToolTip.text() == "Ours · Accountability: 70.0"


def test_nothing_to_show_is_said(chart: RadarChart) -> None:
    chart.show_scores((), ())
    grab(chart)

    assert chart.accessibleDescription() == "No scores yet"


def test_readers_from_the_right_read_the_axes_the_other_way_round(chart: RadarChart) -> None:
    chart.show_scores(AXES, [Series("Ours", (70, 55, 80, 40))])
    grab(chart)
    left_to_right = chart._spots[1][0].x()
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    grab(chart)

    middle = chart.rect().center().x()

    assert left_to_right > middle > chart._spots[1][0].x()


def test_far_from_a_score_no_tip_is_shown(chart: RadarChart) -> None:
    chart.show_scores(AXES, [Series("Ours", (70, 55, 80, 40))])
    grab(chart)

    QApplication.sendEvent(chart, QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(2, 2), QPoint(2, 2)))

    assert QToolTip.text() == ""
