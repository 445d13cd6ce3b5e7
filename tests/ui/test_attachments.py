"""The files of a record on its page: added, dropped, opened, saved, captioned and taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from partnerdesk import attachments
from partnerdesk.desk import Desk
from tests.core.devices import FOCAL, OFFICER, device, hand_over, introduce, ops_of, take_in
from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from ui.jobs import Jobs
from ui.pages.action_panel import ActionPanel
from ui.pages.attaching import AttachmentsPart

CONTENT = b"%PDF-1.7 " * 3000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    made = device(tmp_path / "field", OFFICER)
    yield made
    made.close()


@pytest.fixture
def partner(desk: Desk) -> str:
    """Give a partner."""
    return desk.create("partner", {"legal_name": "Association Cèdre"})


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Give a file to attach."""
    file = tmp_path / "Statuts.pdf"
    file.write_bytes(CONTENT)
    return file


@pytest.fixture
def part(qtbot: QtBot, desk: Desk, jobs: Jobs, partner: str) -> AttachmentsPart:
    """Show the files of the partner."""
    made = AttachmentsPart(desk, "partner", jobs)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show_owner(partner)
    made.show()
    qtbot.waitExposed(made)
    return made


def add(qtbot: QtBot, part: AttachmentsPart, *files: Path) -> None:
    """Add files and wait until they are there."""
    for file in files:
        with qtbot.waitSignal(part.changed):
            part.add([file])


def listed(part: AttachmentsPart) -> list[list[str]]:
    """Return what the table shows."""
    model = part.list.model
    numbers = range(model.columnCount())
    return [[str(model.index(row, n).data() or "") for n in numbers] for row in range(model.rowCount())]


def the_button(part: AttachmentsPart, words: str) -> QPushButton:
    """Return a button by what it says."""
    (found,) = [one for one in part.findChildren(QPushButton) if one.text() == words and not one.isHidden()]
    return found


class Programs(QObject):
    """Takes the place of the programs that would show a file."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.shown.append(Path(url.toLocalFile()))


@pytest.fixture
def programs() -> Iterator[Programs]:
    """Keep files from being opened on the desktop of whoever runs the tests."""
    made = Programs()
    # The stub says bytes; text alone is taken.
    QDesktopServices.setUrlHandler("file", made, "show")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_files_are_added_and_stand_in_the_list(qtbot: QtBot, part: AttachmentsPart, scan: Path, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8" * 100)

    add(qtbot, part, scan, photo)

    assert sorted(row[:4] for row in listed(part)) == [
        ["Statuts.pdf", "", "26 kB", "here"],
        ["photo.jpg", "", "200 B", "here"],
    ]


def test_files_are_added_by_dropping_them(qtbot: QtBot, part: AttachmentsPart, scan: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(scan))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(50, 50).toPoint(), Qt.DropAction.CopyAction, dropped, buttons, keys)

    QApplication.sendEvent(part, entering)
    with qtbot.waitSignal(part.changed):
        QApplication.sendEvent(part, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, dropped, buttons, keys))

    assert entering.isAccepted()
    assert listed(part)[0][0] == "Statuts.pdf"


def test_a_file_that_cannot_be_attached_is_refused_with_a_sentence(
    qtbot: QtBot, part: AttachmentsPart, tmp_path: Path
) -> None:
    with qtbot.waitSignal(part.refused) as refused:
        part.add([tmp_path / "gone.pdf"])

    assert "no such file" in str(refused.args[0])
    assert listed(part) == []


def test_a_caption_is_saved_and_the_file_opened_from_a_copy(
    qtbot: QtBot, part: AttachmentsPart, scan: Path, programs: Programs, desk: Desk, typing: Type
) -> None:
    add(qtbot, part, scan)
    part.open(part.list.table.selected())
    caption = part.panel.editor.form_of("caption").editor("caption").findChild(QLineEdit)
    assert caption is not None
    typing(caption, "Signés en 2024")
    assert part.flush()
    settle()

    the_button(part, "Open").click()

    (copy,) = programs.shown
    assert copy.read_bytes() == CONTENT
    assert copy != scan
    assert listed(part)[0][1] == "Signés en 2024"
    desk.close()
    assert not copy.exists()


def test_a_copy_is_saved_where_somebody_chose(qtbot: QtBot, part: AttachmentsPart, scan: Path, tmp_path: Path) -> None:
    add(qtbot, part, scan)

    with qtbot.waitSignal(part.told) as told:
        part.save_to(part.list.table.selected(), tmp_path / "copy.pdf")

    assert (tmp_path / "copy.pdf").read_bytes() == CONTENT
    assert "copy.pdf" in told.args[0]


def test_a_file_is_taken_away_and_brought_back(qtbot: QtBot, part: AttachmentsPart, scan: Path) -> None:
    add(qtbot, part, scan)
    part.list.delete_asked.emit(part.list.table.selected())

    part.bar.yes.click()
    without = listed(part)
    part.bar.yes.click()

    assert without == []
    assert listed(part)[0][0] == "Statuts.pdf"


def test_a_file_that_was_not_received_yet_is_said_to_be_so(
    part: AttachmentsPart, desk: Desk, partner: str, scan: Path, tmp_path: Path
) -> None:
    region = device(tmp_path / "region", FOCAL)
    introduce(desk, region)
    hand_over(desk, region, tmp_path)
    attachments.add(region, partner, scan)
    # The region's own records do not come to a field office: its description arrives by hand.
    take_in(desk, [body for body in ops_of(region) if b'"attachment"' in body])
    region.close()
    part.refresh()

    part.open(part.list.model.id_at(0))

    assert listed(part)[0][3] == "not received yet"
    assert not the_button(part, "Open").isEnabled()
    assert any("not lost" in words.text() for words in part.findChildren(QLabel))


def test_the_panel_is_named_and_reached_by_keyboard(qtbot: QtBot, part: AttachmentsPart, scan: Path) -> None:
    add(qtbot, part, scan)
    part.open(part.list.table.selected())
    settle()

    assert unnamed(part) == []
    assert unreachable(part) == []


def test_an_action_shows_its_files_below_its_fields(qtbot: QtBot, desk: Desk, jobs: Jobs, scan: Path) -> None:
    action = desk.create("action", {"description": "Repair the well", "responsible": "Rana", "due": "2027-01-01"})
    attachments.add(desk, action, scan)
    panel = ActionPanel(desk, jobs)
    qtbot.addWidget(panel)

    panel.show_action(action)

    assert listed(panel.files)[0][0] == "Statuts.pdf"
