"""What is due for erasure, and what people decide about it; and what is found when somebody withdraws consent."""

from datetime import date

import pytest

from partnerdesk import consents, retention
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history
from tests.core.erasing.looking import on_disk

LONG_AFTER = date(2032, 1, 2)


@pytest.fixture
def meeting(field: Desk) -> str:
    return field.create("consultation", {"name": "Forum", "dates": {"start": "2027-01-01", "end": "2027-01-02"}})


def note(desk: Desk, meeting: str, text: str, **values: object) -> str:
    return desk.create("note", {"consultation_id": meeting, "raw_text": text, **values})


def test_raw_notes_and_names_are_due_some_years_after_the_meeting(field: Desk, meeting: str) -> None:
    person = field.create("participant", {"consultation_id": meeting, "name": "Salwa Qabbani"})
    taken = note(field, meeting, "Salwa said", shareable_text="Somebody said")

    before = retention.due(field, date(2029, 1, 1))
    found = {one.id: one for one in retention.due(field, LONG_AFTER)}

    assert before == []
    assert retention.count(field, LONG_AFTER) == len(found)
    assert (found[taken].fields, found[taken].since) == (("raw_text", "speaker_id"), "2027-01-02")
    assert found[taken].reason == "5 years have passed since 2 Jan 2027: the meeting was held."
    assert found[person].fields == ("name",)


def test_the_more_sensitive_a_record_the_earlier_it_is_due(field: Desk, meeting: str) -> None:
    low = note(field, meeting, "Low", sensitivity="low")
    high = note(field, meeting, "High", sensitivity="high")

    due = [one.id for one in retention.due(field, date(2029, 1, 3))]

    assert high in due
    assert low not in due


def test_what_is_due_is_erased_together_when_somebody_says_so(field: Desk, meeting: str) -> None:
    field.create("participant", {"consultation_id": meeting, "name": "Salwa Qabbani", "role": "speaker"})
    taken = note(field, meeting, "Salwa said", shareable_text="Somebody said")
    due = retention.due(field, LONG_AFTER)

    retention.erase(field, due)

    assert retention.due(field, LONG_AFTER) == []
    assert b"Salwa" not in on_disk(field)
    assert field.view("note", taken)["shareable_text"] == "Somebody said"
    assert history(field, taken)[0].note == "Its time was over."


def test_what_is_due_can_be_kept_until_a_day_with_a_reason(field: Desk, meeting: str) -> None:
    taken = note(field, meeting, "Said")
    due = retention.due(field, LONG_AFTER)

    with pytest.raises(PartnerDeskError, match="why"):
        retention.keep(field, due, date(2999, 1, 1), " ")
    with pytest.raises(PartnerDeskError, match="future"):
        retention.keep(field, due, date(2020, 1, 1), "Audit")
    retention.keep(field, due, date(2999, 1, 1), "Audit")

    assert retention.due(field, LONG_AFTER) == []
    assert [one.reason for one in retention.due(field, date(2999, 1, 2)) if one.id == taken] == [
        "It was to be kept until 1 Jan 2999."
    ]
    assert history(field, taken)[0].note == "Audit"


def test_a_contact_that_withdrew_consent_is_due_at_once(field: Desk) -> None:
    partner = field.create("partner", {"legal_name": "Cèdre"})
    gone = field.create("contact", {"partner_id": partner, "name": "S", "consent_withdrawn_on": "2026-01-01"})

    assert gone in [one.id for one in retention.due(field, date(2026, 1, 1))]


def test_every_rule_speaks_of_fields_that_there_are(field: Desk) -> None:
    assert {rule.kind for rule in retention.rules()} >= {"contact", "note", "participant", "respondent"}
    assert retention.due(field, date(2900, 1, 1)) == []


def test_all_that_speaks_of_a_person_is_found_and_erased_when_consent_is_withdrawn(field: Desk, meeting: str) -> None:
    partner = field.create("partner", {"legal_name": "Cèdre"})
    contact = field.create(
        "contact", {"partner_id": partner, "name": "Salwa Qabbani", "channels": [{"kind": "phone", "value": "961"}]}
    )
    speaker = field.create("participant", {"consultation_id": meeting, "name": "Salwa QABBANI", "partner_id": partner})
    namesake = field.create(
        "contact", {"partner_id": field.create("partner", {"legal_name": "Olivier"}), "name": "Salwa Qabbani"}
    )
    said = note(field, meeting, "We need water", speaker_id=speaker, kind="quote")
    names = note(field, meeting, "As Qabbani told us", shareable_text="As somebody told us")
    action = field.create("action", {"description": "Call Salwa Qabbani", "responsible": "Us", "due": "2027-01-01"})
    other = note(field, meeting, "Nothing about anybody")

    found = {trace.part.id: trace for trace in consents.find(field, "contact", contact)}

    assert set(found) == {contact, speaker, namesake, said, names, action}
    assert [found[one].sure for one in (contact, speaker, said, names, namesake, action)] == [True] * 4 + [False] * 2
    assert (found[said].part.fields, found[names].part.fields) == ((), ("raw_text",))
    assert found[said].why == "A quote of this person."

    consents.withdraw(field, "contact", contact, [trace.part for trace in found.values() if trace.sure])

    withdrawn = field.view("contact", contact)
    assert (withdrawn["name"], withdrawn["channels"], withdrawn["partner_id"]) == (None, None, partner)
    assert withdrawn["consent_withdrawn_on"] is not None
    assert field.view("note", said).deleted
    assert field.view("note", names)["shareable_text"] == "As somebody told us"
    assert field.view("note", other)["raw_text"] == "Nothing about anybody"
    assert b"We need water" not in on_disk(field)
    assert field.view("contact", namesake)["name"] == "Salwa Qabbani"


def test_withdrawing_without_erasing_only_notes_it(field: Desk, meeting: str) -> None:
    speaker = field.create("participant", {"consultation_id": meeting, "name": "Salwa", "consent": True})

    consents.withdraw(field, "participant", speaker, [])

    assert field.view("participant", speaker)["consent"] is False
    with pytest.raises(PartnerDeskError, match="contact or a participant"):
        consents.find(field, "consultation", meeting)
