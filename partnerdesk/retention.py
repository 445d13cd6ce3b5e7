"""How long records are kept: what is due, and a person's decision to erase it or to keep it longer. Nothing goes on its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import msgspec
import yaml

from partnerdesk import actions, erasure, resources, showing
from partnerdesk.desk import Desk
from partnerdesk.erasure import Erased, Part
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _, ngettext
from partnerdesk.store import rowvalues
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.kinds import Kind, kind_named
from partnerdesk.store.writer import Draft

UNTIL = "retain_until"
_ANY = "any"
_EVENTS: Mapping[str, str] = {
    "withdrawn": N_("consent was withdrawn"),
    "changed": N_("last changed"),
    "held": N_("the meeting was held"),
    "done": N_("the assessment was done"),
    "closed": N_("closed"),
    "ended": N_("the agreement ended"),
}


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long one kind of record, or some fields of it, is kept; see `resources/retention.yaml`."""

    kind: str
    since: list[str]
    event: str
    years: dict[str, int]
    fields: list[str] = []
    only: str = ""


class _Rules(msgspec.Struct, frozen=True):
    format: str
    rules: list[Rule]


@dataclass(frozen=True)
class Due:
    """Something whose time is over."""

    kind: str
    id: str
    title: str
    office: str
    fields: tuple[str, ...]
    """The fields that are due; none named for the whole record."""
    since: str
    """The day from which its time was counted, or the day until which it was to be kept; ISO."""
    reason: str
    """Why it is due, in a whole sentence."""


@cache
def rules() -> Sequence[Rule]:
    """Return the rules in their order; the first one that makes a record due is the one that is told."""
    data: Any = yaml.safe_load(resources.path("retention.yaml").read_bytes())
    return msgspec.convert(data, _Rules).rules


def due(desk: Desk, on: date | None = None) -> list[Due]:
    """Return what is due on a day, by default today: what was due first comes first."""
    today = on or actions.today()
    found: dict[tuple[str, str], Due] = {}
    with desk.reading() as connection:
        for rule in rules():
            for one in _due_by(connection, rule, today):
                found.setdefault((one.kind, one.id), one)
    return sorted(found.values(), key=lambda one: (one.since, one.kind, one.id))


def count(desk: Desk, on: date | None = None) -> int:
    """Return how many records are due."""
    today = on or actions.today()
    with desk.reading() as connection:
        return len({(rule.kind, record) for rule in rules() for (record,) in _find(connection, rule, today, "r.id")})


def _due_by(connection: Connection, rule: Rule, today: date) -> Iterator[Due]:
    kind = kind_named(rule.kind)
    titles = ", ".join(f'r."{name}"' for name in kind.title)
    columns = f"r.id, r.scope, {_day(kind, rule)[0]}, r.{UNTIL}, {titles}"
    for record, scope, since, until, *texts in _find(connection, rule, today, columns):
        title = rowvalues.called(kind, dict(zip(kind.title, texts, strict=True)))
        reason = _kept_until(until) if until else _time_over(rule, since, today)
        yield Due(kind.name, record, title, scope, tuple(rule.fields), until or since, reason)


def _find(connection: Connection, rule: Rule, today: date, columns: str) -> list[Any]:
    """Return these columns of the records that a rule makes due."""
    kind = kind_named(rule.kind)
    day, joins = _day(kind, rule)
    limit, limits = _limit(kind, rule, today)
    tests = ["NOT r.deleted", f"(r.{UNTIL} IS NULL AND {day} < {limit} OR r.{UNTIL} < ?)"]
    if rule.fields:
        tests.append("(" + " OR ".join(f'r."{name}" IS NOT NULL' for name in rule.fields) + ")")
    if rule.only:
        tests.append(f'r."{rule.only}"')
    sql = f"SELECT {columns} FROM {kind.name} r {joins} WHERE {' AND '.join(tests)}"  # noqa: S608  names of our own
    return rows(connection, sql, (*limits, today.isoformat()))


def _day(kind: Kind, rule: Rule) -> tuple[str, str]:
    """Return the day that a rule counts from as SQL, and the joins that it needs."""
    parents: dict[str, str] = {}
    days = []
    for path in rule.since:
        reference, _arrow, name = path.rpartition(">")
        alias = "r"
        if reference:
            alias = parents.setdefault(reference, f"p{len(parents)}")
        column, _dot, part = name.partition(".")
        expression = f'{alias}."{column}"'
        days.append(f"json_extract({expression}, '$.{part}')" if part else expression)
    joins = " ".join(
        f'LEFT JOIN {kind.fields[reference].refers_to} {alias} ON {alias}.id = r."{reference}"'
        for reference, alias in parents.items()
    )
    both = days[0] if len(days) == 1 else f"coalesce({', '.join(days)})"
    return f"substr({both}, 1, 10)", joins


def _limit(kind: Kind, rule: Rule, today: date) -> tuple[str, tuple[str, ...]]:
    """Return the day before which a record is due as SQL with its parameters: it depends on how sensitive the record is."""
    levels = {level: years for level, years in rule.years.items() if level != _ANY}
    usual = _years_before(today, rule.years[_ANY])
    if not levels or "sensitivity" not in kind.fields:
        return "?", (usual,)
    cases = " ".join("WHEN ? THEN ?" for _level in levels)
    told = [text for level, years in levels.items() for text in (level, _years_before(today, years))]
    return f"CASE r.sensitivity {cases} ELSE ? END", (*told, usual)


def _years_before(today: date, years: int) -> str:
    """Return the day after the one so many years ago: what happened before it has been kept for that long."""
    year = today.year - years
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date.fromordinal(date(year, today.month, day).toordinal() + 1).isoformat()


def _kept_until(until: str) -> str:
    return _("It was to be kept until {day}.").format(day=showing.day(until))


def _time_over(rule: Rule, since: str, today: date) -> str:
    started = int(since[:4]) if since[:4].isdigit() else today.year
    years = today.year - started - (today.isoformat()[5:] < since[5:])
    about = {"day": showing.day(since), "event": _(_EVENTS[rule.event])}
    if years < 1:
        # Translators: {event} is such as “consent was withdrawn”, {day} a date.
        return _("On {day}: {event}.").format(**about)
    # Translators: {event} is such as “the meeting was held”, {day} a date.
    words = ngettext("{n} year has passed since {day}: {event}.", "{n} years have passed since {day}: {event}.", years)
    return words.format(n=years, **about)


def parts(desk: Desk, chosen: Iterable[Due]) -> list[Part]:
    """Return what erasing these would take: of whole records also what belongs to them."""
    found: dict[tuple[str, str], Part] = {}
    for one in chosen:
        for part in erasure.plan(desk, one.kind, one.id, one.fields):
            if part.belongs:
                known = found.get((part.kind, part.id))
                # All of a record is more than some fields of it.
                if known is None or (known.fields and not part.fields):
                    found[part.kind, part.id] = part
    return list(found.values())


def erase(desk: Desk, chosen: Sequence[Due], reason: str = "", *, asked_by: str = "") -> Erased:
    """Erase what is due and was chosen, all or nothing; PartnerDeskError where this person may not erase."""
    return erasure.erase(desk, parts(desk, chosen), reason or _("Its time was over."), asked_by=asked_by)


def keep(desk: Desk, chosen: Sequence[Due], until: date, reason: str) -> int:
    """Keep what was chosen until another day, and return how many records; the reason stands in their history.

    Raises PartnerDeskError for a day that is not ahead, or without a reason.
    """
    if until <= date.today():  # noqa: DTZ011  the day where the person sits
        raise PartnerDeskError(_("Choose a day in the future until which it is kept. Nothing was changed."))
    if not reason.strip():
        raise PartnerDeskError(_("Write why it is kept longer. Nothing was changed."))
    desk.write(
        Draft(one.kind, {UNTIL: until.isoformat()}, id=one.id, note=reason.strip(), insist=True) for one in chosen
    )
    return len(chosen)
