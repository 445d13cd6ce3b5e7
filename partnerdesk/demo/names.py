"""Invented names: of persons by culture, of organisations by language, in the lengths and scripts that real lists show.

Measured on public lists of partners: half of the names are longer than 34 characters, one in twenty longer than 66, the
longest has 139, and 16 in 100 hold letters outside ASCII (domain.md).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log
from random import Random

from partnerdesk.demo.words import NameParts
from partnerdesk.demo.words import names as known
from partnerdesk.text import fold

MEDIAN, SPREAD, LONGEST = 34, 0.41, 139
NOT_ASCII = 0.16
_TRIES = 14
_LOCAL = {"arabic": "ar", "slavic": "uk"}
"""The language in which organisations of a culture also write their names, in another script."""


@dataclass(frozen=True)
class OrganisationName:
    """A name with what goes with it; `local` is the same name in another script."""

    legal: str
    type: str
    acronym: str = ""
    local: str = ""
    alias: str = ""


def person(rng: Random, culture: str) -> str:
    """Return the name of a person who does not exist."""
    persons = known().persons
    if culture == "arabic" and rng.random() < 0.08:
        culture = "arabic_script"
    return f"{rng.choice(persons[culture].given)} {rng.choice(persons[culture].family)}"


@dataclass
class Namer:
    """Gives each organisation a name that no other one has."""

    _taken: set[str] = field(default_factory=set)
    _made: int = 0

    def organisation(self, rng: Random, languages: Sequence[str], culture: str) -> OrganisationName:
        """Return a name in one of these languages, or in the local one of a culture."""
        self._made += 1
        # Counted, not drawn: also twelve names hold their share.
        not_ascii = round(self._made * NOT_ASCII) > round((self._made - 1) * NOT_ASCII)
        wanted = min(max(rng.lognormvariate(log(MEDIAN), SPREAD), 14), LONGEST)
        local = _LOCAL.get(culture)
        language = rng.choice(languages) if rng.random() < 0.5 else languages[0]
        if local and rng.random() < 0.2:
            language = local
        if language == "ar" or (not_ascii and local and language == "en"):
            language = local or "en"
        parts = known().organisations[language]
        candidates = [one for _ in range(_TRIES) if (one := self._candidate(rng, parts, not_ascii)) is not None]
        best = min(candidates, key=lambda one: (one.legal.isascii() == not_ascii, abs(len(one.legal) - wanted)))
        self._taken.add(fold(best.legal))
        return best

    def _candidate(self, rng: Random, parts: NameParts, not_ascii: bool) -> OrganisationName | None:
        kind = rng.choice(tuple(parts.heads)) if rng.random() < 0.45 else rng.choice(("ngo", "ngo", "cbo"))
        chosen = {
            "head": rng.choice(parts.heads[kind]),
            "image": rng.choice(parts.images),
            "purpose": rng.choice(parts.purposes),
            "more": rng.choice(parts.more),
            "place": rng.choice(parts.places),
        }
        pattern = rng.choice(parts.patterns)
        latin, local = _filled(pattern, chosen, 0), _filled(pattern, chosen, 1)
        if fold(latin) in self._taken or len(latin) > LONGEST:
            return None
        short = acronym(latin) if rng.random() < 0.8 else ""
        if not local:
            return OrganisationName(latin, kind, short)
        if not_ascii:
            return OrganisationName(local, kind, short, local, latin)
        return OrganisationName(latin, kind, short, local)


def _filled(pattern: str, chosen: dict[str, str], script: int) -> str:
    """Put parts into a pattern, each as it is in the first or second script; nothing where there is but one."""
    if script and "|" not in pattern:
        return ""
    parts = {name: part.split("|")[script if "|" in part else 0] for name, part in chosen.items()}
    return pattern.split("|")[script].format(**parts)


def acronym(name: str) -> str:
    """Return the initials of a name's words, nothing when they are few or belong to a real organisation."""
    plain = unicodedata.normalize("NFKD", name.replace("'", " ").replace("-", " ").replace("’", " "))
    initials = [word[0] for word in plain.split() if word[0].isalpha() and word.lower() not in known().small_words]
    short = "".join(letter for letter in initials if letter.isascii()).upper()[:6]
    return short if len(short) >= 3 and short not in known().reserved else ""


def misspelt(rng: Random, name: str) -> str:
    """Return a name as somebody else records the same organisation: other case, no accents, the acronym, less of it."""
    plain = unicodedata.normalize("NFKD", name)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    variants = {name.upper(), bare.title(), bare.lower().replace("-", " "), acronym(name)} - {"", name}
    # Arabic script has no capitals and few accents: there a full stop has crept in.
    return rng.choice(sorted(variants) or [f"{name}."])
