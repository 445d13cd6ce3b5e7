"""Which partners were joined as one organisation: groups made of the verdicts that stand, kept in step with the rows.

Every reference keeps naming the partner it named; the table `same_as` only says under which partner a joined one is shown. It is
made from the rows of verdicts and partners alone, so that it is the same everywhere, whatever came first.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from partnerdesk.store.engine import Connection, many, rows

KIND = "sameness"
PARTNER = "partner"
SAME, DIFFERENT, OPEN = "same", "different", "open"

_CHUNK = 400


class Pair(msgspec.Struct, frozen=True):
    """Two partners that are one organisation, and which of them carries the name."""

    one: str
    other: str
    lead: str = ""

    @property
    def below(self) -> str:
        """The partner that goes by the other one's name; nothing where nobody chose."""
        return {self.one: self.other, self.other: self.one}.get(self.lead, "")


def record_of(one: str, other: str) -> str:
    """Return the id of the verdict on two partners: the same for all who judge them."""
    return hashlib.sha256(f"{KIND} {min(one, other)} {max(one, other)}".encode()).hexdigest()[:32]


def follow(connection: Connection, changed: Iterable[tuple[str, str]]) -> None:
    """Settle who is shown under whom, when one of these records (kind, id) can have changed it."""
    judged, partners = False, []
    for kind, record in changed:
        judged = judged or kind == KIND
        if kind == PARTNER:
            partners.append(record)
    if judged or _is_any_judged(connection, partners):
        settle(connection)


def _is_any_judged(connection: Connection, partners: Sequence[str]) -> bool:
    for part in _parts(partners):
        marks = ",".join("?" * len(part))
        for side in ("one", "other"):
            if rows(connection, f'SELECT 1 FROM sameness WHERE "{side}" IN ({marks}) LIMIT 1', part):
                return True
    return False


def _parts(records: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(records), _CHUNK):
        yield records[start : start + _CHUNK]


def settle(connection: Connection) -> None:
    """Bring the groups in line with the verdicts and partners that are here, in the caller's transaction."""
    wanted, found = _wanted(connection), stored(connection)
    many(connection, "DELETE FROM same_as WHERE partner = ?", [(one,) for one in found if one not in wanted])
    many(
        connection,
        "INSERT INTO same_as (partner, leader) VALUES (?, ?) ON CONFLICT (partner) DO UPDATE SET leader = excluded.leader",
        [(one, leader) for one, leader in wanted.items() if found.get(one) != leader],
    )


def is_settled(connection: Connection) -> bool:
    """Tell whether the groups are those that the verdicts make."""
    return stored(connection) == _wanted(connection)


def stored(connection: Connection) -> dict[str, str]:
    """Return under which partner each joined one is shown; leaders and partners that were not joined are left out."""
    return dict(rows(connection, "SELECT partner, leader FROM same_as"))


def leaders_of(connection: Connection, partners: Collection[str]) -> dict[str, str]:
    """Return for each of these partners the one under which it is shown, itself where it was not joined."""
    result = {one: one for one in partners}
    for part in _parts(list(result)):
        marks = ",".join("?" * len(part))
        result |= dict(rows(connection, f"SELECT partner, leader FROM same_as WHERE partner IN ({marks})", part))
    return result


def members_of(connection: Connection, leader: str) -> list[str]:
    """Return the partners that are shown under this one, itself first; alone where it leads nobody."""
    found = rows(connection, "SELECT partner FROM same_as WHERE leader = ? ORDER BY partner", (leader,))
    return [leader, *(one for (one,) in found)]


def standing_pairs(connection: Connection) -> list[Pair]:
    """Return the partners that were judged to be the same; a verdict on which two people differ joins nothing."""
    sql = """
        SELECT one, other, coalesce(lead, '') FROM sameness s
        WHERE verdict = ? AND deleted = FALSE AND one IS NOT NULL AND other IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM conflict c WHERE s.conflicts > 0 AND c.kind = ? AND c.record = s.id AND c.field <> 'lead'
        )
    """
    return [Pair(*row) for row in rows(connection, sql, (SAME, KIND))]


def _wanted(connection: Connection) -> dict[str, str]:
    pairs = standing_pairs(connection)
    named = sorted({one for pair in pairs for one in (pair.one, pair.other)})
    here: dict[str, bool] = {}
    for part in _parts(named):
        marks = ",".join("?" * len(part))
        found = rows(connection, f"SELECT id, deleted FROM partner WHERE id IN ({marks})", part)
        here |= {one: bool(is_gone) for one, is_gone in found}
    return leaders(pairs, here)


def leaders(pairs: Iterable[Pair], here: Mapping[str, bool]) -> dict[str, str]:
    """Return for each partner that is shown under another one which that is.

    `here` holds the partners that were received and whether they were taken away. Others are not shown, but hold a group
    together all the same.
    """
    known = list(pairs)
    result: dict[str, str] = {}
    for group in groups(known):
        members = [one for one in sorted(group) if one in here]
        # Somebody who is still there leads, so that taking one of them away hides none of the others.
        may_lead = [one for one in members if not here[one]] or members
        below = {pair.below for pair in known if pair.lead in may_lead}
        chosen = next(iter([one for one in may_lead if one not in below] or may_lead), "")
        result |= {one: chosen for one in members if one != chosen}
    return result


def groups(pairs: Iterable[Pair]) -> list[set[str]]:
    """Return the partners that belong together, directly or through others."""
    beside = neighbours(pairs)
    found: list[set[str]] = []
    reached: set[str] = set()
    for start in beside:
        if start not in reached:
            found.append(reach(start, beside))
            reached |= found[-1]
    return found


def neighbours(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """Return for each partner those it was judged to be the same as."""
    beside: dict[str, set[str]] = {}
    for pair in pairs:
        if pair.one != pair.other:
            beside.setdefault(pair.one, set()).add(pair.other)
            beside.setdefault(pair.other, set()).add(pair.one)
    return beside


def reach(start: str, beside: Mapping[str, Collection[str]], without: str = "") -> set[str]:
    """Return everybody who is reached from one partner, itself included, on ways that avoid `without`."""
    found, waiting = {start}, [start]
    while waiting:
        for one in beside.get(waiting.pop(), ()):
            if one != without and one not in found:
                found.add(one)
                waiting.append(one)
    return found
