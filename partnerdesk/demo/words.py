"""The words that sample data is made of, read from `resources/sample`: sentences by language, parts of names, places."""

from functools import cache
from typing import Any

import msgspec

from partnerdesk import resources

LANGUAGES = ("fr", "en", "es", "ar")


class ByLevel(msgspec.Struct, frozen=True):
    """Sentences about something that goes well, so-so or badly."""

    good: tuple[str, ...]
    fair: tuple[str, ...]
    weak: tuple[str, ...]

    def at(self, level: float) -> tuple[str, ...]:
        """Return the sentences that suit a level from 0 to 1."""
        if level >= 0.66:
            return self.good
        return self.fair if level >= 0.4 else self.weak


class Responses(msgspec.Struct, frozen=True):
    """What recommendations were answered, by the code of the response."""

    accepted: tuple[str, ...]
    partly: tuple[str, ...]
    rejected: tuple[str, ...]


class Theme(msgspec.Struct, frozen=True):
    """What people say about a theme: what they see, what they ask for, what they recommend."""

    title: str
    facts: tuple[str, ...]
    asks: tuple[str, ...]
    recommendations: tuple[str, ...]


class Practice(msgspec.Struct, frozen=True):
    """A way of working worth repeating."""

    name: str
    context: str
    done: str
    effect: str
    conditions: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sentences of one language, by where they are used."""

    comments: ByLevel
    tails: tuple[str, ...]
    not_applicable: tuple[str, ...]
    cannot_say: tuple[str, ...]
    examples: tuple[str, ...]
    change: tuple[str, ...]
    first_topic: tuple[str, ...]
    strengths: tuple[str, ...]
    conclusions: ByLevel
    agreed: tuple[str, ...]
    differ: tuple[str, ...]
    discussion: tuple[str, ...]
    lessons: tuple[str, ...]
    conditions: tuple[str, ...]
    missing: tuple[str, ...]
    returned: tuple[str, ...]
    cancelled: tuple[str, ...]
    interests: tuple[str, ...]
    openers: tuple[str, ...]
    themes: dict[str, Theme]
    addressed_to: tuple[str, ...]
    responses: Responses
    practices: tuple[Practice, ...]
    consultations: dict[str, str]
    purposes: tuple[str, ...]
    safety: tuple[str, ...]
    sessions: tuple[str, ...]
    groups: tuple[str, ...]
    series: tuple[str, ...]
    functions: tuple[str, ...]
    documents: dict[str, str]
    measures: tuple[str, ...]
    taken: tuple[str, ...]
    milestones: tuple[str, ...]
    aims: dict[str, str]
    agreement_names: tuple[str, ...]
    objectives: tuple[str, ...]
    limits: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    mandates: tuple[str, ...]
    settings: tuple[str, ...]
    complementarity: tuple[str, ...]
    flags: dict[str, tuple[str, ...]]
    flag_details: tuple[str, ...]
    notes: tuple[str, ...]
    consent_purposes: tuple[str, ...]
    offices: dict[str, str]
    authorities: tuple[str, ...]
    recipients: tuple[str, ...]
    decisions: tuple[str, ...]


class Persons(msgspec.Struct, frozen=True):
    """Given and family names of one culture."""

    given: tuple[str, ...]
    family: tuple[str, ...]


class NameParts(msgspec.Struct, frozen=True):
    """What names of organisations are put together from in one language."""

    heads: dict[str, tuple[str, ...]]
    images: tuple[str, ...]
    purposes: tuple[str, ...]
    more: tuple[str, ...]
    places: tuple[str, ...]
    patterns: tuple[str, ...]


class Names(msgspec.Struct, frozen=True):
    """Parts of names of persons and organisations.

    `reserved` are acronyms that real organisations bear, `small_words` those that give no letter to an acronym.
    """

    reserved: frozenset[str]
    small_words: frozenset[str]
    persons: dict[str, Persons]
    organisations: dict[str, NameParts]


class Country(msgspec.Struct, frozen=True):
    """A country in which sample offices lie."""

    code: str
    region: str
    languages: tuple[str, ...]
    culture: str
    offset: str
    towns: tuple[str, ...]


@cache
def words(language: str) -> Words:
    """Return the sentences of a language, one of `LANGUAGES`."""
    return msgspec.convert(_read(language), Words)


@cache
def names() -> Names:
    """Return the parts of names."""
    return msgspec.convert(_read("names"), Names)


@cache
def countries() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-3 code, in the order in which offices are opened."""
    return msgspec.convert(_read("places"), dict[str, Country])


def _read(name: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # Both loaders are safe ones; the one in C is ten times as fast where it was built.
    return yaml.load(resources.path("sample", f"{name}.yaml").read_bytes(), loader)  # noqa: S506
