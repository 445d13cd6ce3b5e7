"""Look-alike partners of a workspace: who may have been recorded twice, and whom somebody is about to record again."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnerdesk.desk import Desk
from partnerdesk.duplicates.index import Index
from partnerdesk.duplicates.likeness import CANDIDATE, Match
from partnerdesk.duplicates.profiles import FIELDS, Profile, profile, together
from partnerdesk.progress import Report, unwatched
from partnerdesk.store import rowvalues, sameness
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import Value


@dataclass(frozen=True)
class LookAlike:
    """A partner that looks like one that is being typed."""

    id: str
    title: str
    office: str
    score: int
    reasons: tuple[str, ...]


class Known:
    """The partners of a workspace as they were when this was made, ready to be compared with what somebody types."""

    def __init__(self, desk: Desk) -> None:
        with desk.reading() as connection:
            self._index = Index(_profiles(connection))
        self._by_id = {one.id: one for one in self._index.profiles}

    def like(
        self, values: Mapping[str, Value], most: int = 4, least: int = CANDIDATE, *, typing: bool = True
    ) -> list[LookAlike]:
        """Return the partners that look most like these values, the likeliest first."""
        found = self._index.like(profile(values), most, least, typing=typing)
        return [
            LookAlike(
                match.other, self._by_id[match.other].title, self._by_id[match.other].office, match.score, match.reasons
            )
            for match in found
        ]


def candidates(desk: Desk, report: Report = unwatched) -> list[Match]:
    """Return the partners that look like one organisation recorded twice, the likeliest first.

    Joined ones count as one, and what somebody judged, either way, is not asked again.
    """
    with desk.reading() as connection:
        profiles = _profiles(connection)
        judged = _judged(connection)
    return Index(profiles).pairs(report, lambda one, other: frozenset((one, other)) in judged)


def _profiles(connection: Connection) -> list[Profile]:
    """Return what the partners are recognised by, those that were joined as one."""
    kind = kind_named("partner")
    columns = rowvalues.names(("id", "scope", *FIELDS))
    found = rows(connection, f"SELECT {columns} FROM partner WHERE deleted = FALSE ORDER BY id")  # noqa: S608
    leader = sameness.stored(connection)
    groups: dict[str, list[Profile]] = {}
    for record, office, *values in found:
        given = {
            name: rowvalues.from_column(kind.fields[name], value)
            for name, value in zip(FIELDS, values, strict=True)
            if value is not None
        }
        group = groups.setdefault(leader.get(record, record), [])
        one = profile(given, record, office)
        group.insert(0, one) if record not in leader else group.append(one)
    return [together(group) if len(group) > 1 else group[0] for group in groups.values()]


def _judged(connection: Connection) -> set[frozenset[str]]:
    """Return the pairs of leaders on which somebody has a view: not the same, or two views that differ."""
    leader = sameness.stored(connection)
    sql = "SELECT one, other FROM sameness WHERE deleted = FALSE AND (verdict = ? OR conflicts > 0)"
    return {
        frozenset((leader.get(one, one), leader.get(other, other)))
        for one, other in rows(connection, sql, (sameness.DIFFERENT,))
    }
