"""How likely two partners are one organisation, and why: a score from 0 to 100 and whole sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partnerdesk import vocabulary
from partnerdesk.duplicates.profiles import Name, Profile, initials
from partnerdesk.duplicates.weights import Weights
from partnerdesk.i18n import _, is_rtl, language
from partnerdesk.text import words

CANDIDATE = 70
"""From this score on two partners are shown as look-alikes."""

SAME_NAME, LEAST_ALIKE = 0.999, 0.5

_NAME = 0.95
_REGISTRATION, _NUMBER_ALONE = 0.92, 0.35
_DOMAIN, _PHONE = 0.6, 0.6
_NAME_IS_ACRONYM, _ACRONYM, _SHORT_ACRONYM, _INITIALS = 0.76, 0.45, 0.25, 0.3
_COMMON_ACRONYM = 3
"""More partners than so many with one acronym make it tell half as much."""
_COUNTRY, _PLACE = 0.1, 0.1
_OTHER_COUNTRY, _OTHER_ACRONYM, _OTHER_REGISTRATION = 0.75, 0.9, 0.9
_OTHER_COUNTRY_SAME_ADDRESS = 0.9
_SUBSTITUTED = 0.6
"""Words that each name has in place of the other's (North, South) tell more against it than words that one leaves out."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two partners that look alike; `one` and `other` are their ids."""

    one: str
    other: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two names are, from 0 to 1."""

    score: float
    one: Name
    other: Name


@dataclass
class _Evidence:
    """Independent reasons add up; what speaks against it takes a share away."""

    doubt: float = 1.0
    share: float = 1.0
    reasons: list[str] | None = None

    def speaks_for(self, strength: float, sentence: str = "") -> None:
        self.doubt *= 1 - strength
        self._say(sentence)

    def speaks_against(self, share: float, sentence: str) -> None:
        self.share *= share
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        if sentence and self.reasons is not None:
            self.reasons.append(sentence)

    @property
    def score(self) -> int:
        return round(100 * min(1 - self.doubt, 0.99) * self.share)


def alike(one: Name, other: Name, weights: Weights, begun: Mapping[str, float] | None = None) -> float:
    """Return how alike two names are, from 0 to 1, in whatever order their words stand.

    `begun` holds what the last word of the first name may become while it is typed; what is not typed yet then tells
    nothing against it.
    """
    if one.compact == other.compact:
        return 1.0
    shared = one.bag & other.bag
    both = weights.total(shared)
    total_one, total_other = weights.total(one.bag), weights.total(other.bag)
    left_one, left_other = total_one - both, total_other - both
    rest = set(other.bag - shared)
    for word in one.bag - shared:
        near = weights.alike(word) if begun is None or word != one.stems[-1] else {**weights.alike(word), **begun}
        twin = max(rest & near.keys(), key=lambda found: (near[found], found), default="")
        if twin:
            rest.discard(twin)
            both += near[twin] * (weights.of(word) + weights.of(twin)) / 2
            left_one -= weights.of(word)
            left_other -= weights.of(twin)
    score = 2 * (both - _SUBSTITUTED * max(min(left_one, left_other), 0)) / (total_one + total_other)
    if begun is not None and total_one >= 1:
        score = max(score, (0.7 + 0.3 * min(score, 1)) * both / total_one)
    return max(0.0, min(score, 1.0))


def best_names(
    one: Profile, other: Profile, weights: Weights, begun: Mapping[str, float] | None = None
) -> Alike | None:
    """Return the names by which two partners are most alike; None where they have nothing in common."""
    found: Alike | None = None
    for mine in one.names:
        for theirs in other.names:
            score = alike(mine, theirs, weights, begun)
            if score >= LEAST_ALIKE and (found is None or score > found.score):
                found = Alike(score, mine, theirs)
    return found


def judge(
    one: Profile, other: Profile, names: Alike | None, bearers: Mapping[str, int], *, explain: bool = True
) -> Match:
    """Return how likely two partners are one, given the names by which they are most alike.

    `bearers` tells how many partners go by an acronym.
    """
    evidence = _Evidence(reasons=[] if explain else None)
    _names(evidence, names)
    _acronyms(evidence, one, other, names, bearers)
    _registrations(evidence, one, other)
    _addresses(evidence, one, other)
    _places(evidence, one, other)
    return Match(one.id, other.id, evidence.score, tuple(evidence.reasons or ()))


def _names(evidence: _Evidence, names: Alike | None) -> None:
    if names is not None:
        evidence.speaks_for(_NAME * names.score, _names_in_words(names) if evidence.reasons is not None else "")


def _names_in_words(names: Alike) -> str:
    one, other = names.one, names.other
    if one.text == other.text:
        return _("Both go by the name “{name}”.").format(name=_apart(one.text))
    if one.compact == other.compact:
        told = _("“{one}” and “{other}” differ only in capitals, accents, spaces or signs.")
    elif sorted(one.words) == sorted(other.words):
        told = _("“{one}” and “{other}” are the same words in another order.")
    elif one.bag == other.bag:
        told = _("“{one}” and “{other}” differ only in small words or endings.")
    elif one.bag < other.bag or other.bag < one.bag:
        told = _("“{one}” and “{other}” differ only in words that one of them leaves out.")
    else:
        told = _("“{one}” and “{other}” are nearly the same.")
    return told.format(one=_apart(one.text), other=_apart(other.text))


def _apart(name: str) -> str:
    """Keep a name's own direction of reading to itself in a sentence that runs from right to left."""
    return f"\u2068{name}\u2069" if is_rtl(language()) else name


def _acronyms(
    evidence: _Evidence, one: Profile, other: Profile, names: Alike | None, bearers: Mapping[str, int]
) -> None:
    shared = sorted(one.acronyms.keys() & other.acronyms.keys(), key=len)
    named = _named_by_acronym(one, other) or _named_by_acronym(other, one)
    spelt = _initials(one, other) or _initials(other, one)
    if shared:
        key = shared[-1]
        strength = _ACRONYM if len(key) >= 3 else _SHORT_ACRONYM
        told = _("Both use the acronym {acronym}.").format(acronym=one.acronyms[key])
        evidence.speaks_for(strength * _rarity(bearers, key), told)
    elif named:
        told = _("The name of one is the acronym of the other: {acronym}.").format(acronym=named[1])
        evidence.speaks_for(_NAME_IS_ACRONYM * _rarity(bearers, named[0]), told)
    elif spelt:
        told = _("The acronym of one, {acronym}, is made of the first letters of the other.").format(acronym=spelt[1])
        evidence.speaks_for(_INITIALS * _rarity(bearers, spelt[0]), told)
    elif one.acronyms and other.acronyms and (names is None or names.score < SAME_NAME):
        mine, theirs = (next(iter(side.acronyms.values())) for side in (one, other))
        told = _("Their acronyms differ: {one} and {other}.").format(one=mine, other=theirs)
        evidence.speaks_against(_OTHER_ACRONYM, told)


def _named_by_acronym(one: Profile, other: Profile) -> tuple[str, str] | None:
    for name in one.names:
        if len(name.compact) >= 3 and name.compact in other.acronyms and name.compact not in one.acronyms:
            return name.compact, other.acronyms[name.compact]
    return None


def _initials(one: Profile, other: Profile) -> tuple[str, str] | None:
    if other.acronyms:
        return None
    made = {initials(name) for name in other.names}
    return next(((key, text) for key, text in one.acronyms.items() if len(key) >= 3 and key in made), None)


def _rarity(bearers: Mapping[str, int], key: str) -> float:
    return 1.0 if bearers.get(key, 0) <= _COMMON_ACRONYM else 0.5


def _registrations(evidence: _Evidence, one: Profile, other: Profile) -> None:
    shared = sorted(one.registrations.keys() & other.registrations.keys())
    if shared:
        (number, mine), (_number, theirs) = one.registrations[shared[0]], other.registrations[shared[0]]
        told = _("Same registration number: {number}.").format(number=number)
        agree = not (mine and theirs) or bool(_long_words(mine) & _long_words(theirs)) or words(mine) == words(theirs)
        elsewhere = one.countries and other.countries and not one.countries & other.countries
        evidence.speaks_for(_REGISTRATION if agree and not elsewhere else _NUMBER_ALONE, told)
    elif one.registrations and other.registrations:
        mine, theirs = (next(iter(side.registrations.values()))[0] for side in (one, other))
        told = _("Their registration numbers differ: {one} and {other}.").format(one=mine, other=theirs)
        evidence.speaks_against(_OTHER_REGISTRATION, told)


def _long_words(text: str) -> set[str]:
    return {word for word in words(text) if len(word) >= 4}


def _addresses(evidence: _Evidence, one: Profile, other: Profile) -> None:
    for domain in sorted(one.domains & other.domains)[:1]:
        evidence.speaks_for(_DOMAIN, _("Their mail addresses end alike: {domain}.").format(domain=domain))
    for key in sorted(one.phones.keys() & other.phones.keys())[:1]:
        evidence.speaks_for(_PHONE, _("Same telephone number: {number}.").format(number=one.phones[key]))


def _places(evidence: _Evidence, one: Profile, other: Profile) -> None:
    if one.countries and other.countries:
        if shared := sorted(one.countries & other.countries):
            evidence.speaks_for(_COUNTRY, _("Same country: {country}.").format(country=_countries(shared)))
        else:
            told = _("In different countries: {one} and {other}.").format(
                one=_countries(one.countries), other=_countries(other.countries)
            )
            reached_alike = one.domains & other.domains or one.phones.keys() & other.phones.keys()
            evidence.speaks_against(_OTHER_COUNTRY_SAME_ADDRESS if reached_alike else _OTHER_COUNTRY, told)
    for key in sorted(one.places.keys() & other.places.keys())[:1]:
        evidence.speaks_for(_PLACE, _("Same place: {place}.").format(place=one.places[key]))


def _countries(codes: Iterable[str]) -> str:
    return ", ".join(vocabulary.label(vocabulary.COUNTRY, code) for code in sorted(codes))
