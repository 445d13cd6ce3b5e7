"""What an op claims its author had seen: of another window, of a deletion, beyond gaps; no more and no less."""

from collections.abc import Callable

import pytest

from partnerdesk.errors import PartnerDeskError
from partnerdesk.store import state
from partnerdesk.store.engine import Engine, rows, writing
from partnerdesk.store.fold import Changed, Fold, NewOp
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import DEEPEST, Op, digest, encode
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import Author, Draft, Seen, Writer

TYRE = Author("1" * 16, "LBN-TYR", "Agente")
OTHER = "2" * 16
THIRD = "3" * 16


def write(engine: Engine, *drafts: Draft) -> list[Op]:
    with writing(engine) as connection:
        writer = Writer(connection, TYRE)
        writer.write(drafts)
        return writer.written


def partner(engine: Engine, **values: object) -> str:
    return write(engine, Draft("partner", values))[0].id


def seen(engine: Engine, record: str) -> Seen:
    with writing(engine) as connection:
        return Writer(connection, TYRE).seen(kind_named("partner"), record)


def row(engine: Engine, record: str, kind: str = "partner") -> dict[str, object]:
    with writing(engine) as connection:
        return dict(Fold(connection, Streams(connection)).row(kind_named(kind), record) or {})


def receive(engine: Engine, *ops: Op) -> list[Changed]:
    with writing(engine) as connection:
        new = [NewOp(op, body, digest(body)) for op in ops if (body := encode(op))]
        return Fold(connection, Streams(connection)).take_in(new)


def open_fields(engine: Engine, record: str) -> list[str]:
    with writing(engine) as connection:
        return [found[0] for found in rows(connection, "SELECT field FROM conflict WHERE record = ?", (record,))]


def shown(engine: Engine) -> dict[str, str]:
    with writing(engine) as connection:
        return state.digests(connection)


def test_typing_on_in_an_overtaken_form_does_not_do_away_with_the_other_windows_value(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre")
    form = seen(engine, record)
    write(engine, Draft("partner", {"acronym": "OTHER WINDOW"}, id=record, seen=form))

    for typed in ("M", "MI", "MINE"):
        form = form.after({"acronym": typed}, write(engine, Draft("partner", {"acronym": typed}, id=record, seen=form)))

    assert open_fields(engine, record) == ["acronym"]
    with writing(engine) as connection:
        fold = Fold(connection, Streams(connection))
        heads = fold.heads(str((fold.row(kind_named("partner"), record) or {})["heads"]))
        assert {fold.lookup(dot).set["acronym"] for dot in heads.fields["acronym"]} == {"OTHER WINDOW", "MINE"}


def test_who_looks_again_and_types_has_seen_both_windows(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre")
    form = seen(engine, record)
    for window in ("ONE", "TWO"):
        write(engine, Draft("partner", {"acronym": window}, id=record, seen=form))

    write(engine, Draft("partner", {"acronym": "BOTH"}, id=record, seen=seen(engine, record)))

    assert row(engine, record)["acronym"] == "BOTH"
    assert open_fields(engine, record) == []


def test_deleting_from_a_form_does_not_hide_what_another_window_wrote_meanwhile(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre")
    form = seen(engine, record)
    write(engine, Draft("partner", {"place": "Tyr"}, id=record))

    write(engine, Draft("partner", {"deleted": True}, id=record, seen=form))

    assert open_fields(engine, record) == ["deleted"]
    assert not row(engine, record)["deleted"]


def test_deleting_after_typing_in_the_same_form_is_no_conflict(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre")
    form = seen(engine, record)
    for field in ("acronym", "place"):
        form = form.after({field: "X"}, write(engine, Draft("partner", {field: "X"}, id=record, seen=form)))

    (deletion,) = write(engine, Draft("partner", {"deleted": True}, id=record, seen=form))

    assert row(engine, record)["deleted"]
    assert deletion.own is None
    assert deletion.also == {}


def test_deleting_what_stands_beyond_a_gap_needs_no_second_decision(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre")
    receive(engine, Op(OTHER, "LBN-TYR", 7, "partner", record, {"place": "Saïda"}, {TYRE.site: 1}))

    write(engine, Draft("partner", {"deleted": True}, id=record))

    assert open_fields(engine, record) == []
    assert row(engine, record)["deleted"]
    receive(engine, Op(OTHER, "LBN-TYR", 3, "partner", record, {"acronym": "MISSED"}, {TYRE.site: 1}))
    assert open_fields(engine, record) == ["deleted"]


def test_deletions_beyond_gaps_look_the_same_in_whatever_order_they_arrive(
    engine: Engine, new_engine: Callable[[], Engine]
) -> None:
    record = "a" * 32
    ops = [
        Op(THIRD, "LBN-TYR", 3, "partner", record, {"deleted": True}),
        Op(OTHER, "LBN-TYR", 7, "partner", record, {"deleted": False}, {THIRD: 3}),
    ]
    receive(engine, ops[1])
    ops += write(engine, Draft("partner", {"deleted": True}, id=record))

    receive(engine, ops[0])
    other = new_engine()
    receive(other, *ops)

    assert shown(engine) == shown(other)


def test_a_form_of_two_windows_beyond_a_gap_never_covers_the_missing_op(engine: Engine) -> None:
    """The second op of the other device says that it had not seen its first one, which has not arrived here."""
    record = partner(engine, legal_name="Cèdre")
    first = Op(OTHER, "LBN-TYR", 1, "partner", record, {"acronym": "FIRST"}, {TYRE.site: 1})
    second = Op(OTHER, "LBN-TYR", 2, "partner", record, {"acronym": "SECOND"}, {TYRE.site: 1}, own=0)
    receive(engine, second)

    write(engine, Draft("partner", {"acronym": "MINE"}, id=record))
    assert open_fields(engine, record) == []
    receive(engine, first)

    assert open_fields(engine, record) == ["acronym"]


def test_ops_that_claim_to_have_seen_each_other_are_ordered_the_same_everywhere(
    engine: Engine, new_engine: Callable[[], Engine]
) -> None:
    record = "a" * 32
    ops = [
        Op(OTHER, "LBN-TYR", 1, "partner", record, {"acronym": "A"}, {THIRD: 9}),
        Op(THIRD, "LBN-TYR", 1, "partner", record, {"acronym": "B"}, {OTHER: 9}),
    ]
    other = new_engine()

    receive(engine, *ops)
    receive(other, *reversed(ops))

    assert shown(engine) == shown(other)


def test_two_kinds_with_one_id_do_not_stop_a_merge(engine: Engine) -> None:
    record = "a" * 32
    ops = [
        Op(site, "LBN-TYR", seq, kind, record, {"name" if kind == "contact" else "acronym": site, "place": site})
        for site in (OTHER, THIRD)
        for seq, kind in ((1, "partner"), (2, "contact"))
    ]

    receive(engine, *ops)

    assert row(engine, record)["conflicts"] == 2
    assert row(engine, record, "contact")["conflicts"] == 2
    assert len(open_fields(engine, record)) == 4
    before = shown(engine)
    with writing(engine) as connection:
        state.rebuild(connection)
    assert shown(engine) == before


@pytest.mark.parametrize("name", ["acronym/x", "org_type", "id", "heads", "n", "scope", "deleted/x", "extra", "é'\"/;"])
def test_strange_field_names_are_kept_aside_and_show_the_same_in_any_order(
    engine: Engine, new_engine: Callable[[], Engine], name: str
) -> None:
    record = "a" * 32
    ops = [
        Op(OTHER, "LBN-TYR", 1, "partner", record, {"acronym": "A", "org_type/ngo": True}),
        Op(OTHER, "LBN-TYR", 2, "partner", record, {name: ["x"]}),
        Op(OTHER, "LBN-TYR", 3, "partner", record, {"acronym": "B", "legal_name": "Cèdre"}),
    ]
    other = new_engine()

    receive(engine, *ops)
    for op in reversed(ops):
        receive(other, op)

    assert shown(engine) == shown(other)
    assert row(engine, record)["acronym"] == "B"
    assert row(engine, record)["org_type"] == '["ngo"]'
    assert name in str(row(engine, record)["extra"]).replace('\\"', '"')


def test_a_second_draft_of_one_record_rests_on_the_first(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre", acronym="A")

    write(engine, Draft("partner", {"acronym": "B"}, id=record), Draft("partner", {"acronym": "A"}, id=record))

    assert row(engine, record)["acronym"] == "A"
    assert open_fields(engine, record) == []


def test_a_word_saved_twice_in_another_spelling_of_the_same_letters_is_saved_once(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre")
    form = seen(engine, record)
    words = {"aliases": ["Ce\u0300dre"]}
    form = form.after(words, write(engine, Draft("partner", words, id=record, seen=form)))

    again = write(engine, Draft("partner", words, id=record, seen=form))

    assert again == []


def test_what_peers_would_refuse_is_refused_where_it_is_typed(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre")
    deep: object = "x"
    for _level in range(DEEPEST + 1):
        deep = [deep]

    for values, reason in (({"aliases": ["é" * 400]}, "at most"), ({"year_founded": 2**63}, "too large")):
        with pytest.raises(PartnerDeskError, match=reason):
            write(engine, Draft("partner", values, id=record))
    with pytest.raises(TypeError):
        write(engine, Draft("partner", {"registration": deep}, id=record))


def test_a_rebuild_keeps_the_order_of_arrival_and_mends_the_rows(engine: Engine) -> None:
    records = [partner(engine, legal_name=name) for name in ("C", "A", "B")]
    with writing(engine) as connection:
        connection.execute("UPDATE guard SET writing = 1")
        connection.execute("DELETE FROM partner WHERE legal_name = 'A'")
        connection.execute("UPDATE partner SET legal_name = 'wrong' WHERE legal_name = 'B'")
        connection.execute("UPDATE guard SET writing = 0")

    with writing(engine) as connection:
        state.rebuild(connection)
        found = rows(connection, "SELECT id, legal_name FROM partner ORDER BY n")

    assert found == [(records[0], "C"), (records[2], "B"), (records[1], "A")]


def test_an_update_shows_the_fields_and_kinds_that_the_older_version_only_kept(engine: Engine) -> None:
    """As if this version had just learnt of `place` and of recommendations."""
    receive(
        engine,
        Op(OTHER, "LBN-TYR", 1, "partner", "a" * 32, {"legal_name": "Cèdre", "place": "Tyr"}),
        Op(OTHER, "LBN-TYR", 2, "recommendation", "b" * 32, {"text": "Plus d'eau"}),
    )
    whole = shown(engine)
    with writing(engine) as connection:
        connection.execute("UPDATE guard SET writing = 1")
        connection.execute("""UPDATE partner SET place = NULL, extra = '{"place":"Tyr"}'""")
        connection.execute("DELETE FROM recommendation")
        connection.execute("UPDATE guard SET writing = 0")

    with writing(engine) as connection:
        state.catch_up(connection)

    assert shown(engine) == whole


def test_a_second_writer_of_one_transaction_builds_on_what_the_first_wrote_meanwhile(engine: Engine) -> None:
    record = partner(engine, legal_name="Cèdre", acronym="C")
    with writing(engine) as connection:
        first, second = Writer(connection, TYRE), Writer(connection, Author(OTHER, "LBN-TYR", "Collègue"))
        first.seen(kind_named("partner"), record)

        second.write([Draft("partner", {"acronym": "CDR"}, id=record)])
        first.write([Draft("partner", {"place": "Tyr"}, id=record)])

    shown_now = row(engine, record)
    assert (shown_now["acronym"], shown_now["place"]) == ("CDR", "Tyr")
    with writing(engine) as connection:
        before = state.digests(connection)
        state.rebuild(connection)
        assert state.digests(connection) == before
