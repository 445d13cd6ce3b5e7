"""Edits at the same time are pointed out and stop nothing: which ones, to whom, and until when."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from partnerdesk import assessments, conflicts, parallel, receiving
from partnerdesk.desk import Desk
from partnerdesk.store.ancestry import is_beside
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Dot
from tests.core.devices import NewEngine, hand_over, ops_of, take_in
from tests.core.store.test_seen_properties import DEVICES, STEPS, Device, _ops
from tests.core.usecases.assessing import say

Pair = tuple[Desk, Desk]


def found(desk: Desk) -> list[parallel.Parallel]:
    return parallel.page(desk, parallel.spots(desk))


def known_to_both(pair: Pair, folder: Path) -> str:
    field, region = pair
    record = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, folder)
    hand_over(region, field, folder)
    return record


def test_different_fields_changed_without_knowledge_of_each_other_are_listed_with_both_sides(
    pair: Pair, tmp_path: Path
) -> None:
    field, region = pair
    record = known_to_both(pair, tmp_path)
    field.change("partner", record, {"acronym": "C"})
    region.change("partner", record, {"place": "Tyr"})

    hand_over(field, region, tmp_path)

    (one,) = found(region)
    assert (one.record, one.title, one.bundle.file) == (record, "Cèdre", "handed-over.pdbundle")
    assert [dict(save.values) for save in one.arrived] == [{"acronym": "C"}]
    assert [dict(save.values) for save in one.here] == [{"place": "Tyr"}]
    assert conflicts.count(region) == 0


def test_who_had_seen_the_other_change_worked_after_it_and_not_beside_it(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    record = known_to_both(pair, tmp_path)
    region.change("partner", record, {"place": "Tyr"})
    hand_over(region, field, tmp_path)
    field.change("partner", record, {"acronym": "C"})

    hand_over(field, region, tmp_path)

    assert parallel.count(region) == 0


def test_what_two_people_say_of_one_field_is_a_conflict_and_not_listed_here(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    record = known_to_both(pair, tmp_path)
    field.change("partner", record, {"acronym": "C"})
    region.change("partner", record, {"acronym": "R"})

    hand_over(field, region, tmp_path)

    assert (conflicts.count(region), parallel.count(region)) == (1, 0)


def test_what_came_before_the_rest_of_its_bundle_counts_as_here(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    record = known_to_both(pair, tmp_path)
    other = known_to_both(pair, tmp_path)
    for name in ("acronym", "phone"):
        field.change("partner", record, {name: "C"})
        field.change("partner", other, {name: "C"})
    region.change("partner", record, {"place": "Tyr"})
    # The second of the four changes: a gap in what the bundle brings.
    take_in(region, [ops_of(field)[-3]])

    hand_over(field, region, tmp_path)

    assert [one.record for one in found(region)] == [record]


def test_different_answers_of_one_form_given_at_the_same_time_are_listed(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    form = assessments.start(field, partner, "pop4")
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    sheet = assessments.sheet(field, form)
    one_question, other_question = [asked.key for asked in sheet.instrument.criteria("ours") if asked.scale][:2]

    say(field, form, one_question, value=2)
    say(region, form, other_question, value=1)
    hand_over(field, region, tmp_path)

    (one,) = found(region)
    assert (one.kind, one.record) == ("assessment", form)
    assert [save.kind for save in (*one.arrived, *one.here)] == ["answer", "answer"]


def test_once_looked_at_it_is_not_listed_any_more_and_an_undo_takes_it_away(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    record = known_to_both(pair, tmp_path)
    field.change("partner", record, {"acronym": "C"})
    region.change("partner", record, {"place": "Tyr"})
    receipt = hand_over(field, region, tmp_path)

    parallel.mark_looked(region, parallel.spots(region))

    assert parallel.count(region) == 0
    assert [one.looked_at for one in parallel.page(region, parallel.spots(region, all_of_them=True))] == [True]
    receiving.undo(region, receipt.id)
    assert parallel.spots(region, all_of_them=True) == []


def test_when_somebody_who_saw_both_went_on_nothing_is_left_to_look_at(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    record = known_to_both(pair, tmp_path)
    field.change("partner", record, {"acronym": "C"})
    region.change("partner", record, {"place": "Tyr"})
    hand_over(field, region, tmp_path)

    region.change("partner", record, {"acronym": "CED", "place": "Sour"})

    (one,) = found(region)
    assert (one.arrived, one.here) == ((), ())


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_contexts_tell_who_worked_beside_whom(new_engine: NewEngine, steps: list[Any]) -> None:
    """Compared by brute force with what each author truly had before the eyes; bundles arrive whole."""
    devices = [Device(number, new_engine()) for number in DEVICES]
    truth: dict[Dot, frozenset[Dot]] = {}
    for what, device, *about in steps:
        if what == "open":
            devices[device].open(about[0])
        elif what == "save":
            truth |= devices[device].save(about[0], about[1])
        else:
            devices[about[0]].take(_ops(devices[device]))
    ops = {op.dot: op for device in devices for op, _body in _ops(device)}

    for one in ops.values():
        for other in ops.values():
            if one.site != other.site and DELETED not in (*one.set, *other.set):
                unknown = other.dot not in truth[one.dot] and one.dot not in truth[other.dot]
                assert is_beside(one, other) == unknown
    for device in devices:
        device.engine.dispose()
