"""Whatever a released version wrote, this one opens, shows as it was, and works on with."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from partnerdesk import conflicts, receiving, workspace
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.history import history
from partnerdesk.store.engine import rows
from tests.core.devices import shown
from tests.core.released.released import Release, counts, releases


@pytest.fixture(params=releases(), ids=lambda release: release.name)
def release(request: pytest.FixtureRequest) -> Release:
    """Give one released version after the other."""
    found: Release = request.param
    return found


@pytest.fixture
def opened(release: Release, tmp_path: Path) -> Iterator[Desk]:
    """Give a copy of its workspace, opened by this version."""
    desk = release.open_workspace(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def recipient(release: Release, tmp_path: Path) -> Iterator[Desk]:
    """Give a device of today that its bundle was made for."""
    desk = release.recipient(tmp_path)
    yield desk
    desk.close()


def test_the_files_are_still_those_that_the_release_wrote(release: Release) -> None:
    found = {
        str(path.relative_to(release.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in release.folder.rglob("*")
        if path.is_file() and path.name != "expected.json"
    }

    assert found == release.expected["files"]


def test_a_released_workspace_opens_with_everything_visible(release: Release, opened: Desk) -> None:
    expected = release.expected["workspace"]

    found = examine(opened)

    assert counts(opened, expected["records"]) == expected["records"]
    assert shown(opened) == expected["digests"]
    assert found.problems == []
    assert {one.file: one.state for one in receiving.receipts(opened)} == expected["receipts"]


def test_heads_of_a_migrated_row_are_named_by_their_fields(opened: Desk) -> None:
    with opened.reading() as connection:
        (several,) = rows(connection, "SELECT count(*), sum(heads LIKE '%,0]%') FROM partner WHERE heads LIKE '%],[%'")

    assert several[0] > 0
    assert several[1] == 0


def test_rows_made_anew_from_a_released_journal_are_the_same(release: Release, opened: Desk) -> None:
    found = examine(opened, rebuild=True)

    assert found.problems == []
    assert shown(opened) == release.expected["workspace"]["digests"]


def test_a_migrated_workspace_opens_again_and_the_old_file_stays_beside_it(release: Release, opened: Desk) -> None:
    expected = release.expected["workspace"]
    opened.close()

    again = workspace.open_workspace(opened.folder, expected["passphrase"])

    assert shown(again) == expected["digests"]
    assert len(list(opened.folder.glob("partnerdesk.before-*"))) == 1
    again.close()


def test_an_open_conflict_of_a_released_workspace_can_be_decided(release: Release, opened: Desk) -> None:
    expected = release.expected["workspace"]["conflict"]
    (conflict,) = conflicts.conflicts(opened)
    values = sorted(str(side.value) for side in conflict.values)

    conflicts.resolve(opened, conflict, values[0], "Décidé après la mise à jour")

    assert (conflict.id, values) == (expected["id"], expected["values"])
    assert conflicts.count(opened) == 0
    assert opened.view(conflict.kind, conflict.record)[conflict.field] == values[0]


def test_a_decision_of_a_released_workspace_stays_readable(release: Release, opened: Desk) -> None:
    expected = release.expected["workspace"]["decided"]

    entries = history(opened, expected["record"])

    assert opened.view("partner", expected["record"])["acronym"] == expected["acronym"]
    assert any(entry.reason == "resolve" for entry in entries)


def test_a_bundle_kept_aside_in_a_released_workspace_can_be_accepted(release: Release, opened: Desk) -> None:
    expected = release.expected["workspace"]["aside"]
    brings = {name: expected["brings"][name] for name in ("new", "known", "created", "changed", "conflicts")}

    preview = receiving.preview(opened, expected["receipt"])
    receipt = receiving.accept(opened, expected["receipt"])

    assert {name: asdict(preview.summary)[name] for name in brings} == brings
    assert {name: asdict(receipt.summary)[name] for name in brings} == brings


def test_a_bundle_merged_in_a_released_workspace_can_be_undone_and_accepted_anew(opened: Desk) -> None:
    (merged,) = [one for one in receiving.receipts(opened) if one.state == receiving.APPLIED]
    before = shown(opened)

    receiving.undo(opened, merged.id)
    without = shown(opened)
    receiving.accept(opened, merged.id)

    assert without != before
    assert shown(opened) == before


def test_a_released_bundle_is_taken_in_with_the_same_counts_and_digest(release: Release, recipient: Desk) -> None:
    expected = release.expected["bundle"]
    brings = {name: expected["brings"][name] for name in ("new", "created", "changed", "conflicts", "authors")}

    seen = receiving.inspect(recipient, release.bundle)
    receipt = receiving.accept(recipient, receiving.receive(recipient, release.bundle).id)

    assert (seen.ops, seen.kinds, seen.note) == (expected["ops"], expected["kinds"], expected["note"])
    assert {name: asdict(receipt.summary)[name] for name in brings} == brings
    assert counts(recipient, expected["records"]) == expected["records"]
    assert {scope: shown(recipient)[scope] for scope in expected["digests"]} == expected["digests"]
