"""Several people on one shared database: the same records as in files, one writer at a time, nothing lost, nothing half done."""

import subprocess
import sys
import threading
from pathlib import Path

from partnerdesk import conflicts, doctor, moving, receiving, sending
from partnerdesk.desk import Desk, Identity
from partnerdesk.store.engine import rows
from tests.core.devices import FOCAL, OFFICER, PASSPHRASE, hand_over, introduce, shown
from tests.core.hub.conftest import NewDatabase, NewDesk

OTHER_OFFICE = Identity("LBN-BEY", "Bureau de Beyrouth", "Autre agente", "field_officer", "fr")

KILLED = """
import os, sys
from pathlib import Path
from partnerdesk import receiving, workspace
desk = workspace.open_workspace(Path(sys.argv[1]), sys.argv[2])
def die(done, total):
    print("in the middle", flush=True)
    os.kill(os.getpid(), 9)
receiving.accept(desk, sys.argv[3], die)
"""


def test_the_same_bundles_in_any_order_show_the_same_in_a_file_and_in_a_shared_database(
    tmp_path: Path, new_database: NewDatabase, new_desk: NewDesk
) -> None:
    tyre, beirut, in_files = map(new_desk, (OFFICER, OTHER_OFFICE, FOCAL))
    on_hubs = [new_desk(FOCAL, new_database()) for _order in range(3)]
    for field in (tyre, beirut):
        for reader in (in_files, *on_hubs):
            introduce(field, reader)
    partner = tyre.create("partner", {"legal_name": "Association du Cèdre", "presence": ["Tyr"], "year_founded": 1999})
    introduce(tyre, beirut)
    hand_over(tyre, in_files, tmp_path)
    introduce(in_files, beirut)
    hand_over(in_files, beirut, tmp_path)
    beirut.change("partner", partner, {"legal_name": "Cèdre", "presence": ["Tyr", "Saïda"]})
    tyre.change("partner", partner, {"legal_name": "Les Cèdres", "cash": True})
    first = sending.export(tyre, [FOCAL.office], tmp_path / "1.pdbundle").file
    tyre.create("consultation", {"name": "Réunion", "dates": {"start": "2026-03-01", "end": "2026-03-02"}})
    second = sending.export(tyre, [FOCAL.office], tmp_path / "2.pdbundle").file
    third = sending.export(beirut, [FOCAL.office], tmp_path / "3.pdbundle").file

    orders = ((first, second, third), (third, first, second), (second, third, first))
    for hub, order in zip(on_hubs, orders, strict=True):
        for bundle in order:
            receiving.accept(hub, receiving.receive(hub, bundle).id)
    for bundle in (first, second, third):
        receiving.accept(in_files, receiving.receive(in_files, bundle).id)

    of_fields = [{office: its for office, its in shown(one).items() if office != FOCAL.office} for one in on_hubs]
    wanted = {office: its for office, its in shown(in_files).items() if office != FOCAL.office}
    assert of_fields == [wanted] * 3
    assert {len(conflicts.conflicts(one)) for one in (in_files, *on_hubs)} == {1}
    assert doctor.examine(on_hubs[0], rebuild=True).problems == []


def test_what_one_person_records_the_other_one_sees_at_once(colleagues: list[Desk]) -> None:
    one, other = colleagues

    partner = one.create("partner", {"legal_name": "Cèdre"})
    other.change("partner", partner, {"acronym": "CDR"}, other.view("partner", partner).seen)

    assert one.view("partner", partner)["acronym"] == "CDR"
    assert one.site != other.site
    assert conflicts.count(one) == 0
    assert len(one.titles("office", [])) == 0
    with one.reading() as connection:
        assert rows(connection, "SELECT count(*) FROM office") == [(1,)]
        assert rows(connection, "SELECT name FROM person ORDER BY name") == [("Colleague",), ("Focal point",)]


def test_two_forms_on_one_record_are_a_conflict_that_either_person_may_decide(colleagues: list[Desk]) -> None:
    one, other = colleagues
    partner = one.create("partner", {"legal_name": "Cèdre"})
    forms = [desk.view("partner", partner).seen for desk in colleagues]

    for desk, name, seen in zip(colleagues, ("Le Cèdre", "Les Cèdres"), forms, strict=True):
        desk.change("partner", partner, {"legal_name": name}, seen)
    (asked,) = conflicts.conflicts(one)
    conflicts.resolve(other, asked, "Les Cèdres", "confirmé par téléphone")

    assert conflicts.count(one) == 0
    assert one.view("partner", partner)["legal_name"] == "Les Cèdres"


def test_a_partner_that_moved_stays_whoever_of_them_works_on_it(new_desk: NewDesk, new_database: NewDatabase) -> None:
    hub = new_database()
    officer, _there, focal = (new_desk(who, hub) for who in (OFFICER, OTHER_OFFICE, FOCAL))
    partner = officer.create("partner", {"legal_name": "Cèdre"})

    moving.move(focal, "partner", partner, OTHER_OFFICE.office, "")
    officer.change("partner", partner, {"acronym": "CDR"})

    view = focal.view("partner", partner)
    assert (view["acronym"], view.scope, view.deleted) == ("CDR", OTHER_OFFICE.office, False)
    assert doctor.examine(officer, rebuild=True).problems == []


def test_two_people_who_merge_at_the_same_time_wait_for_each_other(
    colleagues: list[Desk], new_desk: NewDesk, tmp_path: Path
) -> None:
    fields = [new_desk(OFFICER), new_desk(OTHER_OFFICE)]
    waiting = []
    for field, desk in zip(fields, colleagues, strict=True):
        introduce(field, desk)
        for number in range(120):
            field.create("partner", {"legal_name": f"Partenaire {number} de {field.office}"})
        bundle = sending.export(field, [FOCAL.office], tmp_path / f"{field.office}.pdbundle").file
        waiting.append(receiving.receive(desk, bundle).id)

    threads = [threading.Thread(target=receiving.accept, args=pair) for pair in zip(colleagues, waiting, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with colleagues[0].reading() as connection:
        assert rows(connection, "SELECT count(*) FROM partner") == [(240,)]
    assert shown(colleagues[0]) == shown(colleagues[1])
    assert doctor.examine(colleagues[1], rebuild=True).problems == []


def test_a_program_killed_in_the_middle_of_a_merge_leaves_the_old_state_and_nobody_waits(
    colleagues: list[Desk], field: Desk, tmp_path: Path
) -> None:
    one, other = colleagues
    introduce(field, one)
    field.create("partner", {"legal_name": "Cèdre"})
    before = shown(other)
    receipt = receiving.receive(one, sending.export(field, [FOCAL.office], tmp_path / "up.pdbundle").file).id
    one.close()

    ended = subprocess.run(
        [sys.executable, "-c", KILLED, one.folder, PASSPHRASE, receipt], capture_output=True, text=True, check=False
    )

    assert (ended.stdout, ended.returncode) == ("in the middle\n", -9), ended.stderr
    assert shown(other) == before
    receiving.accept(other, receipt)
    assert shown(other)[OFFICER.office] == shown(field)[OFFICER.office]
