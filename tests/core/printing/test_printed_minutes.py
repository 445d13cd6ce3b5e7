"""Minutes: no more names than the rule of attribution allows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from partnerdesk.printing import print_minutes
from partnerdesk.printing.snapshot import (
    Action,
    Audience,
    GoodPractice,
    MinutesSnapshot,
    Note,
    Participant,
    Recommendation,
    Session,
)

Read = Callable[[Path], str]
Count = Callable[[Path], int]
Described = Callable[[Path], dict[str, str]]
NewMinutes = Callable[..., MinutesSnapshot]

PERSON, ORGANISATION, CATEGORY = "Amal Haddad", "Jasmine Network", "Women-led organisation"
SAID = "Permits take six weeks on average."


@pytest.fixture
def minutes() -> NewMinutes:
    def build(**changes: object) -> MinutesSnapshot:
        speaker = Participant(PERSON, ORGANISATION, CATEGORY, "Speaker")
        values: dict[str, object] = {
            "title": "Regional consultation on access",
            "language": "en",
            "record_id": "c0ffee00" + "1" * 24,
            "version": "3",
            "attribution_rule": "attributed",
            "place": "Beirut",
            "starts_on": date(2026, 3, 3),
            "ends_on": date(2026, 3, 4),
            "organisers": (ORGANISATION,),
            "participants": (speaker, Participant("", "", CATEGORY)),
            "participant_count": 65,
            "sessions": (Session("Access", "Plenary", PERSON, (Note(SAID, "Key message", speaker),)),),
            "good_practices": (GoodPractice("One access committee", source=ORGANISATION),),
            "recommendations": (Recommendation("Insure partner staff", "Donors", "High"),),
            "actions": (Action("Write a joint note", ORGANISATION, date(2026, 4, 30), "Open"),),
        }
        return MinutesSnapshot(**{**values, **changes})  # type: ignore[arg-type]  # fields by name

    return build


def test_attributed_minutes_name_speakers(minutes: NewMinutes, tmp_path: Path, read: Read) -> None:
    print_minutes(minutes(), tmp_path / "minutes.pdf")

    text = read(tmp_path / "minutes.pdf")
    assert SAID in text
    assert PERSON in text
    assert "Not named" in text
    assert "65 people" in text


def test_by_organisation_no_person_is_named(minutes: NewMinutes, tmp_path: Path, read: Read) -> None:
    print_minutes(minutes(attribution_rule="organisation"), tmp_path / "minutes.pdf")

    text = read(tmp_path / "minutes.pdf")
    assert ORGANISATION in text
    assert PERSON not in text


def test_by_category_no_organisation_is_named(minutes: NewMinutes, tmp_path: Path, read: Read) -> None:
    print_minutes(minutes(attribution_rule="category"), tmp_path / "minutes.pdf")

    text = read(tmp_path / "minutes.pdf")
    assert f"{CATEGORY} 2" in text
    assert ORGANISATION not in text
    assert PERSON not in text


@pytest.mark.parametrize("rule", ["chatham", ""])
def test_under_the_chatham_house_rule_nobody_and_no_organisation_is_named(
    rule: str,
    minutes: NewMinutes,
    tmp_path: Path,
    read: Read,
    metadata: Described,
) -> None:
    print_minutes(minutes(attribution_rule=rule), tmp_path / "minutes.pdf")

    text = read(tmp_path / "minutes.pdf")
    assert SAID in text
    assert "Write a joint note" in text
    assert "Chatham House Rule" in text
    assert not [name for name in (PERSON, ORGANISATION, CATEGORY) if name in text]
    assert metadata(tmp_path / "minutes.pdf")["Author"] == ""


@pytest.mark.parametrize("rule", ["off_record", "a rule of a newer version"])
def test_off_the_record_nothing_that_was_said_is_told(
    rule: str, minutes: NewMinutes, tmp_path: Path, read: Read
) -> None:
    print_minutes(minutes(attribution_rule=rule), tmp_path / "minutes.pdf")

    text = read(tmp_path / "minutes.pdf")
    assert SAID not in text
    assert "What was said is not to be reported." in text
    assert "Insure partner staff" in text


def test_a_note_can_be_stricter_than_the_meeting_but_not_more_open(
    minutes: NewMinutes, tmp_path: Path, read: Read
) -> None:
    speaker = Participant(PERSON, ORGANISATION, CATEGORY)
    notes = (
        Note("Said in confidence.", speaker=speaker, attribution="chatham"),
        Note(SAID, speaker=speaker, attribution="attributed"),
    )

    print_minutes(
        minutes(
            attribution_rule="organisation", sessions=(Session("Access", notes=notes),), participants=(), organisers=()
        ),
        tmp_path / "minutes.pdf",
    )

    text = read(tmp_path / "minutes.pdf")
    assert PERSON not in text
    assert f"Access Said in confidence. {ORGANISATION} {SAID}" in text


def test_a_note_above_the_audience_is_masked_and_counted(minutes: NewMinutes, tmp_path: Path, read: Read) -> None:
    notes = (Note("The depot is at the old mill.", sensitivity="severe"),)
    snapshot = minutes(
        sessions=(Session("Access", notes=notes),), audience=Audience("participants", "moderate"), redactions=2
    )

    print_minutes(snapshot, tmp_path / "minutes.pdf")

    text = read(tmp_path / "minutes.pdf")
    assert "old mill" not in text
    assert "[masked: strictly confidential]" in text
    assert "3 entries are left out or masked." in text


@pytest.mark.parametrize("language", ["fr", "en", "es", "ar"])
def test_minutes_print_in_every_language(language: str, minutes: NewMinutes, tmp_path: Path, page_count: Count) -> None:
    print_minutes(minutes(language=language), tmp_path / "minutes.pdf")

    assert page_count(tmp_path / "minutes.pdf") <= 2


def test_hundreds_of_notes_take_many_pages(minutes: NewMinutes, tmp_path: Path, page_count: Count) -> None:
    notes = tuple(Note(f"{number}. {SAID} الوصول صعب", "Key message") for number in range(400))

    print_minutes(minutes(sessions=(Session("Access", notes=notes),)), tmp_path / "minutes.pdf")

    assert page_count(tmp_path / "minutes.pdf") > 10
