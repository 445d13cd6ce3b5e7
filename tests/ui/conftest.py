"""What every test of the window needs: no screen, words in English, our look, and keys of any script."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from partnerdesk.desk import Desk
from tests.core.devices import device
from tests.ui.meetings import plan, take_part
from ui import theme, words
from ui.jobs import Jobs
from ui.preferences import Preferences

Type = Callable[[QWidget, str], None]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Start every test in English and in the light look, without the widgets of the test before."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    words.use(qapp, "en")
    theme.prepare(qapp, "light")
    yield
    words.use(qapp, "en")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    made = device(tmp_path / "field")
    yield made
    made.close()


@pytest.fixture
def meeting(desk: Desk) -> str:
    """Give a meeting with a speaker and somebody who is hidden."""
    made = plan(desk)
    take_part(desk, made)
    return made


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Run jobs and wait for them at the end."""
    made = Jobs()
    yield made
    assert made.shut_down()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Keep preferences in a file of the test."""
    return Preferences(tmp_path / "preferences.ini")


@pytest.fixture
def typing() -> Type:
    """Type text of any script: QTest.keyClicks ends the process at the first letter that is not ASCII."""

    def type_text(into: QWidget, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(into, event)

    return type_text
