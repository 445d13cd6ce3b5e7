"""What the list of consultations counts is what the page of each one tells."""

from collections.abc import Callable

from partnerdesk import consultations, meeting_counts, notes
from partnerdesk.desk import Desk
from partnerdesk.store import listings
from partnerdesk.store.listings import Query
from tests.core.usecases.conftest import MakeDesk


def _plan(desk: Desk, name: str, rule: str, dates: dict[str, str] | None = None) -> str:
    values = {"name": name, "kind": "regional", "attribution_rule": rule, "consent": "oral", "dates": dates}
    return consultations.plan(desk, values)


def test_the_list_counts_people_and_notes_to_clear_as_the_page_does(desk: Desk) -> None:
    meeting, silent = _plan(desk, "Access", "chatham"), _plan(desk, "Aside", "off_record")
    consultations.add_participant(desk, meeting, {"organisation": "Secours Fictif", "number": 4})
    consultations.add_participant(desk, meeting, {"name": "Salma"})
    cleared, changed = (notes.add_note(desk, meeting, None, words) for words in ("Roads are open.", "Fuel is short."))
    notes.add_note(desk, meeting, None, "Permits are slow.")
    notes.add_note(desk, meeting, None, "Not for paper.", values={"attribution": "off_record"})
    notes.add_note(desk, silent, None, "Nothing of this.")
    for note in (cleared, changed):
        notes.clear(desk, note)
    notes.save_shareable(desk, changed, "Fuel is very short.")

    counts = meeting_counts.counted(desk, [meeting, silent])

    assert (counts[meeting].people, counts[meeting].to_clear) == (5, 2)
    assert counts[silent] == meeting_counts.Counted()
    assert counts[meeting].to_clear == len(consultations.sheet(desk, meeting).uncleared)


def test_a_note_in_dispute_waits_again(make_desk: MakeDesk, carry: Callable[[Desk, Desk], None]) -> None:
    one, other = make_desk(), make_desk("Focal point", "MENA-RO", "focal_point")
    meeting = _plan(one, "Access", "chatham")
    note = notes.add_note(one, meeting, None, "Roads are open.")
    notes.clear(one, note)
    carry(one, other)
    notes.save_shareable(one, note, "Roads are open.")
    notes.save_shareable(other, note, "Some roads are open.")

    carry(other, one)

    assert meeting_counts.counted(one, [meeting])[meeting].to_clear == 1
    assert len(consultations.sheet(one, meeting).uncleared) == 1


def test_consultations_sort_by_their_first_day(desk: Desk) -> None:
    short = _plan(desk, "Short", "chatham", {"start": "2026-03-04"})
    long = _plan(desk, "Long", "chatham", {"start": "2026-01-10", "end": "2026-12-20"})
    _plan(desk, "Some day", "chatham")

    with desk.reading() as connection:
        found = listings.ids(connection, Query("consultation", order="dates"))

    assert found[:2] == [long, short]
