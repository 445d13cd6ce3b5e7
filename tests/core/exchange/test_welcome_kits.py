"""Welcome kits: a new device gets everything of its office, and the keys of others through somebody it knows."""

from pathlib import Path

import msgspec
import pytest

from partnerdesk import keys, receiving, sending, trust, welcome
from partnerdesk.bundles import container
from partnerdesk.bundles.manifest import Welcome
from partnerdesk.desk import Desk, Identity
from partnerdesk.errors import PartnerDeskError
from tests.core.devices import device, hand_over, introduce, shown

Pair = tuple[Desk, Desk]
ARABIC = Identity("JOR-AMM", "مكتب عمّان", "موظفة ميدانية", "field_officer", "ar")


@pytest.fixture
def newcomer(tmp_path: Path) -> Desk:
    """Return the device of somebody who begins to work in the office of Tyre."""
    return device(tmp_path / "newcomer", Identity("LBN-TYR", "Bureau de Tyr", "Nouvelle agente", "field_officer", "fr"))


def kit_for(newcomer: Desk, region: Desk, folder: Path) -> Path:
    """Let the region welcome a new device and return the kit."""
    card = newcomer.card()
    trust.trust_compared(region, card, keys.short_code(card))
    return welcome.write(region, card.ed25519.hex(), folder / "welcome.pdbundle").file


def code_of(desk: Desk) -> str:
    return keys.short_code(desk.card())


def test_a_new_device_shows_what_its_office_has_and_nothing_of_another_one(
    pair: Pair, newcomer: Desk, tmp_path: Path
) -> None:
    field, region = pair
    other = device(tmp_path / "other", ARABIC)
    introduce(other, region)
    partner = field.create("partner", {"legal_name": "Cèdre"})
    secret = other.create("partner", {"legal_name": "أرز"})
    hand_over(field, region, tmp_path)
    hand_over(other, region, tmp_path)

    kit = welcome.receive(newcomer, kit_for(newcomer, region, tmp_path))
    before = newcomer.find("partner", partner)
    welcome.open_kit(newcomer, kit.receipt.id, code_of(region))

    assert before is None
    assert newcomer.view("partner", partner)["legal_name"] == "Cèdre"
    assert newcomer.find("partner", secret) is None
    hand_over(newcomer, region, tmp_path)
    assert shown(newcomer)["LBN-TYR"] == shown(region)["LBN-TYR"]
    other.close()
    newcomer.close()


def test_a_kit_tells_before_it_is_opened_whom_it_vouches_for_and_which_instruments_are_used(
    pair: Pair, newcomer: Desk, tmp_path: Path
) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    for instrument in ("pop4 1.0.0", "own-form 2.1"):
        field.create("assessment", {"partner_id": partner, "instrument": instrument})
    hand_over(field, region, tmp_path)

    planned = welcome.plan(region, newcomer.card())
    kit = welcome.receive(newcomer, kit_for(newcomer, region, tmp_path))

    assert [peer.card for peer in planned.devices] == list(kit.cards) == [field.card()]
    assert planned.records["assessment"] == 2
    assert kit.offices["LBN-TYR"] == "Bureau de Tyr"
    assert kit.instruments == [("own-form", "2.1"), ("pop4", "1.0.0")]
    assert kit.missing == [("own-form", "2.1")]
    assert kit.sender == region.card()
    assert trust.all_peers(newcomer) == []
    newcomer.close()


def test_vouched_devices_wait_for_a_person_and_are_known_through_the_sender(
    pair: Pair, newcomer: Desk, tmp_path: Path
) -> None:
    field, region = pair
    kit = welcome.receive(newcomer, kit_for(newcomer, region, tmp_path))
    welcome.open_kit(newcomer, kit.receipt.id, code_of(region))
    states = {peer.card.person: peer.state for peer in trust.all_peers(newcomer)}
    with pytest.raises(PartnerDeskError, match="No device of LBN-TYR is trusted"):
        sending.export(newcomer, ["LBN-TYR"], tmp_path / "to.pdbundle")

    (trusted,) = trust.accept_vouched(newcomer)

    assert states == {"Focal point": trust.TRUSTED, "Agente de terrain": trust.VOUCHED}
    assert trusted.through is not None
    assert (trusted.through.person, trusted.through.role, trusted.by) == (
        "Focal point",
        "focal_point",
        "Nouvelle agente",
    )
    trust.trust_card(field, newcomer.card())
    sending.export(field, ["LBN-TYR"], tmp_path / "down.pdbundle")
    assert receiving.receive(newcomer, tmp_path / "down.pdbundle").trusted
    newcomer.close()


def test_a_kit_is_not_opened_with_a_wrong_code_and_nothing_is_merged(
    pair: Pair, newcomer: Desk, tmp_path: Path
) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    kit = welcome.receive(newcomer, kit_for(newcomer, region, tmp_path))

    with pytest.raises(PartnerDeskError, match="not trusted"):
        welcome.open_kit(newcomer, kit.receipt.id, code_of(field))

    assert trust.all_peers(newcomer) == []
    assert welcome.kit(newcomer, kit.receipt.id).receipt.state == receiving.STAGED
    newcomer.close()


def test_nobody_is_accepted_through_a_sponsor_who_was_revoked_and_nobody_revoked_comes_back(
    pair: Pair, newcomer: Desk, tmp_path: Path
) -> None:
    field, region = pair
    trust.trust_card(newcomer, field.card())
    trust.revoke(newcomer, field.site, "Stolen")
    other = device(tmp_path / "other", ARABIC)
    trust.trust_card(region, other.card())
    kit = welcome.receive(newcomer, kit_for(newcomer, region, tmp_path))
    welcome.open_kit(newcomer, kit.receipt.id, code_of(region))

    with pytest.raises(PartnerDeskError, match="Nobody vouches"):
        trust.accept_vouched(newcomer, [field.card().ed25519.hex()])
    trust.revoke(newcomer, region.site)
    with pytest.raises(PartnerDeskError, match="not trusted here any more"):
        trust.accept_vouched(newcomer)

    assert {peer.card.office: peer.state for peer in trust.all_peers(newcomer)} == {
        "JOR-AMM": trust.VOUCHED,
        "LBN-TYR": trust.REVOKED,
        "MENA-RO": trust.REVOKED,
    }
    other.close()
    newcomer.close()


def test_revoking_a_sponsor_names_those_who_are_trusted_through_it(pair: Pair, newcomer: Desk, tmp_path: Path) -> None:
    field, region = pair
    kit = welcome.receive(newcomer, kit_for(newcomer, region, tmp_path))
    welcome.open_kit(newcomer, kit.receipt.id, code_of(region))
    trust.accept_vouched(newcomer)

    found = trust.leaning_on(newcomer, region.card().ed25519.hex())

    assert [peer.card for peer in found] == [field.card()]
    newcomer.close()


def test_a_forged_card_in_a_kit_is_left_out_and_the_records_come_in(pair: Pair, newcomer: Desk, tmp_path: Path) -> None:
    field, region = pair
    trust.trust_card(region, newcomer.card())
    forged = msgspec.structs.replace(field.card(), person="Somebody else")
    newer = msgspec.structs.replace(field.card(), format="partnerdesk-key/2")
    with region.reading() as connection:
        to = [peer for peer in trust.peers(connection) if peer.card == newcomer.card()]
        told = Welcome(cards=[forged, newer, newcomer.card(), region.card()])
        sending.write_for(connection, region, to, tmp_path / "kit.pdbundle", region.next_bundle(), welcome=told)

    kit = welcome.receive(newcomer, tmp_path / "kit.pdbundle")
    opened = welcome.open_kit(newcomer, kit.receipt.id, code_of(region))

    assert opened.receipt.state == receiving.APPLIED
    assert [peer.card for peer in trust.all_peers(newcomer)] == [region.card()]
    newcomer.close()


def test_an_ordinary_bundle_is_not_taken_for_a_kit_and_carries_no_sign_of_one(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    sent = sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle").file

    with pytest.raises(PartnerDeskError, match="no welcome kit"):
        welcome.receive(region, sent)

    manifest = container.read(sent, region.keys()).manifest
    assert manifest.welcome is msgspec.UNSET
    assert b"welcome" not in msgspec.json.encode(manifest)


def test_a_kit_is_not_written_for_a_device_that_nobody_compared(region: Desk, newcomer: Desk, tmp_path: Path) -> None:
    with pytest.raises(PartnerDeskError, match="not trusted yet"):
        welcome.write(region, newcomer.card().ed25519.hex(), tmp_path / "kit.pdbundle")

    assert not (tmp_path / "kit.pdbundle").exists()
    newcomer.close()
