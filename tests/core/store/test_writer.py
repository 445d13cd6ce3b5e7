"""The one way to write: what an op claims to have seen, two windows, gaps, sets, and guards against any other write."""

import time
import uuid
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3.dbapi2 import IntegrityError

from partnerdesk.errors import PartnerDeskError
from partnerdesk.store import state
from partnerdesk.store.engine import Engine, rows, writing
from partnerdesk.store.fold import Fold, NewOp
from partnerdesk.store.kinds import HOUSEKEEPING, kind_named, kinds
from partnerdesk.store.ops import Op, decode, digest, encode, record_id
from partnerdesk.store.schema import metadata
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import Author, Draft, Seen, Writer, new_id

TYRE = Author("1" * 16, "LBN-TYR", "Agente")
OTHER = Author("2" * 16, "LBN-TYR", "Collègue")


def write(engine: Engine, author: Author, *drafts: Draft) -> list[Op]:
    with writing(engine) as connection:
        writer = Writer(connection, author)
        writer.write(drafts)
        return writer.written


def seen(engine: Engine, record: str) -> Seen:
    with writing(engine) as connection:
        return Writer(connection, TYRE).seen(kind_named("partner"), record)


def partner(engine: Engine, **values: object) -> str:
    return write(engine, TYRE, Draft("partner", values))[0].id


def shown(engine: Engine, record: str) -> dict[str, object]:
    with writing(engine) as connection:
        return dict(Fold(connection, Streams(connection)).row(kind_named("partner"), record) or {})


def receive(engine: Engine, *ops: Op) -> None:
    with writing(engine) as connection:
        new = [NewOp(op, body, digest(body)) for op in ops if (body := encode(op))]
        Fold(connection, Streams(connection)).take_in(new)


@given(st.integers(0, 2**48 - 2), st.integers(0, 2**74 - 1), st.integers(0, 2**74 - 1))
def test_ids_are_uuids_in_the_order_in_which_records_were_made(moment: int, chance: int, other: int) -> None:
    made, later = record_id(moment, chance), record_id(moment + 1, other)

    assert made < later
    assert (uuid.UUID(made).version, uuid.UUID(made).variant, uuid.UUID(made).hex) == (7, uuid.RFC_4122, made)
    assert (record_id(moment, other) == made) == (chance == other)


def test_new_records_have_ids_of_now() -> None:
    before = time.time_ns() // 10**6

    made = [int(new_id()[:12], 16) for _one in range(3)]

    assert before <= made[0] <= made[-1] <= time.time_ns() // 10**6


@pytest.mark.parametrize(
    "sql", ["UPDATE partner SET acronym = 'X'", "DELETE FROM partner", "INSERT INTO partner (id) VALUES ('x')"]
)
def test_a_write_without_an_op_is_refused_by_the_database_itself(engine: Engine, sql: str) -> None:
    record = partner(engine, legal_name="Cèdre")

    with pytest.raises(IntegrityError, match="journal"), writing(engine) as connection:
        connection.execute(sql)

    assert shown(engine, record)["legal_name"] == "Cèdre"


def test_saving_what_already_stands_writes_nothing(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre", org_type=["ngo"])

    written = write(engine, TYRE, Draft("partner", {"legal_name": "Cèdre", "org_type": ["ngo"]}, id=record))

    assert written == []


def test_one_save_becomes_one_op_that_names_its_predecessor(engine: Engine) -> None:
    first = write(engine, TYRE, Draft("partner", {"legal_name": "Cèdre", "acronym": "C"}))

    second = write(engine, TYRE, Draft("partner", {"acronym": "CE", "place": "Tyr"}, id=first[0].id))

    assert [op.seq for op in (*first, *second)] == [1, 2]
    assert second[0].prev == digest(encode(first[0])).hex()


def test_a_form_that_was_overtaken_in_another_window_does_not_overwrite_it(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre", acronym="C")
    opened = seen(engine, record)
    write(engine, TYRE, Draft("partner", {"acronym": "WINDOW-1"}, id=record, seen=opened))

    write(engine, TYRE, Draft("partner", {"acronym": "WINDOW-2"}, id=record, seen=opened))

    assert shown(engine, record)["conflicts"] == 1


def test_autosaving_twice_from_one_form_is_no_conflict(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre")
    opened = seen(engine, record)

    first = write(engine, TYRE, Draft("partner", {"acronym": "C"}, id=record, seen=opened))
    after = opened.after({"acronym": "C"}, first)
    write(engine, TYRE, Draft("partner", {"acronym": "CE"}, id=record, seen=after))

    assert shown(engine, record)["acronym"] == "CE"
    assert shown(engine, record)["conflicts"] == 0


def test_what_arrives_while_a_form_is_open_was_not_seen_by_it(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre", acronym="C")
    opened = seen(engine, record)
    receive(engine, Op(OTHER.site, "LBN-TYR", 1, "partner", record, {"acronym": "OTHER"}, {TYRE.site: 1}))

    write(engine, TYRE, Draft("partner", {"acronym": "MINE"}, id=record, seen=opened))

    assert shown(engine, record)["conflicts"] == 1


def test_a_set_saved_from_an_old_form_keeps_what_others_added_meanwhile(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre", org_type=["ngo"])
    opened = seen(engine, record)
    receive(engine, Op(OTHER.site, "LBN-TYR", 1, "partner", record, {"org_type/network": True}, {TYRE.site: 1}))

    write(engine, TYRE, Draft("partner", {"org_type": ["ngo", "cbo"]}, id=record, seen=opened))

    assert shown(engine, record)["org_type"] == '["cbo","network","ngo"]'


def test_an_op_never_claims_an_op_that_is_still_missing(engine: Engine) -> None:
    """Of the other site only the second op has arrived; a save of both fields must not claim to have seen the first."""
    record = partner(engine, legal_name="Cèdre")
    missing = Op(OTHER.site, "LBN-TYR", 1, "partner", record, {"acronym": "OTHER"}, {TYRE.site: 1})
    later = Op(OTHER.site, "LBN-TYR", 2, "partner", record, {"place": "Saïda"}, {TYRE.site: 1})
    receive(engine, later)

    written = write(engine, TYRE, Draft("partner", {"acronym": "MINE", "place": "Tyr"}, id=record))
    receive(engine, missing)

    assert len(written) == 2
    assert shown(engine, record)["place"] == "Tyr"
    assert shown(engine, record)["conflicts"] == 1


def test_text_is_kept_in_composed_form_and_what_cannot_be_kept_is_refused(engine: Engine) -> None:
    record = partner(engine, legal_name="Ce\u0300dre")

    with pytest.raises(PartnerDeskError, match="cannot be stored"):
        write(engine, TYRE, Draft("partner", {"acronym": "a\x00b"}, id=record))
    with pytest.raises(TypeError):
        write(engine, TYRE, Draft("partner", {"year_founded": 1999.5}, id=record))

    assert shown(engine, record)["legal_name"] == "Cèdre"


def test_fields_and_kinds_of_a_newer_version_are_kept_bit_for_bit(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre")
    newer = Op(OTHER.site, "LBN-TYR", 1, "partner", record, {"mood": {"today": ["good"]}}, {TYRE.site: 1})
    unknown = Op(OTHER.site, "LBN-TYR", 2, "hologram", "f" * 32, {"depth": 3})

    receive(engine, newer, unknown)

    assert shown(engine, record)["extra"] == '{"mood":{"today":["good"]}}'
    with writing(engine) as connection:
        bodies = [bytes(row[0]) for row in rows(connection, "SELECT body FROM op WHERE receipt IS NULL")]
    assert encode(newer) in bodies
    assert encode(unknown) in bodies


@pytest.mark.parametrize("value", [["a", "list"], {"an": "object"}, 2**70, True, "text"])
@pytest.mark.parametrize("field", ["acronym", "year_founded", "has_branches", "registration"])
def test_a_value_of_an_unexpected_type_does_not_stop_a_merge(engine: Engine, field: str, value: object) -> None:
    record = partner(engine, legal_name="Cèdre")

    receive(engine, Op(OTHER.site, "LBN-TYR", 1, "partner", record, {field: value}, {TYRE.site: 1}))

    assert shown(engine, record)["legal_name"] == "Cèdre"


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(["acronym", "place", "org_type/ngo", "deleted", "year_founded"]),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(CHANGES, st.randoms(use_true_random=False))
def test_taking_ops_in_by_parts_and_in_any_order_gives_the_same_rows_as_a_rebuild(
    new_engine: Callable[[], Engine], changes: list[tuple[str, str, int, bool]], chance: object
) -> None:
    ops = _ops(changes)
    outcomes = []
    for _device in range(2):
        engine = new_engine()
        shuffled = list(ops)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
        for start in range(0, len(shuffled), 3):
            receive(engine, *shuffled[start : start + 3])
        with writing(engine) as connection:
            folded = state.digests(connection)
            state.rebuild(connection)
            assert state.digests(connection) == folded
            outcomes.append(folded)
        engine.dispose()

    assert outcomes[0] == outcomes[1]


def _ops(changes: list[tuple[str, str, int, bool]]) -> list[Op]:
    """Write ops of three sites on one record, each having seen everything so far or only what it saw before."""
    ops: list[Op] = []
    seen_upto = dict.fromkeys("ABC", 0)
    for site, field, number, synced in changes:
        if synced:
            seen_upto[site] = len(ops)
        context: dict[str, int] = {}
        for op in ops[: seen_upto[site]]:
            if op.site != site:
                context[op.site] = max(context.get(op.site, 0), op.seq)
        value: object = (
            number if field == "year_founded" else bool(number) if "/" in field or field == "deleted" else str(number)
        )
        seq = 1 + sum(op.site == site for op in ops)
        ops.append(Op(site, "LBN-TYR", seq, "partner", "0" * 32, {field: value}, context))
    return ops


def test_every_kind_describes_all_its_columns() -> None:
    tables = metadata().tables

    for kind in kinds().values():
        assert set(tables[kind.name].columns.keys()) == {*kind.fields, *HOUSEKEEPING}, kind.name
        assert all(about.refers_to is None or about.refers_to in kinds() for about in kind.fields.values())
        assert all(name in kind.fields for name in kind.title)


def test_an_op_reads_back_as_it_was_written() -> None:
    op = Op(
        "a" * 16, "S", 3, "note", "b" * 32, {"text": "é", "n": 1, "none": None}, {"c" * 16: 4}, own=1, by="X", prev="00"
    )

    assert decode(encode(op)) == op
