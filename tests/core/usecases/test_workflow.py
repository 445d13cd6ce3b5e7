"""What a user sees of a record's states: which steps are offered, what stands in the way, what is kept."""

from collections.abc import Callable

import pytest

from partnerdesk import vocabulary, workflow
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history


@pytest.fixture
def action(desk: Desk) -> str:
    return desk.create("action", {"description": "Visit the warehouse", "responsible": "Rana", "due": "2026-05-01"})


def test_a_new_record_is_in_the_first_state_and_offers_the_steps_that_lead_out_of_it(desk: Desk, action: str) -> None:
    view = desk.view("action", action)

    assert workflow.state_label(view) == "Open"
    assert [(step.action, step.to) for step in workflow.steps(view)] == [
        (one.action, one.to) for one in vocabulary.transitions("action_item", "open")
    ]


def test_a_step_moves_the_record_and_keeps_its_values_and_its_comment_in_one_change(desk: Desk, action: str) -> None:
    view = desk.view("action", action)

    workflow.advance(desk, view, "cancel", note=" Not needed ", values={"action_taken": "None"})

    moved = desk.view("action", action)
    assert (moved["status"], moved["status_note"], moved["action_taken"]) == ("cancelled", "Not needed", "None")
    newest = history(desk, action)[0]
    assert (newest.reason, newest.note) == ("status", "Not needed")


def test_a_step_that_the_state_does_not_allow_is_refused_and_the_possible_ones_are_named(
    desk: Desk, action: str
) -> None:
    with pytest.raises(PartnerDeskError) as refusal:
        workflow.advance(desk, desk.view("action", action), "verify")

    assert "“Verify” is not possible in the state “Open”" in str(refusal.value)
    assert "Start" in str(refusal.value)


def test_nothing_leads_out_of_a_final_state(desk: Desk, action: str) -> None:
    workflow.advance(desk, desk.view("action", action), "cancel", note="Not needed")

    with pytest.raises(PartnerDeskError, match="which is final"):
        workflow.advance(desk, desk.view("action", action), "start")


def test_what_stands_in_the_way_is_told_and_nothing_changes(desk: Desk, action: str) -> None:
    with pytest.raises(PartnerDeskError, match=r"^Name an owner. Set a date. Nothing was changed.$"):
        workflow.advance(desk, desk.view("action", action), "start", obstacles=["Name an owner.", "Set a date."])

    assert desk.view("action", action)["status"] == "open"


def test_a_record_that_was_moved_meanwhile_is_not_moved_again(desk: Desk, action: str) -> None:
    opened_before = desk.view("action", action)
    workflow.advance(desk, desk.view("action", action), "cancel", note="Not needed")

    with pytest.raises(PartnerDeskError, match="has moved to “Cancelled” meanwhile"):
        workflow.advance(desk, opened_before, "start")


def test_every_step_of_every_state_machine_has_words() -> None:
    actions = {
        step.action
        for machine in vocabulary.machines()
        for state in vocabulary.states(machine)
        for step in vocabulary.transitions(machine, state)
    }

    assert {action for action in actions if workflow.action_label(action) == action} == set()


def test_two_desks_that_moved_a_record_differently_are_asked(
    desk: Desk, action: str, make_desk: Callable[..., Desk], carry: Callable[[Desk, Desk], None]
) -> None:
    other = make_desk("Omar", "MENA-RO")
    carry(desk, other)
    workflow.advance(desk, desk.view("action", action), "start")
    workflow.advance(other, other.view("action", action), "cancel", note="Not needed")

    carry(other, desk)

    assert desk.view("action", action).conflicts == ("status",)
