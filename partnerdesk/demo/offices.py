"""The offices of sample data, the people in them, and when and as whom these people write."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from random import Random

from partnerdesk import countries
from partnerdesk.demo import names
from partnerdesk.demo.sizes import Size
from partnerdesk.demo.words import LANGUAGES, Country, words
from partnerdesk.demo.words import countries as known_countries
from partnerdesk.desk import Identity
from partnerdesk.store.writer import Author

_HOME = {"fr": "LBN", "en": "KEN", "es": "COL", "ar": "JOR"}
"""The country of an office whose code names none, by the language of the person who works there."""
_WRONG_CLOCK = 0.08


@dataclass(frozen=True)
class Person:
    """A colleague."""

    name: str
    role: str


@dataclass(frozen=True)
class Office:
    """An office: its code is the scope of its records, its site the device on which they are written."""

    code: str
    name: str
    kind: str
    parent: str
    country: Country
    languages: tuple[str, ...]
    site: str
    people: tuple[Person, ...]
    clock: int = 0
    """By so many days the clock of its device is wrong; it never decides anything."""

    @property
    def language(self) -> str:
        """The language most of its records are written in."""
        return self.languages[0]

    @property
    def places(self) -> tuple[str, ...]:
        """The towns where it works."""
        return self.country.towns

    @property
    def focal_point(self) -> Person:
        """Who validates what the others submit."""
        return next((one for one in self.people if one.role != "field_officer"), self.people[0])

    @property
    def officers(self) -> tuple[Person, ...]:
        """Who records and submits."""
        return tuple(one for one in self.people if one != self.focal_point)

    def author(self, person: Person) -> Author:
        return Author(self.site, self.code, person.name)

    def at(self, day: date, minute: int) -> str:
        """Return a time of the working day, so many minutes after eight o'clock, with the office's offset from UTC."""
        hour = 8 + minute // 60 % 10
        shown = day + timedelta(days=self.clock) if self.clock else day
        return f"{shown.isoformat()}T{hour:02}:{minute % 60:02}:{minute * 7 % 60:02}{self.country.offset}"


def new_id(rng: Random) -> str:
    """Return a record id that the seed decides."""
    return f"{rng.getrandbits(128):032x}"


def offices(identity: Identity, site: str, size: Size, rng: Random) -> list[Office]:
    """Return the offices, the desk's own one first; the others each have a site of their own."""
    own = _own(identity, site, size, rng)
    taken = {own.code}
    result = [own]
    for code, kind, parent, country, town in _branches(own, size):
        if len(result) == size.offices:
            break
        if code not in taken:
            taken.add(code)
            result.append(_branch(code, kind, parent, country, town, rng))
    return result


def _own(identity: Identity, site: str, size: Size, rng: Random) -> Office:
    country = _home(identity)
    own = identity.language if identity.language in LANGUAGES else country.languages[0]
    languages = (own, *(one for one in country.languages if one != own))
    kind = "field_office"
    if size.offices > 1:
        kind = "hq" if size.global_ else "regional_office"
    me = Person(identity.person, identity.role)
    roles = ["field_officer", "focal_point"] if identity.role == "field_officer" else ["field_officer"] * 2
    others = tuple(Person(names.person(rng, country.culture), role) for role in roles)
    return Office(identity.office, identity.office_name, kind, "", country, languages, site, (me, *others))


def _home(identity: Identity) -> Country:
    known = known_countries()
    for part in identity.office.upper().split("-"):
        if part in known:
            return known[part]
        if in_region := [one for one in known.values() if one.region == part]:
            return in_region[0]
    return known[_HOME.get(identity.language, _HOME["fr"])]


def _branches(own: Office, size: Size) -> Iterator[tuple[str, str, str, Country, str]]:
    """Yield (code, kind, parent, country, town): regional offices first, then country offices, then those in other towns."""
    known = known_countries()
    if not size.global_:
        known = {code: one for code, one in known.items() if one.region == own.country.region}
    above = {one.region: own.code for one in known.values()}
    if size.global_:
        for region in above:
            country = next(one for one in known.values() if one.region == region)
            above[region] = f"{region}-RO"
            yield f"{region}-RO", "regional_office", own.code, country, region
    capitals = {code: f"{code}-{_short(one.towns[0])}" for code, one in known.items()}
    for code, one in known.items():
        yield capitals[code], "country_office", above[one.region], one, one.towns[0]
    for towns in zip_longest(*(one.towns[1:] for one in known.values())):
        for (code, one), town in zip(known.items(), towns, strict=True):
            kind = "sub_office" if town == one.towns[1] else "field_office"
            yield f"{code}-{_short(town)}", kind, capitals[code], one, town


def _short(town: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", town) if letter.isascii() and letter.isalpha())
    return plain[:3].upper()


def _branch(code: str, kind: str, parent: str, country: Country, town: str, rng: Random) -> Office:
    language = country.languages[0]
    place = countries.label(country.code, language) if kind == "country_office" else town
    name = words(language).offices[kind].format(place=place)
    roles = ("field_officer", "field_officer", "focal_point")
    people = tuple(Person(names.person(rng, country.culture), role) for role in roles)
    clock = rng.choice((-1, 3)) if rng.random() < _WRONG_CLOCK else 0
    return Office(code, name, kind, parent, country, country.languages, f"{rng.getrandbits(64):016x}", people, clock)
