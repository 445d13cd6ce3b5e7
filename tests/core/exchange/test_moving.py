"""Moving a partner from one office to another: nothing lost, nothing orphaned, the same on every device in any order."""

import random
from pathlib import Path

import pytest

from partnerdesk import conflicts, moving, partners, receiving, sending
from partnerdesk.desk import Desk, Identity
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history
from partnerdesk.moving import Plan
from partnerdesk.store import state
from tests.core.devices import device, hand_over, introduce, ops_of, shown, take_in

SECOND = Identity("MENA-RO", "Regional office", "Second focal point", "focal_point", "en")
Three = tuple[Desk, Desk, Desk]


def cedar(tyre: Desk) -> str:
    """Record a partner with a contact and an assessment."""
    partner = tyre.create("partner", {"legal_name": "Cèdre", "acronym": "C", "sectors": ["health"]})
    tyre.create("contact", {"partner_id": partner, "name": "Nour"})
    assessment = tyre.create("assessment", {"partner_id": partner, "instrument": "pop4 1.0.0"})
    respondent = tyre.create("respondent", {"assessment_id": assessment, "perspective": "ours"})
    answer = {"assessment_id": assessment, "respondent_id": respondent, "criterion": "a", "value": 3}
    tyre.create("answer", answer)
    return partner


def moved(three: Three, folder: Path) -> str:
    """Let the focal point move Tyr's partner to Saïda, and tell both."""
    tyre, region, saida = three
    partner = cedar(tyre)
    hand_over(tyre, region, folder)
    moving.move(region, "partner", partner, "LBN-SAI", "Saïda works there now")
    hand_over(region, tyre, folder)
    hand_over(region, saida, folder)
    return partner


def scopes(desk: Desk) -> dict[str, str]:
    with desk.reading() as connection:
        found = connection.execute("SELECT id, scope FROM partner").fetchall()
    return dict(found)


def test_a_partner_moves_with_all_that_is_part_of_it(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    partner = cedar(tyre)
    hand_over(tyre, region, tmp_path)
    expected = {"partner": 1, "contact": 1, "assessment": 1, "respondent": 1, "answer": 1}

    preview = moving.plan(region, "partner", partner, "LBN-SAI")
    moving.move(region, "partner", partner, "LBN-SAI", "", confirmed=preview.number)
    hand_over(region, saida, tmp_path)

    assert dict(preview.along) == expected
    there = partners.overview(saida, partner)
    assert (there.partner["acronym"], there.partner["sectors"], there.partner.scope) == ("C", ["health"], "LBN-SAI")
    assert len(there.contacts) == len(there.assessments) == 1
    assert shown(saida)["LBN-SAI"] == shown(region)["LBN-SAI"]


def test_the_office_it_left_shows_it_as_moved_and_cannot_write_it(three: Three, tmp_path: Path) -> None:
    partner = moved(three, tmp_path)
    tyre, region, _saida = three

    view = tyre.view("partner", partner)

    assert (view.away, view.deleted, view.scope, view["legal_name"]) == (True, False, "LBN-SAI", "Cèdre")
    assert partners.dependents(tyre, partner) == {}
    assert shown(tyre) == {"LBN-TYR": shown(region)["LBN-TYR"]}
    for write in (
        lambda: tyre.change("partner", partner, {"acronym": "X"}),
        lambda: tyre.create("contact", {"partner_id": partner, "name": "X"}),
        lambda: moving.move(tyre, "partner", partner, "LBN-TYR", ""),
    ):
        with pytest.raises(PartnerDeskError, match="has moved to LBN-SAI"):
            write()


def test_the_office_that_received_it_works_on_and_its_changes_count_everywhere(three: Three, tmp_path: Path) -> None:
    partner = moved(three, tmp_path)
    _tyre, region, saida = three

    saida.change("partner", partner, {"acronym": "CS", "sectors": ["health", "wash"], "place": "Saïda"})
    hand_over(saida, region, tmp_path)

    assert conflicts.count(region) == 0
    assert region.view("partner", partner)["acronym"] == "CS"
    assert shown(saida)["LBN-SAI"] == shown(region)["LBN-SAI"]


def test_an_edit_at_the_former_office_waits_for_a_decision_that_reaches_both(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    partner = cedar(tyre)
    hand_over(tyre, region, tmp_path)
    tyre.change("partner", partner, {"acronym": "LATE", "place": "Tyr", "sectors": ["health", "wash"]})
    moving.move(region, "partner", partner, "LBN-SAI", "")
    hand_over(region, tyre, tmp_path)
    waiting = tyre.view("partner", partner)
    hand_over(tyre, region, tmp_path)

    to_decide = {one.field: one for one in conflicts.conflicts(region)}
    for field, value in (("acronym", "LATE"), ("place", None), ("sectors/wash", True)):
        conflicts.resolve(region, to_decide[field], value, "As the old office said")
    hand_over(region, tyre, tmp_path)
    hand_over(region, saida, tmp_path)

    assert set(waiting.late) == set(to_decide) == {"acronym", "place", "sectors/wash"}
    assert [side.value for side in to_decide["place"].values] == ["Tyr", None]
    assert conflicts.count(region) == conflicts.count(tyre) == conflicts.count(saida) == 0
    there = saida.view("partner", partner)
    assert (there["acronym"], there["place"], there["sectors"]) == ("LATE", None, ["health", "wash"])
    assert tyre.view("partner", partner).late == ()
    assert shown(saida)["LBN-SAI"] == shown(region)["LBN-SAI"]


def test_deleting_it_at_the_former_office_is_a_decision_as_well(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    partner = cedar(tyre)
    hand_over(tyre, region, tmp_path)
    tyre.delete("partner", partner)
    moving.move(region, "partner", partner, "LBN-SAI", "")

    hand_over(tyre, region, tmp_path)
    before = region.view("partner", partner)
    conflicts.resolve(region, f"{partner}.deleted", False)
    hand_over(region, saida, tmp_path)

    assert (before.deleted, before.conflicts) == (False, ("deleted",))
    assert conflicts.count(region) == 0
    assert not saida.view("partner", partner).deleted


def test_what_the_former_office_added_meanwhile_can_follow(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    partner = cedar(tyre)
    hand_over(tyre, region, tmp_path)
    moving.move(region, "partner", partner, "LBN-SAI", "")
    late = tyre.create("contact", {"partner_id": partner, "name": "Late"})
    hand_over(tyre, region, tmp_path)

    behind = moving.left_behind(region)
    follow = moving.move(region, "partner", partner, "LBN-SAI", "")
    hand_over(region, saida, tmp_path)
    hand_over(region, tyre, tmp_path)

    assert [part.record for part, _owner in behind] == [late]
    assert dict(follow.along) == {"contact": 1}
    assert saida.view("contact", late)["name"] == "Late"
    assert tyre.view("contact", late).away
    assert moving.left_behind(region) == moving.left_behind(tyre) == []


def test_it_can_be_moved_back_by_the_office_that_received_it(three: Three, tmp_path: Path) -> None:
    partner = moved(three, tmp_path)
    tyre, region, saida = three
    saida.change("partner", partner, {"acronym": "CS"})

    moving.move(saida, "partner", partner, "LBN-TYR", "It was a mistake")
    hand_over(saida, region, tmp_path)
    hand_over(region, tyre, tmp_path)
    tyre.change("partner", partner, {"place": "Tyr"})
    hand_over(tyre, region, tmp_path)

    back = tyre.view("partner", partner)
    assert (back.away, back.scope, back["acronym"], back.conflicts) == (False, "LBN-TYR", "CS", ())
    assert saida.view("partner", partner).away
    assert conflicts.count(region) == conflicts.count(tyre) == 0
    assert len(partners.overview(tyre, partner).contacts) == 1
    assert shown(tyre)["LBN-TYR"] == shown(region)["LBN-TYR"]


def test_two_moves_that_did_not_know_of_each_other_are_decided_by_a_person(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    second = device(tmp_path / "second", SECOND)
    for one in (tyre, region):
        introduce(one, second)
    partner = cedar(tyre)
    bundle = sending.export(tyre, ["MENA-RO"], tmp_path / "both.pdbundle").file
    for one in (region, second):
        receiving.accept(one, receiving.receive(one, bundle).id)
    moving.move(region, "partner", partner, "LBN-SAI", "")
    moving.move(second, "partner", partner, "MENA-RO", "")
    hand_over(second, region, tmp_path)
    hand_over(region, second, tmp_path)

    before = conflicts.conflicts(region, partner)
    conflicts.resolve(region, before[0], "LBN-SAI", "Saïda it is")
    for one in (second, tyre, saida):
        hand_over(region, one, tmp_path)

    assert [one.field for one in before] == ["moved"]
    assert {side.value for side in before[0].values} == {"LBN-SAI", "MENA-RO"}
    assert conflicts.count(region) == conflicts.count(second) == 0
    assert [scopes(one)[partner] for one in (region, second, tyre, saida)] == ["LBN-SAI"] * 4
    assert shown(region)["LBN-SAI"] == shown(second)["LBN-SAI"] == shown(saida)["LBN-SAI"]
    assert len(partners.overview(saida, partner).assessments) == 1
    second.close()


def test_where_a_record_is_does_not_depend_on_the_order_in_which_ops_arrive(three: Three, tmp_path: Path) -> None:
    partner = moved(three, tmp_path)
    _tyre, region, saida = three
    saida.change("partner", partner, {"acronym": "CS"})
    hand_over(saida, region, tmp_path)
    expected = shown(region)
    ops = ops_of(region)

    for seed in range(4):
        mixed = device(tmp_path / f"mixed{seed}", SECOND)
        random.Random(seed).shuffle(ops)  # noqa: S311  an order, no secret
        take_in(mixed, ops[: len(ops) // 2])
        take_in(mixed, ops)
        with mixed.writing() as connection:
            arrived = state.digests(connection)
            state.rebuild(connection)
            rebuilt = state.digests(connection)
        assert arrived == rebuilt
        assert arrived["LBN-SAI"] == expected["LBN-SAI"]
        mixed.close()


def test_history_tells_where_it_came_from_and_where_the_rest_is_kept(three: Three, tmp_path: Path) -> None:
    partner = moved(three, tmp_path)
    tyre, region, saida = three

    at_saida, at_region, at_tyre = (history(one, partner) for one in (saida, region, tyre))

    assert [(entry.reason, entry.note, entry.left, entry.elsewhere) for entry in at_saida] == [
        ("move", "Saïda works there now", ("LBN-TYR",), ("LBN-TYR",))
    ]
    assert at_region[0].left == ("LBN-TYR",)
    assert all(entry.elsewhere == () for entry in at_region)
    assert (at_tyre[0].values, at_tyre[0].reason) == ({"moved": "LBN-SAI"}, "move")


def test_an_officer_moves_a_record_of_her_own_office_and_no_other(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    partner = cedar(tyre)
    other = region.create("partner", {"legal_name": "Olivier"})
    hand_over(region, tyre, tmp_path)

    plan = moving.move(tyre, "partner", partner, "MENA-RO", "Regional now")
    hand_over(tyre, region, tmp_path)

    assert plan.number == 5
    assert tyre.view("partner", partner).away
    assert region.view("partner", partner).scope == "MENA-RO"
    assert conflicts.count(region) == 0
    hand_over(saida, region, tmp_path)
    with pytest.raises(PartnerDeskError, match="Ask your focal point"):
        moving.plan(_pretending(saida, region, other), "partner", other, "LBN-SAI")


def _pretending(saida: Desk, region: Desk, record: str) -> Desk:
    """Let an officer's device hold a record of another office."""
    take_in(saida, [body for body in ops_of(region) if record.encode() in body])
    return saida


def test_a_record_with_an_open_decision_stays_until_it_is_decided(three: Three, tmp_path: Path) -> None:
    tyre, region, _saida = three
    partner = cedar(tyre)
    hand_over(tyre, region, tmp_path)
    tyre.change("partner", partner, {"acronym": "A"})
    region.change("partner", partner, {"acronym": "B"})
    hand_over(tyre, region, tmp_path)

    refused: Plan = moving.plan(region, "partner", partner, "LBN-SAI")
    with pytest.raises(PartnerDeskError, match="still to be decided"):
        moving.move(region, "partner", partner, "LBN-SAI", "")

    assert refused.undecided == 1
    assert region.view("partner", partner).scope == "LBN-TYR"


def test_moving_one_assessment_tells_that_its_partner_stays(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    partner = cedar(tyre)
    (assessment,) = tyre.children("assessment", partner_id=partner)
    hand_over(tyre, region, tmp_path)

    plan = moving.move(region, "assessment", assessment.id, "LBN-SAI", "")
    hand_over(region, saida, tmp_path)

    assert (dict(plan.along), dict(plan.pointing)) == (
        {"assessment": 1, "respondent": 1, "answer": 1},
        {"partner": 1},
    )
    assert saida.find("partner", partner) is None
    assert saida.view("assessment", assessment.id).scope == "LBN-SAI"
    assert moving.left_behind(region) == []


def test_an_unknown_office_or_an_unfit_kind_is_refused(three: Three) -> None:
    tyre, _region, _saida = three
    partner = cedar(tyre)
    (contact,) = tyre.children("contact", partner_id=partner)

    with pytest.raises(PartnerDeskError, match="NOWHERE is not known"):
        moving.plan(tyre, "partner", partner, "NOWHERE")
    with pytest.raises(PartnerDeskError, match="can be moved"):
        moving.plan(tyre, "contact", contact.id, "MENA-RO")
    with pytest.raises(PartnerDeskError, match="already"):
        moving.plan(tyre, "partner", partner, "LBN-TYR")


def test_undoing_the_bundle_with_a_move_brings_the_partner_back(three: Three, tmp_path: Path) -> None:
    tyre, region, _saida = three
    partner = cedar(tyre)
    hand_over(tyre, region, tmp_path)
    before = shown(tyre)
    moving.move(region, "partner", partner, "LBN-SAI", "")
    receipt = hand_over(region, tyre, tmp_path)

    receiving.undo(tyre, receipt.id)

    assert shown(tyre) == before
    assert not tyre.view("partner", partner).away
