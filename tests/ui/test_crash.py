"""What happens at a bug."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.ui.reachable import unnamed
from ui import crash
from ui.crash_dialog import CrashDialog

SECRET = "Nadia told us about the diversion"


def stumble() -> Exception:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(SECRET) from first
    except ValueError as error:
        return error


def test_a_report_says_where_and_never_what() -> None:
    text = crash.describe(stumble())

    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "tests/ui/test_crash.py:" in text
    assert SECRET not in text


def test_a_report_names_no_folder_of_this_computer() -> None:
    text = crash.describe(stumble())

    assert str(Path(__file__).parents[2]) not in text


def test_the_same_bug_is_told_once(tmp_path: Path) -> None:
    shown: list[tuple[str, Path | None]] = []
    reporter = crash.Reporter(lambda text, file: shown.append((text, file)), tmp_path)
    error = stumble()

    reporter.tell(error)
    reporter.tell(error)

    assert len(shown) == 1
    written = shown[0][1]
    assert written is not None
    assert written.read_text("utf-8") == shown[0][0]


def test_a_full_disk_does_not_hide_the_bug(tmp_path: Path) -> None:
    shown: list[tuple[str, Path | None]] = []
    (tmp_path / "file").write_text("")

    crash.Reporter(lambda text, file: shown.append((text, file)), tmp_path / "file").tell(stumble())

    assert [file for _text, file in shown] == [None]


def test_the_window_lives_on_after_a_bug_in_a_slot(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def slot() -> None:
        raise ValueError(SECRET)

    with capture_exceptions() as caught:
        QTimer.singleShot(0, slot)
        qtbot.waitUntil(lambda: len(caught) == 1)
    crash.Reporter(lambda text, file: CrashDialog(text, file, window).show(), tmp_path).tell(caught[0][1])

    dialog = window.findChildren(CrashDialog)[0]
    assert window.isVisible()
    assert not dialog.isModal()
    assert SECRET not in dialog.findChildren(QPlainTextEdit)[0].toPlainText()
    assert unnamed(dialog) == []
