"""Files that belong to records: added, listed, saved, shown and removed."""

import hashlib
from pathlib import Path

import pytest

from partnerdesk import attachments
from partnerdesk.attachments import DAMAGED, HERE
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.blobs import PIECE
from partnerdesk.store.engine import many, rows, writing
from partnerdesk.viewing import Viewer
from partnerdesk.workspace import open_workspace
from tests.core.devices import PASSPHRASE


@pytest.fixture
def partner(field: Desk) -> str:
    """Give a partner to attach files to."""
    return field.create("partner", {"legal_name": "Association Cèdre", "sensitivity": "moderate"})


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Give a file of several pieces."""
    file = tmp_path / "Statuts signés.pdf"
    file.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 3000)
    return file


def test_an_added_file_is_listed_with_what_is_known_of_it(field: Desk, partner: str, scan: Path) -> None:
    attachments.add(field, partner, scan, {"caption": "Statuts de 2019", "kind": "registration"})

    (found,) = attachments.attached(field, "partner", partner)
    assert (found.name, found.state, found.bytes) == ("Statuts signés.pdf", HERE, scan.stat().st_size)
    assert found.view["sha256"] == hashlib.sha256(scan.read_bytes()).hexdigest()
    assert (found.view["media_type"], found.view["sensitivity"]) == ("application/pdf", "moderate")
    assert found.view.title == "Statuts de 2019"


def test_the_file_itself_may_go_once_it_was_added(field: Desk, partner: str, scan: Path, tmp_path: Path) -> None:
    content = scan.read_bytes()
    made = attachments.add(field, partner, scan)
    scan.unlink()

    first = attachments.save_copy(field, made, tmp_path)
    second = attachments.save_copy(field, made, tmp_path)

    assert first.read_bytes() == second.read_bytes() == content
    assert (first.name, second.name) == ("Statuts signés.pdf", "Statuts signés (2).pdf")


def test_nothing_of_a_file_can_be_read_in_the_workspace(field: Desk, partner: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("a very recognisable sentence " * 100)
    attachments.add(field, partner, file)
    field.close()

    inside = [path.read_bytes() for path in field.folder.rglob("*") if path.is_file()]

    assert not any(b"recognisable" in content for content in inside)


@pytest.mark.parametrize("kind", attachments.OWNERS)
def test_every_kind_with_a_page_can_have_files(field: Desk, scan: Path, kind: str) -> None:
    record = field.create(kind, {})

    attachments.add(field, record, scan)

    assert [one.name for one in attachments.attached(field, kind, record)] == [scan.name]


def test_what_cannot_be_attached_is_told_in_a_sentence(field: Desk, partner: str, scan: Path, tmp_path: Path) -> None:
    empty, large = tmp_path / "empty.txt", tmp_path / "film.mp4"
    empty.touch()
    with large.open("wb") as file:
        file.truncate(attachments.LARGEST + 1)
    contact = field.create("contact", {"partner_id": partner, "name": "Rana"})
    attachments.add(field, partner, scan)

    for record, path, words in (
        (partner, empty, "is empty"),
        (partner, large, "larger than 25 MB"),
        (partner, tmp_path / "nowhere.pdf", "no such file"),
        (partner, tmp_path, "cannot be read"),
        (partner, scan, "already"),
        (contact, scan, "Nothing can be attached"),
    ):
        with pytest.raises(PartnerDeskError, match=words):
            attachments.add(field, record, path)

    assert len(attachments.attached(field, "partner", partner)) == 1


def test_a_removed_file_can_be_brought_back_even_after_a_check_up(field: Desk, partner: str, scan: Path) -> None:
    made = attachments.add(field, partner, scan)

    attachments.remove(field, made, reason="Wrong partner")
    assert attachments.attached(field, "partner", partner) == []
    examine(field)
    field.change("attachment", made, {"deleted": False})

    assert attachments.content(field, made) == scan.read_bytes()


def test_bytes_that_nothing_refers_to_are_cleaned_up(field: Desk, partner: str, scan: Path) -> None:
    made = attachments.add(field, partner, scan)
    field.change("attachment", made, {"sha256": None, "name": None})

    found = examine(field)

    assert found.attachments == {"held": 0, "bytes": 0, "missing": 0, "damaged": 0, "removed": 1}
    with field.reading() as connection:
        assert rows(connection, "SELECT count(*) FROM blob_piece") == [(0,)]


def test_damaged_bytes_are_said_and_never_handed_out(field: Desk, partner: str, scan: Path, tmp_path: Path) -> None:
    made = attachments.add(field, partner, scan)
    with writing(field.engine) as connection:
        many(connection, "UPDATE blob_piece SET content = ? WHERE number = 1", [(b"\0" * PIECE,)])

    with pytest.raises(PartnerDeskError, match="damaged"):
        attachments.save_copy(field, made, tmp_path / "copy.pdf")
    found = examine(field)

    assert not (tmp_path / "copy.pdf").exists()
    assert any("1 attachment is damaged" in problem for problem in found.problems)
    assert attachments.attachment(field, made).state == DAMAGED


def test_a_copy_for_another_program_is_private_and_gone_afterwards(field: Desk, partner: str, scan: Path) -> None:
    made = attachments.add(field, partner, scan)
    viewer = Viewer(field)

    copy = viewer.copy_of(made)
    again = viewer.copy_of(made)

    assert copy.read_bytes() == again.read_bytes() == scan.read_bytes()
    assert copy.suffix == ".pdf"
    assert copy.stat().st_mode & 0o277 == 0
    assert copy.parent.stat().st_mode & 0o077 == 0
    viewer.close()
    assert not copy.parent.exists()


def test_a_copy_that_a_killed_program_left_goes_at_the_next_start(field: Desk, partner: str, scan: Path) -> None:
    left = field.folder / "opened" / ".partnerdesk-0123456789ab.scratch"
    left.mkdir(parents=True)
    (left / "secret.pdf").write_bytes(b"left behind")
    viewer = Viewer(field)
    in_use = viewer.copy_of(attachments.add(field, partner, scan))

    open_workspace(field.folder, PASSPHRASE).close()

    assert not left.exists()
    assert in_use.exists()
    viewer.close()


def test_what_may_be_a_program_is_not_opened(field: Desk, partner: str, tmp_path: Path) -> None:
    file = tmp_path / "holiday.pdf.exe"
    file.write_bytes(b"MZ")
    made = attachments.add(field, partner, file)

    with pytest.raises(PartnerDeskError, match="could be a program"):
        Viewer(field).copy_of(made)

    assert not attachments.attachment(field, made).can_be_opened
    assert attachments.save_copy(field, made, tmp_path).read_bytes() == b"MZ"
