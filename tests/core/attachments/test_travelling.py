"""Attachments in bundles: with the ops, or later; nothing twice, nothing lost, nothing shown before it was accepted."""

from pathlib import Path

import pytest

from partnerdesk import attachments, receiving, sending
from partnerdesk.attachments import ELSEWHERE, HERE, MISSING
from partnerdesk.desk import Desk, Identity
from partnerdesk.doctor import examine
from partnerdesk.receipts import Receipt
from partnerdesk.store.engine import many, rows, writing
from tests.core.devices import device, introduce

Pair = tuple[Desk, Desk]
CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 2000


@pytest.fixture
def made(field: Desk, tmp_path: Path) -> str:
    """Give an attachment of a partner at the field office."""
    return attach(field, tmp_path, "statuts.pdf", CONTENT)


def attach(desk: Desk, folder: Path, name: str, content: bytes, **values: object) -> str:
    """Attach new bytes to a new partner and return the attachment's id."""
    file = folder / name
    file.write_bytes(content)
    return attachments.add(desk, desk.create("partner", {"legal_name": f"Partner of {name}"}), file, values)


def send(sender: Desk, receiver: Desk, folder: Path, most: int = 2**27) -> tuple[sending.Exported, Path]:
    """Write a bundle and return what went into it."""
    target = folder / f"{sender.office}.pdbundle"
    return sending.export(sender, [receiver.office], target, attachments_bytes=most), target


def hand_over(sender: Desk, receiver: Desk, folder: Path, most: int = 2**27) -> tuple[sending.Exported, Receipt]:
    """Write a bundle and accept it on the other side."""
    exported, target = send(sender, receiver, folder, most)
    return exported, receiving.accept(receiver, receiving.receive(receiver, target).id)


def held(desk: Desk) -> int:
    with desk.reading() as connection:
        return int(rows(connection, "SELECT count(*) FROM blob WHERE held")[0][0])


def state(desk: Desk, made: str) -> str:
    return attachments.attachment(desk, made).state


def test_a_file_travels_with_its_record(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair

    exported, receipt = hand_over(field, region, tmp_path)

    assert (exported.attachments, exported.attachments_left) == (1, 0)
    assert (receipt.summary.attachments, receipt.summary.attachment_bytes) == (1, len(CONTENT))
    assert state(region, made) == HERE
    assert attachments.content(region, made) == CONTENT


def test_what_the_recipient_holds_by_its_word_does_not_travel_again(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    hand_over(field, region, tmp_path)
    unheard, _file = send(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    field.change("attachment", made, {"caption": "Signé"})

    heard, _receipt = hand_over(field, region, tmp_path)

    assert unheard.attachments == 1
    assert (heard.ops > 0, heard.attachments) == (True, 0)


def test_a_file_left_out_is_not_received_yet_and_comes_when_asked_for(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    without, _receipt = hand_over(field, region, tmp_path, most=0)
    first = state(region, made)
    hints = examine(region).hints
    hand_over(region, field, tmp_path)

    asked, receipt = hand_over(field, region, tmp_path)

    assert (without.attachments, without.attachments_left) == (0, 1)
    assert first == MISSING
    assert any("1 file has not been received yet" in hint for hint in hints)
    assert (asked.attachments, receipt.summary.new) == (1, 0)
    assert attachments.content(region, made) == CONTENT


def test_small_files_go_first_and_the_rest_follows(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    small = attach(field, tmp_path, "small.txt", b"small")

    first, _receipt = hand_over(field, region, tmp_path, most=1000)
    states = (state(region, small), state(region, made))
    hand_over(region, field, tmp_path)
    second, _receipt = hand_over(field, region, tmp_path)

    assert (first.attachments, first.attachments_left) == (1, 1)
    assert states == (HERE, MISSING)
    assert (second.attachments, state(region, made)) == (1, HERE)


def test_a_file_that_shall_not_travel_stays_and_is_not_asked_for(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    made = attach(field, tmp_path, "secret.txt", b"stays here", include_in_bundle=False)

    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    exported, file = send(field, region, tmp_path)

    assert state(region, made) == ELSEWHERE
    assert (exported.attachments, exported.attachments_left) == (0, 0)
    assert receiving.inspect(region, file).attachments == []


def test_a_file_goes_on_to_a_third_office(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    hq = device(tmp_path / "hq", Identity("HQ-GVA", "Headquarters", "Steward", "hq_steward", "en"))
    introduce(region, hq)

    hand_over(field, region, tmp_path)
    hand_over(region, hq, tmp_path)

    assert attachments.content(hq, made) == CONTENT
    hq.close()


def test_inspecting_tells_what_travels_and_what_may_come_later(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    _exported, file = send(field, region, tmp_path, most=0)
    later = receiving.inspect(region, file).attachments
    _exported, file = send(field, region, tmp_path)

    now = receiving.inspect(region, file).attachments

    sha256 = field.view("attachment", made)["sha256"]
    about = {"sha256": sha256, "bytes": len(CONTENT), "media_type": "application/pdf"}
    assert (later, now) == ([{**about, "here": False}], [{**about, "here": True}])


def test_a_file_of_a_waiting_bundle_waits_with_it(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    _exported, file = send(field, region, tmp_path)
    receipt = receiving.receive(region, file)
    receiving.keep_aside(region, receipt.id)
    examine(region)

    assert held(region) == 0
    receiving.accept(region, receipt.id)
    assert attachments.content(region, made) == CONTENT


def test_a_preview_tells_how_many_files_come(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    _exported, file = send(field, region, tmp_path)

    preview = receiving.preview(region, receiving.receive(region, file).id)

    assert (preview.summary.attachments, held(region)) == (1, 0)
    assert made not in {view.id for view in region.children("attachment", deleted=False)}


@pytest.mark.usefixtures("made")
def test_throwing_a_waiting_bundle_away_takes_its_files_along(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    _exported, file = send(field, region, tmp_path)

    receiving.discard(region, receiving.receive(region, file).id)

    with region.reading() as connection:
        assert rows(connection, "SELECT count(*) FROM blob_piece") == [(0,)]


def test_undoing_a_bundle_does_not_lose_its_files(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    _exported, receipt = hand_over(field, region, tmp_path)

    receiving.undo(region, receipt.id)
    examine(region)
    receiving.accept(region, receipt.id)

    assert attachments.content(region, made) == CONTENT


def test_damaged_bytes_do_not_travel_and_are_asked_for_again(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    hand_over(field, region, tmp_path)
    with writing(region.engine) as connection:
        many(connection, "UPDATE blob_piece SET content = ? WHERE number = 0", [(b"x",)])
    examine(region)
    hand_over(region, field, tmp_path)

    exported, _receipt = hand_over(field, region, tmp_path)

    assert exported.attachments == 1
    assert attachments.content(region, made) == CONTENT
    assert examine(region).problems == []


def test_a_damaged_file_comes_back_with_the_bundle_that_had_brought_it(pair: Pair, made: str, tmp_path: Path) -> None:
    field, region = pair
    hand_over(field, region, tmp_path)
    with writing(region.engine) as connection:
        many(connection, "UPDATE blob_piece SET content = ? WHERE number = 0", [(b"x",)])
    examine(region)

    again = receiving.accept(region, receiving.receive(region, tmp_path / "LBN-TYR.pdbundle").id)

    assert (again.summary.new, again.summary.attachments) == (0, 1)
    assert attachments.content(region, made) == CONTENT


def test_asking_brings_no_file_of_an_office_that_the_recipient_may_not_have(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    made = attach(region, tmp_path, "regional.txt", b"for the region only")
    with writing(region.engine) as connection:
        sha256 = region.view("attachment", made)["sha256"]
        many(connection, "INSERT INTO wanted (peer, scope, sha256) VALUES (?, ?, ?)", [(field.site, "LBN-TYR", sha256)])

    exported, file = send(region, field, tmp_path)

    assert exported.attachments == 0
    assert receiving.inspect(field, file).attachments == []
