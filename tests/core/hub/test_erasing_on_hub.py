"""Erasure and retention between a field officer's file and a shared database: their own tests once more."""

from datetime import date
from pathlib import Path

from partnerdesk import consents, retention, staying
from partnerdesk.desk import Desk
from tests.core.devices import hand_over
from tests.core.erasing.test_erasing import (  # noqa: F401  run once more, with the devices of this folder
    test_a_bundle_that_waits_holds_nothing_of_what_is_erased_meanwhile,
    test_a_field_is_erased_and_the_rest_stays_and_a_new_value_can_be_given,
    test_an_edit_that_knew_nothing_of_the_erasure_is_taken_in_without_its_words,
    test_an_erasure_follows_a_record_that_had_moved_to_another_office,
    test_an_erasure_reaches_everybody_who_holds_the_record,
    test_an_original_that_comes_after_its_tombstone_is_no_fork_and_brings_nothing_back,
    test_decisions_and_open_conflicts_about_it_vanish,
    test_the_files_of_an_erased_record_are_gone_and_do_not_come_back_with_a_late_bundle,
    test_undoing_a_bundle_does_not_bring_back_what_it_erased,
)
from tests.core.erasing.test_forged_tombstones import (  # noqa: F401
    test_a_tombstone_without_a_redaction_is_kept_out_and_the_rest_comes_in,
)

Pair = tuple[Desk, Desk]


def test_a_shared_database_finds_the_same_due_and_the_same_traces_of_a_person(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    meeting = field.create("consultation", {"name": "Forum", "dates": {"start": "2015-01-01", "end": "2015-01-02"}})
    person = field.create("participant", {"consultation_id": meeting, "name": "Salwa Qabbani"})
    for text in ("Salwa said", "Nothing"):
        note = field.create("note", {"consultation_id": meeting, "raw_text": text, "sensitivity": "high"})
        staying.share(field, "note", note)
    field.create("action", {"description": "Call Salwa Qabbani", "responsible": "Us", "due": "2027-01-01"})
    hand_over(field, region, tmp_path)

    for on in (date(2016, 6, 1), date(2017, 6, 1), date(2026, 1, 1)):
        assert retention.due(region, on) == retention.due(field, on)
    assert consents.find(region, "participant", person) == consents.find(field, "participant", person)
