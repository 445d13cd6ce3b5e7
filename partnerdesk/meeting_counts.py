"""What lists count of consultations: who took part, and the notes that still have to be cleared."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from partnerdesk import attribution, notes
from partnerdesk.desk import Desk
from partnerdesk.store.engine import rows

_PEOPLE = """
    SELECT consultation_id, sum(CASE WHEN number > 1 THEN number ELSE 1 END) FROM participant
    WHERE consultation_id IN (SELECT value FROM json_each(?)) AND NOT deleted GROUP BY consultation_id
"""
_NOTES = """
    SELECT n.consultation_id, c.attribution_rule, n.attribution, n.status, n.cleared_text, n.shareable_text, n.raw_text,
        EXISTS (
            SELECT 1 FROM conflict x WHERE n.conflicts > 0 AND x.record = n.id
            AND (x.field IN ('shareable_text', 'status') OR x.field = 'raw_text' AND coalesce(n.shareable_text, '') = '')
        )
    FROM note n JOIN consultation c ON c.id = n.consultation_id
    WHERE n.consultation_id IN (SELECT value FROM json_each(?)) AND NOT n.deleted
"""


@dataclass(frozen=True)
class Counted:
    """People who took part, and notes that must be cleared before the minutes can be."""

    people: int = 0
    to_clear: int = 0


def counted(desk: Desk, consultation_ids: Iterable[str]) -> dict[str, Counted]:
    """Return the counts of these consultations, by id, with one query for each kind of record."""
    wanted = list(consultation_ids)
    given = (json.dumps(wanted),)
    with desk.reading() as connection:
        people = {str(record): int(number) for record, number in rows(connection, _PEOPLE, given)}
        taken = rows(connection, _NOTES, given)
    waiting: dict[str, int] = {}
    for consultation, *note in taken:
        waiting[consultation] = waiting.get(consultation, 0) + _waits(note)
    return {record: Counted(people.get(record, 0), waiting.get(record, 0)) for record in wanted}


def _waits(note: Sequence[Any]) -> bool:
    """Tell of a row of the query what `notes.needs_clearing` tells of a note."""
    meeting_rule, own_rule, status, cleared, shareable, raw, disputed = note
    if attribution.strictest(meeting_rule, own_rule) == "off_record":
        return False
    texts = {"shareable_text": shareable, "raw_text": raw}
    return bool(disputed) or status != "cleared" or cleared != notes.fingerprint(texts)
