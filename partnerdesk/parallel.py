"""Edits at the same time: two people changed different fields of a record, or answers of one form, unknown to each other.

Nothing is to be decided, so nothing waits for it; a person may want to look whether both still make sense together. The rule: of
the saves whose values stand now, one came with the bundle and the other was here, they are of different devices, neither author
had seen the other's, and each set a field that the other did not. Each merge notes the records of which this is so.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, TypeVar

from partnerdesk.desk import Desk
from partnerdesk.naming import Names
from partnerdesk.sides import Bundle
from partnerdesk.store.ancestry import common, is_beside
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.fold import CHUNK, Fold
from partnerdesk.store.jsontext import from_text
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Dot, Op, Value
from partnerdesk.store.streams import Streams

_PART_OF = {"answer": ("assessment", "assessment_id")}
"""Kinds whose records are looked at together with what they are a part of."""

_NOT_PEOPLE = frozenset({"redact", "move"})


@dataclass(frozen=True)
class Save:
    """One save whose values stand: who, when, and the fields that it set."""

    kind: str
    record: str
    by: str
    office: str
    at: str
    site: str
    dot: Dot
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Parallel:
    """A record, or a form with its answers, that two people worked on at the same time."""

    kind: str
    record: str
    title: str
    bundle: Bundle
    arrived: tuple[Save, ...]
    here: tuple[Save, ...]
    looked_at: bool

    @property
    def id(self) -> str:
        return f"{self.bundle.receipt}.{self.record}"


One = TypeVar("One")
Spot = tuple[str, str, str]
"""Receipt, kind and record."""


def note(fold: Fold, receipt: str, touched: Mapping[tuple[str, str], bool], scopes: Iterable[str]) -> int:
    """Note what a bundle changed beside changes that it did not know of, and return how many records that are.

    `touched` tells of each record that the bundle changed whether it is new here, `scopes` the offices that the bundle speaks of.
    Runs in the transaction of the merge, and looks only at these records.
    """
    subjects = [key for key in _subjects(fold.connection, touched, scopes) if not touched.get(key, False)]
    brought = _brought(fold.connection, receipt)
    found = [
        (receipt, kind, record, False)
        for (kind, record), saves in _standing(fold, subjects).items()
        if _is_any_beside(*_apart(saves, lambda at: at[1] in brought.get(at[0], ())))
    ]
    many(
        fold.connection,
        "INSERT INTO parallel (receipt, kind, record, looked) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        found,
    )
    return len(found)


def forget(connection: Connection, receipt: str) -> None:
    """Take away what was noted of a bundle that is undone."""
    many(connection, "DELETE FROM parallel WHERE receipt = ?", [(receipt,)])


def spots(desk: Desk, receipt: str = "", *, all_of_them: bool = False) -> list[Spot]:
    """Return where edits were made at the same time, the newest bundle first; those looked at only when asked for."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "SELECT p.receipt, p.kind, p.record FROM parallel p JOIN receipt r ON r.id = p.receipt"
            " WHERE (p.receipt = ? OR ? = '') AND (NOT p.looked OR ? = TRUE) ORDER BY r.at DESC, p.receipt, p.kind, p.record",
            (receipt, receipt, all_of_them),
        )
    return [(receipt, kind, record) for receipt, kind, record in found if kind in kinds()]


def count(desk: Desk) -> int:
    """Return how many records were edited at the same time and not looked at."""
    with desk.reading() as connection:
        return int(rows(connection, "SELECT count(*) FROM parallel WHERE NOT looked")[0][0])


def page(desk: Desk, wanted: Sequence[Spot]) -> list[Parallel]:
    """Return these with both sides' saves as they stand now; a side is empty once somebody who saw both went on."""
    with desk.reading() as connection:
        fold = Fold(connection, Streams(connection))
        names = Names(connection)
        bundles = {row[0]: Bundle(*row) for row in rows(connection, "SELECT id, file, at FROM receipt")}
        looked = {tuple(row) for row in rows(connection, "SELECT receipt, kind, record FROM parallel WHERE looked")}
        standing = _standing(fold, [(kind, record) for _receipt, kind, record in wanted])
        receipts = _receipts(connection, {save.at for saves in standing.values() for save in saves})
        return [
            Parallel(
                kind=kind,
                record=record,
                title=names.of_record(kind, record),
                bundle=bundles[receipt],
                arrived=tuple(map(_save, arrived)),
                here=tuple(map(_save, here)),
                looked_at=(receipt, kind, record) in looked,
            )
            for receipt, kind, record in wanted
            for came in [{at for at, its_receipt in receipts.items() if its_receipt == receipt}]
            for arrived, here in [_beside(*_apart(standing.get((kind, record), []), came.__contains__))]
        ]


def mark_looked(desk: Desk, looked_at: Iterable[Spot], *, looked: bool = True) -> None:
    """Note that a person has looked at these, or wants to see them again."""
    with desk.writing() as connection:
        many(
            connection,
            "UPDATE parallel SET looked = ? WHERE receipt = ? AND kind = ? AND record = ?",
            [(looked, *spot) for spot in looked_at],
        )


_Place = tuple[int, int]
"""Where the journal keeps an op: stream and number."""


class _Standing(NamedTuple):
    """A save, those of its fields that stand, and where the journal keeps it."""

    op: Op
    names: frozenset[str]
    at: _Place


def _apart(saves: Sequence[_Standing], has_come: Callable[[_Place], bool]) -> tuple[list[_Standing], list[_Standing]]:
    """Return the saves that came with a bundle, and the others."""
    arrived = [save for save in saves if has_come(save.at)]
    return arrived, [save for save in saves if not has_come(save.at)]


def _beside(arrived: list[_Standing], others: list[_Standing]) -> tuple[list[_Standing], list[_Standing]]:
    """Return the saves of a bundle and those that were here, as far as each is beside one of the others."""
    if not arrived:
        return [], []
    # Most of a form's answers were known to all: a look at what all had seen saves comparing each with each.
    seen, _single = common([save.op for save in arrived])
    here = [save for save in others if save.op.seq > seen.get(save.op.stream, 0)]
    return (
        [save for save in arrived if any(_are_parallel(save, other) for other in here)],
        [save for save in here if any(_are_parallel(save, other) for other in arrived)],
    )


def _is_any_beside(arrived: list[_Standing], here: list[_Standing]) -> bool:
    """Tell whether a save of a bundle is beside one that was here."""
    return any(_are_parallel(save, other) for save in arrived for other in here)


def _are_parallel(one: _Standing, other: _Standing) -> bool:
    differ = one.op.id != other.op.id or (one.names - other.names and other.names - one.names)
    return bool(differ) and is_beside(one.op, other.op)


def _subjects(
    connection: Connection, touched: Mapping[tuple[str, str], bool], scopes: Iterable[str]
) -> list[tuple[str, str]]:
    """Return what is looked at as one: the record itself, or what it is a part of."""
    subjects = {
        (kind, record): None for (kind, record), is_new in touched.items() if not is_new and kind not in _PART_OF
    }
    offices = sorted(scopes)
    for kind, (whole, reference) in _PART_OF.items():
        parts = [record for part, record in touched if part == kind]
        marks = ",".join("?" * len(offices))
        sql = f"SELECT id FROM {whole} WHERE scope IN ({marks})"  # noqa: S608  names of our own
        # Where an office sends its forms for the first time, none was here, and its many answers need not be looked at.
        if not parts or all(touched.get((whole, owner), False) for (owner,) in rows(connection, sql, offices)):
            continue
        for part in _chunks(parts):
            marks = ",".join("?" * len(part))
            sql = f"SELECT DISTINCT {reference} FROM {kind} WHERE id IN ({marks})"  # noqa: S608  names of our own
            subjects |= {(whole, owner): None for (owner,) in rows(connection, sql, part) if owner}
    return list(subjects)


def _standing(fold: Fold, subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[_Standing]]:
    """Return the saves whose values stand in these records and their parts; nothing where one device wrote them all."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, record in subjects:
        by_kind[kind].append(record)
    found: dict[tuple[str, str], list[_Standing]] = defaultdict(list)
    for kind, records in by_kind.items():
        parts = [(name, reference) for name, (whole, reference) in _PART_OF.items() if whole == kind]
        for owners in _chunks(records):
            heads: dict[str, dict[str, _Entries]] = defaultdict(dict)
            for name, column in [(kind, "id"), *parts]:
                for owner, record, text in _heads(fold.connection, name, column, owners):
                    heads[owner][record] = from_text(text)
            several = {owner: entries for owner, entries in heads.items() if _writers(entries.values()) > 1}
            saves = _saves(fold, {record: its for entries in several.values() for record, its in entries.items()})
            for owner, entries in several.items():
                found[kind, owner] = [save for record in entries for save in saves.get(record, ())]
    return found


_Entries = list[tuple[int, int, list[str] | int]]
"""The heads of a row: stream, number, and the fields, 0 for all that the save set."""


def _heads(connection: Connection, kind: str, column: str, owners: Sequence[str]) -> list[tuple[str, str, str]]:
    marks = ",".join("?" * len(owners))
    sql = f"SELECT {column}, id, heads FROM {kind} WHERE {column} IN ({marks})"  # noqa: S608  names of our own
    return rows(connection, sql, list(owners))


def _writers(heads: Iterable[_Entries]) -> int:
    """Return how many streams have heads in these rows."""
    return len({number for entries in heads for number, _seq, _names in entries})


def _saves(fold: Fold, heads: Mapping[str, _Entries]) -> dict[str, list[_Standing]]:
    """Return the saves that stand in each of these records."""
    fold.read({(number, seq) for entries in heads.values() for number, seq, _names in entries})
    found: dict[str, list[_Standing]] = defaultdict(list)
    for record, entries in heads.items():
        for number, seq, listed in entries:
            op = fold.lookup((fold.streams.stream(number), seq))
            names = frozenset(listed if isinstance(listed, list) else op.set) - {DELETED}
            if names and op.why not in _NOT_PEOPLE:
                found[record].append(_Standing(op, names, (number, seq)))
    return found


def _brought(connection: Connection, receipt: str) -> dict[int, Container[int]]:
    """Return the numbers that a bundle brought of each stream."""
    sql = "SELECT stream, min(seq), max(seq), count(*) FROM op WHERE receipt = ? GROUP BY stream"
    one_by_one = "SELECT seq FROM op WHERE receipt = ? AND stream = ?"
    return {
        # Hardly ever was something here that others had brought in between.
        number: range(first, last + 1)
        if count == last - first + 1
        else {seq for (seq,) in rows(connection, one_by_one, (receipt, number))}
        for number, first, last, count in rows(connection, sql, (receipt,))
    }


def _receipts(connection: Connection, wanted: Collection[_Place]) -> dict[_Place, str]:
    """Return the receipts that brought these ops; what was written here has none."""
    found: dict[_Place, str] = {}
    for part in _chunks(list(wanted)):
        marks = ",".join(["(?, ?)"] * len(part))
        sql = f"SELECT stream, seq, receipt FROM op WHERE receipt IS NOT NULL AND (stream, seq) IN (VALUES {marks})"  # noqa: S608
        its_rows = rows(connection, sql, list(chain.from_iterable(part)))
        found |= {(number, seq): receipt for number, seq, receipt in its_rows}
    return found


def _save(save: _Standing) -> Save:
    op = save.op
    order = {name: number for number, name in enumerate(kind_named(op.kind).fields)}
    names = sorted(save.names, key=lambda name: (order.get(name, len(order)), name))
    return Save(op.kind, op.id, op.by, op.office, op.at, op.site, op.dot, {name: op.set[name] for name in names})


def _chunks(records: Sequence[One]) -> Iterator[list[One]]:
    for start in range(0, len(records), CHUNK):
        yield list(records[start : start + CHUNK])
