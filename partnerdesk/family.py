"""What is part of a record, however deep, and stands in the same office's journal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.kinds import Kind, kind_named, kinds
from partnerdesk.store.rowvalues import names
from partnerdesk.store.writer import Writer

_MOST_AT_ONCE = 400


@dataclass(frozen=True)
class Member:
    """A record, and the office in whose journal it stands."""

    kind: str
    record: str
    scope: str


def members(writer: Writer, kind: str, record: str) -> list[Member]:
    """Return a record and all that is part of it in the same office's journal, owners before their parts.

    Records that were taken away are among them, so that nobody can bring one back where its owner is no longer. What another
    office recorded about it stays with that office.
    """
    ((scope,),) = rows(writer.connection, f"SELECT scope FROM {kind_named(kind).name} WHERE id = ?", (record,))  # noqa: S608
    found = {record: Member(kind, record, scope)}
    fresh = [found[record]]
    while fresh:
        fresh = [one for one in _parts(writer.connection, fresh) if one.scope == scope and one.record not in found]
        found |= {one.record: one for one in fresh}
    return list(found.values())


def left_behind(connection: Connection, found: Sequence[Member], scope: str) -> list[Member]:
    """Return what is part of these records and was added at an office that they had left by then."""
    behind: list[Member] = []
    known = {one.record for one in found}
    fresh = list(found)
    while fresh:
        parts = [one for one in _parts(connection, fresh) if one.scope != scope and one.record not in known]
        fresh = [one for one in parts if one.scope in _was_at(connection, _owner(connection, one))]
        known |= {one.record for one in fresh}
        behind += fresh
    return behind


def all_left_behind(connection: Connection) -> list[tuple[Member, Member]]:
    """Return (part, owner) for each record that was added to another one at an office that this one had left by then."""
    moved = rows(
        connection,
        "SELECT DISTINCT m.record FROM move_op t CROSS JOIN op m WHERE m.stream = t.stream AND m.seq = t.seq",
    )
    found: list[tuple[Member, Member]] = []
    for start in range(0, len(moved), _MOST_AT_ONCE):
        owners = [record for (record,) in moved[start : start + _MOST_AT_ONCE]]
        found += _behind(connection, owners)
    return found


def _behind(connection: Connection, owners: Sequence[str]) -> Iterator[tuple[Member, Member]]:
    marks = ", ".join("?" * len(owners))
    for kind in kinds().values():
        for name in kind.owners:
            about = kind.fields[name]
            sql = (
                f'SELECT c.id, c.scope, p.id, p.scope FROM {kind.name} c JOIN {about.refers_to} p ON p.id = c."{name}"'  # noqa: S608
                f' WHERE c."{name}" IN ({marks}) AND c.scope <> p.scope AND NOT c.deleted AND EXISTS'
                " (SELECT 1 FROM op o JOIN stream s ON s.id = o.stream WHERE o.record = p.id AND s.scope = c.scope)"
                " ORDER BY c.id"
            )
            for record, scope, owner, its_scope in rows(connection, sql, owners):
                part = Member(kind.name, record, scope)
                if _owner(connection, part) == owner:
                    yield part, Member(str(about.refers_to), owner, its_scope)


def pointing(connection: Connection, found: Sequence[Member], to: str) -> dict[str, int]:
    """Return how many records of each kind these ones refer to that neither belong to them nor to an office."""
    here = {one.record for one in found}
    outside: dict[str, set[str]] = {}
    for kind, records in _by_kind(found):
        links = {name: about.refers_to for name, about in kind.fields.items() if about.refers_to}
        if not links:
            continue
        sql = f"SELECT {names(tuple(links))} FROM {kind.name} WHERE id IN"  # noqa: S608  our own columns
        for row in _rows(connection, sql, records):
            for target, record in zip(links.values(), row, strict=True):
                if record and record not in here:
                    outside.setdefault(str(target), set()).add(record)
    return {kind: number for kind, records in outside.items() if (number := _elsewhere(connection, kind, records, to))}


def _elsewhere(connection: Connection, kind: str, records: Iterable[str], to: str) -> int:
    return sum(scope != to for (scope,) in _rows(connection, f"SELECT scope FROM {kind} WHERE id IN", list(records)))  # noqa: S608


def _parts(connection: Connection, found: Sequence[Member]) -> Iterator[Member]:
    """Yield what is directly part of these records; what names several owners is part of the first."""
    for owner, records in _by_kind(found):
        for kind in kinds().values():
            for name in kind.owners:
                if kind.fields[name].refers_to == owner.name:
                    yield from _parts_by(connection, kind, name, records)


def _parts_by(connection: Connection, kind: Kind, name: str, records: Sequence[str]) -> Iterator[Member]:
    before = [f"coalesce(\"{other}\", '') = ''" for other in kind.owners[: kind.owners.index(name)]]
    tests = " AND ".join([*before, f'"{name}" IN'])
    for record, scope in _rows(connection, f"SELECT id, scope FROM {kind.name} WHERE {tests}", records):  # noqa: S608
        yield Member(kind.name, record, scope)


def _by_kind(found: Iterable[Member]) -> Iterator[tuple[Kind, list[str]]]:
    by_kind: dict[str, list[str]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one.record)
    for name, records in by_kind.items():
        yield kind_named(name), records


def _rows(connection: Connection, sql: str, records: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(records), _MOST_AT_ONCE):
        part = records[start : start + _MOST_AT_ONCE]
        yield from rows(connection, f"{sql} ({','.join('?' * len(part))})", part)


def _owner(connection: Connection, member: Member) -> str:
    kind = kind_named(member.kind)
    sql = f"SELECT {names(kind.owners)} FROM {kind.name} WHERE id = ?"  # noqa: S608  our own columns
    found = rows(connection, sql, (member.record,))
    owner = kind.owner(dict(zip(kind.owners, found[0], strict=True))) if found else None
    return owner[1] if owner else ""


def _was_at(connection: Connection, record: str) -> set[str]:
    sql = "SELECT DISTINCT s.scope FROM op o JOIN stream s ON s.id = o.stream WHERE o.record = ?"
    return {scope for (scope,) in rows(connection, sql, (record,))}
