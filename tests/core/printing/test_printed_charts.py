"""The radar and the bars."""

import pytest
from reportlab.platypus import Flowable

from partnerdesk import i18n
from partnerdesk.printing import chart
from partnerdesk.printing.chart import Bars, Radar, Series

NAMES = [f"{letter}. Finance, assets and accountability to people" for letter in "ABCDEFGHIJ"]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("axes", range(3, 11))
def test_names_of_the_axes_never_overlap(axes: int, language: str) -> None:
    with i18n.using(language):
        radar = Radar(NAMES[:axes], [Series("Ours", [50.0] * axes)], 511)

    labels = radar.labels()

    assert not [(one, other) for one in labels for other in labels if one is not other and one.overlaps(other)]


@pytest.mark.parametrize("axes", range(3, 11))
def test_names_of_the_axes_stay_on_the_paper(axes: int) -> None:
    radar = Radar(NAMES[:axes], [], 511)

    assert all(label.left >= 0 and label.left + label.width <= 511 for label in radar.labels())
    assert all(label.bottom >= radar.legend_height - 4 for label in radar.labels())
    assert all(label.bottom + label.height <= radar.height for label in radar.labels())


def test_the_scale_is_fixed_whatever_the_scores() -> None:
    low = Radar(NAMES[:4], [Series("Ours", [1.0, 2.0, 1.0, 2.0])], 511)
    high = Radar(NAMES[:4], [Series("Ours", [100.0] * 4)], 511)

    assert low.radius == high.radius
    assert low.reach(50) == pytest.approx(low.radius / 2)


@pytest.mark.parametrize(("sections", "kind"), [(1, Bars), (2, Bars), (3, Radar), (10, Radar), (11, Bars)])
def test_too_few_or_too_many_sections_are_drawn_as_bars(sections: int, kind: type[Flowable]) -> None:
    drawn = chart.chart(["Section"] * sections, [Series("Ours", [50.0] * sections)], 511)

    assert isinstance(drawn, kind)


def test_perspectives_differ_without_colour() -> None:
    assert len({(pen.dash, pen.marker) for pen in chart.PENS}) == 3
    assert all(pen.fill.red == pen.fill.green == pen.fill.blue for pen in chart.PENS)
