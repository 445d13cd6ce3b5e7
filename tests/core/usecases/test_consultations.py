"""What a user sees of a consultation: planning, who took part, sessions and notes, clearing, recommendations, states."""

from collections.abc import Callable
from datetime import date

import pytest

from partnerdesk import audience, consultations, notes
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from tests.core.usecases.conftest import MakeDesk

Carry = Callable[[Desk, Desk], None]


@pytest.fixture
def meeting(desk: Desk) -> str:
    """Give a consultation under the Chatham House Rule."""
    return consultations.plan(
        desk, {"name": "Access in the south", "kind": "regional", "attribution_rule": "chatham", "consent": "oral"}
    )


@pytest.fixture
def speaker(desk: Desk, meeting: str) -> str:
    """Give somebody who speaks there."""
    return consultations.add_participant(
        desk, meeting, {"name": "Amal Haddad", "organisation": "Secours Fictif", "org_type": "ngo"}
    )


def test_a_consultation_is_planned_with_title_and_kind(desk: Desk) -> None:
    with pytest.raises(PartnerDeskError, match=r"“Title” is missing.*“Kind” is missing"):
        consultations.plan(desk, {"place": "Tyre"})
    planned = consultations.plan(desk, {"name": "Annual meeting", "kind": "annual", "themes": ["access"]})

    assert desk.view("consultation", planned)["status"] == "planned"
    assert desk.view("consultation", planned)["reference"].startswith("LBN-TYR-")


def test_people_organisations_and_types_are_counted_also_without_names(desk: Desk, meeting: str, partner: str) -> None:
    consultations.add_participant(desk, meeting, {"name": "Salma", "partner_id": partner})
    consultations.add_participant(desk, meeting, {"name": "Karim", "partner_id": partner})
    consultations.add_participant(desk, meeting, {"organisation": "Secours Fictif", "org_type": "cbo", "number": 12})
    consultations.add_participant(desk, meeting, {"organisation": "secours fictif", "org_type": "cbo"})
    consultations.add_participant(desk, meeting, {"number": 5, "confidentiality": "hidden"})

    counts = consultations.sheet(desk, meeting).counts

    assert (counts.people, counts.organisations) == (20, 2)
    assert dict(counts.by_type) == {"ngo": 2, "cbo": 13, "": 5}


def test_a_participant_of_whom_nothing_is_known_is_refused(desk: Desk, meeting: str) -> None:
    with pytest.raises(PartnerDeskError, match="needs a name, an organisation or a type"):
        consultations.add_participant(desk, meeting, {"role": "speaker"})


def test_sessions_keep_the_order_they_are_given(desk: Desk, meeting: str) -> None:
    first, second, third = (consultations.add_session(desk, meeting, name) for name in ("Opening", "Access", "Closing"))

    consultations.order_sessions(desk, [first, third, second])

    shown = consultations.sheet(desk, meeting).sessions
    assert [part.session["name"] for part in shown if part.session] == ["Opening", "Closing", "Access"]


def test_notes_are_kept_as_they_come_and_stand_with_their_session(desk: Desk, meeting: str, speaker: str) -> None:
    access = consultations.add_session(desk, meeting, "Access")

    notes.add_note(desk, meeting, access, "Checkpoints close at noon", "key_message", speaker_id=speaker)
    notes.add_note(desk, meeting, None, "Coffee was late")
    notes.add_note(desk, meeting, access, "Permits take three weeks")

    outside, inside = consultations.sheet(desk, meeting).sessions
    assert outside.session is None
    assert [note["raw_text"] for note in outside.notes] == ["Coffee was late"]
    assert [note["raw_text"] for note in inside.notes] == ["Checkpoints close at noon", "Permits take three weeks"]
    assert inside.notes[0]["kind"] == "key_message"


def test_an_empty_note_is_refused(desk: Desk, meeting: str) -> None:
    with pytest.raises(PartnerDeskError, match="The note is empty"):
        notes.add_note(desk, meeting, None, "  ")


def test_a_note_is_no_less_sensitive_than_the_meeting(desk: Desk, meeting: str) -> None:
    audience.mark(desk, "consultation", meeting, "severe")

    note = notes.add_note(desk, meeting, None, "Somebody was threatened", values={"sensitivity": "low"})

    assert desk.view("note", note)["sensitivity"] == "severe"


def test_redacting_needs_a_text_in_which_nobody_is_recognised(desk: Desk, meeting: str, speaker: str) -> None:
    note = notes.add_note(desk, meeting, None, "Amal says the checkpoint takes money", speaker_id=speaker)

    with pytest.raises(PartnerDeskError, match="There is no text to share yet"):
        notes.redact(desk, note)
    with pytest.raises(PartnerDeskError, match="lets people recognise “Secours Fictif”"):
        notes.redact(desk, note, "The team of Secours Fictif pays at the checkpoint")
    notes.redact(desk, note, "Money is asked for at the checkpoint")

    redacted = desk.view("note", note)
    assert (redacted["status"], redacted["redacted_by"]) == ("redacted", "Rana")
    assert redacted["raw_text"] == "Amal says the checkpoint takes money"


@pytest.mark.parametrize(
    "text",
    [
        "Amal Haddad said so",
        "said by HADDAD",
        "c’est l’avis d’Amal",
        "Haddád's view",
        "the position of Secours fictif",
    ],
)
def test_a_note_that_names_somebody_cannot_be_cleared_under_the_chatham_house_rule(
    desk: Desk, meeting: str, speaker: str, text: str
) -> None:
    note = notes.add_note(desk, meeting, None, text, speaker_id=speaker)

    with pytest.raises(PartnerDeskError, match="lets people recognise"):
        notes.clear(desk, note)

    assert desk.view("note", note)["status"] == "raw"


def test_arabic_names_are_recognised_with_what_is_written_in_one_with_them(desk: Desk, meeting: str) -> None:
    consultations.add_participant(desk, meeting, {"name": "أمل حدّاد"})
    note = notes.add_note(desk, meeting, None, "قالت لأمل إن الطريق مغلق")

    with pytest.raises(PartnerDeskError, match="أمل حدّاد"):
        notes.clear(desk, note)


def test_a_word_that_only_looks_like_a_name_does_not_stop_a_note(desk: Desk, meeting: str) -> None:
    consultations.add_participant(desk, meeting, {"name": "Grace de Care", "organisation": "Care"})
    note = notes.add_note(desk, meeting, None, "Duty of care needs a grace period")

    notes.clear(desk, note)

    assert notes.is_cleared(desk.view("note", note))


def test_under_open_attribution_names_may_stand_in_a_note_unless_a_person_asked_not_to(
    desk: Desk, meeting: str, speaker: str
) -> None:
    desk.change("consultation", meeting, {"attribution_rule": "attributed"})
    note = notes.add_note(desk, meeting, None, "Amal Haddad asks for permits", speaker_id=speaker)
    stricter = notes.add_note(desk, meeting, None, "Amal fears reprisals", values={"attribution": "chatham"})
    hidden = notes.add_note(desk, meeting, None, "Nadine asks for more")
    consultations.add_participant(desk, meeting, {"name": "Nadine Saab", "confidentiality": "hidden"})

    notes.clear(desk, note)

    assert notes.is_cleared(desk.view("note", note))
    for refused in (stricter, hidden):
        with pytest.raises(PartnerDeskError, match="lets people recognise"):
            notes.clear(desk, refused)


def test_a_very_sensitive_note_needs_a_second_reader(
    desk: Desk, meeting: str, make_desk: MakeDesk, carry: Carry
) -> None:
    note = notes.add_note(desk, meeting, None, "A driver was held for a day", values={"sensitivity": "high"})
    notes.redact(desk, note, "Staff were held up")

    with pytest.raises(PartnerDeskError, match="needs a second reader"):
        notes.clear(desk, note)
    other = make_desk("Omar")
    carry(desk, other)
    notes.clear(other, note)

    assert other.view("note", note)["cleared_by"] == "Omar"


def test_a_text_changed_after_clearing_is_not_cleared_any_more(desk: Desk, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, "Permits take three weeks")
    notes.clear(desk, note)

    notes.save_shareable(desk, note, "Permits of the northern office take three weeks")

    assert not notes.is_cleared(desk.view("note", note))
    assert [one.id for one in consultations.sheet(desk, meeting).uncleared] == [note]


def test_a_speaker_who_does_not_consent_to_notes_is_not_shared(desk: Desk, meeting: str, speaker: str) -> None:
    note = notes.add_note(desk, meeting, None, "Permits take three weeks", speaker_id=speaker)
    desk.change("participant", speaker, {"consent": False})

    with pytest.raises(PartnerDeskError, match="does not consent"):
        notes.clear(desk, note)


def test_taking_a_clearing_back_needs_a_reason(desk: Desk, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, "Permits take three weeks")
    notes.clear(desk, note)

    with pytest.raises(PartnerDeskError, match="Write the reason"):
        notes.reopen(desk, note, "")
    notes.reopen(desk, note, "The figure was wrong")

    assert desk.view("note", note)["status"] == "redacted"
    assert desk.view("note", note)["status_note"] == "The figure was wrong"


def test_two_people_who_worded_a_note_differently_decide_before_it_is_cleared(
    desk: Desk, meeting: str, make_desk: MakeDesk, carry: Carry
) -> None:
    note = notes.add_note(desk, meeting, None, "Permits take three weeks")
    other = make_desk("Omar")
    carry(desk, other)
    notes.save_shareable(desk, note, "Permits are slow")
    notes.save_shareable(other, note, "Permits take long")
    carry(other, desk)

    with pytest.raises(PartnerDeskError, match="decide that first"):
        notes.clear(desk, note)


def test_a_recommendation_becomes_an_action_with_an_owner_and_a_day(desk: Desk, meeting: str) -> None:
    asked = consultations.add_recommendation(desk, meeting, {"text": "Shorten the permits", "priority": "high"})

    with pytest.raises(PartnerDeskError, match="needs an owner and a day"):
        consultations.follow_up(desk, asked, " ", date(2026, 6, 1))
    action = consultations.follow_up(desk, asked, "Regional office", date(2026, 6, 1))

    made = desk.view("action", action)
    assert (made["description"], made["responsible"], made["due"]) == (
        "Shorten the permits",
        "Regional office",
        "2026-06-01",
    )
    assert (made["priority"], made["consultation_id"]) == ("high", meeting)
    (recommended,) = consultations.sheet(desk, meeting).recommendations
    assert [one.id for one in recommended.actions] == [action]


def test_a_consultation_goes_its_whole_way_only_when_every_step_is_earned(desk: Desk, meeting: str) -> None:
    desk.change("consultation", meeting, {"attribution_rule": None, "consent": None})
    with pytest.raises(PartnerDeskError, match=r"No attribution rule.*Consent to notes"):
        consultations.take(desk, meeting, "hold")
    consultations.take(desk, meeting, "hold", values={"attribution_rule": "chatham", "consent": "oral"})
    note = notes.add_note(desk, meeting, None, "Permits take three weeks")
    notes.add_note(desk, meeting, None, "An aside", values={"attribution": "off_record"})
    consultations.take(desk, meeting, "write")

    with pytest.raises(PartnerDeskError, match=r"1 note is not cleared.*safety check is not done"):
        consultations.take(desk, meeting, "clear")
    notes.clear(desk, note)
    consultations.take(desk, meeting, "clear", values={"safety_checked": True})

    with pytest.raises(PartnerDeskError, match="No audience is chosen"):
        consultations.take(desk, meeting, "share")
    consultations.take(desk, meeting, "share", values={"audience": "participants"})

    asked = consultations.add_recommendation(desk, meeting, {"text": "Shorten the permits"})
    with pytest.raises(PartnerDeskError, match="1 recommendation has no response yet"):
        consultations.take(desk, meeting, "close")
    desk.change("recommendation", asked, {"response": "partly", "response_text": "From next year"})
    consultations.take(desk, meeting, "close")

    assert desk.view("consultation", meeting)["status"] == "followed_up"


def test_minutes_are_not_shared_once_somebody_in_a_note_asked_to_be_hidden(desk: Desk, meeting: str) -> None:
    desk.change("consultation", meeting, {"attribution_rule": "attributed", "safety_checked": True})
    named = consultations.add_participant(desk, meeting, {"name": "Nadine Saab"})
    note = notes.add_note(desk, meeting, None, "Nadine asks for more")
    notes.clear(desk, note)
    for step in ("hold", "write", "clear"):
        consultations.take(desk, meeting, step)
    desk.change("participant", named, {"confidentiality": "hidden"})

    with pytest.raises(PartnerDeskError, match="lets people recognise “Nadine Saab”"):
        consultations.take(desk, meeting, "share", values={"audience": "participants"})


def test_minutes_of_a_meeting_that_refused_notes_are_not_shared(desk: Desk, meeting: str) -> None:
    desk.change("consultation", meeting, {"consent": "refused", "safety_checked": True})
    for step in ("hold", "write", "clear"):
        consultations.take(desk, meeting, step)

    with pytest.raises(PartnerDeskError, match="refused notes"):
        consultations.take(desk, meeting, "share", values={"audience": "team"})


def test_cancelling_and_reopening_need_a_reason(desk: Desk, meeting: str) -> None:
    with pytest.raises(PartnerDeskError, match="Write the reason"):
        consultations.take(desk, meeting, "cancel")

    consultations.take(desk, meeting, "cancel", note="The road is closed")

    assert desk.view("consultation", meeting)["status_note"] == "The road is closed"
