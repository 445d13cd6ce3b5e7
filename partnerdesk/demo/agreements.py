"""Agreements of the sample: one or two in every year that two organisations work together."""

from datetime import date, timedelta
from random import Random

from partnerdesk.demo.pen import day_between
from partnerdesk.demo.scribe import Agreed, Partnership, Scribe
from partnerdesk.demo.sizes import LAST_DAY
from partnerdesk.store.ops import Value

_SECOND = 0.45
_FUNDED = 0.65
_FUNDED_TYPES = ("pca", "ssfa", "ppa", "grant", "sub_grant")
_OTHER_TYPES = ("mou", "framework", "letter")


def record_agreements(scribe: Scribe, known: Partnership) -> None:
    """Record what was agreed with a partner over the years."""
    for year in known.active:
        for _number in range(1 + (scribe.rng.random() < _SECOND)):
            _record(scribe, known, year)


def _record(scribe: Scribe, known: Partnership, year: int) -> None:
    rng, pen = scribe.rng, scribe.pen()
    start = day_between(rng, scribe.begins(year), scribe.begins(year) + timedelta(days=300))
    # Projects of public pooled funds last nine to twelve months (domain.md).
    end = start + timedelta(days=round(30.4 * min(max(rng.gauss(10.5, 4), 3), 24)))
    aim = rng.choice(tuple(pen.words.aims.values()))
    funded = rng.random() < _FUNDED
    values: dict[str, Value] = {
        "partner_id": known.id,
        "number": scribe.reference("AGR", start.year),
        "name": pen.one(pen.words.agreement_names, aim=aim),
        "type": rng.choice(_FUNDED_TYPES if funded else _OTHER_TYPES),
        "duration": {"start": start.isoformat(), "end": end.isoformat()},
        "amount": _amount(rng) if funded else None,
        "objectives": pen.one(pen.words.objectives, aim=aim),
        "limits": pen.one(pen.words.limits) if rng.random() < 0.6 else None,
        "our_contribution": pen.one(pen.words.ours),
        "partner_contribution": pen.one(pen.words.theirs),
        "principles_clause": rng.random() < 0.7,
    }
    record, officer = scribe.new_id(), scribe.officer()
    drafted = start - timedelta(days=rng.randint(20, 60))
    path = list(_path(rng, start, end))
    scribe.ledger.create(officer, "agreement", record, scribe.at(drafted), values)
    for status, day in path:
        scribe.ledger.change(officer, "agreement", record, scribe.at(day), {"status": status}, why="status")
    known.agreements.append(Agreed(record, end, path[-1][0] if path else "draft"))


def _amount(rng: Random) -> dict[str, Value]:
    hundreds = min(max(round(rng.lognormvariate(6.6, 1)), 30), 30_000)
    return {"minor": hundreds * 100 * 100, "currency": rng.choice(("USD", "USD", "EUR"))}


def _path(rng: Random, start: date, end: date) -> list[tuple[str, date]]:
    """Return the states an agreement has gone through, with the day of each."""
    fate = rng.random()
    if fate < 0.02:
        return []
    steps = [("signed", start - timedelta(days=rng.randint(2, 15))), ("active", start)]
    middle = start + (end - start) / 2
    if fate < 0.06:
        steps += [("terminated", middle), ("closed", middle + timedelta(days=60))]
    elif fate < 0.09:
        steps.append(("suspended", middle))
    elif fate < 0.12:
        steps += [("suspended", middle), ("active", middle + timedelta(days=30)), ("ended", end)]
    else:
        steps.append(("ended", end))
        if rng.random() < 0.7:
            steps.append(("closed", end + timedelta(days=rng.randint(30, 150))))
    return [step for step in steps if step[1] <= LAST_DAY]
