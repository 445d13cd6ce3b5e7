"""An instrument laid out for drawing answers fast: what each question takes, how it fails, what it must come with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from partnerdesk.instruments import library
from partnerdesk.instruments.answers import needs_comment, needs_evidence
from partnerdesk.instruments.model import DK, NA, Condition, Criterion


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `options` run from worst to best; `failing` are those that cap the rating."""

    key: str
    kind: str
    section: int
    options: tuple[int | str, ...]
    failing: frozenset[int | str]
    critical: bool
    required: bool
    allows_na: bool
    allows_dk: bool
    na_needs_comment: bool
    evidence: tuple[str, ...]
    proof_for: frozenset[int | str]
    proof_always: bool
    sensitivity: str
    depends: Condition | None

    @property
    def passing(self) -> tuple[int | str, ...]:
        """The options that do not fail."""
        return tuple(one for one in self.options if one not in self.failing)


@dataclass(frozen=True, slots=True)
class Form:
    """What one side is asked under certain circumstances, and how many answers of a section may stay out of its score."""

    questions: tuple[Asked, ...]
    spare: tuple[int, ...]
    has_critical: bool


@cache
def facts_asked(instrument: str) -> frozenset[str]:
    """Return the names of the facts that an instrument's conditions ask for."""
    found = library.get(instrument)
    conditions = [one for part in found.sections for one in (part.visible_if, part.applicable_if)]
    conditions += [one for part in found.criteria() for one in (part.visible_if, part.applicable_if)]
    return frozenset(one.context for one in conditions if one is not None and one.context is not None)


@cache
def form(instrument: str, perspective: str, facts: tuple[tuple[str, object], ...]) -> Form:
    """Return the questions to a side, given the facts that conditions ask for."""
    known: Mapping[str, object] = dict(facts)
    found = library.get(instrument)
    questions: list[Asked] = []
    spare = []
    for number, section in enumerate(found.sections_for(perspective)):
        shown = section.is_shown({}, known)
        scored = 0
        for criterion in section.criteria if shown else ():
            depends = criterion.visible_if if criterion.visible_if and criterion.visible_if.answer else None
            if depends is None and not criterion.is_shown({}, known):
                continue
            questions.append(_asked(criterion, number, depends))
            scored += criterion.kind == "scale"
        # A section is scored when three in five of its questions are answered; one in three may be NA or DK.
        spare.append(max(1, scored // 3))
    return Form(tuple(questions), tuple(spare), any(one.critical for one in questions))


def _asked(criterion: Criterion, section: int, depends: Condition | None) -> Asked:
    options: tuple[int | str, ...] = ()
    if criterion.scale is not None:
        steps = sorted(criterion.scale.options, key=lambda step: step.value)
        options = tuple(step.answer for step in (steps if criterion.scale.higher_is_better else steps[::-1]))
    elif criterion.options:
        options = tuple(choice.code for choice in criterion.options)
    fails = criterion.critical.fails_when if criterion.critical else None
    rule = criterion.evidence
    return Asked(
        key=criterion.key,
        kind=criterion.kind,
        section=section,
        options=options,
        failing=frozenset(one for one in options if fails is not None and fails.accepts(one)),
        critical=fails is not None,
        required=criterion.required,
        allows_na=criterion.allows_na,
        allows_dk=criterion.allows_dk and fails is None,
        na_needs_comment=needs_comment(criterion, NA) or needs_comment(criterion, DK),
        evidence=rule.types if rule else (),
        proof_for=frozenset(one for one in options if needs_evidence(criterion, one)),
        proof_always=rule is not None and rule.rule == "always",
        sensitivity=criterion.sensitivity or "low",
        depends=depends,
    )
