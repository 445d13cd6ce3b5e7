"""Answering a question of an assessment with the keyboard."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.ui.reachable import settle, unnamed
from ui.widgets.basics import scrolled
from ui.widgets.progress import AnsweredBar
from ui.widgets.rating import RatingScale, Step

STEPS = [
    Step(0, "Not practised", "No effort can be observed."),
    Step(1, "Occasional", "Efforts exist but depend on individuals."),
    Step(2, "Regular", "An agreed way of working exists."),
]
SPECIALS = [Step("NA", "Not applicable"), Step("DK", "Cannot say")]


@pytest.fixture
def scale(qtbot: QtBot) -> RatingScale:
    made = RatingScale("Do we keep our word?", STEPS, SPECIALS)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    settle()
    return made


def press(scale: RatingScale, text: str, key: Qt.Key = Qt.Key.Key_unknown) -> None:
    target = scale.focusWidget() or scale
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text))


@pytest.mark.parametrize(("typed", "answer"), [("0", 0), ("2", 2), ("٢", 2), ("n", "NA"), ("?", "DK"), ("؟", "DK")])
def test_one_key_answers(scale: RatingScale, typed: str, answer: object) -> None:
    told: list[object] = []
    scale.answered.connect(told.append)

    press(scale, typed)

    assert told == [answer]
    assert scale.value() == answer


def test_another_answer_takes_the_place_of_the_first(scale: RatingScale) -> None:
    press(scale, "0")
    press(scale, "1")

    chosen = [made.isChecked() for made in scale.findChildren(QAbstractButton)]

    assert chosen.count(True) == 1
    assert scale.value() == 1


def test_delete_takes_the_answer_back(scale: RatingScale) -> None:
    press(scale, "1")

    press(scale, "", Qt.Key.Key_Delete)

    assert scale.value() is None


def test_arrows_move_without_answering_and_space_answers(scale: RatingScale) -> None:
    press(scale, "", Qt.Key.Key_Down)
    before = scale.value()
    focused = scale.focusWidget()
    assert focused is not None

    QTest.keyClick(focused, Qt.Key.Key_Space)

    assert before is None
    assert scale.value() == 1


def test_a_digit_that_is_no_step_answers_nothing(scale: RatingScale) -> None:
    told: list[object] = []
    scale.answered.connect(told.append)

    press(scale, "9")

    assert told == []


def test_enter_goes_on(qtbot: QtBot, scale: RatingScale) -> None:
    with qtbot.waitSignal(scale.done):
        press(scale, "\r", Qt.Key.Key_Return)


def test_a_screen_reader_hears_the_step_and_its_anchor(scale: RatingScale) -> None:
    names = [made.accessibleName() for made in scale.findChildren(QAbstractButton)]

    assert names[1] == "1. Occasional. Efforts exist but depend on individuals."
    assert unnamed(scale) == []


def test_steps_with_words_as_values_are_numbered(qtbot: QtBot) -> None:
    made = RatingScale("Light", [Step("red", "Red"), Step("amber", "Amber")])
    qtbot.addWidget(made)
    made.show()
    made.setFocus()

    press(made, "2")

    assert made.value() == "amber"


def test_a_long_anchor_is_shown_in_full_in_a_narrow_window(qtbot: QtBot) -> None:
    made = RatingScale("Q", [Step(1, "Step", "A long explanation of what this step means. " * 6)])
    qtbot.addWidget(made)
    made.show()
    step = made.findChildren(QAbstractButton)[0]
    made.resize(900, 200)
    settle()
    wide = step.height()

    made.resize(320, 300)
    settle()

    assert step.height() > wide
    assert step.height() >= step.heightForWidth(step.width())


def test_the_bar_says_how_many_are_answered(qtbot: QtBot) -> None:
    bar = AnsweredBar()
    qtbot.addWidget(bar)

    bar.set_progress(7, 12)

    assert bar.text() == "7 of 12 answered"


def test_in_little_room_the_page_scrolls_and_no_step_covers_another(qtbot: QtBot) -> None:
    steps = [Step(number, f"Step {number}", "What this step means, in a sentence. " * 4) for number in range(5)]
    made = RatingScale("Q", steps, SPECIALS)
    page = scrolled(made)
    qtbot.addWidget(page)

    page.resize(420, 240)
    page.show()
    settle()

    places = [button.geometry() for button in made.findChildren(QAbstractButton)]
    assert not any(one.intersects(other) for one, other in pairwise(places[:6]))
    assert made.height() > page.height()
