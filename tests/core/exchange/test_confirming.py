"""What a recipient confirmed decides what is sent: nothing is sent for ever, and nothing is thought received that is not."""

from pathlib import Path

from partnerdesk import moving, receiving, sending, trust
from partnerdesk.bundles import container
from partnerdesk.desk import Desk, Identity
from tests.core.devices import device, hand_over, introduce, shown

Pair = tuple[Desk, Desk]


def waiting_for(sender: Desk, receiver: Desk, folder: Path) -> int:
    """Return how many changes a bundle from one to the other would hold now."""
    return sending.export(sender, [receiver.office], folder / "count.pdbundle").ops


def test_an_old_bundle_that_was_kept_aside_does_not_take_a_confirmation_back(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    early = sending.export(region, ["LBN-TYR"], tmp_path / "early.pdbundle").file
    aside = receiving.keep_aside(field, receiving.receive(field, early).id)
    field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    before = waiting_for(field, region, tmp_path)

    receiving.accept(field, aside.id)

    assert before == waiting_for(field, region, tmp_path) == 0


def test_a_later_bundle_may_confirm_less_because_something_was_undone(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    field.create("partner", {"legal_name": "Cèdre"})
    receipt = hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)

    receiving.undo(region, receipt.id)
    hand_over(region, field, tmp_path)

    assert waiting_for(field, region, tmp_path) == 1


def test_bundles_in_the_wrong_order_confirm_what_the_last_one_says(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    bundles = []
    for name in ("Cèdre", "Olivier", "Figuier"):
        field.create("partner", {"legal_name": name})
        hand_over(field, region, tmp_path)
        bundles.append(sending.export(region, ["LBN-TYR"], tmp_path / f"{name}.pdbundle").file)

    for bundle in reversed(bundles):
        receiving.accept(field, receiving.receive(field, bundle).id)

    assert waiting_for(field, region, tmp_path) == 0


def test_bundles_of_one_device_are_counted(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    sent = [sending.export(field, ["MENA-RO"], tmp_path / f"{n}.pdbundle").file for n in range(3)]

    numbers = [container.read(file, region.keys()).manifest.number for file in sent]

    assert numbers == [1, 2, 3]


def test_a_lost_stick_costs_nothing_but_sending_it_again(pair: Pair, saida: Desk, tmp_path: Path) -> None:
    field, region = pair
    introduce(saida, region)
    field.create("partner", {"legal_name": "Cèdre"})
    saida.create("partner", {"legal_name": "Olivier"})
    sending.export(field, ["MENA-RO"], tmp_path / "lost.pdbundle")
    hand_over(saida, region, tmp_path)

    hand_over(field, region, tmp_path)

    assert {"LBN-TYR", "LBN-SAI"} <= shown(region).keys()
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]


def test_a_device_that_begins_anew_gets_everything_again(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    anew = device(tmp_path / "anew", field.identity)
    introduce(anew, region)
    trust.revoke(region, field.site)

    hand_over(anew, region, tmp_path)
    hand_over(region, anew, tmp_path)

    assert shown(anew)["LBN-TYR"] == shown(region)["LBN-TYR"]
    anew.close()


def test_what_a_revoked_device_confirmed_does_not_hold_back_or_shorten_what_others_get(
    pair: Pair, tmp_path: Path
) -> None:
    field, region = pair
    colleague = device(tmp_path / "colleague", field.identity)
    introduce(colleague, region)
    hand_over(field, region, tmp_path)
    office = _office(region, "LBN-TYR")
    trust.revoke(region, field.site)
    region.change("office", office, {"country": "LB"})

    hand_over(colleague, region, tmp_path)
    hand_over(region, colleague, tmp_path)

    assert shown(colleague)["LBN-TYR"] == shown(region)["LBN-TYR"]
    colleague.close()


def _office(desk: Desk, code: str) -> str:
    with desk.reading() as connection:
        return str(connection.execute("SELECT id FROM office WHERE code = ?", (code,)).fetchone()[0])


def test_a_bundle_reaches_its_office_through_another_one(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    second = device(
        tmp_path / "second", Identity("MENA-RO", "Regional office", "Second focal point", "focal_point", "en")
    )
    introduce(second, region)
    introduce(second, field)
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    region.change("partner", partner, {"acronym": "C"})

    for sender, receiver in ((region, second), (second, field), (field, second), (second, region)):
        hand_over(sender, receiver, tmp_path)

    assert field.view("partner", partner)["acronym"] == "C"
    assert shown(second)["LBN-TYR"] == shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]
    second.close()


def test_what_moved_away_is_confirmed_to_the_office_that_moved_it(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    moving.move(field, "partner", partner, "MENA-RO", "")
    hand_over(field, region, tmp_path)

    hand_over(region, field, tmp_path)

    assert waiting_for(field, region, tmp_path) == 0


def test_only_a_bundle_with_a_move_asks_for_a_reader_that_knows_moves(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    before = sending.export(field, ["MENA-RO"], tmp_path / "before.pdbundle").file
    moving.move(field, "partner", partner, "MENA-RO", "")
    after = sending.export(field, ["MENA-RO"], tmp_path / "after.pdbundle").file

    needs = [container.read(file, region.keys()).manifest.needs for file in (before, after)]

    assert needs == [{"ops/1": "0.1.0"}, {"ops/1": "0.1.0", "move/1": "0.2.0"}]
