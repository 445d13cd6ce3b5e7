"""What an audience reads in the minutes: nobody who must not be shown, nothing above its level, and how much was left out."""

from dataclasses import asdict
from pathlib import Path

import pytest

from partnerdesk import consultations, minutes, notes
from partnerdesk.audience import AUDIENCES
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.printing.snapshot import MinutesSnapshot

OPEN = {"name": "Amal Haddad", "organisation": "Secours Fictif", "org_type": "ngo", "role": "speaker"}
BY_ORGANISATION = {
    "name": "Karim Nassar",
    "organisation": "Eau Imaginaire",
    "org_type": "cbo",
    "confidentiality": "organisation_only",
}
BY_CATEGORY = {
    "name": "Lina Saab",
    "organisation": "Presse Inventée",
    "org_type": "non_profit_media",
    "confidentiality": "category_only",
}
HIDDEN = {"name": "Nadine Farah", "organisation": "Voix Cachée", "org_type": "women_led", "confidentiality": "hidden"}
EVERYBODY = (OPEN, BY_ORGANISATION, BY_CATEGORY, HIDDEN)


def meeting_under(desk: Desk, rule: str | None) -> tuple[str, dict[str, str]]:
    """Hold a meeting at which each of four participants says one cleared thing; return it and the participants by name."""
    meeting = consultations.plan(
        desk,
        {
            "name": "Access in the south",
            "kind": "regional",
            "attribution_rule": rule,
            "consent": "oral",
            "place": "Tyre",
            "dates": {"start": "2026-03-01", "end": "2026-03-02"},
            "organisers": [{"organisation": "Secours Fictif", "role": "organiser"}, {"organisation": "Forum"}],
        },
    )
    session = consultations.add_session(desk, meeting, "Permits", {"rapporteur": "Nadine Farah"})
    people = {}
    for number, values in enumerate(EVERYBODY, start=1):
        people[values["name"]] = consultations.add_participant(desk, meeting, values)
        note = notes.add_note(desk, meeting, session, f"Point {number}", speaker_id=people[values["name"]])
        if rule != "off_record":
            notes.clear(desk, note)
    return meeting, people


def words(taken: MinutesSnapshot) -> str:
    """Return all words of a snapshot."""
    return str(asdict(taken))


def texts(taken: MinutesSnapshot) -> list[str]:
    """Return the texts of all notes."""
    return [note.text for session in taken.sessions for note in session.notes]


def said_by(taken: MinutesSnapshot) -> list[tuple[str, str] | None]:
    """Return name and organisation of each speaker."""
    return [
        (note.speaker.name, note.speaker.organisation) if note.speaker else None
        for session in taken.sessions
        for note in session.notes
    ]


def test_under_open_attribution_everybody_is_shown_as_they_asked(desk: Desk) -> None:
    meeting, _people = meeting_under(desk, "attributed")

    taken = minutes.snapshot(desk, meeting, "en", "participants")

    assert said_by(taken) == [("Amal Haddad", "Secours Fictif"), ("", "Eau Imaginaire"), ("", ""), None]
    assert [one.name for one in taken.participants] == ["Amal Haddad", "", ""]
    assert taken.participants[2].category == "Non-profit media"
    assert taken.participant_count == 4
    assert taken.organisers == ("Secours Fictif", "Forum")


@pytest.mark.parametrize("rule", ["attributed", "organisation", "category", "chatham", "off_record", None])
def test_who_asked_to_be_hidden_is_nowhere_whatever_rule_and_audience(desk: Desk, rule: str | None) -> None:
    meeting, _people = meeting_under(desk, rule)
    notes.add_note(desk, meeting, None, "Nadine spoke for Voix Cachée")
    consultations.add_recommendation(desk, meeting, {"text": "Pay Voix Cachée", "addressed_to": "Nadine Farah"})

    told = " ".join(words(minutes.snapshot(desk, meeting, "en", audience)) for audience in AUDIENCES)

    for secret in ("Nadine", "Farah", "Voix Cachée", "Karim", "Lina", "Presse Inventée"):
        assert secret not in told


@pytest.mark.parametrize("rule", ["chatham", None])
def test_under_the_chatham_house_rule_no_person_and_no_organisation_that_took_part_is_told(
    desk: Desk, rule: str | None
) -> None:
    meeting, _people = meeting_under(desk, rule)
    desk.change("consultation", meeting, {"name": "Meeting with Secours Fictif"})
    asked = consultations.add_recommendation(desk, meeting, {"text": "More permits", "addressed_to": "Eau Imaginaire"})
    consultations.follow_up(desk, asked, "Amal Haddad", "2026-06-01")
    consultations.add_good_practice(
        desk, meeting, {"name": "Shared lorries", "context": "As Secours Fictif does", "contact": "Amal Haddad"}
    )

    taken = [minutes.snapshot(desk, meeting, "en", audience) for audience in AUDIENCES]

    told = " ".join(map(words, taken))
    for participant in EVERYBODY:
        assert participant["name"] not in told
        assert participant["organisation"] not in told
    assert all(one.participants == () and one.participant_count == 4 for one in taken)
    assert {one.title for one in taken} == {"Regional consultation"}
    assert [one.text for one in taken[0].recommendations] == ["More permits"]
    # The title, an organiser, whom a recommendation was addressed to and the situation of a practice.
    assert taken[0].redactions == 4


def test_a_name_in_a_text_that_was_cleared_before_is_found_when_the_minutes_are_taken(desk: Desk) -> None:
    meeting, people = meeting_under(desk, "attributed")
    note = notes.add_note(desk, meeting, None, "Amal Haddad asks for permits")
    notes.clear(desk, note)
    assert "Amal Haddad asks for permits" in texts(minutes.snapshot(desk, meeting, "en", "participants"))

    desk.change("participant", people["Amal Haddad"], {"confidentiality": "hidden"})

    taken = minutes.snapshot(desk, meeting, "en", "participants")
    assert "Amal" not in words(taken)
    assert taken.redactions == 3  # that note, the organiser she came from, the rapporteur


def test_the_public_reads_a_persons_name_only_with_consent(desk: Desk) -> None:
    meeting, people = meeting_under(desk, "attributed")
    for note in desk.children("note", consultation_id=meeting):
        desk.change("note", note.id, {"sensitivity": "low"})

    without = minutes.snapshot(desk, meeting, "en", "public")
    desk.change("participant", people["Amal Haddad"], {"consent": True})
    consented = minutes.snapshot(desk, meeting, "en", "public")

    assert said_by(without)[0] == ("", "Secours Fictif")
    assert said_by(consented)[0] == ("Amal Haddad", "Secours Fictif")


def test_a_stricter_rule_of_one_note_holds_for_that_note(desk: Desk) -> None:
    meeting, people = meeting_under(desk, "attributed")
    note = notes.add_note(
        desk, meeting, None, "Permits cost money", speaker_id=people["Amal Haddad"], values={"attribution": "category"}
    )
    notes.clear(desk, note)
    looser = notes.add_note(
        desk, meeting, None, "Roads are bad", speaker_id=people["Karim Nassar"], values={"attribution": "attributed"}
    )
    notes.clear(desk, looser)

    taken = minutes.snapshot(desk, meeting, "en", "team")

    assert said_by(taken)[:2] == [("", ""), ("", "Eau Imaginaire")]
    assert taken.sessions[0].notes[0].speaker is not None
    assert taken.sessions[0].notes[0].speaker.category == "Non-governmental organisation"


def test_each_audience_reads_notes_from_the_stage_meant_for_it(desk: Desk) -> None:
    meeting = consultations.plan(desk, {"name": "Meeting", "kind": "bilateral", "attribution_rule": "chatham"})
    notes.add_note(desk, meeting, None, "as noted")
    redacted = notes.add_note(desk, meeting, None, "a raw wording")
    notes.redact(desk, redacted, "a shareable wording")
    cleared = notes.add_note(desk, meeting, None, "cleared as noted")
    notes.clear(desk, cleared)

    read = {audience: texts(minutes.snapshot(desk, meeting, "en", audience)) for audience in AUDIENCES}

    assert read["team"] == ["as noted", "a shareable wording", "cleared as noted"]
    assert read["office"] == ["a shareable wording", "cleared as noted"]
    assert read["organisation"] == read["partner"] == read["participants"] == ["cleared as noted"]
    assert read["public"] == ["", "", ""]


def test_what_lies_above_the_audience_leaves_only_its_mark(desk: Desk) -> None:
    meeting, _people = meeting_under(desk, "chatham")
    desk.create("note", {"consultation_id": meeting, "raw_text": "A driver was held", "sensitivity": "severe"})
    consultations.add_recommendation(desk, meeting, {"text": "Move the depot", "sensitivity": "high"})

    taken = minutes.snapshot(desk, meeting, "en", "participants")

    assert "A driver was held" not in words(taken)
    assert "Move the depot" not in words(taken)
    assert [one.sensitivity for one in taken.recommendations] == ["high"]
    assert "A driver was held" in words(minutes.snapshot(desk, meeting, "en", "team"))


def test_what_is_off_the_record_or_without_consent_is_in_no_minutes(desk: Desk) -> None:
    meeting, people = meeting_under(desk, "attributed")
    notes.add_note(desk, meeting, None, "Between us", values={"attribution": "off_record"})
    desk.change("participant", people["Amal Haddad"], {"consent": False})

    taken = minutes.snapshot(desk, meeting, "en", "team")

    assert texts(taken) == ["Point 2", "Point 3", "Point 4"]


def test_an_audience_wider_than_the_widest_allowed_is_refused(desk: Desk, tmp_path: Path) -> None:
    meeting, _people = meeting_under(desk, "chatham")
    desk.change("consultation", meeting, {"audience": "office"})

    with pytest.raises(PartnerDeskError, match="“Participants” is wider"):
        minutes.print_minutes(desk, meeting, tmp_path / "minutes.pdf", "en", "participants")

    assert list(tmp_path.glob("*.pdf")) == []


def test_a_group_counted_without_names_is_counted_in_the_minutes(desk: Desk) -> None:
    meeting, _people = meeting_under(desk, "organisation")
    consultations.add_participant(desk, meeting, {"organisation": "Ligue Fictive", "number": 12})

    taken = minutes.snapshot(desk, meeting, "en", "participants")

    assert [one.organisation for one in taken.participants].count("Ligue Fictive") == 12
    assert taken.participant_count == 16


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_minutes_are_written_as_a_pdf_in_the_language_asked_for(desk: Desk, tmp_path: Path, language: str) -> None:
    meeting, _people = meeting_under(desk, "attributed")
    consultations.add_recommendation(desk, meeting, {"text": "Raccourcir les permis", "due": "2026-06-01"})
    target = tmp_path / "minutes.pdf"

    minutes.print_minutes(desk, meeting, target, language, "participants", recipients=["Secours Fictif"])

    assert target.read_bytes().startswith(b"%PDF-")
    assert minutes.snapshot(desk, meeting, "fr", "participants").kind == "Consultation régionale"


def test_the_version_on_paper_changes_with_every_change(desk: Desk) -> None:
    meeting, _people = meeting_under(desk, "attributed")
    before = minutes.snapshot(desk, meeting, "en", "team").version
    again = minutes.snapshot(desk, meeting, "fr", "team").version

    consultations.add_recommendation(desk, meeting, {"text": "Shorten the permits"})

    assert before == again
    assert minutes.snapshot(desk, meeting, "en", "team").version != before
