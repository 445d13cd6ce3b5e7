"""Whom a device trusts: cards as text and QR code, reasons, replaced keys, strangers and vouched devices."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image

from partnerdesk import keycards, keys, receiving, sending, strangers, trust
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.keys import BadCard
from partnerdesk.printing.qr import QUIET
from tests.core.devices import OFFICER, device, hand_over


def dark_squares(picture: Image.Image, side: int) -> tuple[tuple[bool, ...], ...]:
    """Return the squares of a picture of a QR code that is `side` squares wide with its border."""
    step = picture.width / side
    middle = [int((place + 0.5) * step) for place in range(QUIET, side - QUIET)]
    return tuple(tuple(not picture.getpixel((x, y)) for x in middle) for y in middle)


def test_a_card_pasted_from_a_message_is_read_whatever_stands_around_it(field: Desk) -> None:
    card = field.card()
    text = keycards.as_text(card)

    pasted = f"Bonjour Karim,\nvoici ma clé :\n{text[:120]}\r\n{text[120:]}\n-- \nAmal {{:-)"

    assert keycards.from_text(text) == keycards.from_text(pasted.replace("{:-)", "")) == card
    assert text.isascii()


@pytest.mark.parametrize("text", ["", "{}", "}{", "hello", '{"format": "partnerdesk-key/1"}', "\ud800{}"])
def test_pasted_text_that_is_no_card_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadCard, match="Nothing was changed"):
        keycards.from_text(text)


def test_the_pictures_of_a_card_show_the_squares_of_its_qr_code(tmp_path: Path) -> None:
    card = keys.generate().card(site="1a" * 8, office="JOR-AMM", office_name="مكتب", person="أمل", role="focal_point")
    squares = keycards.squares(card)

    keycards.write_qr(card, tmp_path / "card.png")
    keycards.write_qr(card, tmp_path / "card.svg")

    with Image.open(tmp_path / "card.png") as picture:
        assert dark_squares(picture, len(squares) + 2 * QUIET) == squares
    drawn = ET.parse(tmp_path / "card.svg").getroot()  # noqa: S314  our own file
    path = drawn.findall("{http://www.w3.org/2000/svg}path")[1].attrib["d"]
    places = {(int(row) - QUIET, int(column) - QUIET) for column, row in re.findall(r"M(\d+) (\d+)h", path)}
    assert places == {(row, column) for row, line in enumerate(squares) for column, dark in enumerate(line) if dark}


def test_the_sheet_is_one_page_with_names_and_code_in_every_language(tmp_path: Path) -> None:
    desk = device(tmp_path / "desk", OFFICER)
    keycards.write_qr(desk.card(), tmp_path / "sheet.pdf")

    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]

    assert len(pages) == 1
    assert all(part in pages[0] for part in ("Bureau de Tyr (LBN-TYR)", "Agente de terrain", "Français", "Español"))
    assert keys.short_code(desk.card()) in pages[0]
    desk.close()


def test_names_too_long_for_a_qr_code_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    long = "😀" * 200
    card = keys.generate().card(site="1a" * 8, office="X", office_name=long, person=long, role="focal_point")

    with pytest.raises(PartnerDeskError, match="too long for a QR code"):
        keycards.write_qr(card, tmp_path / "card.png")

    assert list(tmp_path.iterdir()) == []


def test_a_card_is_not_written_as_another_kind_of_file(field: Desk, tmp_path: Path) -> None:
    with pytest.raises(PartnerDeskError, match=r"\.svg, \.png, \.pdf"):
        keycards.write_qr(field.card(), tmp_path / "card.docx")


def test_a_device_is_revoked_with_a_reason_and_trusted_again_only_with_its_code(pair: tuple[Desk, Desk]) -> None:
    field, region = pair

    trust.revoke(region, field.site, "The laptop was stolen.")
    (revoked,) = trust.all_peers(region)
    with pytest.raises(PartnerDeskError, match="not trusted"):
        trust.trust_compared(region, field.card(), "0000-0000-0000-0000")
    still = trust.all_peers(region)[0].state
    trust.trust_compared(region, field.card(), keys.short_code(field.card()))

    assert (revoked.state, revoked.reason, revoked.by) == (trust.REVOKED, "The laptop was stolen.", "Focal point")
    assert still == trust.REVOKED
    (again,) = trust.all_peers(region)
    assert (again.state, again.reason) == (trust.TRUSTED, "")


def test_a_new_key_of_a_known_person_is_shown_as_such_and_may_replace_the_former(
    pair: tuple[Desk, Desk], tmp_path: Path
) -> None:
    field, region = pair
    new_laptop = device(tmp_path / "new laptop", OFFICER)
    card = new_laptop.card()

    former = trust.former_keys(region, card)
    trust.trust_compared(region, card, keys.short_code(card), instead=True)

    assert [peer.verify for peer in former] == [field.card().ed25519.hex()]
    states = {peer.verify: (peer.state, peer.reason) for peer in trust.all_peers(region)}
    assert states[card.ed25519.hex()] == (trust.TRUSTED, "")
    assert states[former[0].verify] == (trust.REVOKED, "Replaced by a new key.")
    assert trust.former_keys(region, card) == []
    new_laptop.close()


def test_a_device_tells_when_it_was_heard_last_and_under_which_sites(pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    field, region = pair
    before = trust.all_peers(region)[0].heard

    receipt = hand_over(field, region, tmp_path)

    (peer,) = trust.all_peers(region)
    assert before == ""
    assert (peer.heard, peer.sites) == (receipt.at, (field.site,))


def test_a_strangers_bundle_brings_the_card_that_can_be_compared_and_then_accepted(
    field: Desk, region: Desk, tmp_path: Path
) -> None:
    trust.trust_card(field, region.card())
    sent = sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle").file
    receipt = receiving.receive(region, sent)

    (stranger,) = strangers.strangers(region)
    card = strangers.card_of_sender(region, receipt.id)
    trust.trust_compared(region, card, keys.short_code(field.card()))
    accepted = receiving.accept(region, receipt.id)

    assert (receipt.trusted, receipt.peer, stranger.bundles) == (False, trust.UNKNOWN, 1)
    assert card == stranger.card == field.card()
    assert accepted.state == receiving.APPLIED
    assert strangers.strangers(region) == []
