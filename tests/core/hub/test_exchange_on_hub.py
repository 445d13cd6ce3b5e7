"""Bundles between a field officer's file and a shared database: the exchange's own tests once more."""

from tests.core.exchange.test_exchange import (  # noqa: F401  run once more, with the devices of this folder
    test_a_decision_travels_back_and_nobody_is_asked_twice,
    test_a_preview_tells_exactly_what_accepting_does_and_changes_nothing,
    test_an_unknown_senders_bundle_can_only_be_kept_aside_until_its_key_is_trusted,
    test_deleting_against_editing_is_a_conflict_that_leaves_the_record_visible,
    test_different_fields_and_elements_of_sets_merge_by_themselves,
    test_stopping_an_import_leaves_everything_as_it_was,
    test_the_same_bundle_twice_brings_nothing_new,
    test_two_focal_points_and_an_officer_end_up_with_the_same,
    test_two_values_for_one_field_are_both_kept_until_a_person_decides,
    test_undo_brings_back_what_was_and_the_bundle_can_be_taken_in_again,
    test_until_it_is_acknowledged_everything_is_sent_again,
)
from tests.core.exchange.test_undoing import (  # noqa: F401
    test_a_decision_covers_what_was_shown_and_not_what_arrived_since,
    test_edits_made_after_a_merge_survive_its_undo_and_stand_when_it_is_redone,
    test_undoing_does_not_shuffle_a_list_in_order_of_arrival,
    test_undoing_the_older_of_two_bundles_makes_its_changes_missing_again,
)
