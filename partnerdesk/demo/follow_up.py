"""Actions of the sample: one in four overdue, six in ten verified."""

from dataclasses import dataclass
from datetime import date, timedelta

from partnerdesk.demo.pen import Pen, day_between, drawn
from partnerdesk.demo.scribe import Partnership, Scribe
from partnerdesk.demo.sizes import LAST_DAY
from partnerdesk.store.ops import Value

_FATES = {"verified": 0.6, "overdue": 0.25, "later": 0.08, "reported": 0.04, "cancelled": 0.03}
_FROM_ASSESSMENT = {0: 0.4, 1: 0.4, 2: 0.2}
"""0.8 for each assessment."""
_KINDS = {"corrective": 0.4, "strengthening": 0.3, "follow_up": 0.2, "communication": 0.1}
_PATHS = {
    "verified": ("in_progress", "reported_done", "verified"),
    "later": (),
    "reported": ("in_progress", "reported_done"),
    "cancelled": ("cancelled",),
}


@dataclass(frozen=True)
class Origin:
    """What an action follows from, and what is known from there."""

    day: date
    description: str
    about: dict[str, Value]
    pen: Pen
    partner: Partnership | None = None
    sensitivity: str = "low"


def follow_assessment(scribe: Scribe, known: Partnership, assessment: str, day: date, criterion: str, pen: Pen) -> None:
    """Record what was agreed after an assessment."""
    for _number in range(drawn(scribe.rng, _FROM_ASSESSMENT)):
        about: dict[str, Value] = {"assessment_id": assessment, "partner_id": known.id, "criterion": criterion or None}
        record_action(scribe, Origin(day, pen.one(pen.words.measures), about, pen, known, "moderate"))


def record_action(scribe: Scribe, origin: Origin) -> None:
    """Record an action and what became of it."""
    rng, pen = scribe.rng, origin.pen
    fate = drawn(rng, _FATES)
    due = _due(scribe, origin.day, fate)
    theirs = origin.partner is not None and rng.random() < 0.45
    partner = origin.partner
    owner = (
        rng.choice([partner.name, *partner.contacts]) if partner and theirs else rng.choice(scribe.office.officers).name
    )
    values: dict[str, Value] = {
        "reference": scribe.reference("ACT", origin.day.year),
        "description": origin.description,
        "kind": drawn(rng, _KINDS),
        "responsible": owner,
        "side": "partner" if theirs else "ours",
        "supporting": partner.name if partner and not theirs and rng.random() < 0.3 else None,
        "due": due.isoformat(),
        "priority": drawn(rng, {"low": 0.2, "medium": 0.55, "high": 0.25}),
        "sensitivity": origin.sensitivity,
        **origin.about,
    }
    if rng.random() < 0.25:
        half = origin.day + (due - origin.day) / 2
        values["milestones"] = [
            {"what": pen.words.milestones[0], "by": half.isoformat()},
            {"what": pen.words.milestones[-1], "by": due.isoformat()},
        ]
    if rng.random() < 0.05:
        values["budget_change"] = {"minor": rng.randint(-40, 120) * 10_000, "currency": "USD"}
    record, author = scribe.new_id(), scribe.officer()
    scribe.ledger.create(author, "action", record, scribe.at(origin.day + timedelta(days=1)), values)
    day = origin.day + timedelta(days=1)
    path = (
        rng.choice(((), ("in_progress",), ("in_progress", "reported_done", "returned")))
        if fate == "overdue"
        else _PATHS[fate]
    )
    for status in path:
        day = day_between(rng, day + timedelta(days=1), max(min(due, LAST_DAY), day + timedelta(days=2)))
        step, note = _step(scribe, origin, status, day)
        who = scribe.focal_point() if status in ("verified", "returned") else author
        if status == "verified":
            step["verified_by"] = who.name
        scribe.ledger.change(who, "action", record, scribe.at(day), step, why="status", note=note)


def _due(scribe: Scribe, day: date, fate: str) -> date:
    if fate == "later":
        return LAST_DAY + timedelta(days=scribe.rng.randint(60, 400))
    if fate == "overdue":
        return day_between(
            scribe.rng, min(day + timedelta(days=20), LAST_DAY - timedelta(days=2)), LAST_DAY - timedelta(days=1)
        )
    return day + timedelta(days=scribe.rng.randint(25, 150))


def _step(scribe: Scribe, origin: Origin, status: str, day: date) -> tuple[dict[str, Value], str]:
    """Return what a step changes, and the comment it is taken with."""
    rng, pen = scribe.rng, origin.pen
    values: dict[str, Value] = {"status": status}
    note = ""
    if status == "reported_done":
        kind = rng.choice(("minutes", "training_record", "communication_material", "correspondence", "plan"))
        values["action_taken"] = pen.one(pen.words.taken)
        values["proof"] = [{"type": kind, "reference": pen.document(kind, day), "seen_on": day.isoformat()}]
    elif status == "verified":
        values |= {"adequate": True, "verified_on": min(day, LAST_DAY).isoformat()}
    elif status in ("returned", "cancelled"):
        # The first reason to cancel is one for assessments.
        note = pen.one(pen.words.missing if status == "returned" else pen.words.cancelled[1:])
        values["status_note"] = note
    return values, note
