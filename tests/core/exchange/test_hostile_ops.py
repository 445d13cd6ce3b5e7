"""What a trusted device with a changed program may send: refused before anything is staged, or kept without harm."""

from pathlib import Path

import pytest

from partnerdesk import receiving
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.ops import Op, digest, encode
from tests.core.devices import ops_of, shown
from tests.core.exchange.forged import bundle, op

Pair = tuple[Desk, Desk]

BAD = {
    "no op": b'{"any": "object"}',
    "no JSON": b"{",
    "a fraction": encode(op(1)).replace(b'"C\xc3\xa8dre"', b"1.5"),
    "an exponent": encode(op(1)).replace(b'"C\xc3\xa8dre"', b"1e3"),
    "a giant number": op(1, set={"year_founded": 2**64}),
    "a giant sequence": op(2**63),
    "sequence zero": op(0),
    "U+0000 in a value": op(1, set={"legal_name": "a\0b"}),
    "U+0000 in a name": op(1, set={"legal\0name": "a"}),
    "U+0000 deep in a value": op(1, set={"registration": [{"number": "a\0"}]}),
    "U+0000 in the author": op(1, by="a\0b"),
    "no fields": op(1, set={}),
    "a long field name": op(1, set={"x" * 301: 1}),
    "an id that is none": op(1, id="../../etc/passwd"),
    "a kind that is no name": op(1, kind="partner; DROP TABLE op"),
    "own from the future": op(1, own=1),
    "also from the future": op(2, own=0, also={"f" * 16: [2]}),
    "seen number zero": op(1, ctx={"e" * 16: 0}),
    "seen a giant number": op(1, ctx={"e" * 16: 2**70}),
    "a stream under two names": op(1, ctx={f"{'e' * 16} LBN-TYR": 1}),
    "a stream without a name": op(1, ctx={"": 1}),
    "seen too much": op(1, ctx={f"{number:x}": 1 for number in range(20_001)}),
    "nested too deeply": encode(op(1)).replace(b'"C\xc3\xa8dre"', b"[" * 25 + b"]" * 25),
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_an_op_of_no_sound_form_stops_the_whole_bundle(pair: Pair, tmp_path: Path, line: bytes | Op) -> None:
    field, region = pair
    before = ops_of(region)
    sent = bundle(field, region, tmp_path / "bad.pdbundle", [line], 2**53 - 1)

    with pytest.raises(PartnerDeskError):
        receiving.receive(region, sent)
    with pytest.raises(PartnerDeskError):
        receiving.inspect(region, sent)

    assert ops_of(region) == before
    assert receiving.receipts(region) == []


OF_ANOTHER_OFFICE = encode(op(1)).replace(b"LBN-TYR", b"HQ-GENEVA")


@pytest.mark.parametrize(
    "lines", [[op(1), op(1)], [op(2), op(1)], [OF_ANOTHER_OFFICE]], ids=["twice", "backwards", "of another office"]
)
def test_ops_that_the_manifest_does_not_tell_stop_the_whole_bundle(
    pair: Pair, tmp_path: Path, lines: list[bytes | Op]
) -> None:
    field, region = pair
    sent = bundle(field, region, tmp_path / "bad.pdbundle", lines)

    with pytest.raises(PartnerDeskError):
        receiving.receive(region, sent)

    assert receiving.receipts(region) == []


STRANGE = {
    "housekeeping names": op(1, set={"id": "x", "n": 7, "heads": "[]", "scope": "HQ", "deleted/x": True, "find": "y"}),
    "wrong types": op(1, set={"legal_name": {"a": 1}, "year_founded": "x", "registration": "x", "org_type": 3}),
    "a kind named like a table of the system": op(1, kind="sqlite_master"),
    "a kind named like a table of ours": op(1, kind="op"),
    "a kind of the future": op(1, kind="hologram"),
    "an element with strange letters": op(1, set={"org_type/a/b.c'\"": True, "org_type/": True}),
    "deleted as text": op(1, set={"deleted": "yes"}),
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_strange_content_is_kept_shown_without_harm_and_passed_on(pair: Pair, tmp_path: Path, strange: Op) -> None:
    field, region = pair
    sent = bundle(field, region, tmp_path / "strange.pdbundle", [strange])

    receiving.accept(region, receiving.receive(region, sent).id)

    assert encode(strange) in ops_of(region)
    assert examine(region, rebuild=True).problems == []
    if (view := region.find("partner", strange.id)) is not None:
        region.change("partner", strange.id, {"acronym": "OK"}, view.seen)
        assert region.view("partner", strange.id)["acronym"] == "OK"


def test_a_missing_op_that_does_not_fit_the_one_after_it_is_a_fork(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    first = op(1)
    second = op(2, digest(encode(first)).hex(), set={"acronym": "C"})
    forged = op(1, set={"legal_name": "FORGED"})
    sent = bundle(field, region, tmp_path / "second.pdbundle", [second])
    receiving.accept(region, receiving.receive(region, sent).id)

    receipt = receiving.receive(region, bundle(field, region, tmp_path / "forged.pdbundle", [forged]))

    assert (receipt.summary.new, receipt.summary.forks) == (0, 1)
    late = receiving.receive(region, bundle(field, region, tmp_path / "first.pdbundle", [first]))
    assert receiving.accept(region, late.id).summary.new == 1


def test_a_fork_that_waits_aside_is_noticed_when_it_is_accepted(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    aside = receiving.receive(
        region, bundle(field, region, tmp_path / "aside.pdbundle", [op(1, set={"legal_name": "FORGED"})])
    )
    receiving.keep_aside(region, aside.id)
    true = receiving.receive(region, bundle(field, region, tmp_path / "true.pdbundle", [op(1)]))
    receiving.accept(region, true.id)
    before = shown(region)

    accepted = receiving.accept(region, aside.id)

    assert (accepted.summary.new, accepted.summary.forks) == (0, 1)
    assert shown(region) == before
