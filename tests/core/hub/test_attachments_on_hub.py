"""Attachments between a field officer's file and a shared database: their own tests once more."""

from tests.core.attachments.test_travelling import (  # noqa: F401  run once more, with the devices of this folder
    made,
    test_a_file_left_out_is_not_received_yet_and_comes_when_asked_for,
    test_a_file_of_a_waiting_bundle_waits_with_it,
    test_damaged_bytes_do_not_travel_and_are_asked_for_again,
    test_throwing_a_waiting_bundle_away_takes_its_files_along,
    test_undoing_a_bundle_does_not_lose_its_files,
)
