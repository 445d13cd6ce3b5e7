"""Tables that continue on the next page."""

from pathlib import Path

import pypdfium2
import pytest

from partnerdesk import i18n
from partnerdesk.printing import page, parts
from partnerdesk.printing.grid import Grid, Look
from partnerdesk.printing.text import Style, Text

WIDTHS = [100.0, 300.0]


def table(words: str) -> Grid:
    return parts.table(["What", "Who"], [[words, "Tyre office"], ["short", "short"]], WIDTHS)


@pytest.mark.parametrize("room", range(5, 400, 7))
def test_what_is_put_on_a_page_fits_it(room: int) -> None:
    pieces = table("mot " * 400).split(400, room)

    if pieces:
        assert pieces[0].wrap(400, room)[1] <= room
        assert pieces[1].wrap(400, 10_000)[1] > 0


def test_the_head_is_repeated_and_never_stands_alone() -> None:
    whole = table("mot " * 400)
    head_height = Grid([[Text("What", Style()), Text("Who", Style())]], WIDTHS).wrap(400, 100)[1]

    assert table("mot").split(400, head_height + 4) == []
    first, second = whole.split(400, 200)
    assert first.wrap(400, 1_000)[1] + second.wrap(400, 10_000)[1] > whole.wrap(400, 10_000)[1]


def test_a_row_that_nearly_fits_moves_to_the_next_page_as_a_whole() -> None:
    rows = [[Text("line\n" * 6, Style()), Text("x", Style())] for _number in range(3)]
    grid = Grid(rows, WIDTHS, look=Look(pad_y=0))
    one = grid.wrap(400, 1_000)[1] / 3

    first, second = grid.split(400, one * 1.8)

    assert first.wrap(400, 1_000)[1] == pytest.approx(one)
    assert second.wrap(400, 1_000)[1] == pytest.approx(2 * one)


def test_columns_start_from_the_right_on_an_arabic_page(tmp_path: Path) -> None:
    with i18n.using("ar"):
        story = [parts.table(["FIRST", "SECOND"], [], WIDTHS)]
        page.write(story, page.Sheet("Title", "", "CODE"), tmp_path / "table.pdf")

    with pypdfium2.PdfDocument(tmp_path / "table.pdf") as document:
        text = document[0].get_textpage()
        places = {word: text.get_charbox(text.search(word).get_next()[0])[0] for word in ("FIRST", "SECOND")}
    assert places["FIRST"] > places["SECOND"]
