"""Organisations of the sample that two offices recorded without knowing of each other; some of that was judged since."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from partnerdesk.demo import names
from partnerdesk.demo.offices import Office, new_id
from partnerdesk.demo.scribe import Partnership
from partnerdesk.demo.sizes import LAST_DAY
from partnerdesk.desk import Desk
from partnerdesk.duplicates import verdicts
from partnerdesk.store.engine import Connection
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.sameness import DIFFERENT, SAME, Pair
from partnerdesk.store.writer import Draft, Writer

ONE_IN = 60
"""Of so many partners one is recorded by another office, too."""

_VERDICTS = ("", SAME, "", DIFFERENT)


def record_twice(
    desk: Desk, rng: Random, found: Sequence[tuple[Office, Partnership]], offices: Sequence[Office]
) -> Counter[str]:
    """Let neighbouring offices record partners once more and headquarters judge half of it; return the records by kind."""
    counts: Counter[str] = Counter()
    with desk.writing() as connection:
        for number, (office, partner) in enumerate(rng.sample(found, len(found) // ONE_IN)):
            near = [one for one in offices if one is not office and one.country == office.country] or [offices[0]]
            again = _record(connection, rng, rng.choice(near), partner)
            counts["partner"] += 1
            if verdict := _VERDICTS[number % len(_VERDICTS)]:
                judge = Writer(connection, offices[0].author(offices[0].people[0]))
                pair = Pair(partner.id, again, partner.id)
                judge.write([verdicts.draft(connection, pair, verdict, at=offices[0].at(LAST_DAY, 90))])
                counts["sameness"] += 1
    return counts


def _record(connection: Connection, rng: Random, office: Office, partner: Partnership) -> str:
    values = {
        **kind_named("partner").defaults,
        "legal_name": names.misspelt(rng, partner.name),
        "org_type": partner.types[:1],
        "country": office.country.code,
        "place": rng.choice(office.country.towns),
    }
    record = new_id(rng)
    at = office.at(LAST_DAY - timedelta(days=rng.randint(5, 90)), 200)
    Writer(connection, office.author(office.officers[0])).write([Draft("partner", values, id=record, at=at)])
    return record
