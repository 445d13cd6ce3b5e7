"""Partners of the sample: what is recorded about an organisation, its people, and what was observed."""

from collections.abc import Mapping
from datetime import date, timedelta

from partnerdesk import vocabulary
from partnerdesk.assessments.facts import facts_of_partner
from partnerdesk.demo import names
from partnerdesk.demo.names import Namer, OrganisationName
from partnerdesk.demo.pen import Pen, day_between, drawn
from partnerdesk.demo.scribe import YEAR, Partnership, Scribe
from partnerdesk.demo.sizes import LAST_DAY
from partnerdesk.store.ops import Value

_LEVELS: Mapping[str, dict[str, float]] = {
    "cbo": {"local": 0.9, "national": 0.1},
    "government": {"local": 0.6, "national": 0.4},
    "network": {"national": 0.6, "regional": 0.3, "international": 0.1},
    "academic_research": {"national": 0.8, "international": 0.2},
}
_OTHER_LEVEL = {"local": 0.35, "national": 0.42, "regional": 0.06, "international": 0.17}
_RELATIONS = {"funded": 0.6, "operational": 0.5, "advocacy": 0.25, "consultative": 0.3}
_FACTS = {"has_branches": 0.4, "holds_stock": 0.35, "has_subpartners": 0.2, "affected_people": 0.85}
_FACT_KNOWN = 0.88
_STAFF = (0.35, 0.35, 0.15, 0.1, 0.05)
_BUDGET = (0.25, 0.3, 0.25, 0.15, 0.05)
_ALSO = ("women_led", "refugee_led", "faith_based", "cbo")
_CONCERNS = ("reputational", "financial", "operational", "compliance", "sea", "safeguarding", "sanctions")


def record_partner(scribe: Scribe, namer: Namer, active: float) -> Partnership:
    """Record a partner with its contacts and perhaps an observation; `active` is the share of years worked together."""
    rng, office = scribe.rng, scribe.office
    name = namer.organisation(rng, office.languages, office.country.culture)
    types = dict.fromkeys([name.type, *([rng.choice(_ALSO)] if rng.random() < 0.25 else [])])
    known = Partnership(
        id=scribe.new_id(),
        name=name.legal,
        types=list(types),
        quality=min(max(rng.gauss(0.6, 0.17), 0.08), 0.95),
        power=rng.gauss(0.05, 0.13),
        active=tuple(year for year in range(scribe.years) if rng.random() < active),
    )
    day = day_between(rng, scribe.first_day, scribe.first_day + timedelta(days=60))
    values = _identity(scribe, known, name) | _standing(scribe, known) | _context(scribe)
    known.facts = facts_of_partner(values)
    scribe.ledger.create(scribe.officer(), "partner", known.id, scribe.at(day), values)
    for number in range(rng.randint(2, 4)):
        _record_contact(scribe, known, day, first=number == 0)
    if rng.random() < 0.35:
        _record_flag(scribe, known, day)
    return known


def record_duplicate(scribe: Scribe, known: Partnership) -> None:
    """Record a partner once more, as a colleague did who had not found it."""
    day = day_between(scribe.rng, scribe.first_day + timedelta(days=90), LAST_DAY)
    values: dict[str, Value] = {
        "legal_name": names.misspelt(scribe.rng, known.name),
        "org_type": known.types[:1],
        "country": scribe.office.country.code,
    }
    scribe.ledger.create(scribe.officer(), "partner", scribe.new_id(), scribe.at(day), values)


def _identity(scribe: Scribe, known: Partnership, name: OrganisationName) -> dict[str, Value]:
    rng, country = scribe.rng, scribe.office.country
    # The acceptance journey sets 1999 and must find another year before.
    founded = rng.choice([year for year in range(1968, 2022) if year != 1999])
    issued = date(max(founded, 1990) + rng.randint(0, 3), rng.randint(1, 12), rng.randint(1, 28))
    registration = {
        "number": f"{rng.randint(100, 9999)}/{issued.year}",
        "authority": scribe.pen().one(scribe.pen().words.authorities),
        "issued": issued.isoformat(),
        "expires": (LAST_DAY + rng.randint(-200, 1500) * timedelta(days=1)).isoformat(),
    }
    return {
        "legal_name": name.legal,
        "acronym": name.acronym,
        "local_name": name.local or None,
        "aliases": [name.alias] if name.alias else [],
        "former_names": [f"{name.legal} ({founded})"] if rng.random() < 0.05 else [],
        "org_type": known.types,
        "level": drawn(rng, _LEVELS.get(name.type, _OTHER_LEVEL)),
        "country": country.code,
        "place": rng.choice(country.towns),
        "presence": rng.sample(country.towns, rng.randint(1, len(country.towns))),
        "year_founded": founded,
        "registration": [registration] if rng.random() < 0.7 else None,
        "email": f"contact@{known.id[:8]}.example",
        "phone": scribe.phone(),
    }


def _standing(scribe: Scribe, known: Partnership) -> dict[str, Value]:
    rng = scribe.rng
    status = "active"
    if scribe.years - 1 not in known.active:
        status = drawn(rng, {"former": 0.6, "dormant": 0.3, "prospective": 0.1})
    elif rng.random() < 0.08:
        status = "dormant"
    return {
        "relation_type": [one for one, share in _RELATIONS.items() if rng.random() < share] or ["operational"],
        "relation_status": status,
        "staff_band": drawn(rng, dict(zip(vocabulary.codes("staff_band"), _STAFF, strict=True))),
        "budget_band": drawn(rng, dict(zip(vocabulary.codes("budget_band"), _BUDGET, strict=True))),
        "sectors": rng.sample(vocabulary.codes("sector")[:-1], rng.randint(1, 4)),
        "working_languages": list(scribe.office.country.languages),
        "connectivity": drawn(rng, {"yes": 0.6, "limited": 0.32, "none": 0.08}),
        "sensitivity": drawn(rng, {"low": 0.82, "moderate": 0.15, "high": 0.03}),
        **{fact: rng.random() < share for fact, share in _FACTS.items() if rng.random() < _FACT_KNOWN},
    }


def _context(scribe: Scribe) -> dict[str, Value]:
    pen = scribe.pen()
    texts = {"mandate": pen.one(pen.words.mandates)}
    if scribe.rng.random() < 0.5:
        texts["setting"] = pen.one(pen.words.settings)
        texts["complementarity"] = pen.one(pen.words.complementarity)
    if scribe.rng.random() < 0.2:
        texts["notes"] = pen.one(pen.words.notes)
    return texts


def _record_contact(scribe: Scribe, known: Partnership, day: date, *, first: bool) -> None:
    rng, pen = scribe.rng, scribe.pen()
    known.contacts.append(names.person(rng, scribe.office.country.culture))
    channels = [{"kind": "email", "value": f"{scribe.new_id()[:6]}@{known.id[:8]}.example", "safe": True}]
    if rng.random() < 0.7:
        channels.append({"kind": "phone", "value": scribe.phone(), "safe": rng.random() < 0.8})
    values: dict[str, Value] = {
        "partner_id": known.id,
        "name": known.contacts[-1],
        "function": pen.one(pen.words.functions),
        "channels": channels,
        "languages": list(scribe.office.country.languages),
        "is_focal_point": first,
    }
    if rng.random() < 0.8:
        values["consent_on"] = day.isoformat()
        values["consent_purpose"] = pen.one(pen.words.consent_purposes)
        values["retain_until"] = (LAST_DAY + rng.randint(1, 4) * YEAR).isoformat()
        if rng.random() < 0.03:
            values["consent_withdrawn_on"] = day_between(rng, day, LAST_DAY).isoformat()
    at = scribe.at(day + timedelta(days=1))
    scribe.ledger.create(scribe.officer(), "contact", scribe.new_id(), at, values)


def _record_flag(scribe: Scribe, known: Partnership, day: date) -> None:
    rng, pen = scribe.rng, scribe.pen()
    category = "observation" if rng.random() < 0.5 else rng.choice(_CONCERNS)
    noted = day_between(rng, day + timedelta(days=30), LAST_DAY)
    values: dict[str, Value] = {
        "partner_id": known.id,
        "category": category,
        "summary": pen.one(pen.words.flags[category]),
        "noted_on": noted.isoformat(),
        "details": _maybe(pen, pen.words.flag_details, 0.6),
        "closed_on": day_between(rng, noted, LAST_DAY).isoformat() if rng.random() < 0.5 else None,
        "sensitivity": "moderate" if category == "observation" else "high",
    }
    scribe.ledger.create(scribe.officer(), "flag", scribe.new_id(), scribe.at(noted), values)


def _maybe(pen: Pen, sentences: tuple[str, ...], share: float) -> str | None:
    return pen.one(sentences) if pen.rng.random() < share else None
