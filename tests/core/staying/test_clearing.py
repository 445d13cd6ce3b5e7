"""Clearing a note is the choice to share these words: they can be read, and count as cleared, wherever the note is."""

from pathlib import Path

import pytest

from partnerdesk import consultations, i18n, meeting_counts, minutes, notes
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from tests.core.devices import hand_over
from tests.core.staying.saying import apart, meeting

Pair = tuple[Desk, Desk]


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.set_language("en")


def noted(desk: Desk) -> tuple[str, str]:
    held = meeting(desk)
    desk.change("consultation", held, {"consent": "oral", "attribution_rule": "chatham"})
    return held, notes.add_note(desk, held, None, "Roads are open.")


def told(desk: Desk, held: str, audience: str) -> list[str]:
    taken = minutes.snapshot(desk, held, "en", audience)
    return [note.text for session in taken.sessions for note in session.notes]


def test_what_was_cleared_is_cleared_and_readable_on_other_devices(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    held, note = noted(field)
    notes.clear(field, note)

    hand_over(field, region, tmp_path)

    for desk in pair:
        assert notes.is_cleared(desk.view("note", note))
        assert told(desk, held, "office") == ["Roads are open."]
        assert meeting_counts.counted(desk, [held])[held].to_clear == 0
        assert minutes.snapshot(desk, held, "en", "office").redactions == 0
    assert region.view("note", note)["shareable_text"] == "Roads are open."
    assert not any("raw_text" in op.set for op in apart(field, note)[0])


def test_a_note_without_its_words_cannot_be_cleared_and_is_left_out_of_minutes(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    held, note = noted(field)
    hand_over(field, region, tmp_path)

    with pytest.raises(PartnerDeskError, match="no text to share yet"):
        notes.clear(region, note)

    assert told(region, held, "team") == []
    assert minutes.snapshot(region, held, "en", "team").redactions == 1
    assert told(field, held, "team") == ["Roads are open."]
    assert consultations.sheet(region, held).uncleared


def test_somebody_else_clears_the_words_that_were_written_for_sharing(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    held, note = noted(field)
    field.change("note", note, {"sensitivity": "high"})
    notes.redact(field, note, "Roads in the south are open.")
    hand_over(field, region, tmp_path)

    notes.clear(region, note)
    hand_over(region, field, tmp_path)

    assert notes.is_cleared(field.view("note", note))
    assert told(region, held, "office") == told(field, held, "office")
    counted = [minutes.snapshot(desk, held, "en", "office").redactions for desk in pair]
    assert counted[0] == counted[1]
