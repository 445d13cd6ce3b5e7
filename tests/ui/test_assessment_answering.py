"""Answering an assessment by keyboard: what is saved, what is shown, and where the keyboard goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk import assessments
from partnerdesk.desk import Desk
from tests.core.devices import ops_of, take_in
from tests.ui.assessing import a_partner, answer_scaled, answered, card, make_desk, open_page, press, texts
from tests.ui.conftest import Type
from tests.ui.reachable import clipped, settle, unnamed, unreachable
from ui import words
from ui.jobs import Jobs


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    opened = make_desk(tmp_path / "workspace")
    yield opened
    opened.close()


@pytest.fixture
def pop4(desk: Desk) -> str:
    """Give an assessment of the four principles that nobody has answered."""
    return assessments.start(desk, a_partner(desk), "pop4")


def test_a_digit_saves_the_rating_and_opens_the_next_question(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    press("3")

    assert answered(desk, pop4, "acc.balance") == 3
    assert card(page).criterion() == "acc.inform"
    assert page.view.answering.form.lines["acc.balance"].answer() == "Consistent"


def test_the_keyboard_alone_answers_a_whole_form(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    while page.view.sitting is not None and page.view.sitting.neighbour(1):
        if card(page).accessibleName().startswith("Give one recent example"):
            press("We met in May")
            press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
        else:
            press("3")

    side = assessments.sheet(desk, pop4).sides["ours"]
    assert side.missing == ()
    assert page.view.answering.results.text() == "Solid"


def test_an_unfinished_form_shows_how_far_it_is_and_no_rating(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    press("4", "4", "4")

    results = page.view.answering.results
    assert results.text() == "3 of 16 answered: no rating yet"
    assert "Exemplary" not in texts(results)


def test_a_finished_section_shows_its_score_before_the_form_is_finished(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str
) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    press("4", "4", "4")

    assert "Accountability: 100.0" in page.view.answering.results.scores.text()
    assert "Equity: open" in page.view.answering.results.scores.text()


def test_the_last_rating_brings_up_the_band_and_the_score(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    answer_scaled(desk, pop4, value=3)
    respondent = assessments.first_respondent(pop4, "ours")
    assessments.answer(desk, pop4, respondent, "acc.balance", value=None)
    page = open_page(qtbot, desk, jobs, f"{pop4}/acc.balance")

    press("3")

    assert page.view.answering.results.text() == "Solid"
    assert page.view.answering.results.score_text() == "75.0 of 100"


def test_not_applicable_asks_for_a_comment_before_going_on(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    press("n")
    press("Nothing was agreed yet")
    page.flush()

    assert card(page).criterion() == "acc.balance"
    question = assessments.sheet(desk, pop4).sides["ours"].voices[0].questions[0]
    assert (question.value, question.comment) == ("NA", "Nothing was agreed yet")


def test_tab_and_enter_lead_on_and_shift_tab_back(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)
    visited = []

    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_PageUp, Qt.Key.Key_Backtab):
        press(key)
        visited.append(card(page).criterion())

    assert visited == ["acc.inform", "acc.credit", "acc.inform", "acc.balance"]


def test_c_opens_the_comment_and_a_pause_saves_it(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str, typing: Type
) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    press("c")
    focus = QApplication.focusWidget()
    assert focus is not None
    typing(focus, "Décidé avec eux")
    qtbot.waitUntil(lambda: _comment(desk, pop4) == "Décidé avec eux")

    assert card(page).comment.value() == "Décidé avec eux"


def test_leaving_the_question_saves_what_is_being_typed(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    press("c")
    press("Half a word")
    page.show_target("")

    assert _comment(desk, pop4) == "Half a word"


def test_nothing_pops_up_over_the_window_while_answering(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)
    watch = _Windows(page)
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]  # there is one in every test

    press("3", "n", "e", "c")
    page.show_target(f"{pop4}/about")
    page.show_target(f"{pop4}/actions")
    settle()

    assert watch.seen == []


def test_another_side_begins_with_its_own_first_question(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    page.view.answering.sections.sides["partner"].click()
    settle()
    press("2")

    assert answered(desk, pop4, "acc.balance", "partner") == 2
    assert answered(desk, pop4, "acc.balance", "ours") is None


def test_a_named_respondent_is_added_and_answers_for_herself(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)
    press("3")
    view = page.view.answering

    view.sections.people.click()
    view.people.add.click()
    view.people.editor.form_of("name").editor("name").setFocus()
    press("Nadia")
    view.people.flush()
    view.people.closed.emit()
    press("1")

    voices = assessments.sheet(desk, pop4).sides["ours"].voices
    assert [voice.name for voice in voices] == ["", "Nadia"]
    assert [voice.answers.get("acc.balance") for voice in voices] == [3, 1]


def test_a_submitted_assessment_can_be_read_and_not_answered(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    answer_scaled(desk, pop4)
    assessments.submit(desk, pop4)
    page = open_page(qtbot, desk, jobs, pop4)

    press(Qt.Key.Key_PageDown, "0")

    assert card(page).criterion() == "acc.inform"
    assert answered(desk, pop4, "acc.inform") == 3
    assert "Handed in: the answers are closed." in texts(page.view.answering)


def test_an_instrument_without_the_language_says_which_one_it_shows(
    qtbot: QtBot, qapp: QApplication, desk: Desk, jobs: Jobs, pop4: str
) -> None:
    words.use(qapp, "pt")

    page = open_page(qtbot, desk, jobs, pop4)

    assert len(page.view.answering.notices()) == 1
    assert card(page).accessibleName().startswith("Office of Tyre negotiates")


def test_arabic_mirrors_the_page(qtbot: QtBot, qapp: QApplication, desk: Desk, jobs: Jobs, pop4: str) -> None:
    words.use(qapp, "ar")

    page = open_page(qtbot, desk, jobs, pop4)

    view = page.view.answering
    assert _left(view.sections) > _left(view.form)
    assert _left(view.form) > _left(view.results)


@pytest.mark.parametrize("size", [(1150, 740), (966, 560)])
def test_every_control_can_be_reached_and_read(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str, size: tuple[int, int]
) -> None:
    page = open_page(qtbot, desk, jobs, pop4, size)
    press("n")
    page.view.answering.form.card.open_evidence()  # type: ignore[union-attr]  # the open question
    settle()

    assert (page.width(), page.height()) == size
    assert unnamed(page) == []
    assert unreachable(page) == []
    assert clipped(page.view) == []


@pytest.mark.parametrize(
    ("kind", "key", "value"), [("date", "cd.date", "2026-03-31"), ("single", "cd.outcome", "network")]
)
def test_answers_that_are_no_ratings_are_saved_too(
    qtbot: QtBot, desk: Desk, jobs: Jobs, kind: str, key: str, value: str
) -> None:
    closure = assessments.start(desk, a_partner(desk), "closure")
    question = assessments.sheet(desk, closure).instrument.criterion(key)
    if question is None or question.kind != kind:
        pytest.fail(f"{key} is no {kind} any more: choose another question")
    open_page(qtbot, desk, jobs, f"{closure}/{key}")

    press("31/03/2026" if kind == "date" else str(1 + [one.code for one in question.options].index(value)))
    press(Qt.Key.Key_PageDown)

    assert answered(desk, closure, key) == value


def test_a_risk_is_rated_while_it_is_typed(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    talk = assessments.start(desk, a_partner(desk), "rac")
    page = open_page(qtbot, desk, jobs, f"{talk}/rk.table")

    table = card(page).input
    table.editor.set_value([{"risk": "Roads", "likelihood": 4, "impact": 5}])  # type: ignore[attr-defined]
    table.editor.add_row()  # type: ignore[attr-defined]  # a table
    press("Fuel")
    page.flush()

    assert "(20)" in texts(card(page))
    assert answered(desk, talk, "rk.table", "joint") == [
        {"risk": "Roads", "likelihood": 4, "impact": 5},
        {"risk": "Fuel"},
    ]


class _Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at widgets that become visible."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False


def _comment(desk: Desk, assessment: str) -> str:
    return assessments.sheet(desk, assessment).sides["ours"].voices[0].questions[0].comment


def _left(widget: QWidget) -> int:
    return widget.mapToGlobal(widget.rect().topLeft()).x()


def test_two_answers_that_did_not_know_of_each_other_lead_to_the_decision(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str, tmp_path: Path
) -> None:
    other = make_desk(tmp_path / "other", "Omar")
    respondent = assessments.first_respondent(pop4, "ours")
    take_in(other, ops_of(desk))
    assessments.answer(desk, pop4, respondent, "acc.balance", value=3)
    assessments.answer(other, pop4, respondent, "acc.balance", value=1)
    take_in(desk, ops_of(other))
    other.close()
    page = open_page(qtbot, desk, jobs, f"{pop4}/acc.balance")

    with qtbot.waitSignal(page.wants) as asked:
        next(one for one in card(page).findChildren(QPushButton) if one.text() == "Two values: compare").click()

    assert asked.args == ["conflicts", assessments.answer_of(respondent, "acc.balance")]


def test_lowering_the_mark_of_an_answer_asks_for_a_reason(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    respondent = assessments.first_respondent(pop4, "ours")
    assessments.answer(desk, pop4, respondent, "acc.balance", value=3, sensitivity="high")
    page = open_page(qtbot, desk, jobs, f"{pop4}/acc.balance")
    box = card(page).findChildren(QComboBox)[0]

    box.setCurrentIndex(box.findData("low"))
    box.activated.emit(box.currentIndex())
    press("Names were taken out", Qt.Key.Key_Return)

    assert assessments.sheet(desk, pop4).sides["ours"].voices[0].questions[0].sensitivity == "low"


def test_what_cannot_be_saved_stays_and_is_told(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)
    press("c")
    press("Not lost")
    answer_scaled(desk, pop4)
    assessments.submit(desk, pop4)

    saved = page.view.answering.save()

    assert not saved
    assert card(page).comment.value() == "Not lost"
    assert "This assessment was submitted" in texts(card(page))
