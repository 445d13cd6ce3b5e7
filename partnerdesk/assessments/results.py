"""Results of many assessments for lists and the partner's page: rating, score, how complete, and how it moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import msgspec

from partnerdesk import vocabulary
from partnerdesk.assessments.facts import facts
from partnerdesk.assessments.sheets import BLIND_ROLE, instrument_named
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, format_decimal, ngettext
from partnerdesk.instruments.disclosure import disclosure
from partnerdesk.instruments.model import Instrument
from partnerdesk.instruments.result import Result, band_words
from partnerdesk.instruments.score import rate
from partnerdesk.instruments.sheet import Sheet, sheet
from partnerdesk.instruments.trend import Trend, trend_of
from partnerdesk.store.answersheets import Given, Round, given, rounds
from partnerdesk.store.ops import Value, canonical

_MOST_TELLING = ("joint", "ours", "partner")
_ROUNDS = frozenset({"submitted", "validated", "shared"})
"""Only what was handed in counts as an earlier round."""


@dataclass(frozen=True, slots=True)
class Line:
    """The result of one side. Where `is_shown` is false too few answered anonymously to tell anything."""

    perspective: str
    result: Result
    label: str
    is_shown: bool = True
    trend: Trend | None = None

    @property
    def display(self) -> str | None:
        """The score as it is shown; None where there is none or it may not be told."""
        return self.result.display if self.is_shown else None

    @property
    def completeness(self) -> Fraction | None:
        return self.result.completeness

    @property
    def text(self) -> str:
        """The result in a few words: a rating, or how far the form is; never a rating of an unfinished form."""
        if not self.is_shown:
            return _("Too few anonymous answers to show")
        if not self.result.is_rated and self.result.applicable:
            words = ngettext(
                "{answered} of {applicable} answered", "{answered} of {applicable} answered", self.result.answered
            )
            return words.format(answered=self.result.answered, applicable=self.result.applicable)
        if self.result.is_rated and self.display is not None:
            # Translators: {rating} is a band such as “Solid”, {score} a number.
            return _("{rating} ({score})").format(rating=self.label, score=format_decimal(Decimal(self.display), 1))
        return self.label


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a list shows of an assessment: the lines of the sides that have begun; `problem` says why there are none."""

    assessment_id: str
    instrument: str
    on: str
    lines: Mapping[str, Line]
    problem: str = ""

    @property
    def main(self) -> Line | None:
        """The line to show where there is room for one: the agreed view, else ours, else the partner's."""
        return next((self.lines[name] for name in _MOST_TELLING if name in self.lines), None)

    @property
    def text(self) -> str:
        """The result in a few words."""
        if self.main is not None:
            return self.main.text
        return self.problem or _("Not begun")

    @property
    def detail(self) -> str:
        """The result of every side in words, one after the other."""
        told = (f"{vocabulary.label('perspective', name)}: {line.text}" for name, line in self.lines.items())
        return " · ".join(told)


def results(desk: Desk, assessment_ids: Iterable[str], *, trends: bool = False) -> dict[str, Outcome]:
    """Return the results of these assessments by id; one that is not here is left out.

    With `trends` each side is compared with the same partner's round before, of the same instrument and subject. A
    partner's respondent is not told our result before both sides are complete or it was shared.
    """
    wanted = list(assessment_ids)
    with desk.reading() as connection:
        known = rounds(connection, wanted)
        present = [one for one in wanted if one in known]
        earlier = _earlier(known, present) if trends else {}
        answers = given(connection, {*present, *earlier.values()})
    scored = {one: _scored(known[one], answers[one]) for one in answers}
    found = {
        one: _outcome(known[one], scored[one], answers[one], scored.get(earlier.get(one, ""), _NOTHING))
        for one in present
    }
    if desk.identity.role == BLIND_ROLE:
        return {one: _without_ours(outcome, known[one]) for one, outcome in found.items()}
    return found


@dataclass(frozen=True, slots=True)
class _Scored:
    """An assessment laid out and rated by side; without an instrument there is a problem instead."""

    instrument: Instrument | None = None
    sides: Mapping[str, tuple[Sheet, Result]] = field(default_factory=dict)
    problem: str = ""


_NOTHING = _Scored()


def _scored(one: Round, respondents: Sequence[Given]) -> _Scored:
    try:
        instrument = instrument_named(one.instrument)
    except PartnerDeskError as error:
        return _Scored(problem=str(error))
    known = facts({"subject": one.subject, "status": one.status, "context": one.context}, one.partner)
    begun: dict[str, list[Value]] = {}
    for voice in respondents:
        if voice.answers:
            begun.setdefault(voice.perspective, []).append(voice.answers)
    sides = {
        name: _side(one.instrument, name, canonical([known, begun[name]]))
        for name in instrument.perspectives
        if name in begun
    }
    return _Scored(instrument, sides)


@lru_cache(maxsize=1024)
def _side(instrument: str, perspective: str, content: bytes) -> tuple[Sheet, Result]:
    """Lay out and rate one side, given its facts and answers as JSON.

    Kept for a while: a list asks again with every scroll, and equal answers have an equal score.
    """
    known, answers = msgspec.json.decode(content)
    laid_out = sheet(instrument_named(instrument), answers, known, perspective)
    return laid_out, replace(rate(laid_out), respondents=len(answers))


def _outcome(one: Round, now: _Scored, respondents: Sequence[Given], before: _Scored) -> Outcome:
    lines = {}
    for name, (laid_out, result) in now.sides.items():
        anonymous = any(voice.anonymous for voice in respondents if voice.perspective == name)
        shown = disclosure(result.respondents, anonymous=anonymous).show_score
        lines[name] = Line(
            perspective=name,
            result=result,
            label=band_words(laid_out.instrument.scoring, result.final_band),
            is_shown=shown,
            trend=trend_of(before.sides[name][0], laid_out) if shown and name in before.sides else None,
        )
    title = now.instrument.title.words() if now.instrument else one.instrument
    return Outcome(one.id, title, one.on, lines, now.problem)


def _without_ours(outcome: Outcome, one: Round) -> Outcome:
    sides = [outcome.lines[name].result for name in ("ours", "partner") if name in outcome.lines]
    complete = len(sides) == 2 and all(side.answered == side.applicable for side in sides)
    if complete or one.status == "shared":
        return outcome
    return replace(outcome, lines={name: line for name, line in outcome.lines.items() if name != "ours"})


def _earlier(known: Mapping[str, Round], wanted: Iterable[str]) -> dict[str, str]:
    """Return for each assessment the round before it, if there was one; what was revised is no round of its own."""
    revised = {one.revision_of for one in known.values() if one.revision_of and one.status != "cancelled"}
    counted = [one for one in known.values() if one.status in _ROUNDS and one.id not in revised]
    found = {}
    for record in wanted:
        now = known[record]
        before = [one for one in counted if _same_subject(one, now) and (one.on, one.id) < (now.on, now.id)]
        before = [one for one in before if one.id != now.revision_of]
        if before:
            found[record] = max(before, key=lambda one: (one.on, one.id)).id
    return found


def _same_subject(one: Round, other: Round) -> bool:
    return (one.partner_id, one.subject, one.instrument.partition(" ")[0]) == (
        other.partner_id,
        other.subject,
        other.instrument.partition(" ")[0],
    )
