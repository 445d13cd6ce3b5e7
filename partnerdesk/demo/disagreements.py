"""Where two offices of the sample changed the same field without having seen each other's change; half of it is decided."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from partnerdesk.demo.offices import Office
from partnerdesk.demo.scribe import Partnership
from partnerdesk.demo.sizes import LAST_DAY
from partnerdesk.demo.words import words
from partnerdesk.desk import Desk
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Draft, Writer

ONE_IN = 50
"""Of so many partners one is in dispute, or was."""


def record_disagreements(desk: Desk, rng: Random, found: Sequence[tuple[Office, Partnership]], above: Office) -> None:
    """Let the office of a partner and the one above it each write what it knows."""
    if not found:
        return
    for number in range(max(len(found) // ONE_IN, 1)):
        office, partner = rng.choice(found)
        field, theirs, ours = _views(rng, office)
        _write(desk, rng, office, above, partner.id, field, theirs, ours, decided=bool(number % 2))


def _views(rng: Random, office: Office) -> tuple[str, Value, Value]:
    return rng.choice(
        (
            ("year_founded", rng.randint(1970, 1994), rng.randint(2000, 2020)),
            ("place", office.country.towns[0], office.country.towns[-1]),
            ("phone", f"+000 555 {rng.randint(100, 499)} 001", f"+000 555 {rng.randint(500, 999)} 002"),
            ("level", "local", "national"),
        )
    )


def _write(
    desk: Desk,
    rng: Random,
    office: Office,
    above: Office,
    record: str,
    field: str,
    theirs: Value,
    ours: Value,
    *,
    decided: bool,
) -> None:
    kind = kind_named("partner")
    day = LAST_DAY - timedelta(days=rng.randint(3, 40))
    at_office, at_above = office.at(day, 100), above.at(day, 130)
    with desk.writing() as connection:
        first = Writer(connection, office.author(office.officers[0]))
        seen = first.seen(kind, record)
        first.write([Draft("partner", {field: theirs}, id=record, seen=seen, at=at_office)])
        second = Writer(connection, above.author(above.people[0]))
        second.write([Draft("partner", {field: ours}, id=record, seen=seen, at=at_above)])
        if decided:
            reason = rng.choice(words(above.language).decisions)
            later = above.at(day + timedelta(days=2), 60)
            third = Writer(connection, above.author(above.people[0]))
            third.write(
                [Draft("partner", {field: theirs}, id=record, at=later, why="resolve", note=reason, insist=True)]
            )
