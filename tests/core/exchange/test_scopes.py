"""Who receives what: an officer her own office, a focal point the region, everybody the reference data; nothing dangles."""

from pathlib import Path

import pytest

from partnerdesk import actions, conflicts, moving, offices, receiving, sending, trust
from partnerdesk.desk import Desk, Identity
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.engine import rows
from partnerdesk.store.kinds import kinds
from partnerdesk.store.ops import PRIVATE
from tests.core.devices import device, hand_over, introduce, shown

Three = tuple[Desk, Desk, Desk]


def dangling(desk: Desk) -> list[tuple[str, str]]:
    """Return (kind, record) for every record that is part of one that is not here."""
    found = []
    with desk.reading() as connection:
        for kind in kinds().values():
            for name in kind.owners:
                target = kind.fields[name].refers_to
                sql = (
                    f'SELECT c.id FROM {kind.name} c WHERE NOT c.deleted AND c."{name}" IS NOT NULL'  # noqa: S608
                    f' AND NOT EXISTS (SELECT 1 FROM {target} p WHERE p.id = c."{name}")'
                )
                found += [(kind.name, record) for (record,) in rows(connection, sql)]
    return found


def scopes_held(desk: Desk) -> set[str]:
    with desk.reading() as connection:
        held = {scope for (scope,) in rows(connection, "SELECT DISTINCT scope FROM stream WHERE top > 0")}
    # What stays on a device came from nobody.
    return held - {PRIVATE}


def test_what_a_focal_point_adds_to_an_offices_record_reaches_that_office_with_it(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    partner = tyre.create("partner", {"legal_name": "Cèdre"})
    hand_over(tyre, region, tmp_path)
    contact = region.create("contact", {"partner_id": partner, "name": "Nour"})
    assessment = region.create("assessment", {"partner_id": partner, "instrument": "pop4 1.0.0"})
    respondent = region.create("respondent", {"assessment_id": assessment, "perspective": "ours"})

    hand_over(region, tyre, tmp_path)
    hand_over(region, saida, tmp_path)

    for kind, record in (("contact", contact), ("assessment", assessment), ("respondent", respondent)):
        assert tyre.view(kind, record).scope == "LBN-TYR"
        assert saida.find(kind, record) is None


def test_every_office_gets_whole_records_and_none_of_another_office(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    for desk, name in ((tyre, "Cèdre"), (saida, "Olivier")):
        partner = desk.create("partner", {"legal_name": name})
        meeting = desk.create("consultation", {"name": name, "kind": "bilateral"})
        desk.create("note", {"consultation_id": meeting, "raw_text": "…"})
        desk.create("participant", {"consultation_id": meeting, "partner_id": partner})
        actions.create(desk, {"partner_id": partner, "description": "…", "responsible": "X", "due": "2030-01-01"})
        hand_over(desk, region, tmp_path)
    first = tyre.children("partner", legal_name="Cèdre")[0]
    tyre.change("partner", first.id, {"acronym": "A"})
    region.change("partner", first.id, {"acronym": "B"})
    hand_over(tyre, region, tmp_path)
    conflicts.resolve(region, f"{first.id}.acronym", "A")
    moving.move(region, "partner", first.id, "LBN-SAI", "")

    for desk in (tyre, saida):
        hand_over(region, desk, tmp_path)

    assert scopes_held(tyre) == {"LBN-TYR"}
    assert scopes_held(saida) == {"LBN-SAI"}
    assert [dangling(desk) for desk in three] == [[], [], []]
    assert {partner.title for partner in saida.children("partner", deleted=False)} == {"Cèdre", "Olivier"}


def test_reference_data_reaches_everybody(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    offices.record(region, "LBN-SAI", parent="MENA-RO")
    offices.record(region, "LBN-SAI", name="Saïda et sud")

    for desk in (tyre, saida):
        hand_over(region, desk, tmp_path)

    assert offices.Office("LBN-SAI", "Saïda et sud", "MENA-RO") in offices.known(tyre)
    assert shown(tyre)["shared"] == shown(saida)["shared"] == shown(region)["shared"]


def test_only_focal_points_keep_reference_data(three: Three) -> None:
    tyre, region, _saida = three

    with pytest.raises(PartnerDeskError, match="focal points"):
        offices.record(tyre, "LBN-NEW", name="New")
    with pytest.raises(PartnerDeskError, match="cannot be used"):
        offices.record(region, "LBN NEW")


def test_a_focal_point_gets_the_offices_that_report_to_him_and_headquarters_all(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    near = device(tmp_path / "near", Identity("LBN-CO", "Liban", "Point focal", "focal_point", "fr"))
    head = device(tmp_path / "head", Identity("HQ", "Siège", "Siège", "hq_steward", "fr"))
    for desk in (near, head):
        introduce(region, desk)
    saida.create("partner", {"legal_name": "Olivier"})
    for desk in (tyre, saida):
        hand_over(desk, region, tmp_path)
    offices.record(region, "LBN-SAI", parent="LBN-SUD")
    offices.record(region, "LBN-SUD", name="Sud", parent="LBN-CO")

    hand_over(region, near, tmp_path)
    hand_over(region, head, tmp_path)

    # Tyr reports to nobody known here, so it is in no region; whoever hands over gives what is his own.
    assert scopes_held(near) == {"LBN-CO", "LBN-SAI", "MENA-RO", "shared"}
    assert scopes_held(head) == {"HQ", "LBN-SAI", "LBN-TYR", "MENA-RO", "shared"}
    near.close()
    head.close()


def test_a_bundle_for_several_holds_only_what_all_of_them_may_have(three: Three, tmp_path: Path) -> None:
    tyre, region, saida = three
    tyre.create("partner", {"legal_name": "Cèdre"})
    hand_over(tyre, region, tmp_path)
    offices.record(region, "LBN-SAI", name="Saïda")

    sent = sending.export(region, ["LBN-TYR", "LBN-SAI"], tmp_path / "both.pdbundle")
    receiving.accept(saida, receiving.receive(saida, sent.file).id)

    assert sent.offices == ("shared",)
    assert scopes_held(saida) == {"LBN-SAI", "shared"}


def test_an_officers_device_is_given_nothing_before_it_is_trusted(three: Three, tmp_path: Path) -> None:
    _tyre, region, saida = three
    trust.revoke(region, saida.site)

    with pytest.raises(PartnerDeskError, match="No device of LBN-SAI"):
        sending.export(region, ["LBN-SAI"], tmp_path / "no.pdbundle")
