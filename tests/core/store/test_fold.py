"""The fold's short ways: what they make of a record is what comparing every op with every head makes of it."""

from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerdesk.store.engine import rows, writing
from partnerdesk.store.fold import Fold, NewOp
from partnerdesk.store.merge import Heads, conflicting, shown
from partnerdesk.store.ops import Op, digest, encode
from partnerdesk.store.streams import Streams
from tests.core.devices import NewEngine

RECORD = "a" * 32
SITES = ("1" * 16, "2" * 16)

VALUES = {
    "acronym": st.sampled_from(["A", "B", None]),
    "place": st.sampled_from(["Tyr", "Saïda"]),
    "year_founded": st.integers(1900, 2000),
    "sectors/health": st.booleans(),
    "sectors/water": st.booleans(),
    "budget": st.integers(0, 9),
}
"""`budget` is a field that this version does not know."""

SAVES = st.lists(
    st.tuples(st.sampled_from([0, 0, 0, 1]), st.fixed_dictionaries({}, optional=VALUES).filter(bool), st.booleans()),
    min_size=1,
    max_size=8,
)


def _ops(saves: list[tuple[int, dict[str, Any], bool]]) -> list[Op]:
    """Return ops of two devices; a save that knows all had seen everything, the others only what their own device wrote."""
    ops: list[Op] = []
    tops = [0, 0]
    for device, values, knows_all in saves:
        other = SITES[1 - device]
        ctx = {other: tops[1 - device]} if knows_all and tops[1 - device] else {}
        tops[device] += 1
        at = f"2026-01-01T00:00:{len(ops):02}+00:00"
        site = SITES[device]
        ops.append(Op(site, "LBN-TYR", tops[device], "partner", RECORD, values, ctx, at=at, by=f"Agente {len(ops)}"))
    return ops


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(SAVES, st.lists(st.integers(1, 4), min_size=8, max_size=8))
def test_a_record_shows_the_same_whichever_way_it_was_folded(
    new_engine: NewEngine, saves: list[tuple[int, dict[str, Any], bool]], sizes: list[int]
) -> None:
    ops = _ops(saves)
    at_hand = {op.dot: op for op in ops}
    heads = Heads()
    for op in ops:
        heads.add(op, at_hand.__getitem__)
    engine = new_engine()

    with writing(engine) as connection:
        left = [NewOp(op, encode(op), digest(encode(op))) for op in ops]
        for size in sizes:
            if part := left[:size]:
                Fold(connection, Streams(connection)).take_in(part)
            left = left[size:]
        fold = Fold(connection, Streams(connection))
        row = fold.row(_partner(), RECORD) or {}
        open_fields = {name for (name,) in rows(connection, "SELECT field FROM conflict")}
        folded = fold.heads(row["heads"]).fields

    values = shown(heads, at_hand.__getitem__)
    assert folded == heads.fields
    assert row["heads"] == fold.heads_text(heads)
    assert open_fields == set(conflicting(heads, at_hand.__getitem__))
    assert row["conflicts"] == len(open_fields)
    assert (row["acronym"], row["place"]) == (values.get("acronym"), values.get("place"))
    assert row["year_founded"] == values.get("year_founded")
    assert msgspec.json.decode(row["sectors"] or "[]") == sorted(
        name.partition("/")[2] for name, value in values.items() if name.startswith("sectors/") and value
    )
    assert msgspec.json.decode(row["extra"] or "{}") == {name: values[name] for name in values if name == "budget"}
    assert (row["created_at"], row["changed_at"]) == (ops[0].at, ops[-1].at)
    assert row["find"] == (" ".join(_found(values)) or None)
    engine.dispose()


def _found(values: dict[str, Any]) -> list[str]:
    return [str(values[name]).lower().replace("ï", "i") for name in ("acronym", "place") if values.get(name)]


def _partner() -> Any:
    from partnerdesk.store.kinds import kind_named

    return kind_named("partner")
