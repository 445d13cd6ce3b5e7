"""What is printed, taken from the records once and frozen: no session, no marks of a screen.

Texts are the words of people and are printed as they are. Codes are labelled when printed, in the snapshot's language.
Names that a participant or respondent wants hidden are left out by whoever takes the snapshot; what the audience, the
rule of attribution and the protection of small groups forbid is left out in printing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from partnerdesk.instruments.model import Answers, Instrument

LEVELS = ("low", "moderate", "high", "severe")
"""Sensitivity from public to strictly confidential."""


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a paper is made: a code of the list ``audience``, the highest sensitivity shown, and the recipients."""

    code: str
    level: str
    recipients: tuple[str, ...] = ()

    def may_read(self, sensitivity: str | None) -> bool:
        """Tell whether this audience reads something so sensitive; what bears no mark is for everybody.

        A level that is not known, from a newer version perhaps, counts as the highest.
        """
        return sensitivity is None or self.level == LEVELS[-1] or sensitivity in LEVELS[: LEVELS.index(self.level) + 1]


EVERYTHING = Audience("", "severe")
"""Nothing is masked: a paper for the desk at which it was written."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: a number of the scale, ``NA``, ``DK``, an option code, a list of codes or rows, a date or text."""

    value: object = None
    comment: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Respondent:
    """One person or group that answered, as it may be named; an anonymous one is never named."""

    perspective: str
    name: str = ""
    replies: Mapping[str, Reply] = field(default_factory=dict)
    anonymous: bool = False

    @property
    def answers(self) -> Answers:
        """The plain answers, as scoring takes them."""
        return {key: reply.value for key, reply in self.replies.items()}


@dataclass(frozen=True, slots=True)
class Action:
    """Something agreed: what, who does it, by when; `status` in words."""

    what: str
    who: str = ""
    due: date | None = None
    status: str = ""
    sensitivity: str | None = None


@dataclass(frozen=True, slots=True)
class FormSnapshot:
    """An assessment as it stands. Scores are not in it: they follow from the answers, the facts and the instrument.

    `version` is a short text that changes with every change of the record; the QR code carries it. `context` holds the
    facts that conditions ask for. `subject` is whose conduct is rated: ``us``, ``partner``, ``relationship``.
    """

    instrument: Instrument
    language: str
    record_id: str
    version: str
    respondents: tuple[Respondent, ...]
    reference: str = ""
    partner: str = ""
    office: str = ""
    subject: str | None = None
    status: str = ""
    done_on: date | None = None
    period: str = ""
    method: str = ""
    context: Mapping[str, object] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    audience: Audience = EVERYTHING


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part, with what may be told; `category` is the type of organisation in words."""

    name: str = ""
    organisation: str = ""
    category: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was said. `kind` in words; `text` is the shareable text unless the audience may read the raw one.

    `attribution` is a stricter rule for this note alone.
    """

    text: str
    kind: str = ""
    speaker: Participant | None = None
    attribution: str | None = None
    sensitivity: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A part of a consultation with its notes."""

    title: str
    format: str = ""
    rapporteur: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """A practice worth sharing: the situation, what was done, what it changed, what it takes, where it came from."""

    what: str
    context: str = ""
    effect: str = ""
    conditions: str = ""
    source: str = ""
    sensitivity: str | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What somebody is asked to do; `priority` and `response` in words."""

    text: str
    addressed_to: str = ""
    priority: str = ""
    due: date | None = None
    response: str = ""
    sensitivity: str | None = None


@dataclass(frozen=True, slots=True)
class MinutesSnapshot:
    """A consultation as it may be told. `kind`, `level` and `themes` in words; `attribution_rule` is a code.

    `participant_count` is the number of people present, where it is known. `redactions` counts what was left out or
    reworded before the snapshot was taken.
    """

    title: str
    language: str
    record_id: str
    version: str
    attribution_rule: str
    reference: str = ""
    kind: str = ""
    level: str = ""
    themes: tuple[str, ...] = ()
    place: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    office: str = ""
    organisers: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    participant_count: int | None = None
    sessions: tuple[Session, ...] = ()
    good_practices: tuple[GoodPractice, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[Action, ...] = ()
    audience: Audience = EVERYTHING
    redactions: int = 0
