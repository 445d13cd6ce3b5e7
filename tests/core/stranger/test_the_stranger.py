"""Somebody who has only FORMAT.md reads bundles and finds what the program shows."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from partnerdesk.desk import Desk
from partnerdesk.store.engine import rows
from partnerdesk.store.kinds import kinds
from partnerdesk.views import View
from tests.core.released.released import Release, releases
from tests.core.stranger.conftest import FILE
from tests.core.stranger.reader import Bundle, Journal, Record, Refused, base, open_bundle


@pytest.fixture(scope="module")
def opened(bundles: list[Path], hq: Desk) -> list[Bundle]:
    """Give the bundles as the stranger reads them."""
    return [open_bundle(file.read_bytes(), hq.keys().age_secret) for file in bundles]


def records_of(opened: list[Bundle]) -> dict[tuple[str, str], Record]:
    """Merge bundles by the description."""
    journal = Journal()
    for bundle in opened:
        journal.take_in(bundle.lines)
    return journal.records()


def shown_by(desk: Desk, names: list[tuple[str, str]]) -> dict[tuple[str, str], View]:
    """Return what the program shows of these records."""
    return {(kind, record): desk.view(kind, record) for kind, record in names if kind in kinds()}


def values_of(view: View, read: Record) -> dict[str, Any]:
    """Return the program's values by the names that the journal uses."""
    found: dict[str, Any] = {}
    for name in read.values:
        if name == "deleted":
            continue
        whole = base(name)
        about = view.kind.fields.get(whole)
        if about is None:
            found[name] = view.extra.get(name)
        elif about.is_set:
            found[name] = name.partition("/")[2] in view[whole] if "/" in name else None
        else:
            found[name] = view[whole]
    return found


def compare(read: dict[tuple[str, str], Record], desk: Desk) -> None:
    """Hold what the stranger read against what the program shows, record by record."""
    shown = shown_by(desk, list(read))
    for name, view in shown.items():
        record = read[name]
        values = {field: value for field, value in record.values.items() if field not in {"deleted", "moved"}}
        told = {field: value for field, value in values_of(view, record).items() if field != "moved"}
        assert values == told, name
        assert sorted(record.conflicts) == sorted(view.conflicts), name
        assert record.deleted == view.deleted, name
        assert record.office in {"", view.scope}, name


def test_the_stranger_sees_the_records_that_the_program_shows(opened: list[Bundle], hq: Desk) -> None:
    read = records_of(opened)

    compare(read, hq)
    conflicts = [sorted(record.conflicts) for record in read.values() if record.conflicts]
    assert sorted(conflicts) == [["acronym"], ["acronym", "phone"], ["deleted"]]
    assert ("seal", "b" * 32) in read
    assert {kind for kind, _record in read} >= {"partner", "contact", "agreement", "attachment", "office", "person"}


def test_the_order_of_the_bundles_makes_no_difference(opened: list[Bundle]) -> None:
    assert records_of(opened) == records_of(opened[::-1]) == records_of([*opened, *opened])


def test_the_stranger_finds_the_attached_file(opened: list[Bundle]) -> None:
    (file,) = [record for (kind, _id), record in records_of(opened).items() if kind == "attachment"]

    content = opened[0].attachments[file.values["sha256"]]

    assert content == FILE
    assert (file.values["bytes"], file.values["name"]) == (len(FILE), "Statuts.pdf")
    assert opened[1].attachments == {}


def test_nothing_that_was_erased_can_be_read(opened: list[Bundle]) -> None:
    text = b"\n".join(line for bundle in opened for line in bundle.lines)
    contacts = [record for (kind, _id), record in records_of(opened).items() if kind == "contact"]

    assert b"Rana" not in text
    assert b"Samir" not in text
    assert sorted(record.deleted for record in contacts) == [False, True]
    assert [record.values["function"] for record in contacts if not record.deleted] == ["Chair"]


def test_every_capability_is_asked_for_only_where_it_is_used(opened: list[Bundle]) -> None:
    first, second = (bundle.manifest["needs"] for bundle in opened)

    assert set(first) == {"ops/1"}
    assert set(second) == {"ops/1", "redact/1", "move/1"}


def test_the_stranger_knows_what_the_recipient_may_leave_out_next_time(opened: list[Bundle], hq: Desk) -> None:
    """`since` of the second bundle is what headquarters acknowledged of the first, and `upto` is what it then holds."""
    first, second = (bundle.manifest["scopes"]["LBN-TYR"] for bundle in opened)

    assert second["since"] == {**dict.fromkeys(second["upto"], 0), **first["upto"]}
    with hq.reading() as connection:
        held = dict(rows(connection, "SELECT site, upto FROM stream WHERE scope = 'LBN-TYR'"))
    assert held == second["upto"]


@pytest.mark.parametrize("where", [30, 300, -40, -200])
def test_a_changed_byte_is_noticed(bundles: list[Path], hq: Desk, where: int) -> None:
    changed = bytearray(bundles[0].read_bytes())
    changed[where] ^= 1

    with pytest.raises(Exception, match=r"."):
        open_bundle(bytes(changed), hq.keys().age_secret)


def test_a_line_that_was_left_out_breaks_the_chain(opened: list[Bundle]) -> None:
    lines = list(opened[0].lines)
    changed = json.loads(lines[0])
    changed["note"] = "changed"
    lines[0] = json.dumps(changed, sort_keys=True, separators=(",", ":")).encode()

    with pytest.raises(Refused, match="chain"):
        Journal().take_in(lines)


@pytest.mark.parametrize("release", releases(), ids=lambda release: release.name)
def test_the_stranger_reads_what_a_released_version_wrote(release: Release, tmp_path: Path) -> None:
    from partnerdesk import receiving

    desk = release.recipient(tmp_path)
    bundle = open_bundle(release.bundle.read_bytes(), desk.keys().age_secret)
    receiving.accept(desk, receiving.receive(desk, release.bundle).id)

    read = records_of([bundle])

    assert len(bundle.lines) == release.expected["bundle"]["ops"]
    compare(read, desk)
    desk.close()


def test_the_reader_uses_nothing_of_the_program() -> None:
    source = (Path(__file__).parent / "reader.py").read_text(encoding="utf-8")

    assert "partnerdesk" not in source.replace("partnerdesk-bundle/1", "").replace("partnerdesk-key/1", "")
    assert hashlib.sha256(FILE).hexdigest() not in source
