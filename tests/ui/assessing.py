"""Short ways for tests of the assessment pages: a desk with a partner, an open page, and keys as somebody presses them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk import assessments, workspace
from partnerdesk.desk import Desk, Identity
from partnerdesk.store.keyslot import LIGHT
from tests.ui.reachable import settle
from ui.jobs import Jobs
from ui.pages.assessing.question import QuestionCard
from ui.pages.assessments import AssessmentsPage

PARTNER = "Association Cèdre"


def make_desk(folder: Path, person: str = "Rana", role: str = "field_officer") -> Desk:
    """Return the desk of somebody in a country office."""
    identity = Identity("LBN-TYR", "Office of Tyre", person, role, "en")
    return workspace.create(folder, "sept mots pour ouvrir cet ordinateur ici", identity, LIGHT).desk


def a_partner(desk: Desk) -> str:
    """Return a partner that was recorded."""
    return desk.create("partner", {"legal_name": PARTNER, "org_type": ["ngo"]})


def open_page(
    qtbot: QtBot, desk: Desk, jobs: Jobs, target: str, size: tuple[int, int] = (1200, 760)
) -> AssessmentsPage:
    """Return the page of assessments in its own window, showing what a target names."""
    page = AssessmentsPage(desk, jobs)
    qtbot.addWidget(page)
    page.wants.connect(lambda key, wanted: page.show_target(wanted) if key == "assessments" else None)
    page.resize(*size)
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    page.show_target(target)
    settle()
    return page


def press(*keys: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the keyboard is; text is typed letter by letter."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the keyboard"
        if isinstance(key, str):
            QTest.keyClicks(focus, key)
        else:
            QTest.keyClick(focus, key, modifier)
        settle()


def card(page: AssessmentsPage) -> QuestionCard:
    """Return the open question."""
    found = page.view.answering.form.card
    assert found is not None, "no question is open"
    return found


def answered(desk: Desk, assessment: str, criterion: str, perspective: str = "ours") -> object:
    """Return what is stored as the answer of the first respondent of a side."""
    voice = assessments.sheet(desk, assessment).sides[perspective].voices[0]
    question = voice.question(criterion)
    assert question is not None, f"{criterion} is not asked"
    return question.value


def answer_scaled(desk: Desk, assessment: str, perspective: str = "ours", value: int = 3) -> None:
    """Give the same rating to every rated question of a side, with proof where it is asked for."""
    sheet = assessments.sheet(desk, assessment)
    respondent = sheet.sides[perspective].voices[0].id
    for criterion in sheet.instrument.criteria(perspective):
        if criterion.scale is not None:
            types = criterion.evidence.types if criterion.evidence else ()
            proof = [{"type": types[0], "reference": "Folder 3"}] if types else []
            assessments.answer(desk, assessment, respondent, criterion.key, value=value, evidence=proof)


Opened = Callable[[str], AssessmentsPage]
"""Opens the page of assessments at a target."""


def texts(widget: QWidget) -> str:
    """Return the words of all labels and buttons that can be seen below a widget."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    found = [
        one.text()
        for one in widget.findChildren(QWidget)
        if isinstance(one, QLabel | QAbstractButton) and one.isVisibleTo(widget)
    ]
    return "\n".join(found)
