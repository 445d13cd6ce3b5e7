"""What waits for somebody, what was changed last, and the dates ahead."""

from datetime import date

import pytest

from partnerdesk import assessments, attention, partners
from partnerdesk.desk import Desk

TODAY = date(2026, 6, 1)


def rated(desk: Desk, partner: str, instrument: str, done_on: str, status: str = "validated") -> str:
    """Record an assessment that was done on a day."""
    record = assessments.start(desk, partner, instrument)
    desk.change("assessment", record, {"done_on": done_on, "status": status})
    return record


def test_a_new_desk_is_calm(desk: Desk) -> None:
    found = attention.attention(desk, TODAY)

    assert found.is_calm
    assert found.partners == 0


def test_late_and_near_actions_and_assessments_by_state_are_counted(desk: Desk, partner: str) -> None:
    for due, status in (
        ("2026-05-31", "open"),
        ("2026-06-01", "open"),
        ("2026-06-08", "in_progress"),
        ("2026-06-09", "open"),
        ("2026-05-01", "verified"),
    ):
        desk.create("action", {"description": "x", "responsible": "y", "due": due, "status": status})
    assessments.start(desk, partner, "pulse")
    rated(desk, partner, "pop4", "2026-05-01", "submitted")

    found = attention.attention(desk, TODAY)

    assert (found.overdue, found.due_soon) == (1, 2)
    assert (found.drafts, found.to_validate, found.returned) == (1, 1, 0)
    assert not found.is_calm


@pytest.mark.parametrize(("done_on", "count"), [("2025-11-30", 1), ("2025-12-01", 0)])
def test_an_assessment_is_to_be_renewed_when_its_instruments_time_is_over(
    desk: Desk, partner: str, done_on: str, count: int
) -> None:
    # The pulse is valid for six months.
    rated(desk, partner, "pulse", done_on)

    assert len(attention.expired(desk, TODAY)) == count


def test_a_newer_round_renews_an_assessment_but_a_draft_does_not(desk: Desk, partner: str) -> None:
    old = rated(desk, partner, "pulse", "2024-01-10")
    rated(desk, partner, "pulse", "2026-05-20", "draft")
    with_draft = attention.expired(desk, TODAY)

    rated(desk, partner, "pulse", "2026-05-20")

    assert with_draft == [old]
    assert attention.expired(desk, TODAY) == []


def test_nobody_is_asked_to_assess_a_former_partner_again(desk: Desk, partner: str) -> None:
    rated(desk, partner, "pulse", "2024-01-10")

    desk.change("partner", partner, {"relation_status": "former"})

    assert attention.expired(desk, TODAY) == []


def test_an_instrument_without_a_time_is_never_to_be_renewed(desk: Desk, partner: str) -> None:
    rated(desk, partner, "closure", "2010-01-10")

    assert attention.expired(desk, TODAY) == []


def test_what_was_changed_last_comes_first_and_is_named_for_people(desk: Desk, partner: str) -> None:
    assessments.start(desk, partner, "pulse")

    found = attention.recent(desk)

    assert {(one.kind, one.title) for one in found} == {
        ("partner", "Association Cèdre"),
        ("assessment", "Association Cèdre: Partnership pulse (ten traffic lights)"),
    }


def test_the_dates_ahead_of_a_partner_are_in_order_and_those_past_are_left_out(desk: Desk, partner: str) -> None:
    desk.create(
        "agreement", {"partner_id": partner, "name": "Letter", "duration": {"start": "2026-01-01", "end": "2026-12-31"}}
    )
    desk.create("action", {"partner_id": partner, "description": "Share", "responsible": "Rana", "due": "2026-07-01"})
    desk.create("action", {"partner_id": partner, "description": "Late", "responsible": "Rana", "due": "2026-05-01"})
    rated(desk, partner, "pulse", "2026-04-15")

    ahead = attention.dates_ahead(partners.overview(desk, partner, TODAY))

    assert [(one.day.isoformat(), one.what) for one in ahead] == [
        ("2026-07-01", "Action due: Share"),
        ("2026-10-15", "Assessment to renew: Partnership pulse (ten traffic lights)"),
        ("2026-12-31", "Agreement ends: Letter"),
    ]


def test_the_last_day_of_a_short_month_stands_for_days_that_it_lacks(desk: Desk, partner: str) -> None:
    record = rated(desk, partner, "pulse", "2025-08-31")

    assert attention.valid_until(desk.view("assessment", record)) == date(2026, 2, 28)
