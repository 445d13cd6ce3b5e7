"""Consultations of the sample: who met, what was said in which words, and what was recommended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from partnerdesk.demo import names
from partnerdesk.demo.follow_up import Origin, record_action
from partnerdesk.demo.meeting_notes import record_notes
from partnerdesk.demo.pen import Pen, day_between, drawn
from partnerdesk.demo.scribe import Partnership, Scribe
from partnerdesk.demo.sizes import LAST_DAY
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Author

_RULES = {"chatham": 0.3, "organisation": 0.25, "category": 0.2, "attributed": 0.2, "off_record": 0.05}
_SMALL_KINDS = (
    "bilateral",
    "workshop",
    "focus_group",
    "field_visit",
    "lessons",
    "structured_dialogue",
    "survey_round",
    "closing",
)
_STATES = ("planned", "held", "notes_draft", "cleared", "shared", "followed_up")
_FATES = {
    "followed_up": 0.3,
    "shared": 0.3,
    "cleared": 0.12,
    "notes_draft": 0.13,
    "held": 0.06,
    "planned": 0.05,
    "cancelled": 0.04,
}
_CONFIDENTIALITY = {"named": 0.55, "organisation_only": 0.22, "category_only": 0.13, "hidden": 0.1}


@dataclass(frozen=True)
class Scale:
    """How large a kind of meeting is: people and notes, from and to, and what comes out."""

    level: str
    kinds: tuple[str, ...]
    people: tuple[int, int]
    notes: tuple[int, int]
    days: int
    sessions: tuple[int, int]
    recommendations: tuple[int, int]
    practices: tuple[int, int]


SMALL = Scale("local", _SMALL_KINDS, (5, 25), (10, 50), 1, (1, 4), (3, 7), (0, 2))
LARGE = Scale(
    "regional", ("regional", "structured_dialogue", "annual"), (60, 90), (150, 300), 2, (5, 8), (10, 18), (4, 8)
)
GLOBAL = Scale("global", ("annual", "structured_dialogue"), (300, 400), (400, 900), 3, (8, 14), (20, 30), (6, 12))


@dataclass
class Meeting:
    """One consultation while it is being made up."""

    id: str
    scale: Scale
    day: date
    fate: str
    rule: str
    sensitivity: str
    themes: list[str]
    author: Author
    pen: Pen
    speakers: list[tuple[str, str, str]] = field(default_factory=list)
    """(participant, name, organisation) of those who were named and consent to notes."""

    @property
    def took_place(self) -> bool:
        return self.fate not in ("planned", "cancelled")


def record_consultation(scribe: Scribe, partners: Sequence[Partnership], scale: Scale, year: int) -> None:
    """Record a meeting of a year with everything that came out of it."""
    rng, pen = scribe.rng, scribe.pen()
    fate = drawn(rng, _FATES)
    day = day_between(rng, scribe.begins(year) + timedelta(days=5), scribe.begins(year) + timedelta(days=350))
    if fate == "planned":
        day = LAST_DAY + timedelta(days=rng.randint(20, 200))
    meeting = Meeting(
        id=scribe.new_id(),
        scale=scale,
        day=day,
        fate=fate,
        rule=drawn(rng, _RULES),
        sensitivity=drawn(rng, {"low": 0.45, "moderate": 0.5, "high": 0.05}),
        themes=rng.sample(tuple(pen.words.themes), rng.randint(1, 3) if scale is SMALL else 5),
        author=scribe.officer(),
        pen=pen,
    )
    planned = min(day - timedelta(days=rng.randint(15, 60)), LAST_DAY)
    scribe.ledger.create(meeting.author, "consultation", meeting.id, scribe.at(planned), _values(scribe, meeting))
    if meeting.took_place:
        _record_participants(scribe, meeting, partners)
        sessions = _record_sessions(scribe, meeting)
        record_notes(scribe, meeting, sessions)
        _record_outcome(scribe, meeting)
    _take_steps(scribe, meeting)


def _values(scribe: Scribe, meeting: Meeting) -> dict[str, Value]:
    rng, pen, scale = scribe.rng, meeting.pen, meeting.scale
    kind = rng.choice(scale.kinds)
    place = rng.choice(scribe.office.places)
    values: dict[str, Value] = {
        "reference": scribe.reference("CON", meeting.day.year),
        "name": f"{pen.words.consultations[kind]} – {pen.words.themes[meeting.themes[0]].title}, {place} {meeting.day.year}",
        "kind": kind,
        "themes": meeting.themes,
        "level": scale.level,
        "mode": drawn(rng, {"in_person": 0.7, "hybrid": 0.18, "remote": 0.12}),
        "place": place,
        "country": scribe.office.country.code,
        "dates": {"start": meeting.day.isoformat(), "end": (meeting.day + timedelta(days=scale.days - 1)).isoformat()},
        "organisers": [{"organisation": scribe.office.name, "role": "organiser"}],
        "languages": list(scribe.office.languages),
        "purpose": pen.one(pen.words.purposes),
        "attribution_rule": meeting.rule,
        "consent": drawn(rng, {"written": 0.35, "oral": 0.55, "partial": 0.1}),
        "safety": pen.one(pen.words.safety),
        "sensitivity": meeting.sensitivity,
    }
    if scale is not SMALL or rng.random() < 0.3:
        values["series"] = rng.choice(pen.words.series)
        values["edition"] = str(meeting.day.year)
    return values


def _record_participants(scribe: Scribe, meeting: Meeting, partners: Sequence[Partnership]) -> None:
    rng, people = scribe.rng, scribe.rng.randint(*meeting.scale.people)
    roles = iter(
        ("organiser", "moderator", "rapporteur", *(["speaker"] * max(2, people // 15)), "interpreter", "observer")
    )
    present = 0
    while present < people:
        partner = rng.choice(partners) if partners and rng.random() < 0.85 else None
        # Many of a large meeting are counted without names.
        number = rng.randint(2, 8) if rng.random() < (0.12 if meeting.scale is SMALL else 0.35) else 1
        present += number
        shown = drawn(rng, _CONFIDENTIALITY)
        values: dict[str, Value] = {
            "consultation_id": meeting.id,
            "name": None if number > 1 else names.person(rng, scribe.office.country.culture),
            "organisation": partner.name if partner else rng.choice(meeting.pen.words.groups),
            "partner_id": partner.id if partner else None,
            "org_type": partner.types[0] if partner else "cbo",
            "role": "participant" if number > 1 else next(roles, "participant"),
            "confidentiality": shown,
            "consent": rng.random() < 0.93,
            "number": number,
        }
        record = scribe.new_id()
        scribe.ledger.create(meeting.author, "participant", record, scribe.at(meeting.day), values)
        if values["name"] and values["consent"]:
            meeting.speakers.append((record, str(values["name"]), str(values["organisation"])))


def _record_sessions(scribe: Scribe, meeting: Meeting) -> list[str]:
    rng, found = scribe.rng, []
    for position in range(1, rng.randint(*meeting.scale.sessions) + 1):
        number = (position - 1) % len(meeting.pen.words.sessions)
        title = meeting.pen.words.sessions[number]
        values: dict[str, Value] = {
            "consultation_id": meeting.id,
            "name": title if position - 1 == number else f"{title} ({position})",
            "format": "plenary" if position == 1 else rng.choice(("plenary", "roundtable", "breakout", "side_event")),
            "rapporteur": rng.choice(scribe.office.people).name,
            "position": position,
        }
        found.append(scribe.new_id())
        scribe.ledger.create(meeting.author, "session", found[-1], scribe.at(meeting.day), values)
    return found


def _record_outcome(scribe: Scribe, meeting: Meeting) -> None:
    rng, pen = scribe.rng, meeting.pen
    after = meeting.day + timedelta(days=2)
    for _number in range(rng.randint(*meeting.scale.practices)):
        practice = rng.choice(pen.words.practices)
        values: dict[str, Value] = {
            "consultation_id": meeting.id,
            "name": practice.name,
            "context": practice.context,
            "done": pen.fill(practice.done),
            "effect": pen.fill(practice.effect),
            "conditions": practice.conditions,
            "transferable_to": pen.one(pen.words.addressed_to),
            "themes": [rng.choice(meeting.themes)],
        }
        scribe.ledger.create(meeting.author, "good_practice", scribe.new_id(), scribe.at(after), values)
    recommendations = rng.randint(*meeting.scale.recommendations)
    # About five actions follow a meeting of any size (domain.md).
    share = min(5 / recommendations, 1.0)
    for _number in range(recommendations):
        _record_recommendation(scribe, meeting, after, share)


def _record_recommendation(scribe: Scribe, meeting: Meeting, day: date, share: float) -> None:
    rng, pen = scribe.rng, meeting.pen
    theme = rng.choice(meeting.themes)
    text = pen.one(pen.words.themes[theme].recommendations)
    known = {"accepted": 0.6, "partly": 0.25, "rejected": 0.15}
    response = drawn(rng, known if meeting.fate == "followed_up" else {**known, "pending": 1.2})
    values: dict[str, Value] = {
        "consultation_id": meeting.id,
        "text": text,
        "addressed_to": pen.one(pen.words.addressed_to),
        "level": meeting.scale.level,
        "priority": drawn(rng, {"low": 0.2, "medium": 0.5, "high": 0.3}),
        "due": (day + timedelta(days=rng.randint(30, 240))).isoformat(),
        "response": response,
        "themes": [theme],
    }
    if response != "pending":
        values["response_text"] = pen.one(getattr(pen.words.responses, response))
    record = scribe.new_id()
    scribe.ledger.create(meeting.author, "recommendation", record, scribe.at(day), values)
    if rng.random() < share:
        about: dict[str, Value] = {"consultation_id": meeting.id, "recommendation_id": record}
        record_action(scribe, Origin(min(day, LAST_DAY), text, about, pen))


def _take_steps(scribe: Scribe, meeting: Meeting) -> None:
    rng, author = scribe.rng, meeting.author
    if meeting.fate == "cancelled":
        note = meeting.pen.one(meeting.pen.words.cancelled[1:])
        values: dict[str, Value] = {"status": "cancelled", "status_note": note}
        scribe.ledger.change(
            author, "consultation", meeting.id, scribe.at(meeting.day), values, why="status", note=note
        )
        return
    day = meeting.day
    for status in _STATES[1 : _STATES.index(meeting.fate) + 1]:
        values = {"status": status}
        if status == "cleared":
            values["safety_checked"] = True
        if status == "shared":
            values["audience"] = rng.choice(("office", "organisation", "partner", "participants"))
        scribe.ledger.change(author, "consultation", meeting.id, scribe.at(day), values, why="status")
        day = min(day + timedelta(days=rng.randint(2, 25)), LAST_DAY)
