"""What a user sees of partners: recording one, what is known about it, taking it away and back."""

from datetime import date

import pytest

from partnerdesk import actions, consultations, partners
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError


def test_a_partner_needs_a_legal_name(desk: Desk) -> None:
    with pytest.raises(PartnerDeskError, match="needs a legal name"):
        partners.create(desk, {"legal_name": "  ", "acronym": "AC"})

    assert desk.children("partner", acronym="AC") == []


def test_a_value_that_its_field_does_not_allow_is_refused_with_the_reason(desk: Desk) -> None:
    with pytest.raises(PartnerDeskError, match=r"“Scope” has the value “galactic”.*Nothing was changed."):
        partners.create(desk, {"legal_name": "Secours du Sud", "level": "galactic"})


def test_everything_known_about_a_partner_is_on_its_page(desk: Desk, partner: str) -> None:
    desk.create("contact", {"partner_id": partner, "name": "Salma Khoury"})
    for name, start in (("First", "2024-01-01"), ("Second", "2026-01-01")):
        desk.create("agreement", {"partner_id": partner, "name": name, "duration": {"start": start, "end": None}})
    desk.create("flag", {"partner_id": partner, "summary": "Reports come early"})
    desk.create("assessment", {"partner_id": partner, "instrument": "pop4 1.0.0", "done_on": "2026-02-01"})
    meeting = consultations.plan(desk, {"name": "Annual meeting", "kind": "annual"})
    consultations.add_participant(desk, meeting, {"partner_id": partner, "number": 3})
    late = actions.create(desk, {"description": "Send the audit", "partner_id": partner, "due": "2026-03-01"})
    actions.create(desk, {"description": "Visit", "partner_id": partner, "due": "2026-06-01"})

    page = partners.overview(desk, partner, on=date(2026, 4, 1))

    assert page.partner["legal_name"] == "Association Cèdre"
    assert [contact["name"] for contact in page.contacts] == ["Salma Khoury"]
    assert [agreement["name"] for agreement in page.agreements] == ["Second", "First"]
    assert [flag["summary"] for flag in page.flags] == ["Reports come early"]
    assert [assessment["status"] for assessment in page.assessments] == ["draft"]
    assert [(one.consultation.title, one.people) for one in page.consultations] == [("Annual meeting", 3)]
    assert [action["description"] for action in page.open_actions] == ["Send the audit", "Visit"]
    assert [action.id for action in page.overdue_actions] == [late]
    assert page.changed_by == "Rana"
    assert page.problems == []


def test_a_partner_that_breaks_a_rule_after_a_merge_is_marked_for_review(desk: Desk) -> None:
    record = desk.create("partner", {"legal_name": "Secours du Sud", "year_founded": 12026})

    page = partners.overview(desk, record)

    assert [(problem.field, problem.sentence) for problem in page.problems] == [
        ("org_type", "“Type” is missing."),
        ("year_founded", "“Year founded” is 12026, which cannot be the year meant."),
    ]


def test_a_partner_goes_only_when_the_person_knew_how_much_refers_to_it_and_comes_back(
    desk: Desk, partner: str
) -> None:
    contact = desk.create("contact", {"partner_id": partner, "name": "Salma Khoury"})
    desk.create("flag", {"partner_id": partner, "summary": "Reports come early"})

    assert partners.dependents(desk, partner) == {"contact": 1, "flag": 1}
    with pytest.raises(PartnerDeskError, match="2 records refer to this partner"):
        partners.delete(desk, partner, confirmed=1)
    partners.delete(desk, partner, confirmed=2, reason="Recorded twice")

    assert desk.view("partner", partner).deleted
    assert not desk.view("contact", contact).deleted

    partners.restore(desk, partner)

    assert not desk.view("partner", partner).deleted
    assert desk.view("partner", partner)["legal_name"] == "Association Cèdre"
