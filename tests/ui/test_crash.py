"""What happens at a bug."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.ui.reachable import unnamed
from ui.crash import Reporter
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


def test_a_report_says_where_and_never_what(tmp_path: Path) -> None:
    shown: list[str] = []

    Reporter(lambda text, _file: shown.append(text), tmp_path).tell(stumble())

    assert "builtins.ValueError" in shown[0]
    assert "builtins.KeyError" in shown[0]
    assert "tests/ui/test_crash.py:" in shown[0]
    assert SECRET not in shown[0]
    assert str(Path(__file__).parents[2]) not in shown[0]


def test_the_same_bug_is_told_once(tmp_path: Path) -> None:
    shown: list[tuple[str, Path | None]] = []
    reporter = Reporter(lambda text, file: shown.append((text, file)), tmp_path)
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

    Reporter(lambda text, file: shown.append((text, file)), tmp_path / "file").tell(stumble())

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
    Reporter(lambda text, file: CrashDialog(text, file, window).show(), tmp_path).tell(caught[0][1])

    dialog = window.findChildren(CrashDialog)[0]
    assert window.isVisible()
    assert not dialog.isModal()
    assert SECRET not in dialog.findChildren(QPlainTextEdit)[0].toPlainText()
    assert unnamed(dialog) == []
