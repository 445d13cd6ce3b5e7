"""Joining partners that were recorded twice: shown once, with everything of both, and parted again without a trace."""

from datetime import date

import pytest

from partnerdesk import actions, assessments, attention, attribution, consultations, doctor, duplicates, notes, partners
from partnerdesk.conflicts import conflicts, resolve
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history
from partnerdesk.store import listings, sameness, state
from partnerdesk.store.engine import rows
from partnerdesk.store.listings import Query
from tests.core.devices import ops_of, take_in

CEDAR = {"legal_name": "Association Cèdre", "acronym": "AC", "org_type": ["ngo"], "country": "LB"}
CEDRE = {"legal_name": "Asociación del Cedro", "local_name": "جمعية الأرز", "org_type": ["ngo"], "country": "LB"}


def recorded(desk: Desk) -> tuple[str, str]:
    return partners.create(desk, CEDAR), partners.create(desk, CEDRE)


def listed(desk: Desk, text: str = "", kind: str = "partner", **where: str) -> list[str]:
    with desk.reading() as connection:
        return listings.ids(connection, Query(kind, text=text, where=where))


def shown_under(desk: Desk) -> dict[str, str]:
    with desk.reading() as connection:
        return sameness.stored(connection)


def shown(desk: Desk, partner: str) -> dict[str, list[str]]:
    """Return the titles of everything on a partner's page."""
    page = partners.overview(desk, partner)
    return {
        "contacts": [one.title for one in page.contacts],
        "agreements": [one.title for one in page.agreements],
        "flags": [one.title for one in page.flags],
        "assessments": [str(one["instrument"]) for one in page.assessments],
        "consultations": [one.consultation.title for one in page.consultations],
        "actions": [one.title for one in page.actions],
    }


def fill(desk: Desk, partner: str, name: str) -> None:
    """Record something of every kind under a partner."""
    desk.create("contact", {"partner_id": partner, "name": f"{name} contact"})
    desk.create("agreement", {"partner_id": partner, "name": f"{name} agreement"})
    desk.create("flag", {"partner_id": partner, "summary": f"{name} flag"})
    assessments.start(desk, partner, "pop4")
    meeting = consultations.plan(desk, {"name": f"{name} meeting", "kind": "annual"})
    consultations.add_participant(desk, meeting, {"partner_id": partner})
    actions.create(desk, {"description": f"{name} action", "partner_id": partner, "due": "2026-06-01"})


def test_joined_partners_stand_in_lists_and_counts_once(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)

    duplicates.join(tyre, cedar, cedro, lead=cedro)

    assert listed(tyre) == [cedro]
    assert attention.attention(tyre).partners == 1
    with tyre.reading() as connection:
        assert listings.count(connection, Query("partner")) == 1


@pytest.mark.parametrize("typed", ["cèdre", "cedro", "ac", "الارز"])
def test_a_joined_partner_is_found_by_the_names_of_all(tyre: Desk, typed: str) -> None:
    cedar, cedro = recorded(tyre)
    assessments.start(tyre, cedro, "pop4")
    duplicates.join(tyre, cedar, cedro, lead=cedar)

    assert listed(tyre, typed) == [cedar]
    assert len(listed(tyre, typed, "assessment")) == 1


def test_the_page_of_whoever_leads_shows_everything_of_both_and_where_it_comes_from(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    fill(tyre, cedar, "French")
    fill(tyre, cedro, "Spanish")

    duplicates.join(tyre, cedar, cedro, lead=cedar)

    page = partners.overview(tyre, cedar)
    assert shown(tyre, cedar) == {
        "contacts": ["French contact", "Spanish contact"],
        "agreements": ["French agreement", "Spanish agreement"],
        "flags": ["French flag", "Spanish flag"],
        "assessments": [str(page.assessments[0]["instrument"])] * 2,
        "consultations": ["French meeting", "Spanish meeting"],
        "actions": ["French action", "Spanish action"],
    }
    assert {page.origins[one.id].title for one in page.contacts if one.id in page.origins} == {CEDRE["legal_name"]}
    assert [one.title for one in page.contacts if one.id not in page.origins] == ["French contact"]
    assert listed(tyre, kind="contact", partner_id=cedar) == [one.id for one in page.contacts]
    assert page.consultations[1].consultation.id in page.origins


def test_the_record_and_the_history_of_a_joined_partner_stay_readable(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    fill(tyre, cedro, "Spanish")
    duplicates.join(tyre, cedar, cedro, lead=cedar)

    own = partners.overview(tyre, cedro)

    assert own.is_joined
    assert own.partner["legal_name"] == CEDRE["legal_name"]
    assert [one.title for one in own.contacts] == ["Spanish contact"]
    assert own.origins == {}
    assert len(history(tyre, cedro)) == len(history(tyre, cedar)) == 1


def test_a_list_names_the_partner_under_which_an_assessment_is_shown(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    assessment = assessments.start(tyre, cedro, "pop4")
    duplicates.join(tyre, cedar, cedro, lead=cedar)

    with tyre.reading() as connection:
        row = listings.page(connection, "assessment", [assessment])[assessment]

    assert row.titles["partner_id"] == CEDAR["legal_name"]
    assert row.values["partner_id"] == cedro


def test_parting_partners_gives_back_what_was_before(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    fill(tyre, cedar, "French")
    fill(tyre, cedro, "Spanish")
    before = (listed(tyre), shown(tyre, cedar), shown(tyre, cedro), records(tyre))

    duplicates.join(tyre, cedar, cedro)
    parted = duplicates.separate(tyre, max(cedar, cedro))

    assert parted == 1
    assert (listed(tyre), shown(tyre, cedar), shown(tyre, cedro), records(tyre)) == before


def records(desk: Desk) -> list[tuple[object, ...]]:
    with desk.reading() as connection:
        return rows(connection, "SELECT id, legal_name, heads FROM partner ORDER BY id")


def test_who_was_joined_with_a_partner_stays_with_it_when_it_is_parted(tyre: Desk) -> None:
    one, two, three, four = (partners.create(tyre, {"legal_name": name}) for name in ("One", "Two", "Three", "Four"))
    duplicates.join(tyre, one, two, lead=one)
    duplicates.join(tyre, three, four, lead=three)
    duplicates.join(tyre, one, three, lead=one)
    assert shown_under(tyre) == {two: one, three: one, four: one}

    duplicates.separate(tyre, three)

    assert shown_under(tyre) == {two: one, four: three}


def test_what_is_not_the_same_is_not_proposed_again_until_somebody_takes_it_back(tyre: Desk) -> None:
    cedar = partners.create(tyre, CEDAR)
    again = partners.create(tyre, {**CEDAR, "legal_name": "ASSOCIATION CEDRE"})
    assert [{match.one, match.other} for match in duplicates.candidates(tyre)] == [{cedar, again}]

    duplicates.dismiss(tyre, cedar, again, reason="Two branches that do not know each other")
    dismissed = duplicates.candidates(tyre)
    duplicates.forget(tyre, cedar, again)

    assert dismissed == []
    assert len(duplicates.candidates(tyre)) == 1


def test_joined_partners_are_proposed_as_one_with_the_names_of_all(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    duplicates.join(tyre, cedar, cedro, lead=cedar)
    third = partners.create(tyre, {"legal_name": "Asociacion del cedro", "country": "LB"})

    found = duplicates.candidates(tyre)

    assert [{match.one, match.other} for match in found] == [{cedar, third}]
    duplicates.dismiss(tyre, cedro, third)
    assert duplicates.candidates(tyre) == []


def test_the_name_that_leads_can_be_chosen_anew(tyre: Desk) -> None:
    one, two, three = (partners.create(tyre, {"legal_name": name}) for name in ("One", "Two", "Three"))
    duplicates.join(tyre, one, two, lead=one)
    duplicates.join(tyre, two, three, lead=two)

    for chosen in (three, two, one):
        duplicates.lead(tyre, chosen)

        assert duplicates.leader_of(tyre, one) == chosen
        assert duplicates.group_of(tyre, one).leader == chosen
        assert len(shown_under(tyre)) == 2


def test_taking_away_whoever_leads_hides_nobody_else(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    fill(tyre, cedar, "French")
    duplicates.join(tyre, cedar, cedro, lead=cedar)

    partners.delete(tyre, cedar, sum(partners.dependents(tyre, cedar).values()))

    assert listed(tyre) == [cedro]
    assert shown(tyre, cedro)["contacts"] == ["French contact"]
    partners.restore(tyre, cedar)
    assert listed(tyre) == [cedar]


def test_a_verdict_needs_two_partners_that_are_here(tyre: Desk) -> None:
    cedar, _cedro = recorded(tyre)

    for other in (cedar, "f" * 32):
        with pytest.raises(PartnerDeskError, match="two different partners"):
            duplicates.join(tyre, cedar, other)
    with pytest.raises(PartnerDeskError, match="not joined"):
        duplicates.separate(tyre, cedar)
    with pytest.raises(PartnerDeskError, match="not joined"):
        duplicates.lead(tyre, cedar)

    assert listed(tyre, kind="sameness") == []


def test_two_offices_that_contradict_each_other_leave_the_decision_to_a_person(tyre: Desk, sidon: Desk) -> None:
    cedar, cedro = recorded(tyre)
    take_in(sidon, ops_of(tyre))
    duplicates.join(tyre, cedar, cedro)
    duplicates.dismiss(sidon, cedar, cedro)
    take_in(tyre, ops_of(sidon))

    contradiction = next(one for one in conflicts(tyre) if one.field == "verdict")

    assert len(listed(tyre)) == 2
    assert duplicates.candidates(tyre) == []
    assert [one.disputed for one in duplicates.judged(tyre)] == [True]
    resolve(tyre, contradiction, "same")
    assert len(listed(tyre)) == 1


def test_judging_anew_decides_a_contradiction(tyre: Desk, sidon: Desk) -> None:
    cedar, cedro = recorded(tyre)
    take_in(sidon, ops_of(tyre))
    duplicates.join(tyre, cedar, cedro)
    duplicates.dismiss(sidon, cedar, cedro)
    take_in(tyre, ops_of(sidon))

    duplicates.join(tyre, cedar, cedro, lead=cedro)

    assert conflicts(tyre) == []
    assert listed(tyre) == [cedro]


def test_two_offices_that_agree_have_nothing_to_decide(tyre: Desk, sidon: Desk) -> None:
    cedar, cedro = recorded(tyre)
    take_in(sidon, ops_of(tyre))
    duplicates.join(tyre, cedar, cedro, lead=cedar, reason="Same director")
    duplicates.join(sidon, cedro, cedar, lead=cedar, reason="Same house")

    take_in(tyre, ops_of(sidon))

    assert conflicts(tyre) == []
    assert listed(tyre) == [cedar]


def test_who_is_joined_through_others_with_what_it_is_not_is_pointed_out(tyre: Desk) -> None:
    one, two, three = (partners.create(tyre, {"legal_name": name}) for name in ("One", "Two", "Three"))
    duplicates.dismiss(tyre, one, three)
    duplicates.join(tyre, one, two)
    assert [judged.disputed for judged in duplicates.judged(tyre)] == [False, False]

    duplicates.join(tyre, two, three)

    assert next((one.verdict, one.disputed) for one in duplicates.judged(tyre)) == ("different", True)


def test_an_assessment_that_was_renewed_under_the_other_record_is_not_expired(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    for partner, day in ((cedar, "2020-01-01"), (cedro, date.today().isoformat())):  # noqa: DTZ011
        assessment = assessments.start(tyre, partner, "pop4")
        tyre.change("assessment", assessment, {"status": "validated", "done_on": day})
    assert len(attention.expired(tyre)) == 1

    duplicates.join(tyre, cedar, cedro)

    assert attention.expired(tyre) == []


def hold_meeting(desk: Desk, *taking_part: str) -> str:
    meeting = consultations.plan(desk, {"name": "Round table", "kind": "annual", "attribution_rule": "chatham"})
    for partner in taking_part:
        consultations.add_participant(desk, meeting, {"partner_id": partner, "confidentiality": "category_only"})
    return meeting


def test_a_meeting_counts_joined_partners_once(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    meeting = hold_meeting(tyre, cedar, cedro)
    apart = consultations.sheet(tyre, meeting).counts

    duplicates.join(tyre, cedar, cedro, lead=cedro)

    assert (apart.organisations, consultations.sheet(tyre, meeting).counts.organisations) == (2, 1)


def test_an_organisation_that_is_not_to_be_named_is_not_named_by_its_other_record_either(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    meeting = hold_meeting(tyre, cedar)
    said = "Asociación del Cedro asked for more time."
    before = attribution.found_in(said, notes.meeting(tyre, meeting).secrets("chatham"))

    duplicates.join(tyre, cedar, cedro, lead=cedar)

    assert before == []
    assert attribution.found_in(said, notes.meeting(tyre, meeting).secrets("chatham")) == ["Asociación del Cedro"]


def test_a_group_that_does_not_fit_its_verdicts_is_found_and_mended(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    duplicates.join(tyre, cedar, cedro, lead=cedar)
    with tyre.writing() as connection:
        connection.execute("DELETE FROM same_as")

    found = doctor.examine(tyre, rebuild=True)

    assert ["people judged" in problem for problem in found.problems] == [True]
    assert shown_under(tyre) == {cedro: cedar}
    assert doctor.examine(tyre).problems == []


def test_rows_made_anew_from_the_journal_show_the_same_groups(tyre: Desk) -> None:
    cedar, cedro = recorded(tyre)
    duplicates.join(tyre, cedar, cedro, lead=cedro)
    before = shown_under(tyre)

    with tyre.writing() as connection:
        state.rebuild(connection)

    assert shown_under(tyre) == before == {cedar: cedro}
