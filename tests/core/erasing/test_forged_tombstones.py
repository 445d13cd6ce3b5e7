"""What somebody with a changed program may claim to have been erased: kept out and reported, or refused as a whole."""

from pathlib import Path

import msgspec
import pytest

from partnerdesk import receiving
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.ops import Op, digest, encode
from tests.core.devices import hand_over, ops_of
from tests.core.exchange.forged import bundle, op

Pair = tuple[Desk, Desk]


def tombstone(original: Op) -> Op:
    return msgspec.structs.replace(original, set={}, by="", note="", was=digest(encode(original)).hex())


def redaction(seq: int, before: Op) -> Op:
    return op(seq, digest(encode(before)).hex(), set={"deleted": True}, why="redact", redact=["*"])


def test_a_tombstone_without_a_redaction_is_kept_out_and_the_rest_comes_in(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    first = op(1)
    second = op(2, digest(encode(first)).hex(), id="b" * 32)
    sent = bundle(field, region, tmp_path / "forged.pdbundle", [tombstone(first), second])

    receipt = receiving.receive(region, sent)
    accepted = receiving.accept(region, receipt.id)

    assert (receipt.summary.new, receipt.summary.forks) == (1, 1)
    assert (accepted.summary.new, accepted.summary.forks) == (1, 1)
    assert encode(second) in ops_of(region)
    assert not any(b'"was"' in body for body in ops_of(region))
    late = receiving.receive(region, bundle(field, region, tmp_path / "true.pdbundle", [first]))
    assert receiving.accept(region, late.id).summary.new == 1


def test_a_tombstone_in_the_place_of_another_op_is_a_fork(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    true, other = op(1), op(1, set={"legal_name": "Another"})
    receiving.accept(region, receiving.receive(region, bundle(field, region, tmp_path / "1.pdbundle", [true])).id)

    lines = [tombstone(other), redaction(2, other)]
    receipt = receiving.receive(region, bundle(field, region, tmp_path / "2.pdbundle", lines))
    receiving.accept(region, receipt.id)

    assert receipt.summary.forks == 2
    assert region.view("partner", true.id)["legal_name"] == "Cèdre"


def test_a_true_tombstone_and_redaction_are_taken_in(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    first = op(1)
    lines = [tombstone(first), redaction(2, first)]

    receipt = receiving.receive(region, bundle(field, region, tmp_path / "1.pdbundle", lines))
    accepted = receiving.accept(region, receipt.id)

    assert (accepted.summary.new, accepted.summary.forks, len(accepted.summary.erased)) == (2, 0, 1)
    assert accepted.summary.created == accepted.summary.changed == {}
    assert examine(region, rebuild=True).problems == []


def test_a_tombstone_in_the_journal_without_its_redaction_is_found_by_the_check_up(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    with region.writing() as connection:
        for body in ops_of(region):
            true = msgspec.json.decode(body, type=Op)
            if true.id == partner:
                connection.execute("UPDATE op SET body = ? WHERE body = ?", (encode(tombstone(true)), body))

    assert "not what its author wrote" in examine(region).problems[0]


BAD = {
    "a redaction with content": op(1, set={"deleted": True, "notes": "x"}, why="redact", redact=["*"]),
    "a redaction with a new value": op(1, set={"notes": "x"}, why="redact", redact=["notes"]),
    "a redaction of other fields than it sets": op(1, set={"notes": None}, why="redact", redact=["place"]),
    "a redaction of an element": op(1, set={"aliases/a": None}, why="redact", redact=["aliases/a"]),
    "a redaction by another name": op(1, set={"notes": None}, redact=["notes"]),
    "all and some": op(1, set={"deleted": True, "notes": None}, why="redact", redact=["*", "notes"]),
    "a redaction of the deletion": op(1, set={"deleted": None}, why="redact", redact=["deleted"]),
    "a tombstone of a redaction": op(1, set={"deleted": True}, why="redact", redact=["*"], was="0" * 64),
    "a tombstone that names nothing": op(1, was="x" * 64),
    "a short name": op(1, was="ab"),
    "a tombstone with a reason": op(1, set={}, note="Salwa", was="0" * 64),
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_an_erasure_of_no_sound_form_stops_the_whole_bundle(pair: Pair, tmp_path: Path, line: Op) -> None:
    field, region = pair
    before = ops_of(region)
    sent = bundle(field, region, tmp_path / "bad.pdbundle", [line])

    with pytest.raises(PartnerDeskError):
        receiving.receive(region, sent)

    assert ops_of(region) == before


def test_a_tombstone_whose_redaction_turns_out_to_be_a_fork_is_taken_out_again(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    first = op(1)
    lines = [tombstone(first), redaction(2, first)]
    aside = receiving.receive(region, bundle(field, region, tmp_path / "aside.pdbundle", lines))
    receiving.keep_aside(region, aside.id)
    second = op(2, digest(encode(first)).hex(), set={"acronym": "C"})
    other = receiving.receive(region, bundle(field, region, tmp_path / "other.pdbundle", [second]))
    receiving.accept(region, other.id)

    accepted = receiving.accept(region, aside.id)

    assert (aside.summary.new, accepted.summary.new, accepted.summary.forks) == (2, 0, 2)
    assert region.view("partner", first.id)["acronym"] == "C"
    (problem,) = examine(region, rebuild=True).problems
    assert "kept out" in problem
    late = receiving.receive(region, bundle(field, region, tmp_path / "true.pdbundle", [first]))
    assert receiving.accept(region, late.id).summary.new == 1
