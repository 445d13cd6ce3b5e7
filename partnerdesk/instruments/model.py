"""What an instrument is: its scales, sections, criteria, conditions and how it is scored; frozen plain data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from partnerdesk.instruments.numbers import as_number
from partnerdesk.instruments.rating import Scoring
from partnerdesk.instruments.text import Shown, Text, filled

Answers = Mapping[str, object]
"""What one respondent answered: criterion key -> a number, an option code, a list, text, NA, DK or None."""
Context = Mapping[str, object]
"""Facts that conditions ask for: ``partner.has_branches``, ``closure.type``…"""

NA = "NA"
"""Not applicable: leaves numerator and denominator of a score."""
DK = "DK"
"""Cannot say: unanswered."""

PERSPECTIVES = ("ours", "partner", "joint")
SCALED = "scale"


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule as data: the answer to a criterion, a fact of the context or the own answer compared with a value."""

    op: str
    value: object = None
    answer: str | None = None
    context: str | None = None

    def accepts(self, given: object) -> bool:
        """Tell whether this value meets the condition; nothing given and DK meet none."""
        if given is None or given == DK:
            return False
        if self.op == "present":
            return given not in ("", [], {})
        if isinstance(given, list | tuple):
            return self._accepts_choices(given)
        if self.op == "in":
            return isinstance(self.value, tuple) and any(_equal(given, one) for one in self.value)
        if self.op in ("eq", "ne"):
            return _equal(given, self.value) == (self.op == "eq")
        return self._accepts_number(as_number(given), as_number(self.value))

    def _accepts_number(self, number: Fraction | None, limit: Fraction | None) -> bool:
        if number is None or limit is None:
            return False
        return {"lt": number < limit, "lte": number <= limit, "gt": number > limit, "gte": number >= limit}[self.op]

    def _accepts_choices(self, given: list[object] | tuple[object, ...]) -> bool:
        """Compare the choices of a multiple answer: one that fits is enough, "ne" wants none."""
        if self.op == "ne":
            return not any(_equal(one, self.value) for one in given)
        return any(self.accepts(one) for one in given)

    def holds(self, answers: Answers, context: Context) -> bool:
        """Tell whether the answers and the context meet the condition; what is not known does not."""
        if self.answer is not None:
            return self.accepts(answers.get(self.answer))
        return self.context is not None and self.accepts(context.get(self.context))


def _equal(one: object, other: object) -> bool:
    left, right = as_number(one), as_number(other)
    return left == right if left is not None and right is not None else one == other


def _is_shown(
    visible_if: Condition | None, applicable_if: Condition | None, answers: Answers, context: Context
) -> bool:
    """Tell whether a section or criterion is asked.

    A branch (`visible_if`) is opened by what is known. Something that applies only to some (`applicable_if`) is
    asked until the context says that it does not apply: a forgotten fact must not make a form look complete.
    """
    if visible_if is not None and not visible_if.holds(answers, context):
        return False
    if applicable_if is None or applicable_if.holds(answers, context):
        return True
    return applicable_if.context is not None and context.get(applicable_if.context) is None


@dataclass(frozen=True, slots=True)
class Option:
    """One step of a scale."""

    value: Fraction
    label: Text
    anchor: Text | None = None

    @property
    def answer(self) -> int | str:
        """The plain value to store: a whole number, or the text of a decimal."""
        return int(self.value) if self.value.denominator == 1 else str(float(self.value))


@dataclass(frozen=True, slots=True)
class Special:
    """An answer beside the scale: ``NA`` or ``DK``."""

    code: str
    label: Text
    requires_comment: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Ordered steps, from lowest to highest value."""

    key: str
    higher_is_better: bool
    options: tuple[Option, ...]
    specials: tuple[Special, ...] = ()
    low: Fraction = field(init=False)
    high: Fraction = field(init=False)
    _by_value: Mapping[Fraction | int, Option] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Scoring a region asks for ends and steps a million times.
        values = [option.value for option in self.options]
        object.__setattr__(self, "low", min(values))
        object.__setattr__(self, "high", max(values))
        object.__setattr__(self, "_by_value", dict(zip(values, self.options, strict=True)))

    def option(self, value: object) -> Option | None:
        """Return the step with this value, if there is one."""
        if value is None or value in (NA, DK):
            return None
        number = value if type(value) is int else as_number(value)
        return None if number is None else self._by_value.get(number)

    def special(self, code: str) -> Special | None:
        """Return NA or DK if the scale offers it."""
        return next((special for special in self.specials if special.code == code), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a single or multiple choice."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Critical:
    """When the answer to a criterion caps the rating, at which band, and why."""

    fails_when: Condition
    cap_band: str
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which proof an answer needs: ``optional``, ``always``, ``at_or_above`` or ``at_or_below`` a value."""

    rule: str
    types: tuple[str, ...]
    value: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be answered before a step (``close``, ``share``, ``terminate``, ``validate``)."""

    before: str
    require: Condition
    level: str = "block"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question. Its key is never reused for another meaning."""

    key: str
    kind: str
    weight: Fraction
    required: bool
    text: Text
    scale: Scale | None = None
    options: tuple[Choice, ...] = ()
    commitment: Text | None = None
    na_allowed: bool | None = None
    key_question: bool = False
    sensitivity: str | None = None
    critical: Critical | None = None
    evidence: Evidence | None = None
    visible_if: Condition | None = None
    applicable_if: Condition | None = None
    gate: Gate | None = None
    columns: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()

    @property
    def allows_na(self) -> bool:
        """Whether "not applicable" may be answered: as the criterion says, else as its scale offers."""
        if self.na_allowed is not None:
            return self.na_allowed
        return self.scale is not None and self.scale.special(NA) is not None

    @property
    def allows_dk(self) -> bool:
        """Whether "cannot say" is offered."""
        return self.scale is not None and self.scale.special(DK) is not None

    def special(self, code: str) -> Special | None:
        """Return NA or DK as the scale words it, if this criterion offers it."""
        if self.scale is None or (code == NA and not self.allows_na):
            return None
        return self.scale.special(code)

    def choice(self, code: object) -> Choice | None:
        """Return the option with this code, if there is one."""
        return next((choice for choice in self.options if choice.code == code), None)

    def is_shown(self, answers: Answers, context: Context) -> bool:
        """Tell whether these answers and facts call for this question; its section is another matter."""
        return _is_shown(self.visible_if, self.applicable_if, answers, context)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of criteria, such as one principle."""

    key: str
    weight: Fraction
    title: Text
    criteria: tuple[Criterion, ...]
    aim: Text | None = None
    perspectives: tuple[str, ...] = ()
    visible_if: Condition | None = None
    applicable_if: Condition | None = None

    def is_for(self, perspective: str) -> bool:
        """Tell whether this perspective answers the section; without a list all do."""
        return not self.perspectives or perspective in self.perspectives

    def is_shown(self, answers: Answers, context: Context) -> bool:
        """Tell whether these answers and facts call for this section."""
        return _is_shown(self.visible_if, self.applicable_if, answers, context)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A published or draft version of a questionnaire. Key and version name it for good."""

    key: str
    version: str
    status: str
    kind: str
    title: Text
    purpose: Text
    languages: tuple[str, ...]
    scales: Mapping[str, Scale]
    sections: tuple[Section, ...]
    scoring: Scoring
    perspectives: tuple[str, ...] = PERSPECTIVES
    subject_roles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    house_conventions: tuple[str, ...] = ()
    to_verify: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    validity_months: int | None = None
    anonymous_allowed: bool = False
    placeholders: Mapping[str, Text] = field(default_factory=dict)
    context: Mapping[str, object] = field(default_factory=dict)
    locked: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    retired_by: str | None = None
    parent: str | None = None
    supersedes: str | None = None

    def criteria(self, perspective: str | None = None) -> Iterator[Criterion]:
        """Give every criterion in order, of one perspective if named."""
        for section in self.sections_for(perspective):
            yield from section.criteria

    def criterion(self, key: str) -> Criterion | None:
        """Return the criterion with this key, if there is one."""
        return next((criterion for criterion in self.criteria() if criterion.key == key), None)

    def section(self, key: str) -> Section | None:
        """Return the section with this key, if there is one."""
        return next((section for section in self.sections if section.key == key), None)

    def section_of(self, criterion: str) -> Section | None:
        """Return the section that holds the criterion with this key."""
        return next((one for one in self.sections if any(c.key == criterion for c in one.criteria)), None)

    def sections_for(self, perspective: str | None) -> tuple[Section, ...]:
        """Return the sections that this perspective answers; all of them without one."""
        return tuple(one for one in self.sections if perspective is None or one.is_for(perspective))

    def filled(self, text: Text, language: str | None = None, names: Mapping[str, str] | None = None) -> Shown:
        """Return words with ``{subject}`` and ``{counterpart}`` put in: the names given, else the general words."""
        shown = text.nearest(language)
        given = {key: name for key, name in (names or {}).items() if name.strip()}
        general = {key: words.words(shown.language) for key, words in self.placeholders.items() if key not in given}
        words = filled(shown, general | given).words
        if any(shown.words.startswith(f"{{{key}}}") for key in general):
            # General words begin the sentence with a capital; a name is written as its owner writes it.
            words = words[:1].upper() + words[1:]
        return Shown(words, shown.language)
