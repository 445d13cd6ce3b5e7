"""What a user sees of follow-up actions: where they come from, what each step asks for, which are overdue."""

from collections.abc import Callable
from datetime import date

import pytest

from partnerdesk import actions, i18n
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from tests.core.usecases.conftest import MakeDesk

Carry = Callable[[Desk, Desk], None]

PROOF = [{"type": "report", "reference": "Visit report 12", "seen_on": "2026-04-02"}]


@pytest.fixture
def action(desk: Desk) -> str:
    """Give an action of somebody at the partner's."""
    return actions.create(
        desk, {"description": "Send the audit", "responsible": "Association Cèdre", "due": "2026-05-01"}
    )


def test_an_action_has_a_reference_and_may_still_lack_owner_and_day(desk: Desk) -> None:
    action = actions.create(desk, {"description": "Send the audit"})

    assert desk.view("action", action)["reference"].startswith("LBN-TYR-")
    assert desk.view("action", action)["status"] == "open"


def test_an_action_without_a_description_is_refused(desk: Desk) -> None:
    with pytest.raises(PartnerDeskError, match="“What is to be done” is missing"):
        actions.create(desk, {"description": " ", "responsible": "Rana"})


def test_an_action_starts_with_one_owner_and_a_day(desk: Desk) -> None:
    action = actions.create(desk, {"description": "Send the audit"})

    with pytest.raises(PartnerDeskError, match=r"has no owner.*has no due date.*Nothing was changed"):
        actions.take(desk, action, "start")
    actions.take(desk, action, "start", values={"responsible": "Association Cèdre", "due": "2026-05-01"})

    assert desk.view("action", action)["status"] == "in_progress"


def test_reporting_done_asks_what_was_done_and_for_high_priority_the_proof(desk: Desk, action: str) -> None:
    desk.change("action", action, {"priority": "high"})

    with pytest.raises(PartnerDeskError, match=r"not described.*needs a proof"):
        actions.take(desk, action, "report")
    actions.take(desk, action, "report", values={"action_taken": "Audit sent", "proof": PROOF})

    assert desk.view("action", action)["status"] == "reported_done"
    assert desk.view("action", action)["proof"] == PROOF


def test_what_is_not_adequate_is_sent_back_with_a_comment_and_taken_up_again(desk: Desk, action: str) -> None:
    actions.take(desk, action, "report", values={"action_taken": "Audit sent"})

    with pytest.raises(PartnerDeskError, match="has not been found adequate"):
        actions.take(desk, action, "verify")
    with pytest.raises(PartnerDeskError, match="what is still missing"):
        actions.take(desk, action, "return", values={"adequate": False})
    actions.take(desk, action, "return", note="Annex 2 is missing", values={"adequate": False})
    actions.take(desk, action, "resume")

    assert desk.view("action", action)["status"] == "in_progress"
    assert desk.view("action", action)["status_note"] == "Annex 2 is missing"


def test_a_verified_action_names_who_verified_it_and_when(desk: Desk, action: str) -> None:
    actions.take(desk, action, "report", values={"action_taken": "Audit sent"})

    actions.take(desk, action, "verify", values={"adequate": True})

    verified = desk.view("action", action)
    assert (verified["status"], verified["verified_by"]) == ("verified", "Rana")
    assert verified["verified_on"] == actions.today().isoformat()


def test_nobody_verifies_what_they_set_themselves_and_did_themselves(
    desk: Desk, make_desk: MakeDesk, carry: Carry
) -> None:
    own = actions.create(desk, {"description": "Call the partner", "responsible": "rana", "due": "2026-05-01"})
    actions.take(desk, own, "report", values={"action_taken": "Called"})

    with pytest.raises(PartnerDeskError, match="somebody else must verify it"):
        actions.take(desk, own, "verify", values={"adequate": True})
    other = make_desk("Omar")
    carry(desk, other)
    actions.take(other, own, "verify", values={"adequate": True})

    assert other.view("action", own)["status"] == "verified"


def test_cancelling_needs_a_reason(desk: Desk, action: str) -> None:
    with pytest.raises(PartnerDeskError, match="Write the reason"):
        actions.take(desk, action, "cancel", note="  ")

    assert desk.view("action", action)["status"] == "open"


def test_overdue_is_what_the_owner_should_have_done_before_today(desk: Desk, action: str) -> None:
    done = actions.create(desk, {"description": "Done in time", "responsible": "Rana", "due": "2026-04-01"})
    actions.take(desk, done, "report", values={"action_taken": "All"})
    older = actions.create(desk, {"description": "Older", "responsible": "Rana", "due": "2026-04-15"})
    actions.create(desk, {"description": "Without a day"})

    assert actions.overdue(desk, date(2026, 5, 1)) == [older]
    assert actions.overdue(desk, date(2026, 5, 2)) == [older, action]
    assert actions.due_until(desk, date(2026, 6, 1), on=date(2026, 4, 20)) == [action]
    assert not actions.is_overdue(desk.view("action", done), date(2026, 12, 1))


def test_an_action_from_an_assessment_knows_where_it_comes_from_and_is_no_less_sensitive(
    desk: Desk, partner: str
) -> None:
    assessment = desk.create(
        "assessment", {"partner_id": partner, "instrument": "psea8 1.0.0", "sensitivity": "severe"}
    )

    action = actions.from_assessment(
        desk, assessment, {"description": "Train the staff", "sensitivity": "low"}, criterion="psea.training"
    )

    made = desk.view("action", action)
    assert (made["assessment_id"], made["criterion"], made["partner_id"]) == (assessment, "psea.training", partner)
    assert made["sensitivity"] == "severe"


def test_an_action_tells_the_question_it_comes_from_in_words(desk: Desk, partner: str) -> None:
    assessment = desk.create("assessment", {"partner_id": partner, "instrument": "psea8 1.0.0"})
    known, unknown = (
        actions.from_assessment(desk, assessment, {"description": "Adopt it"}, criterion=key)
        for key in ("ps.policy", "of.a.later.version")
    )
    alone = actions.create(desk, {"description": "Send the audit"})

    with i18n.using("en"):
        told = [actions.question(desk, desk.view("action", one)) for one in (known, unknown, alone)]

    assert "policy" in told[0]
    assert len(told[0].split()) > 3
    assert told[1:] == ["of.a.later.version", ""]
