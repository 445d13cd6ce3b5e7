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
from partnerdesk.store.fold import Fold
from partnerdesk.store.heads import CHUNK
from partnerdesk.store.jsontext import from_text
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Dot, Op, Value
from partnerdesk.store.redacting import Name
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


def owners_told(ops: Iterable[Op]) -> dict[Name, str]:
    """Return what ops tell of records that are looked at with what they are a part of: which record that is."""
    parts = (op for op in ops if op.kind in _PART_OF)
    told = ((op.kind, op.id, op.set.get(_PART_OF[op.kind][1])) for op in parts)
    return {(kind, record): owner for kind, record, owner in told if isinstance(owner, str)}


def note(fold: Fold, receipt: str, touched: Mapping[Name, bool], owners: Mapping[Name, str]) -> int:
    """Note what a bundle changed beside changes that it did not know of, and return how many records that are.

    `touched` tells of each record that the bundle changed whether it is new here, `owners` what its ops told (`owners_told`).
    Runs in the transaction of the merge, and looks only at these records.
    """
    subjects = [key for key in _subjects(fold.connection, touched, owners) if not touched.get(key, False)]
    brought = _brought(fold.connection, receipt)
    found = [
        (receipt, kind, record, False)
        for (kind, record), entries in _heads(fold, subjects).items()
        if _is_any_beside(fold, *_apart(entries, lambda at: at[1] in brought.get(at[0], ())))
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
        heads = _heads(fold, [(kind, record) for _receipt, kind, record in wanted])
        receipts = _receipts(connection, {entry[:2] for entries in heads.values() for entry in entries})
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
            for sides in [_apart(heads.get((kind, record), []), came.__contains__)]
            for arrived, here in [_beside(*(list(_saves(fold, entries)) for entries in sides))]
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

_Entry = tuple[int, int, list[str] | int]
"""A head of a row: stream, number, and the fields, 0 for all that the save set."""


class _Standing(NamedTuple):
    """A save and those of its fields that stand."""

    op: Op
    names: frozenset[str]


def _apart(heads: Sequence[_Entry], has_come: Callable[[_Place], bool]) -> tuple[list[_Entry], list[_Entry]]:
    """Return the heads that came with a bundle, and the others."""
    arrived = [entry for entry in heads if has_come(entry[:2])]
    return arrived, [entry for entry in heads if not has_come(entry[:2])]


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


def _is_any_beside(fold: Fold, arrived: Sequence[_Entry], here: Sequence[_Entry]) -> bool:
    """Tell whether a save of a bundle is beside one that was here."""
    came = list(_saves(fold, arrived))
    return bool(came) and any(_are_parallel(save, other) for other in _saves(fold, here) for save in came)


def _are_parallel(one: _Standing, other: _Standing) -> bool:
    differ = one.op.id != other.op.id or (one.names - other.names and other.names - one.names)
    return bool(differ) and is_beside(one.op, other.op)


def _subjects(connection: Connection, touched: Mapping[Name, bool], owners: Mapping[Name, str]) -> list[Name]:
    """Return what is looked at as one: the record itself, or what it is a part of."""
    subjects = {name: None for name, is_new in touched.items() if not is_new and name[0] not in _PART_OF}
    parts = {name: owners.get(name) if is_new else None for name, is_new in touched.items() if name[0] in _PART_OF}
    for kind, (whole, reference) in _PART_OF.items():
        subjects |= {(whole, owner): None for (part, _record), owner in parts.items() if part == kind and owner}
        # Most come with a form that is new as well, and tell its name: their rows need not be read for it.
        for chunk in _chunks([record for (part, record), owner in parts.items() if part == kind and not owner]):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT DISTINCT {reference} FROM {kind} WHERE id IN ({marks})"  # noqa: S608  names of our own
            subjects |= {(whole, owner): None for (owner,) in rows(connection, sql, chunk) if owner}
    return list(subjects)


def _heads(fold: Fold, subjects: Iterable[Name]) -> dict[Name, list[_Entry]]:
    """Return the heads of these records and their parts, read already; nothing where one device wrote them all."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, record in subjects:
        by_kind[kind].append(record)
    found: dict[Name, list[_Entry]] = {}
    for kind, records in by_kind.items():
        parts = [(name, reference) for name, (whole, reference) in _PART_OF.items() if whole == kind]
        for owners in _chunks(records):
            heads: dict[str, list[_Entry]] = defaultdict(list)
            for name, column in [(kind, "id"), *parts]:
                marks = ",".join("?" * len(owners))
                sql = f"SELECT {column}, heads FROM {name} WHERE {column} IN ({marks})"  # noqa: S608  names of our own
                for owner, text in rows(fold.connection, sql, owners):
                    heads[owner] += map(tuple, from_text(text))
            several = {owner: its for owner, its in heads.items() if len({entry[0] for entry in its}) > 1}
            fold.read({entry[:2] for its in several.values() for entry in its})
            found |= {(kind, owner): its for owner, its in several.items()}
    return found


def _saves(fold: Fold, heads: Iterable[_Entry]) -> Iterator[_Standing]:
    """Yield the saves behind these heads, as far as people made them."""
    for number, seq, listed in heads:
        op = fold.lookup((fold.streams.stream(number), seq))
        names = frozenset(listed if isinstance(listed, list) else op.set) - {DELETED}
        if names and op.why not in _NOT_PEOPLE:
            yield _Standing(op, names)


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
