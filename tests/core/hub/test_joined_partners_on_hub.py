"""Partners that were recorded twice, in a shared database: the tests of joining once more."""

import pytest

from partnerdesk.desk import Desk
from tests.core.devices import OFFICER
from tests.core.duplicates.conftest import SIDON
from tests.core.duplicates.test_joining import (  # noqa: F401  run once more, with a desk of this folder
    test_a_group_that_does_not_fit_its_verdicts_is_found_and_mended,
    test_a_joined_partner_is_found_by_the_names_of_all,
    test_an_assessment_that_was_renewed_under_the_other_record_is_not_expired,
    test_joined_partners_are_proposed_as_one_with_the_names_of_all,
    test_joined_partners_stand_in_lists_and_counts_once,
    test_parting_partners_gives_back_what_was_before,
    test_rows_made_anew_from_the_journal_show_the_same_groups,
    test_the_page_of_whoever_leads_shows_everything_of_both_and_where_it_comes_from,
    test_two_offices_that_contradict_each_other_leave_the_decision_to_a_person,
)
from tests.core.hub.conftest import NewDatabase, NewDesk


@pytest.fixture
def tyre(new_desk: NewDesk, new_database: NewDatabase) -> Desk:
    """Give the desk of an officer whose records are in a shared database."""
    return new_desk(OFFICER, new_database())


@pytest.fixture
def sidon(new_desk: NewDesk) -> Desk:
    """Give the desk of an officer in another office, with its records in a file."""
    return new_desk(SIDON)
