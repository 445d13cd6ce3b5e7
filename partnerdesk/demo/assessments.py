"""Assessments of the sample: each year's reviews of a partnership, who answered them, and what became of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from partnerdesk.assessments.facts import FROZEN
from partnerdesk.assessments.identifiers import answer_of, first_respondent
from partnerdesk.demo import names
from partnerdesk.demo.answering import Voice
from partnerdesk.demo.follow_up import follow_assessment
from partnerdesk.demo.pen import Pen, day_between, drawn
from partnerdesk.demo.questionnaire import facts_asked, form
from partnerdesk.demo.scribe import Partnership, Scribe
from partnerdesk.demo.sizes import LAST_DAY
from partnerdesk.instruments import library
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Author

_PARTNER_SIDE = 0.6
_JOINT = 0.35
_OURS = {1: 0.45, 2: 0.3, 3: 0.25}
_THEIRS = {1: 0.35, 2: 0.3, 3: 0.2, 4: 0.15}
_CRITICAL_FAILURE = 0.02
_LONG_AGO = timedelta(days=120)
_OLD = {"shared": 0.6, "validated": 0.18, "submitted": 0.06, "returned": 0.03, "draft": 0.08, "cancelled": 0.05}
_NEW = {"shared": 0.14, "validated": 0.2, "submitted": 0.24, "returned": 0.06, "draft": 0.32, "cancelled": 0.04}
_PATHS = {
    "draft": (),
    "cancelled": ("cancelled",),
    "returned": ("submitted", "returned"),
    "submitted": ("submitted",),
    "validated": ("submitted", "validated"),
    "shared": ("submitted", "validated", "shared"),
}
_SENT_BACK = 0.05
"""So many were sent back once and handed in again."""


@dataclass
class Review:
    """One assessment while it is being made up."""

    id: str
    known: Partnership
    instrument: str
    day: date
    fate: str
    author: Author
    pen: Pen
    circumstances: dict[str, Value]
    level: float
    weakest: str = ""
    """The criterion that the next steps are about."""

    @property
    def complete(self) -> bool:
        return self.fate not in ("draft", "cancelled")


def record_assessments(scribe: Scribe, known: Partnership) -> None:
    """Record the reviews of a partnership: the same principles once a year, other instruments now and then."""
    rng = scribe.rng
    # One instrument for all rounds, or nothing could be compared over the years.
    principles = rng.choice(("pop4", "ghp5"))
    subject = rng.choice(library.get("pop4").subject_roles) if principles == "pop4" else "relationship"
    anchor = rng.randint(0, 270)
    drift = rng.gauss(0.02, 0.03)
    for number, year in enumerate(known.active):
        day = scribe.begins(year) + timedelta(days=min(max(anchor + rng.randint(-30, 30), 3), 355))
        level = known.quality + drift * number
        _review(scribe, known, principles, subject, day, level, "baseline" if number == 0 else "periodic")
        for instrument, share in (("pulse", 0.5), ("pcr", 0.3), ("psea8", 0.14), ("psea6", 0.06), ("closure", 0.2)):
            if rng.random() < share:
                other = day_between(rng, scribe.begins(year), scribe.begins(year) + timedelta(days=350))
                _review(scribe, known, instrument, library.get(instrument).subject_roles[0], other, level, "")


def _review(
    scribe: Scribe, known: Partnership, instrument: str, subject: str, day: date, level: float, purpose: str
) -> None:
    rng = scribe.rng
    fate = drawn(rng, _OLD if LAST_DAY - day > _LONG_AGO else _NEW)
    circumstances: dict[str, Value] = {}
    agreed = rng.choice(known.agreements) if known.agreements else None
    if instrument == "closure":
        over = [one for one in known.agreements if one.status in ("ended", "terminated", "closed")]
        agreed = rng.choice(over) if over else agreed
        early = agreed is not None and agreed.status == "terminated"
        circumstances["closure.type"] = (
            "early" if early else drawn(rng, {"on_term": 0.6, "objectives_met": 0.32, "early": 0.08})
        )
        purpose = "closure"
    review = Review(scribe.new_id(), known, instrument, day, fate, scribe.officer(), scribe.pen(), circumstances, level)
    version = library.get(instrument).version
    values: dict[str, Value] = {
        "reference": scribe.reference(instrument.upper(), day.year),
        "partner_id": known.id,
        "agreement_id": agreed.id if agreed and (instrument == "closure" or rng.random() < 0.5) else None,
        "instrument": f"{instrument} {version}",
        "subject": subject,
        "purpose": purpose or rng.choice(("periodic", "periodic", "selection", "mutual")),
        "method": rng.choice(("interview", "workshop", "visit", "self", "desk", "remote")),
        "facilitator": names.person(rng, scribe.office.country.culture) if rng.random() < 0.2 else None,
        "planned_on": (day - timedelta(days=rng.randint(0, 21))).isoformat(),
        "interests": review.pen.one(review.pen.words.interests) if rng.random() < 0.3 else None,
        "context": circumstances or None,
        "sensitivity": drawn(rng, {"low": 0.1, "moderate": 0.8, "high": 0.1}),
    }
    sides = _sides(scribe, instrument)
    if "partner" in sides or rng.random() < 0.5 or fate == "shared":
        values["partner_invited_on"] = values["planned_on"]
    if review.complete:
        values["strengths"] = review.pen.one(review.pen.words.strengths)
        values["conclusion"] = review.pen.one(review.pen.words.conclusions.at(level))
    scribe.ledger.create(review.author, "assessment", review.id, scribe.at(day), values)
    _record_sides(scribe, review, sides)
    _take_steps(scribe, review)
    if review.complete:
        follow_assessment(scribe, known, review.id, review.day, review.weakest, review.pen)


def _sides(scribe: Scribe, instrument: str) -> dict[str, int]:
    """Return how many answer for each side; the partner's side is missing in four of ten."""
    rng, asked = scribe.rng, library.get(instrument).perspectives
    sides = {"ours": drawn(rng, _OURS)}
    if rng.random() < _PARTNER_SIDE:
        sides["partner"] = drawn(rng, _THEIRS)
    if "joint" in asked and rng.random() < _JOINT:
        sides["joint"] = 1
    return sides


def _record_sides(scribe: Scribe, review: Review, sides: dict[str, int]) -> None:
    rng = scribe.rng
    known = {**review.known.facts, **review.circumstances}
    facts = tuple(sorted((name, known[name]) for name in facts_asked(review.instrument) & known.keys()))
    gap = {"ours": review.known.power / 2, "partner": -review.known.power / 2, "joint": 0.0}
    laid_out = {side: form(review.instrument, side, facts) for side in sides}
    critical = [one.key for one in laid_out["ours"].questions if one.critical]
    fails = rng.choice(critical) if critical and rng.random() < _CRITICAL_FAILURE * len(critical) else ""
    moods = [rng.gauss(0, 0.08) for _ in library.get(review.instrument).sections]
    for side, number in sides.items():
        for place in range(number):
            voice = Voice(
                rng=rng,
                pen=review.pen if side != "partner" else scribe.pen(),
                form=laid_out[side],
                level=review.level + gap[side] + rng.gauss(0, 0.05),
                moods=moods,
                day=review.day,
                complete=review.complete,
                fails=fails,
            )
            _record_respondent(scribe, review, side, place, voice)


def _record_respondent(scribe: Scribe, review: Review, side: str, place: int, voice: Voice) -> None:
    rng, known = scribe.rng, review.known
    record = scribe.new_id() if place else first_respondent(review.id, side)
    anonymous = side == "partner" and library.get(review.instrument).anonymous_allowed and rng.random() < 0.5
    ours = rng.choice(scribe.office.people).name
    theirs = rng.choice(known.contacts)
    values: dict[str, Value] = {
        "assessment_id": review.id,
        "perspective": side,
        "name": None if anonymous else {"ours": ours, "partner": theirs}.get(side, f"{ours}, {theirs}"),
        "role": voice.pen.one(voice.pen.words.functions),
        "organisation": known.name if side == "partner" else None,
        "anonymous": anonymous or None,
        "answered_on": review.day.isoformat(),
    }
    ledger, author, office = scribe.ledger, review.author, scribe.office
    minute = rng.randrange(300)
    ledger.create(author, "respondent", record, office.at(review.day, minute), values)
    lowest = 1.0
    for number, one in enumerate(voice.answers(), start=1):
        values = {
            "assessment_id": review.id,
            "respondent_id": record,
            "criterion": one.asked.key,
            "value": one.value,
            "sensitivity": one.asked.sensitivity,
        }
        if one.comment:
            values["comment"] = one.comment
        if one.evidence:
            values["evidence"] = one.evidence
        at = office.at(review.day, minute + number)
        ledger.create(author, "answer", answer_of(record, one.asked.key), at, values)
        if one.asked.kind == "scale" and one.value in one.asked.options:
            share = one.asked.options.index(one.value) / len(one.asked.options)
            if share < lowest:
                lowest, review.weakest = share, one.asked.key


def _take_steps(scribe: Scribe, review: Review) -> None:
    """Lead an assessment through its states; each step is somebody's, and validating is not the author's."""
    rng, known = scribe.rng, review.known
    path = list(_PATHS[review.fate])
    if "validated" in path and rng.random() < _SENT_BACK:
        path = ["submitted", "returned", "draft", *path]
    day = review.day
    frozen = {**review.circumstances, FROZEN: known.facts}
    for status in path:
        day = min(day + timedelta(days=rng.randint(1, 20)), LAST_DAY)
        values: dict[str, Value] = {"status": status}
        author, note = review.author, ""
        if status == "submitted":
            values |= {"submitted_by": author.name, "context": frozen, "done_on": review.day.isoformat()}
        elif status == "validated":
            author = scribe.focal_point()
            values["validated_by"] = author.name
        elif status == "shared":
            recipients = review.pen.one(review.pen.words.recipients)
            values |= {"comments_reviewed": True, "shared_with": f"{recipients} ({known.contacts[0]})"}
        elif status in ("returned", "cancelled"):
            author = scribe.focal_point() if status == "returned" else author
            note = review.pen.one(review.pen.words.returned if status == "returned" else review.pen.words.cancelled)
            values["status_note"] = note
        scribe.ledger.change(author, "assessment", review.id, scribe.at(day), values, why="status", note=note)
