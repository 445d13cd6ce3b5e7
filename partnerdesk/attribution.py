"""Who may be named for what was said: the meeting's rule, the stricter one of a note, and what each participant asked for.

Under the Chatham House Rule neither a speaker nor any other participant may be known by person or organisation.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from partnerdesk import vocabulary
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.ops import Value
from partnerdesk.text import fold
from partnerdesk.views import View

RULES = ("attributed", "organisation", "category", "chatham", "off_record")
"""The attribution rules, the most open first."""

_SHOWN = ("named", "organisation_only", "category_only", "hidden")
"""What a participant may be shown by, the most open first."""

_UNSETTLED = "chatham"
"""What holds while no rule is recorded, or people disagree about it: content may be used, nobody is known."""

_SHORTEST_PART = 3
# Particles that are part of many names and of many sentences.
_PARTICLES = frozenset(
    ["abou", "abu", "bin", "ben", "bint", "das", "del", "der", "des", "dos", "las", "les", "los", "the", "van", "von"]
)
_ATTACHED = ("وال", "بال", "كال", "فال", "ال", "لل", "و", "ف", "ب", "ل", "ك")
"""Arabic words that are written in one with the next."""

_WORD = re.compile(r"\w+")
_TATWEEL = "ـ"


@dataclass(frozen=True)
class Trace:
    """Folded words that give a name away where they follow one another."""

    words: tuple[str, ...]
    capital: bool
    """Only where the first begins with a capital: "care" in a sentence is not the organisation "Care"."""


@dataclass(frozen=True)
class Secrets:
    """Names that must not be found in a text, with what gives each away, by the first word of it."""

    by_word: Mapping[str, Sequence[tuple[str, Trace]]]


def strictest(*rules: Value) -> str:
    """Return the strictest of some attribution rules; none at all is unsettled, one from a newer version the strictest."""
    known = [RULES.index(rule) if rule in RULES else len(RULES) - 1 for rule in rules if rule]
    return RULES[max(known)] if known else _UNSETTLED


def rule_of(consultation: View) -> str:
    """Return the rule of a meeting; a rule that is missing or in dispute keeps everybody unknown."""
    rule = consultation["attribution_rule"]
    return strictest(rule, _UNSETTLED) if "attribution_rule" in consultation.conflicts else strictest(rule)


def rule_for(note: View, consultation: View) -> str:
    """Return the rule that a note stands under: its own can only be stricter than the meeting's."""
    settled = rule_of(consultation)
    return strictest(settled, note["attribution"] or settled)


def shown_as(rule: str, participant: View, audience: str = "") -> str:
    """Return by what a participant may be shown: named, organisation_only, category_only or hidden.

    What the participant asked for always wins over a more open rule, and the public reads no name without consent.
    """
    asked = participant["confidentiality"] or "named"
    if asked not in _SHOWN or "confidentiality" in participant.conflicts:
        asked = "hidden"
    if audience == "public" and asked == "named" and participant["consent"] is not True:
        asked = "organisation_only"
    allowed = min(RULES.index(rule), len(_SHOWN) - 1)
    return _SHOWN[max(allowed, _SHOWN.index(asked))]


def label(rule: str, participant: View) -> str:
    """Return the words by which a participant may be shown under a rule; nothing for somebody who stays unknown."""
    way = shown_as(rule, participant)
    organisation = str(participant["organisation"] or "")
    category = vocabulary.label("org_type", participant["org_type"]) if participant["org_type"] else ""
    if way == "named" and participant["name"]:
        name = str(participant["name"])
        if not organisation:
            return name
        # Translators: a person and where that person works.
        return _("{person} ({organisation})").format(person=name, organisation=organisation)
    if way in ("named", "organisation_only") and organisation:
        return organisation
    return "" if way == "hidden" else category


def secrets(
    rule: str, participants: Iterable[View], partners: Mapping[str, Sequence[View]], audience: str = ""
) -> Secrets:
    """Return every name that must not stand in a text under this rule: persons, and organisations where those are hidden too.

    `partners` holds the partner of each participant that has one, with all that it was joined with: acronyms and other names give
    it away as well.
    """
    present = list(participants)
    in_the_open = {fold(name) for participant in present for name in _open_names(rule, participant, audience)}
    traces: dict[str, tuple[Trace, ...]] = {}
    for participant in present:
        way = shown_as(rule, participant, audience)
        if way != "named" and participant["name"]:
            name = str(participant["name"])
            traces[name] = _person(name)
        if way in ("category_only", "hidden"):
            known = partners.get(str(participant["partner_id"]), ())
            traces |= {name: (_trace(_words(name)),) for name in _organisation_names(participant, known)}
    by_word: dict[str, list[tuple[str, Trace]]] = {}
    for name, found in traces.items():
        for trace in found if fold(name) not in in_the_open else ():
            by_word.setdefault(trace.words[0], []).append((name, trace))
    return Secrets(by_word)


def naming(name: str, *, parts: bool = True) -> Secrets:
    """Return what gives one person away: the whole name and, unless only that is wanted, parts of it."""
    traces = _person(name) if parts else _person(name)[:1]
    by_word: dict[str, list[tuple[str, Trace]]] = {}
    for trace in traces:
        by_word.setdefault(trace.words[0], []).append((name, trace))
    return Secrets(by_word)


def found_in(text: Value, names: Secrets) -> list[str]:
    """Return which of these names a text gives away, fully or by a part of a person's name."""
    if not text or not names.by_word:
        return []
    words = _words(str(text))
    folded = [fold(word) for word in words]
    found = [
        name
        for at, word in enumerate(folded)
        for meant in (word, *_without_attached(word))
        for name, trace in names.by_word.get(meant, ())
        if _stands(trace, at, words, folded)
    ]
    return list(dict.fromkeys(found))


def obstacle(names: Sequence[str]) -> str:
    """Return the sentence that says why a text cannot be shared as it is."""
    # Translators: {names} is a list of names of people or organisations.
    words = ngettext(
        "The text to be shared lets people recognise {names}, who must not be shown. Rephrase it.",
        "The text to be shared lets people recognise {names}, none of whom may be shown. Rephrase it.",
        len(names),
    )
    return words.format(names=", ".join(f"“{name}”" for name in names))


def _open_names(rule: str, participant: View, audience: str) -> list[str]:
    """Return what a participant is shown by: an organisation that one of its people shows is no secret of another's."""
    way = shown_as(rule, participant, audience)
    names = [participant["name"]] if way == "named" else []
    names += [participant["organisation"]] if way in ("named", "organisation_only") else []
    return [str(name) for name in names if name]


def _words(text: str) -> list[str]:
    """Return the words of a text with their capitals, without accents and harakat."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _WORD.findall(plain.replace(_TATWEEL, ""))


def _person(name: str) -> tuple[Trace, ...]:
    """Return what gives a person away: the whole name, and each part of it that is no particle."""
    words = _words(name)
    parts = [_trace([word]) for word in words if len(word) >= _SHORTEST_PART and fold(word) not in _PARTICLES]
    return tuple(dict.fromkeys([*([_trace(words)] if words else []), *parts]))


def _trace(words: Sequence[str]) -> Trace:
    return Trace(tuple(fold(word) for word in words), words[0][0].isupper())


def _organisation_names(participant: View, known: Iterable[View]) -> list[str]:
    names = [participant["organisation"]]
    for partner in known:
        names += [partner["legal_name"], partner["acronym"], partner["local_name"]]
        names += [*partner["aliases"], *partner["former_names"]]
    return [str(name) for name in names if name and _words(str(name))]


def _stands(trace: Trace, at: int, words: Sequence[str], folded: Sequence[str]) -> bool:
    """Tell whether a trace whose first word was found at a place goes on there, and may be meant as a name."""
    follows = tuple(folded[at + 1 : at + len(trace.words)]) == trace.words[1:]
    return follows and not (trace.capital and words[at][0].islower())


def _without_attached(word: str) -> list[str]:
    return [word[len(prefix) :] for prefix in _ATTACHED if word.startswith(prefix) and len(word) > len(prefix)]
