"""Notes whose words as noted stay on the device that took them, for the tests of this folder."""

from partnerdesk import notes
from partnerdesk.desk import Desk
from partnerdesk.store.engine import rows
from partnerdesk.store.ops import PRIVATE, Op, decode

SECRET = "Salwa Qabbani"


def meeting(desk: Desk) -> str:
    """Record a consultation and return its id."""
    return desk.create("consultation", {"name": "Forum", "kind": "workshop"})


def taken(desk: Desk, text: str = f"{SECRET} said", held: str = "") -> str:
    """Take a note at a new meeting, or one that is held, and return its id."""
    return notes.add_note(desk, held or meeting(desk), None, text)


def ops_about(desk: Desk, record: str) -> list[Op]:
    """Return the ops of one record in the order written."""
    with desk.reading() as connection:
        found = rows(connection, "SELECT body FROM op WHERE record = ? ORDER BY stream, seq", (record,))
    return [decode(bytes(body)) for (body,) in found]


def apart(desk: Desk, record: str) -> tuple[list[Op], list[Op]]:
    """Return the ops of a record that travel, and those that stay."""
    ops = ops_about(desk, record)
    return [op for op in ops if op.scope != PRIVATE], [op for op in ops if op.scope == PRIVATE]
