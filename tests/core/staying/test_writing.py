"""What is written where: the words as noted apart from all else, nothing about them in what travels."""

import pytest

from partnerdesk import conflicts, notes, staying, validation
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history, put_back
from partnerdesk.store import listings, state
from partnerdesk.store.engine import rows
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.listings import Query
from partnerdesk.store.merge import Heads
from partnerdesk.store.ops import PRIVATE, Op
from partnerdesk.store.writer import Draft, new_id
from partnerdesk.workspace import check_code
from tests.core.devices import shown
from tests.core.staying.saying import SECRET, apart, meeting, taken


def found(desk: Desk, words: str) -> list[str]:
    with desk.reading() as connection:
        return listings.ids(connection, Query("note", text=words))


def test_the_words_as_noted_stand_apart_and_nothing_that_travels_speaks_of_them(field: Desk) -> None:
    note = taken(field)
    notes.save_text(field, note, f"{SECRET} said more")
    view = field.view("note", note)
    seen = field.change("note", note, {"raw_text": "Even more", "kind": "quote"}, view.seen).seen
    field.change("note", note, {"themes": ["access"], "shareable_text": "Somebody"}, seen)
    field.delete("note", note)

    travels, stays = apart(field, note)

    assert [set(op.set) for op in stays] == [{"raw_text"}] * 3
    assert not any("raw_text" in op.set for op in travels)
    assert not any(PRIVATE in name for op in travels for name in (*op.ctx, *op.also))
    assert [op.seq for op in stays] == [1, 2, 3]


def test_the_note_belongs_to_its_office_and_is_found_by_its_words_here(field: Desk) -> None:
    note = taken(field)

    assert field.view("note", note).scope == "LBN-TYR"
    assert found(field, "qabbani") == [note]
    assert examine(field, rebuild=True).problems == []
    assert found(field, "qabbani") == [note]


def test_a_note_of_which_nothing_else_was_written_is_known_to_others_as_well(field: Desk) -> None:
    note = new_id()
    field.write([Draft("note", {"raw_text": SECRET}, id=note)])

    travels, stays = apart(field, note)

    assert [set(op.set) for op in travels] == [set(kind_named("note").defaults)]
    assert [set(op.set) for op in stays] == [{"raw_text"}]
    assert field.view("note", note).scope == "LBN-TYR"


def test_every_kind_with_such_fields_can_be_known_without_them() -> None:
    for kind in kinds().values():
        for name in kind.stays:
            assert not kind.fields[name].is_set
            assert set(kind.defaults) - kind.stays
    assert {(kind.name, name) for kind in kinds().values() for name in kind.stays} == {("note", "raw_text")}


def test_no_office_can_have_the_code_of_what_stays() -> None:
    with pytest.raises(PartnerDeskError):
        check_code(PRIVATE)
    assert PRIVATE > "z"


def test_two_windows_that_did_not_see_each_other_are_both_kept(field: Desk) -> None:
    note = taken(field)
    first, second = field.view("note", note), field.view("note", note)

    field.change("note", note, {"raw_text": "From the first window"}, first.seen)
    field.change("note", note, {"raw_text": "From the second window"}, second.seen)

    view = field.view("note", note)
    assert view.conflicts == ("raw_text",)
    assert view.scope == "LBN-TYR"


def test_one_form_saves_as_often_as_it_likes(field: Desk) -> None:
    note = taken(field)
    view = field.view("note", note)
    seen = view.seen

    for number in range(4):
        values = {"raw_text": f"{number}", "themes": ["access"] if number % 2 else []}
        seen = field.change("note", note, values, seen).seen

    assert field.view("note", note)["raw_text"] == "3"
    assert field.view("note", note).conflicts == ()


def test_once_shared_it_travels_and_so_do_further_edits(field: Desk) -> None:
    note = taken(field)
    stale = field.view("note", note)
    before = shown(field)

    notes.share_raw(field, note)
    notes.save_text(field, note, "Corrected")

    travels, stays = apart(field, note)
    assert [op.set["raw_text"] for op in travels if "raw_text" in op.set] == [f"{SECRET} said", "Corrected"]
    assert not any(PRIVATE in name for op in travels for name in (*op.ctx, *op.also))
    assert len(stays) == 1
    view = field.view("note", note)
    assert (view["raw_text"], view.stays, view.conflicts) == ("Corrected", (), ())
    assert shown(field) != before
    field.change("note", note, {"raw_text": "From an old window"}, stale.seen)
    assert field.view("note", note).conflicts == ("raw_text",)
    assert examine(field, rebuild=True).problems == []


def test_what_cannot_be_shared_is_refused_in_a_sentence(field: Desk) -> None:
    shared = taken(field)
    notes.share_raw(field, shared)
    silent = taken(field)
    field.change("note", silent, {"attribution": "off_record"})
    disputed = taken(field)
    views = [field.view("note", disputed) for _window in range(2)]
    for number, view in enumerate(views):
        field.change("note", disputed, {"raw_text": f"{number}"}, view.seen)

    for note, words in (
        (shared, "Nothing of this record"),
        (silent, "never shared"),
        (disputed, "still to be decided"),
    ):
        with pytest.raises(PartnerDeskError, match=words):
            notes.share_raw(field, note)


def test_a_decision_between_two_windows_stays_here_as_well(field: Desk) -> None:
    note = taken(field)
    views = [field.view("note", note) for _window in range(2)]
    for number, view in enumerate(views):
        field.change("note", note, {"raw_text": f"Window {number}"}, view.seen)

    conflicts.resolve(field, f"{note}.raw_text", "Window 0")

    assert field.view("note", note)["raw_text"] == "Window 0"
    assert not any("raw_text" in op.set for op in apart(field, note)[0])


def test_what_is_shared_stands_whatever_the_other_claims_and_in_any_order() -> None:
    shared = Op("1" * 16, "LBN-TYR", 1, "note", "a" * 32, {"raw_text": "Shared"})
    stays = Op("2" * 16, PRIVATE, 1, "note", "a" * 32, {"raw_text": "Mine"}, {f"{'1' * 16} LBN-TYR": 1})
    ops = {op.dot: op for op in (shared, stays)}

    for order in ([shared, stays], [stays, shared]):
        heads = Heads()
        for one in order:
            heads.add(one, ops.__getitem__)
        assert heads.fields == {"raw_text": [shared.dot]}


def test_history_tells_what_is_only_here_and_in_which_order(field: Desk) -> None:
    note = taken(field)
    notes.save_shareable(field, note, "Somebody said")

    entries = history(field, note)

    assert [(entry.stays, entry.office) for entry in reversed(entries)] == [
        (False, "LBN-TYR"),
        (True, "LBN-TYR"),
        (False, "LBN-TYR"),
    ]
    assert staying.only_here(field) in {"Only on this device", "Seulement sur cet appareil"}


def test_an_earlier_wording_that_is_put_back_stays_here(field: Desk) -> None:
    note = taken(field)
    notes.save_text(field, note, "Other words")

    put_back(field, next(entry for entry in history(field, note) if SECRET in str(entry.values)), "raw_text")

    assert field.view("note", note)["raw_text"] == f"{SECRET} said"
    assert not any("raw_text" in op.set for op in apart(field, note)[0])


def test_the_digest_is_that_of_what_everybody_has(field: Desk) -> None:
    note = taken(field)
    before = shown(field)

    notes.save_text(field, note, "Other words")

    assert shown(field) == before
    notes.save_shareable(field, note, "Somebody")
    assert shown(field) != before


def test_rows_come_from_the_journal_alone(field: Desk) -> None:
    held = meeting(field)
    for number in range(3):
        notes.save_text(field, taken(field, f"Words {number}", held), f"Words {number} again")
    notes.share_raw(field, found(field, "words")[0])
    columns = "id, scope, heads, raw_text, find, sort, deleted, conflicts"

    with field.writing() as connection:
        before = rows(connection, f"SELECT {columns} FROM note ORDER BY n")  # noqa: S608
        state.rebuild(connection)
        after = rows(connection, f"SELECT {columns} FROM note ORDER BY n")  # noqa: S608

    assert before == after


def test_a_note_without_its_words_needs_no_review_but_nobody_writes_an_empty_one(field: Desk) -> None:
    note = taken(field)

    assert not validation.needs_review(field.view("note", note))
    assert not validation.standing_problems(kind_named("note"), {"consultation_id": "a" * 32, "raw_text": None})
    assert [one.field for one in validation.check_change("note", {"raw_text": ""})] == ["raw_text"]
