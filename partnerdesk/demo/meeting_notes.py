"""Notes of consultations of the sample: as they were taken, and as they may be shared."""

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from partnerdesk.demo.pen import Pen, drawn
from partnerdesk.demo.scribe import Scribe
from partnerdesk.notes import fingerprint
from partnerdesk.store.ops import Value

if TYPE_CHECKING:
    from partnerdesk.demo.consultations import Meeting

_KINDS = {
    "statement": 0.4,
    "key_message": 0.2,
    "question": 0.12,
    "risk": 0.1,
    "good_practice": 0.08,
    "disagreement": 0.05,
    "quote": 0.05,
}
_SENSITIVE = {"high": 0.06, "severe": 0.02}
"""8 % of notes could harm somebody."""
_NAMED = 0.3
_LEVELS = ("low", "moderate", "high", "severe")


def record_notes(scribe: Scribe, meeting: "Meeting", sessions: list[str]) -> None:
    """Record what was said, and clear it where the minutes were cleared."""
    rng, ledger, office = scribe.rng, scribe.ledger, scribe.office
    number = rng.randint(*meeting.scale.notes)
    for position in range(1, number + 1):
        theme = rng.choice(meeting.themes)
        text = _text(meeting.pen, theme)
        speaker = rng.choice(meeting.speakers) if meeting.speakers and rng.random() < 0.5 else None
        named = speaker is not None and rng.random() < _NAMED
        # A note is at least as sensitive as its meeting.
        level = max(drawn(rng, {**_SENSITIVE, "moderate": 0.5, "low": 0.42}), meeting.sensitivity, key=_LEVELS.index)
        values: dict[str, Value] = {
            "consultation_id": meeting.id,
            "session_id": sessions[(position - 1) * len(sessions) // number],
            "kind": drawn(rng, _KINDS),
            "raw_text": f"{speaker[1]} ({speaker[2]}) : {text}" if speaker and named else text,
            "speaker_id": speaker[0] if speaker else None,
            "themes": [theme],
            "position": position,
            "sensitivity": level,
        }
        day = meeting.day + timedelta(days=(position - 1) * meeting.scale.days // number)
        record = scribe.new_id()
        ledger.create(meeting.author, "note", record, office.at(day, position), values)
        if _is_cleared(rng, meeting):
            _clear(scribe, meeting, record, text if named else "", values)


def _text(pen: Pen, theme: str) -> str:
    return pen.said(theme)


def _is_cleared(rng: Random, meeting: "Meeting") -> bool:
    if meeting.rule == "off_record":
        return False
    return meeting.fate in ("cleared", "shared", "followed_up") or (
        meeting.fate == "notes_draft" and rng.random() < 0.4
    )


def _clear(scribe: Scribe, meeting: "Meeting", record: str, shareable: str, values: dict[str, Value]) -> None:
    """Write what may be shared, in other words where names stood in the note, and clear it by somebody who did not write it."""
    day = meeting.day + timedelta(days=scribe.rng.randint(1, 2))
    focal = scribe.focal_point()
    if shareable:
        redacted = {"status": "redacted", "shareable_text": shareable, "redacted_by": meeting.author.name}
        scribe.ledger.change(meeting.author, "note", record, scribe.at(day), redacted, why="status")
    texts = {"shareable_text": shareable or values["raw_text"]}
    cleared = {"status": "cleared", "cleared_by": focal.name, "cleared_text": fingerprint(texts), **texts}
    scribe.ledger.change(focal, "note", record, scribe.at(day + timedelta(days=1)), cleared, why="status")
