"""The store's own tests on a shared database: contexts, sets, strange values, the order of lists; and its guard triggers."""

import psycopg
import pytest

from partnerdesk.desk import Desk
from partnerdesk.store import listings, state
from partnerdesk.store.engine import Engine, reading, rows, writing
from partnerdesk.store.listings import Query
from partnerdesk.store.writer import Author, Draft, Writer
from tests.core.devices import ops_of, take_in
from tests.core.store.test_seen import (  # noqa: F401  run once more, with the engine of this folder
    test_a_rebuild_keeps_the_order_of_arrival_and_mends_the_rows,
    test_an_update_shows_the_fields_and_kinds_that_the_older_version_only_kept,
    test_deletions_beyond_gaps_look_the_same_in_whatever_order_they_arrive,
    test_strange_field_names_are_kept_aside_and_show_the_same_in_any_order,
    test_two_kinds_with_one_id_do_not_stop_a_merge,
    test_typing_on_in_an_overtaken_form_does_not_do_away_with_the_other_windows_value,
)
from tests.core.store.test_writer import (  # noqa: F401
    test_a_set_saved_from_an_old_form_keeps_what_others_added_meanwhile,
    test_a_value_of_an_unexpected_type_does_not_stop_a_merge,
    test_an_op_never_claims_an_op_that_is_still_missing,
    test_autosaving_twice_from_one_form_is_no_conflict,
    test_fields_and_kinds_of_a_newer_version_are_kept_bit_for_bit,
    test_one_save_becomes_one_op_that_names_its_predecessor,
)

TYRE = Author("1" * 16, "LBN-TYR", "Agente")


def partner(engine: Engine, **values: object) -> None:
    with writing(engine) as connection:
        Writer(connection, TYRE).write([Draft("partner", values)])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE partner SET acronym = 'X'",
        "DELETE FROM partner",
        "INSERT INTO partner (id) VALUES ('x')",
        "TRUNCATE partner",
    ],
)
def test_a_write_without_an_op_is_refused_by_the_server_itself(engine: Engine, sql: str) -> None:
    partner(engine, legal_name="Cèdre")

    with pytest.raises(psycopg.errors.RaiseException, match="journal"), writing(engine) as connection:
        connection.execute(sql)

    with reading(engine) as connection:
        assert rows(connection, "SELECT legal_name, acronym FROM partner") == [("Cèdre", None)]


def test_nothing_can_be_written_by_who_only_reads(engine: Engine) -> None:
    with pytest.raises(Exception, match="can only be read"), reading(engine) as connection:
        connection.execute("DELETE FROM receipt")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("cedre", 1), ("Cèd", 1), ("dre", 0), ("l'arbre", 1), ("ارز", 1), ("أرز", 1), ("رز", 0), ("2026", 1), ("", 2)],
)
def test_words_are_found_by_their_beginnings_in_every_script(engine: Engine, typed: str, found: int) -> None:
    partner(engine, legal_name="Association du Cèdre (2026), l'arbre", local_name="جمعية الأرز أرز")
    partner(engine, legal_name="Autre chose")

    with reading(engine) as connection:
        assert listings.count(connection, Query("partner", text=typed)) == found


def test_a_text_too_long_for_an_index_does_not_stop_a_merge(engine: Engine) -> None:
    long_text = " ".join(f"mot{number}" for number in range(20_000))

    partner(engine, legal_name=long_text, country="X" * 5000, notes=long_text, mandate="é" * 190_000)

    with reading(engine) as connection:
        assert listings.count(connection, Query("partner", text="mot19")) == 1


def test_many_rows_at_once_are_copied_and_keep_their_order(engine: Engine) -> None:
    names = [f"Partenaire {number:03d}" for number in range(300)]
    with writing(engine) as connection:
        Writer(connection, TYRE).write([Draft("partner", {"legal_name": name}) for name in names])

    with reading(engine) as connection:
        assert [row[0] for row in rows(connection, "SELECT legal_name FROM partner ORDER BY n")] == names
        assert state.chain_breaks(connection) == []


def test_lists_have_the_same_order_and_the_same_rows_as_in_a_file(field: Desk, region: Desk) -> None:
    names = ["Zahra", "« Élan »", "banyan", "Elara", "Ébène", "İzmir", "الأرز", "ба", "_x", "10", "9", "", None]
    for number, name in enumerate(names):
        values = {
            "legal_name": name,
            "country": ["CH", "DE", None][number % 3],
            "level": [None, "local"][number % 2],
            "org_type": [["ngo"], ["other", "cbo"], []][number % 3],
            "year_founded": [None, 1999, 5][number % 3],
        }
        field.create("partner", values)
    take_in(region, [body for body in ops_of(field) if body not in ops_of(region)])

    for order in (
        "",
        "changed_at",
        "legal_name",
        "acronym",
        "country",
        "level",
        "org_type",
        "year_founded",
        "presence",
    ):
        for descending in (False, True):
            query = Query("partner", order=order, descending=descending, scope=field.office)
            with field.reading() as in_file, region.reading() as on_hub:
                wanted = listings.ids(in_file, query)
                assert listings.ids(on_hub, query) == wanted, order
                assert listings.page(on_hub, "partner", wanted) == listings.page(in_file, "partner", wanted)
