"""Results of many assessments for lists and the partner's page: rating, score, how complete, and how it moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from partnerdesk import vocabulary
from partnerdesk.assessments.facts import facts
from partnerdesk.assessments.sheets import BLIND_ROLE
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.instruments import library
from partnerdesk.instruments.disclosure import disclosure
from partnerdesk.instruments.model import Context, Instrument
from partnerdesk.instruments.result import Result, band_words
from partnerdesk.instruments.score import rate
from partnerdesk.instruments.sheet import Sheet, sheet
from partnerdesk.instruments.trend import Trend, trend_of
from partnerdesk.store.answersheets import Given, Round, given, rounds

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
            words = _("{answered} of {applicable} answered")
            return words.format(answered=self.result.answered, applicable=self.result.applicable)
        if self.result.is_rated and self.display is not None:
            # Translators: {rating} is a band such as “Solid”, {score} a number.
            return _("{rating} ({score})").format(rating=self.label, score=self.display)
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
    sheets = {one: _sheets(known[one], answers[one]) for one in answers}
    found = {
        one: _outcome(known[one], sheets[one], answers[one], sheets.get(earlier.get(one, ""), _NOTHING))
        for one in present
    }
    if desk.identity.role == BLIND_ROLE:
        return {one: _without_ours(outcome, known[one]) for one, outcome in found.items()}
    return found


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The answers of an assessment laid out by side; without an instrument there is a problem instead."""

    instrument: Instrument | None
    sides: Mapping[str, Sheet]
    problem: str = ""


_NOTHING = _Sheets(None, {})


def _sheets(one: Round, respondents: Sequence[Given]) -> _Sheets:
    key, _space, version = one.instrument.partition(" ")
    try:
        instrument = library.get(key, version or None)
    except PartnerDeskError as error:
        return _Sheets(None, {}, str(error))
    known: Context = facts({"subject": one.subject, "status": one.status, "context": one.context}, one.partner)
    begun: dict[str, list[Mapping[str, object]]] = {}
    for voice in respondents:
        if voice.answers:
            begun.setdefault(voice.perspective, []).append(voice.answers)
    order = [name for name in instrument.perspectives if name in begun]
    return _Sheets(instrument, {name: sheet(instrument, begun[name], known, name) for name in order})


def _outcome(one: Round, now: _Sheets, respondents: Sequence[Given], before: _Sheets) -> Outcome:
    lines = {}
    for name, laid_out in now.sides.items():
        voices = [voice for voice in respondents if voice.perspective == name]
        answered = sum(bool(voice.answers) for voice in voices)
        shown = disclosure(answered, anonymous=any(voice.anonymous for voice in voices)).show_score
        result = rate(laid_out)
        lines[name] = Line(
            perspective=name,
            result=result,
            label=band_words(laid_out.instrument.scoring, result.final_band),
            is_shown=shown,
            trend=trend_of(before.sides[name], laid_out) if shown and name in before.sides else None,
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
