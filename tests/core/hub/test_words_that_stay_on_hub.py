"""Words as noted in a shared database: all who work in it read and edit them, and no bundle made from it carries them."""

from pathlib import Path

from partnerdesk import notes, staying
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from tests.core.devices import OFFICER, hand_over, introduce
from tests.core.erasing.looking import in_bundles
from tests.core.hub.conftest import NewDesk
from tests.core.staying.saying import SECRET, taken
from tests.core.staying.test_travelling import (  # noqa: F401  run once more, with the devices of this folder
    test_a_bundle_holds_the_note_without_its_words,
    test_a_note_deleted_by_either_device_is_deleted_and_comes_back_with_its_words,
    test_a_note_that_came_without_its_words_reads_well_and_is_worked_on,
    test_erasing_takes_the_words_from_the_device_that_holds_them,
    test_sharing_lets_it_travel_and_be_edited_on_both_sides,
    test_undoing_a_bundle_leaves_what_was_written_here_for_when_it_comes_again,
    test_what_somebody_wrote_for_herself_gives_way_to_what_is_shared_and_stays_in_the_history,
)


def test_colleagues_share_them_with_each_other_and_with_nobody_else(
    colleagues: list[Desk], new_desk: NewDesk, tmp_path: Path
) -> None:
    one, other = colleagues
    officer = new_desk(OFFICER)
    introduce(one, officer)
    note = taken(one)

    view = other.view("note", note)
    other.change("note", note, {"raw_text": f"{SECRET} said it, as a colleague heard"}, view.seen)
    notes.save_text(one, note, f"{SECRET} said it, as both heard")

    assert view["raw_text"] == f"{SECRET} said"
    assert other.view("note", note)["raw_text"] == f"{SECRET} said it, as both heard"
    assert other.view("note", note).conflicts == ()
    assert staying.where(one, view, "raw_text") != staying.where(officer, view, "raw_text")
    assert SECRET.encode() not in in_bundles(one, officer, tmp_path / "down.pdbundle")
    assert examine(one, rebuild=True).problems == []
    hand_over(officer, one, tmp_path)
    notes.share_raw(other, note)
    assert one.view("note", note).stays == ()
    assert one.view("note", note).conflicts == ()
