"""Open decisions: the list of them, the ops by which a person decides, and how a decision is taken back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from partnerdesk import moving
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.sides import Bundle, Conflict, Key, Reader, Side
from partnerdesk.store.ancestry import heads_among
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.fold import journal_ops
from partnerdesk.store.homes import MOVED
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Op, Value, canonical
from partnerdesk.store.rowvalues import base
from partnerdesk.store.state import open_decisions
from partnerdesk.store.writer import Draft, Seen, Writer
from partnerdesk.text import words

__all__ = [
    "Bundle",
    "Conflict",
    "Key",
    "Narrow",
    "Plan",
    "Side",
    "Take",
    "conflicts",
    "count",
    "givers",
    "keys",
    "not_open",
    "page",
    "plan",
    "reopen",
    "resolve",
    "resolve_many",
    "with_base",
]


@dataclass(frozen=True)
class Narrow:
    """Which conflicts are meant: all that fit each part given, where of several words any fits.

    Offices and people are those who gave a value.
    """

    kinds: Collection[str] = frozenset()
    fields: Collection[str] = frozenset()
    offices: Collection[str] = frozenset()
    people: Collection[str] = frozenset()
    text: str = ""

    def fits(self, reader: Reader, key: Key) -> bool:
        """Tell whether a conflict of the kind and field is meant."""
        sides = reader.sides(key)
        given = [giver for side in sides for giver in side.givers]
        return (
            (not self.offices or any(giver.office in self.offices for giver in given))
            and (not self.people or any(giver.by in self.people for giver in given))
            and (not self.text or _has_words(reader.title(key), key, given, self.text))
        )


@dataclass(frozen=True)
class Take:
    """Which side to take of many conflicts: that of an office, of a person, or one that somebody decided before."""

    office: str = ""
    person: str = ""
    decided: bool = False

    def side_of(self, conflict: Conflict) -> Side | None:
        """Return the one side that is meant; nothing where none or several are."""
        fitting = [side for side in conflict.values if any(self._is_meant(giver) for giver in side.givers)]
        return fitting[0] if len(fitting) == 1 else None

    def _is_meant(self, giver: Side) -> bool:
        return (
            self.office in {"", giver.office}
            and self.person in {"", giver.by}
            and (not self.decided or giver.why == "resolve")
        )


@dataclass(frozen=True)
class Plan:
    """What deciding many at once would do: the side that each would get, and those that stay open."""

    decided: tuple[tuple[Conflict, Side], ...]
    left: tuple[Conflict, ...]


def conflicts(desk: Desk, record: str = "", narrow: Narrow | None = None, *, with_bases: bool = True) -> list[Conflict]:
    """Return all open decisions that are meant, or those of one record.

    Finding what stood before costs a look at each record's history: lists leave it out and ask `with_base` for one.
    """
    with desk.reading() as connection:
        reader = Reader(Writer(connection, desk.author))
        there = _keys(reader, connection, narrow or Narrow(), record)
        reader.have_at_hand(there)
        meant = [reader.read(key) for key in there]
        return [reader.with_base(conflict) for conflict in meant] if with_bases else meant


def keys(desk: Desk, narrow: Narrow | None = None, record: str = "") -> list[Key]:
    """Return where the open decisions are that are meant, for lists that read a page at a time."""
    with desk.reading() as connection:
        return _keys(Reader(Writer(connection, desk.author)), connection, narrow or Narrow(), record)


def page(desk: Desk, wanted: Sequence[Key]) -> dict[str, Conflict]:
    """Return these open decisions by id, without their bases; those decided meanwhile are left out."""
    with desk.reading() as connection:
        reader = Reader(Writer(connection, desk.author))
        open_now = set(_keys(reader, connection, Narrow(), ""))
        there = [key for key in wanted if key in open_now]
        reader.have_at_hand(there)
        return {key.id: reader.read(key) for key in there}


def givers(desk: Desk) -> list[tuple[str, str]]:
    """Return (office, person) of all who gave a value on which a decision is open."""
    with desk.reading() as connection:
        reader = Reader(Writer(connection, desk.author))
        there = _keys(reader, connection, Narrow(), "")
        reader.have_at_hand(there)
        return sorted(
            {(giver.office, giver.by) for key in there for side in reader.sides(key) for giver in side.givers}
        )


def _keys(reader: Reader, connection: Connection, narrow: Narrow, record: str) -> list[Key]:
    found = rows(
        connection,
        "SELECT kind, record, field, scope FROM conflict WHERE record = ? OR ? = '' ORDER BY scope, kind, record, field",
        (record, record),
    )
    meant = [
        key
        for key in (Key(*row) for row in found)
        if (not narrow.kinds or key.kind in narrow.kinds) and (not narrow.fields or base(key.field) in narrow.fields)
    ]
    if not (narrow.offices or narrow.people or narrow.text):
        return meant
    reader.have_at_hand(meant)
    return [key for key in meant if narrow.fits(reader, key)]


def with_base(desk: Desk, conflict: Conflict) -> Conflict:
    """Return a conflict with what stood before."""
    with desk.reading() as connection:
        return Reader(Writer(connection, desk.author)).with_base(conflict)


def count(desk: Desk) -> int:
    """Return how many decisions are open."""
    with desk.reading() as connection:
        return open_decisions(connection)


def plan(found: Iterable[Conflict], take: Take) -> Plan:
    """Return what taking always the same side would decide; no clock has a part in it."""
    decided, left = [], []
    for conflict in found:
        side = take.side_of(conflict)
        if side is None:
            left.append(conflict)
        else:
            decided.append((conflict, side))
    return Plan(tuple(decided), tuple(left))


def resolve(desk: Desk, conflict: Conflict | str, value: Value, reason: str = "") -> None:
    """Decide a conflict with one of its values or another one; the decision covers every side, so nobody is asked twice.

    Given as it was shown, it covers what was shown and nothing that arrived since; given by its id, all that stands now.
    Raises PartnerDeskError when there is no such open decision, for example because a bundle brought it meanwhile.
    """
    resolve_many(desk, [(conflict, value)], reason)


def resolve_many(desk: Desk, decisions: Iterable[tuple[Conflict | str, Value]], reason: str = "") -> int:
    """Decide several conflicts in one go and return how many; all or nothing.

    Raises PartnerDeskError when one of them is no longer open.
    """
    with desk.writing() as connection:
        writer = Writer(connection, desk.author)
        seen: dict[str, Seen] = {}
        moved: set[str] = set()
        done = 0
        # To which office a record moved is settled last: everything else about it must be decided by then.
        for conflict, value in sorted(decisions, key=lambda decision: _is_about_move(decision[0])):
            record, _dot, field = (conflict if isinstance(conflict, str) else conflict.id).partition(".")
            if field == MOVED and record in moved:
                done += 1
                continue
            kind = _open_kind(connection, record, field)
            if record not in seen:
                shown = None if isinstance(conflict, str) else conflict.seen
                seen[record] = shown or writer.seen(kind_named(kind), record)
            before = len(writer.written)
            done += 1
            if field == MOVED:
                moved |= moving.decide(writer, kind, record, str(value), reason)
                continue
            told, seen[record] = moving.settle(writer, kind_named(kind), record, field, seen[record], reason)
            draft = Draft(
                kind, {field: value, **told}, id=record, seen=seen[record], why="resolve", note=reason, insist=True
            )
            writer.write([draft])
            seen[record] = seen[record].after({}, writer.written[before:])
        return done


def _is_about_move(conflict: Conflict | str) -> bool:
    return (conflict if isinstance(conflict, str) else conflict.id).partition(".")[2] == MOVED


def _open_kind(connection: Connection, record: str, field: str) -> str:
    found = rows(connection, "SELECT kind FROM conflict WHERE record = ? AND field = ?", (record, field))
    if not found:
        raise not_open(f"{record}.{field}")
    return str(found[0][0])


def not_open(conflict: str) -> PartnerDeskError:
    """Return the refusal of a decision that is not open."""
    return PartnerDeskError(
        _("There is no open decision {id}: it may have been decided already. Nothing was changed.").format(id=conflict)
    )


def reopen(desk: Desk, decided: Sequence[str], reason: str = "") -> None:
    """Take decisions back, all or none: the values between which was decided stand beside each other again, for everybody.

    It is written like any other change: each value once more, by ops that have seen the decision and not each other.
    Raises PartnerDeskError where a field was not decided, or was changed since.
    """
    with desk.writing() as connection:
        writer = Writer(connection, desk.author)
        # A deletion speaks of the whole record, so it comes after the fields that it shall have seen.
        for one in sorted(decided, key=lambda name: name.endswith(f".{DELETED}")):
            record, _dot, field = one.partition(".")
            _reopen(writer, record, field, reason)


def _reopen(writer: Writer, record: str, field: str, reason: str) -> None:
    kind_name, standing = _standing(writer, record, field)
    values: list[Value] = []
    if len(standing) == 1 and standing[0].why == "resolve":
        values = _values_before(field, standing[0], journal_ops(writer.connection, kind_named(kind_name), [record]))
    if len(values) < 2:
        raise PartnerDeskError(
            _(
                "There is no decision {id} to take back: nobody decided it, it was changed since, or what stood before was"
                " erased. Nothing was changed."
            ).format(id=f"{record}.{field}")
        )
    kind = kind_named(kind_name)
    seen = writer.seen(kind, record)
    for value in values:
        draft = Draft(kind_name, {field: value}, id=record, seen=seen, why="revert", note=reason, insist=True)
        writer.write([draft])


def _standing(writer: Writer, record: str, field: str) -> tuple[str, list[Op]]:
    """Return the kind of a record, and the ops whose value of a field stands now."""
    found = rows(writer.connection, "SELECT kind FROM op WHERE record = ? LIMIT 1", (record,))
    if not found or found[0][0] not in kinds():
        return "", []
    kind_name = str(found[0][0])
    row = writer.fold.row(kind_named(kind_name), record)
    dots = writer.fold.heads(row["heads"]).fields.get(field, []) if row else []
    return kind_name, [writer.fold.lookup(dot) for dot in dots]


def _values_before(field: str, decision: Op, ops: Iterable[Op]) -> list[Value]:
    """Return the values between which was decided."""
    if field == DELETED:
        return [True, False]
    before = heads_among(field, (op for op in ops if op.dot != decision.dot and decision.covers(op.dot)))
    return list({canonical(op.set[field]): op.set[field] for op in before}.values())


def _has_words(title: str, key: Key, given: Iterable[Side], text: str) -> bool:
    """Tell whether each word of a text begins a word of what a conflict is about."""
    texts = [title, key.scope, key.field, *(f"{giver.value} {giver.by} {giver.office}" for giver in given)]
    there = words(" ".join(texts))
    return all(any(word.startswith(wanted) for word in there) for wanted in words(text))
