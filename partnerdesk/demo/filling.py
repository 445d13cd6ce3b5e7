"""Fills a workspace with sample data: office by office, each from its own part of the seed."""

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from partnerdesk import workspace
from partnerdesk.demo.agreements import record_agreements
from partnerdesk.demo.assessments import record_assessments
from partnerdesk.demo.consultations import GLOBAL, LARGE, SMALL, record_consultation
from partnerdesk.demo.disagreements import record_disagreements
from partnerdesk.demo.files import attach_files
from partnerdesk.demo.ledger import Ledger
from partnerdesk.demo.names import Namer
from partnerdesk.demo.offices import Office, new_id, offices
from partnerdesk.demo.partners import record_duplicate, record_partner
from partnerdesk.demo.pen import dice, mean
from partnerdesk.demo.recorded_twice import record_twice
from partnerdesk.demo.scribe import Partnership, Scribe
from partnerdesk.demo.sizes import DUPLICATES, SIZES, Size
from partnerdesk.desk import Desk, Identity
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report, unwatched
from partnerdesk.store.engine import rows
from partnerdesk.store.keyslot import Cost
from partnerdesk.store.ops import Value

_STEPS = 100
"""Progress is told in hundredths of an office."""


@dataclass(frozen=True)
class Counts:
    """What was made: records by kind, and the changes that made them."""

    records: Mapping[str, int]
    changes: int


def make(
    folder: Path,
    passphrase: str,
    identity: Identity,
    size: str,
    seed: int,
    cost: Cost | None = None,
    report: Report = unwatched,
) -> workspace.Made:
    """Make a workspace in an empty or new folder and fill it with sample data; a stop or an error takes it away again.

    Raises PartnerDeskError for a folder that cannot be used or an unknown size.
    """
    _size(size)
    made = workspace.create(folder, passphrase, identity, cost)
    done = False
    try:
        generate(made.desk, size, seed, report)
        done = True
    finally:
        if not done:
            made.desk.close()
            shutil.rmtree(folder, ignore_errors=True)
    return made


def generate(desk: Desk, size: str, seed: int, report: Report = unwatched) -> Counts:
    """Fill an empty workspace; the same size, seed and identity give the same records, values and times.

    What was written before a stop stays: `make` takes the whole workspace away then. Raises PartnerDeskError when there are
    partners already or the size is unknown.
    """
    wanted = _size(size)
    _require_empty(desk)
    found = offices(desk.identity, desk.site, wanted, dice(seed, "offices"))
    counts: Counter[str] = Counter()
    changes = 0
    partners: list[tuple[Office, Partnership]] = []
    namer = Namer()
    for number, office in enumerate(found):
        scribe = Scribe(dice(seed, office.code), office, Ledger(), wanted.years)
        _record_office(desk, scribe)
        known = _record_partners(scribe, namer, wanted, _share(wanted.organisations, len(found), number))
        partners += [(office, one) for one in known]
        _record_meetings(scribe, wanted, known or [one for _office, one in partners])
        total = max(len(scribe.ledger), 1)

        def written(done: int, number: int = number, total: int = total) -> None:
            report(number * _STEPS + done * _STEPS // total, len(found) * _STEPS)

        scribe.ledger.write(desk, written)
        counts.update(scribe.ledger.counts)
        changes += total
    counts["attachment"] = attach_files(desk, dice(seed, "files"), partners)
    changes += counts["attachment"]
    if wanted.offices > 1:
        others = [(office, one) for office, one in partners if office is not found[0]]
        recorded = record_twice(desk, dice(seed, "recorded twice"), others, found)
        counts.update(recorded)
        changes += recorded.total()
        record_disagreements(desk, dice(seed, "disagreements"), others, found[0])
    return Counts(dict(counts), changes)


def _size(size: str) -> Size:
    if size not in SIZES:
        raise PartnerDeskError(
            _("There is no sample data of size “{size}”. Choose one of: {sizes}.").format(
                size=size, sizes=", ".join(SIZES)
            )
        )
    return SIZES[size]


def _require_empty(desk: Desk) -> None:
    with desk.reading() as connection:
        if rows(connection, "SELECT 1 FROM partner LIMIT 1"):
            raise PartnerDeskError(
                _(
                    "This workspace holds partners already; sample data would mix with them. Nothing was changed. "
                    "Make a new workspace for sample data."
                )
            )


def _share(organisations: int, found: int, number: int) -> int:
    """Return how many of the organisations an office records."""
    return organisations * (number + 1) // found - organisations * number // found


def _record_office(desk: Desk, scribe: Scribe) -> None:
    office, first = scribe.office, scribe.at(scribe.first_day)
    author = office.author(office.people[0])
    about: dict[str, Value] = {
        "kind": office.kind,
        "country": office.country.code,
        "parent": office.parent or None,
        "languages": list(office.languages),
    }
    people = list(office.people)
    if office.code == desk.office:
        # The workspace introduced its own office and the person who works there.
        with desk.reading() as connection:
            own = rows(connection, "SELECT id FROM office WHERE code = ?", (office.code,))
        scribe.ledger.change(author, "office", str(own[0][0]), first, about)
        people = people[1:]
    else:
        values = {"code": office.code, "name": office.name, **about}
        scribe.ledger.create(author, "office", new_id(scribe.rng), first, values)
    for one in people:
        site = office.site if one is office.people[0] else None
        values = {"name": one.name, "role": one.role, "office": office.code, "site": site}
        scribe.ledger.create(author, "person", new_id(scribe.rng), first, values)


def _record_partners(scribe: Scribe, namer: Namer, size: Size, organisations: int) -> list[Partnership]:
    duplicates = mean(scribe.rng, organisations * DUPLICATES) if organisations > 12 else 0
    known = []
    for _number in range(organisations - duplicates):
        partner = record_partner(scribe, namer, size.active)
        record_agreements(scribe, partner)
        record_assessments(scribe, partner)
        known.append(partner)
    for _number in range(duplicates):
        record_duplicate(scribe, scribe.rng.choice(known))
    return known


def _record_meetings(scribe: Scribe, size: Size, partners: list[Partnership]) -> None:
    kind = scribe.office.kind
    per_year = {
        SMALL: size.small,
        LARGE: size.large if kind == "regional_office" else 0,
        GLOBAL: size.global_ if kind == "hq" else 0,
    }
    for year in range(size.years):
        for scale, number in per_year.items():
            for _number in range(mean(scribe.rng, number)):
                record_consultation(scribe, partners, scale, year)
