"""What a partner is recognised by: its names as words, acronyms, registrations, address; plain data, no database."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from partnerdesk import resources
from partnerdesk.store.ops import Value
from partnerdesk.text import fold, words

FIELDS = (
    "legal_name", "acronym", "local_name", "aliases", "former_names", "country", "place", "registration", "email", "phone",
)  # fmt: skip
"""The fields of a partner that are compared."""

NAMES = ("legal_name", "local_name", "aliases", "former_names")

_ACRONYM_IN_NAME = re.compile(r"\(([^\W\d_]{2,8}|(?:[^\W\d_]\.){2,8})\)")
_SHORTEST_REGISTRATION = 3
_SHORTEST_PHONE = 7


@cache
def known_words(which: str) -> frozenset[str]:
    """Return folded words that tell little: forms of organisations, `small` words, hosts of anybody's mail (`public_mail`)."""
    return frozenset(json.loads(resources.path("name_words.json").read_text("utf-8"))[which])


@dataclass(frozen=True, slots=True)
class Name:
    """One of a partner's names: as written, its folded words, and what is left of them without small words and endings."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    bag: frozenset[str]

    @property
    def compact(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a partner, or a group of joined ones, is recognised by; keys are folded, values as written."""

    id: str
    title: str
    office: str
    names: tuple[Name, ...]
    acronyms: Mapping[str, str]
    registrations: Mapping[str, tuple[str, str]]
    """Folded number -> number and authority as written."""
    domains: frozenset[str]
    phones: Mapping[str, str]
    countries: frozenset[str]
    places: Mapping[str, str]


def profile(values: Mapping[str, Value], record: str = "", office: str = "") -> Profile:
    """Return what a partner with these values is recognised by; it may be one that is still being typed."""
    texts = [text for field in NAMES for text in _texts(values.get(field))]
    acronyms = [*_texts(values.get("acronym")), *(inner for text in texts for inner in _ACRONYM_IN_NAME.findall(text))]
    names = [name_of(text) for text in texts]
    return Profile(
        id=record,
        title=str(values.get("legal_name") or values.get("acronym") or ""),
        office=office,
        names=tuple({name.words: name for name in names if name.words}.values()),
        acronyms={key: text for text in acronyms if len(key := "".join(words(text))) >= 2},
        registrations=dict(_registrations(values.get("registration"))),
        domains=frozenset(_domains(values.get("email"))),
        phones={key: text for text in _texts(values.get("phone")) if len(key := _digits(text)) >= _SHORTEST_PHONE},
        countries=frozenset(_texts(values.get("country"))),
        places={key: text for text in _texts(values.get("place")) if (key := "".join(words(text)))},
    )


def together(profiles: Iterable[Profile]) -> Profile:
    """Return what a group of joined partners is recognised by; it goes by the id and title of the first."""
    first, *more = profiles
    everybody = (first, *more)
    return Profile(
        id=first.id,
        title=first.title,
        office=first.office,
        names=tuple({name.words: name for one in everybody for name in one.names}.values()),
        acronyms={key: text for one in everybody for key, text in one.acronyms.items()},
        registrations={key: text for one in everybody for key, text in one.registrations.items()},
        domains=frozenset().union(*(one.domains for one in everybody)),
        phones={key: text for one in everybody for key, text in one.phones.items()},
        countries=frozenset().union(*(one.countries for one in everybody)),
        places={key: text for one in everybody for key, text in one.places.items()},
    )


def name_of(text: str) -> Name:
    """Return a name taken apart; an acronym in parentheses is no part of it."""
    small = known_words("small")
    found = tuple(words(_ACRONYM_IN_NAME.sub(" ", text))) or tuple(words(text))
    stems = tuple(stem(word) for word in found if word not in small) or found
    return Name(text, found, stems, frozenset(stems))


def stem(word: str) -> str:
    """Return a folded word without its plural or its Arabic article."""
    if word in known_words("form"):
        return word
    for article in ("وال", "بال", "ال", "لل"):
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article) :]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def initials(name: Name) -> str:
    """Return the first letters of a name's words without the small ones."""
    return "".join(stem[0] for stem in name.stems)


def _texts(value: Value) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [item.strip() for item in items if isinstance(item, str) and item.strip()]


def _registrations(value: Value) -> Iterable[tuple[str, tuple[str, str]]]:
    for row in value if isinstance(value, list) else ():
        if isinstance(row, dict) and isinstance(number := row.get("number"), str):
            key = "".join(words(number))
            if len(key) >= _SHORTEST_REGISTRATION and any(letter.isdigit() for letter in key):
                yield key, (number.strip(), str(row.get("authority") or "").strip())


def _domains(value: Value) -> Iterable[str]:
    for address in _texts(value):
        domain = fold(address).rpartition("@")[2].strip(" .>").removeprefix("www.")
        if "." in domain and domain.partition(".")[0] not in known_words("public_mail"):
            yield domain


def _digits(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isdigit()).lstrip("0")
