"""Copied workspaces and wrong clocks: told in plain words, kept out or pointed out, and deciding nothing."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerdesk import clock, conflicts, forks, opening, receiving, workspace
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.receipts import gap_in_words
from partnerdesk.store.ops import Op, digest, encode
from tests.core.devices import FOCAL, PASSPHRASE, device, hand_over, shown, take_in
from tests.core.exchange import forged

Pair = tuple[Desk, Desk]


@pytest.fixture
def forked(pair: Pair, tmp_path: Path) -> tuple[Desk, str]:
    """Give a region to which a copy of the field's workspace sent another change under a known number."""
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre", "org_type": ["ngo"]})
    hand_over(field, region, tmp_path)
    other = forged.op(
        2,
        site=field.site,
        id=partner,
        set={"acronym": "CLONE", "org_type/network": True, "newer/x": True},
        by="Agente de terrain",
    )
    sent = forged.bundle(field, region, tmp_path / "copy.pdbundle", [other])
    receiving.accept(region, receiving.receive(region, sent).id)
    return region, partner


def test_a_fork_is_told_with_device_numbers_and_bundle(forked: tuple[Desk, str]) -> None:
    region, _partner = forked

    (fork,) = forks.forks(region)
    findings = examine(region)

    assert (fork.person, fork.first, fork.last, fork.came_with) == ("Agente de terrain", 2, 2, "copy.pdbundle")
    assert findings.problems == [fork.in_words()]
    assert all(part in fork.in_words() for part in ("Agente de terrain", "LBN-TYR", "2", "copy.pdbundle"))
    assert findings.forks[0]["changes"] == [fork.kept[0].name]
    assert [one.key for one in opening.tidings(region)] == ["forks"]


def test_a_kept_out_change_is_looked_at_beside_what_stands_and_nothing_changes(forked: tuple[Desk, str]) -> None:
    region, partner = forked
    before = shown(region)
    (fork,) = forks.forks(region)

    lines = forks.compared(region, fork.kept[0])

    assert next((one.label, one.theirs, one.ours) for one in lines) == ("Acronym", "CLONE", "")
    assert forks.title_of(region, fork.kept[0]) == "Cèdre"
    assert shown(region) == before
    assert region.view("partner", partner)["acronym"] is None


def test_a_kept_out_change_is_taken_over_as_an_edit_of_ours_once(forked: tuple[Desk, str]) -> None:
    region, partner = forked
    (fork,) = forks.forks(region)

    forks.adopt(region, fork.kept[0].name)
    with pytest.raises(PartnerDeskError, match="taken over already"):
        forks.adopt(region, fork.kept[0].name)

    record = region.view("partner", partner)
    assert record["acronym"] == "CLONE"
    assert set(record["org_type"]) == {"ngo", "network"}
    assert "newer/x" in record.extra
    assert conflicts.count(region) == 0
    assert examine(region).problems == []
    assert forks.forks(region)[0].kept[0].settled["by"] == "Focal point"


def test_what_stays_out_is_no_problem_any_more_and_can_still_be_looked_at(forked: tuple[Desk, str]) -> None:
    region, _partner = forked

    forks.leave(region, [one.name for fork in forks.forks(region) for one in fork.kept])

    assert examine(region).problems == []
    assert opening.tidings(region) == []
    assert forks.compared(region, forks.forks(region)[0].kept[0])


def test_a_record_that_only_the_copy_knew_can_be_taken_over(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    hand_over(field, region, tmp_path)
    other = forged.op(1, site=field.site, id="b" * 32, set={"legal_name": "Olivier", "org_type/ngo": True})
    receipt = receiving.receive(region, forged.bundle(field, region, tmp_path / "copy.pdbundle", [other]))
    receiving.accept(region, receipt.id)

    forks.adopt(region, forks.forks(region)[0].kept[0].name)

    adopted = region.view("partner", "b" * 32)
    assert (adopted["legal_name"], adopted.scope) == ("Olivier", "LBN-TYR")


def test_what_a_discarded_bundle_left_out_still_says_when_it_came(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    hand_over(field, region, tmp_path)
    other = forged.op(1, site=field.site, id="b" * 32, set={"legal_name": "Olivier"})
    receipt = receiving.receive(region, forged.bundle(field, region, tmp_path / "copy.pdbundle", [other]))
    receiving.discard(region, receipt.id)

    (fork,) = forks.forks(region)

    assert (fork.came_with, fork.at[:10]) == ("", receipt.at[:10])
    assert "(unknown)" in fork.in_words()


def test_names_of_kept_out_changes_that_do_not_exist_are_refused(region: Desk) -> None:
    for name in ("", "xyz", "ab" * 32):
        with pytest.raises(PartnerDeskError, match="no such change"):
            forks.named(region, name)
        with pytest.raises(PartnerDeskError, match="no such change"):
            forks.adopt(region, name)


def test_a_copied_workspace_says_once_that_it_counts_as_another_device(field: Desk, tmp_path: Path) -> None:
    field.close()
    shutil.copytree(field.folder, tmp_path / "copy")

    copy = workspace.open_workspace(tmp_path / "copy", PASSPHRASE)
    first = opening.tidings(copy)
    opening.mark_told(copy, "site")
    copy.close()
    again = workspace.open_workspace(tmp_path / "copy", PASSPHRASE)

    assert [one.key for one in first] == ["site"]
    assert "device of its own" in first[0].sentence
    assert opening.tidings(again) == []
    again.close()
    original = workspace.open_workspace(field.folder, PASSPHRASE)
    assert opening.tidings(original) == []
    original.close()


def test_a_gap_names_the_person_and_office_who_wait_to_be_heard(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    ops: list[Op] = []
    for seq in range(1, 6):
        ops.append(forged.op(seq, digest(encode(ops[-1])).hex() if ops else "", by="Rima"))
    sent = forged.bundle(field, region, tmp_path / "gap.pdbundle", [ops[0], ops[4]])

    receipt = receiving.accept(region, receiving.receive(region, sent).id)

    (gap,) = receipt.summary.waiting
    assert gap_in_words(gap) == "Still waiting for changes 2 to 4 of Rima, LBN-TYR."
    assert gap_in_words({"site": "1a2b", "office": "LBN-TYR", "from": 7, "to": 7}).endswith(
        "change 7 of 1a2b, LBN-TYR."
    )


def clock_set(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Return what sets the clock by which changes are written."""

    def put(by: timedelta) -> None:
        moment = (datetime.now(UTC) + by).isoformat(timespec="seconds")
        for module in ("partnerdesk.store.writer", "partnerdesk.sending"):
            monkeypatch.setattr(f"{module}.now", lambda: moment)

    return put


@pytest.mark.parametrize(
    ("writing", "sending", "sentence"),
    [
        (timedelta(), timedelta(days=400), "One of the two clocks is wrong"),
        (timedelta(days=400), timedelta(days=400), "carr"),
        (timedelta(days=-400), timedelta(days=-800), "sender's clock may be slow"),
        (timedelta(days=-400), timedelta(hours=5), ""),
        (timedelta(), timedelta(), ""),
    ],
)
def test_a_clock_that_is_far_off_is_pointed_out_and_the_bundle_is_merged_all_the_same(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writing: timedelta, sending: timedelta, sentence: str
) -> None:
    field, region = pair
    put = clock_set(monkeypatch)
    put(writing)
    partner = field.create("partner", {"legal_name": "Cèdre"})
    put(sending)
    from partnerdesk import sending as giving

    sent = giving.export(field, ["MENA-RO"], tmp_path / "up.pdbundle").file
    monkeypatch.undo()

    receipt = receiving.accept(region, receiving.receive(region, sent).id)

    assert region.find("partner", partner) is not None
    remarks = clock.remarks(receipt)
    assert any(sentence in one for one in remarks) if sentence else remarks == []


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-13-45", "zzzz", "9999-99-99T99:99", "-1"])
def test_a_moment_that_is_none_says_nothing_about_a_clock_and_stops_nothing(
    pair: Pair, tmp_path: Path, moment: str
) -> None:
    field, region = pair
    sent = forged.bundle(field, region, tmp_path / "odd.pdbundle", [forged.op(1, at=moment)])

    receipt = receiving.accept(region, receiving.receive(region, sent).id)

    assert receipt.summary.new == 1
    assert not [one for one in clock.remarks(receipt) if "future" in one]
    assert clock.own(region) == "" or "set the clock" in clock.own(region)


def test_a_slow_clock_of_this_computer_is_pointed_out_and_saving_goes_on(field: Desk) -> None:
    field.create("partner", {"legal_name": "Cèdre"})
    now = datetime.now(UTC)

    fine, slow, old = (clock.own(field, at) for at in (now, now - timedelta(days=3), datetime(2001, 1, 1, tzinfo=UTC)))

    assert "the last change was saved here" in slow
    assert "set the clock" in old
    assert fine == "" or now < clock.RELEASED
    field.create("partner", {"legal_name": "Olivier"})


def test_the_check_up_names_who_writes_from_the_future(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field, region = pair
    clock_set(monkeypatch)(timedelta(days=400))
    field.create("partner", {"legal_name": "Cèdre"})
    monkeypatch.undo()
    hand_over(field, region, tmp_path)

    findings = examine(region)

    assert findings.problems == []
    assert any("Agente de terrain" in one and "future" in one for one in findings.hints)


MOMENTS = st.one_of(st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat), st.sampled_from(["", "never", "9"]))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give one device for all examples: each has an office and a record of its own."""
    desk = device(tmp_path_factory.mktemp("clocks") / "region", FOCAL)
    yield desk
    desk.close()


@settings(max_examples=25, deadline=None)
@given(st.lists(MOMENTS, min_size=5, max_size=5))
def test_what_is_shown_and_what_is_to_be_decided_do_not_depend_on_any_clock(shared: Desk, moments: list[str]) -> None:
    usual, odd = (uuid.uuid4().hex for _example in range(2))

    for record, told in ((usual, ["2026-01-01T00:00:00+00:00"] * 5), (odd, moments)):
        take_in(shared, [encode(op) for op in _history(record, told)])

    assert _shown(shared, usual) == _shown(shared, odd)
    assert _shown(shared, odd)["conflicts"] == ["acronym", "deleted"]


def _history(record: str, moments: list[str]) -> list[Op]:
    """Return ops of two devices on one record, with a conflict and a deletion against an edit."""
    one, two = "1" * 16, "2" * 16

    def op(seq: int, prev: Op | None, **about: Any) -> Op:
        previous = digest(encode(prev)).hex() if prev else ""
        made: Op = forged.op(seq, previous, id=record, **about)
        return msgspec.structs.replace(made, scope=f"X-{record}")

    first = op(1, None, site=one, at=moments[0], set={"legal_name": "Cèdre", "acronym": "C"})
    second = op(2, first, site=one, at=moments[1], set={"acronym": "CED"})
    third = op(3, second, site=one, at=moments[2], set={"deleted": True}, why="delete")
    other = op(1, None, site=two, at=moments[3], set={"acronym": "X"}, ctx={one: 1})
    last = op(2, other, site=two, at=moments[4], set={"place": "Tyr"}, ctx={one: 1})
    return [first, second, third, other, last]


def _shown(desk: Desk, record: str) -> dict[str, object]:
    view = desk.view("partner", record)
    return {**view.values, "deleted": view.deleted, "conflicts": sorted(view.conflicts)}
