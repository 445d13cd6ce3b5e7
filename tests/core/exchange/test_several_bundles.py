"""Several bundles at once: all are looked at together, a bad one stops no other, and a killed program resumes."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk import batches, receiving, sending, trust, workspace
from partnerdesk.desk import Desk, Identity
from partnerdesk.errors import PartnerDeskError
from partnerdesk.progress import Cancelled
from tests.core.devices import PASSPHRASE, device, introduce, shown

KILLED = """
import os, signal, sys
from pathlib import Path
from partnerdesk import batches, workspace

desk = workspace.open_workspace(Path(sys.argv[1]), sys.argv[3])

def report(done, total):
    if done >= int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)

batches.receive_all(desk, batches.bundles_in([Path(sys.argv[2])]), report)
"""


@pytest.fixture
def offices(region: Desk, tmp_path: Path) -> Iterator[list[Desk]]:
    """Give three offices that the region trusts and that know one partner; each has changed it and added one."""
    made = [
        device(tmp_path / name, Identity(name, f"Office {name}", f"Officer {name}", "field_officer", "en"))
        for name in ("A-1", "B-2", "C-3")
    ]
    for desk in made:
        introduce(desk, region)
        desk.create("partner", {"legal_name": f"Partner of {desk.office}"})
    yield made
    for desk in made:
        desk.close()


@pytest.fixture
def stick(offices: list[Desk], tmp_path: Path) -> Path:
    """Give a folder with a bundle of each office."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for desk in offices:
        sending.export(desk, ["MENA-RO"], folder / f"{desk.office}.pdbundle")
    return folder


def test_a_folder_counts_for_the_bundles_in_it_and_in_the_folders_below(stick: Path) -> None:
    (stick / "older").mkdir()
    shutil.copy(stick / "A-1.pdbundle", stick / "older" / "UP.PDBUNDLE")
    (stick / "._A-1.pdbundle").write_text("left by another system")
    (stick / "letter.txt").write_text("no bundle")

    found = batches.bundles_in([stick, stick / "A-1.pdbundle"])

    assert [path.name for path in found] == ["A-1.pdbundle", "B-2.pdbundle", "C-3.pdbundle", "UP.PDBUNDLE"]
    (stick.parent / "empty").mkdir()
    with pytest.raises(PartnerDeskError, match="no bundle in the folder"):
        batches.bundles_in([stick, stick.parent / "empty"])


def test_what_all_would_change_is_told_before_anything_is_merged(region: Desk, stick: Path) -> None:
    arrivals = batches.receive_all(region, batches.bundles_in([stick]))
    before = shown(region)

    found = batches.preview_all(region, [one.receipt.id for one in arrivals if one.receipt])
    after = shown(region)
    done = batches.accept_all(region, [one.id for one in found])

    assert before == after != shown(region)
    assert [one.summary for one in found] == [one.receipt.summary for one in done if one.receipt]
    assert [one.summary.created["partner"] for one in found] == [1, 1, 1]


def test_two_bundles_that_contradict_each_other_are_seen_in_the_table(
    region: Desk, offices: list[Desk], tmp_path: Path
) -> None:
    first = offices[0]
    partner = first.create("partner", {"legal_name": "Cèdre", "acronym": "C"})
    sending.export(first, ["MENA-RO"], tmp_path / "start.pdbundle")
    batches.accept_all(region, [receiving.receive(region, tmp_path / "start.pdbundle").id])
    colleague = device(tmp_path / "colleague", Identity("A-1", "Office A-1", "Colleague", "field_officer", "en"))
    introduce(colleague, region)
    introduce(colleague, first)
    sending.export(first, ["A-1"], tmp_path / "over.pdbundle")
    receiving.accept(colleague, receiving.receive(colleague, tmp_path / "over.pdbundle").id)
    for desk, acronym in ((first, "ONE"), (colleague, "TWO")):
        desk.change("partner", partner, {"acronym": acronym})
        sending.export(desk, ["MENA-RO"], tmp_path / f"{acronym}.pdbundle")
    arrivals = batches.receive_all(region, [tmp_path / "ONE.pdbundle", tmp_path / "TWO.pdbundle"])

    found = batches.preview_all(region, [one.receipt.id for one in arrivals if one.receipt])

    assert [one.summary.conflicts for one in found] == [0, 1]
    colleague.close()


def test_a_bad_file_and_an_unknown_sender_do_not_stop_the_others(region: Desk, stick: Path, field: Desk) -> None:
    (stick / "AA.pdbundle").write_bytes(b"age-encryption.org/v1\nnothing")
    trust.trust_card(field, region.card())
    sending.export(field, ["MENA-RO"], stick / "B-9.pdbundle")

    arrivals = batches.receive_all(region, batches.bundles_in([stick]))
    done = batches.accept_all(region, [one.receipt.id for one in arrivals if one.receipt])

    assert [one.file for one in arrivals if one.refused] == ["AA.pdbundle"]
    assert {one.file: one.receipt.state for one in done if one.receipt} == {
        "A-1.pdbundle": receiving.APPLIED,
        "B-2.pdbundle": receiving.APPLIED,
        "B-9.pdbundle": receiving.ASIDE,
        "C-3.pdbundle": receiving.APPLIED,
    }


def test_the_same_bundle_twice_brings_nothing_more(region: Desk, stick: Path) -> None:
    shutil.copy(stick / "A-1.pdbundle", stick / "A-2.pdbundle")

    arrivals = batches.receive_all(region, batches.bundles_in([stick]))
    done = batches.accept_all(region, [one.receipt.id for one in arrivals if one.receipt])

    assert len(done) == 3
    assert len(receiving.receipts(region)) == 3


def test_stopping_keeps_what_was_done_and_leaves_the_rest_waiting(region: Desk, stick: Path) -> None:
    arrivals = batches.receive_all(region, batches.bundles_in([stick]))

    def stop(done: int, _total: int) -> None:
        if done >= 2000:
            raise Cancelled

    with pytest.raises(Cancelled):
        batches.accept_all(region, [one.receipt.id for one in arrivals if one.receipt], stop)

    states = [one.state for one in reversed(receiving.receipts(region))]
    assert sorted(states) == [receiving.APPLIED, receiving.APPLIED, receiving.STAGED]
    assert len(batches.waiting_receipts(region)) == 1


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
@pytest.mark.parametrize("after", [500, 2000])
def test_a_program_killed_while_receiving_leaves_nothing_half_and_offers_what_came_at_the_next_start(
    region: Desk, stick: Path, after: int
) -> None:
    region.close()
    code = [sys.executable, "-c", KILLED, str(region.folder), str(stick), PASSPHRASE, str(after)]
    killed = subprocess.run(code, check=False, capture_output=True)

    again = workspace.open_workspace(region.folder, PASSPHRASE)
    offered = batches.waiting_receipts(again)
    arrivals = batches.receive_all(again, batches.bundles_in([stick]))
    batches.accept_all(again, [one.receipt.id for one in arrivals if one.receipt])

    assert killed.returncode == -signal.SIGKILL
    assert len(offered) == after // 1000
    assert list((again.folder / "inbox").iterdir()) == []
    assert [one.state for one in receiving.receipts(again)] == [receiving.APPLIED] * 3
    assert set(shown(again)) >= {"A-1", "B-2", "C-3"}
    again.close()
