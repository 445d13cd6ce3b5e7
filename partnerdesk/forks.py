"""Forks: changes kept out because a copied workspace gave their numbers to other changes; shown, and taken over by a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnerdesk import showing
from partnerdesk.clock import moment
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, format_date, ngettext
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.ops import Op, Value, decode
from partnerdesk.store.rowvalues import base
from partnerdesk.store.writer import Draft, Writer, now


@dataclass(frozen=True)
class Kept:
    """One change that was kept out; `name` is its hash in hexadecimal."""

    name: str
    op: Op
    settled: Mapping[str, Any]
    """Who said what becomes of it, and when; empty while nobody did."""


@dataclass(frozen=True)
class Fork:
    """Changes of one device that came with one bundle and do not fit what is known of that device."""

    site: str
    office: str
    person: str
    came_with: str
    """The file that brought them, and whose bundle it was."""
    sender: str
    at: str
    kept: Sequence[Kept]

    @property
    def first(self) -> int:
        return min(one.op.seq for one in self.kept)

    @property
    def last(self) -> int:
        return max(one.op.seq for one in self.kept)

    @property
    def is_settled(self) -> bool:
        return all(one.settled for one in self.kept)

    def in_words(self) -> str:
        """Say whose device forked, which numbers, from which bundle, what that means and what to do."""
        fields = {
            "person": self.person,
            "office": self.office,
            "first": self.first,
            "last": self.last,
            "file": self.came_with or _("(unknown)"),
            "sender": self.sender or _("(unknown)"),
            "day": format_date(at.date()) if (at := moment(self.at)) else _("(unknown)"),
            "n": len(self.kept),
        }
        return ngettext(
            "The workspace of {person}, {office}, was copied and used in two places: change {first} in {file} from {sender},"
            " {day}, is another one than the change {first} that is known here. It was kept out; nothing here was overwritten."
            " Ask {person} which computer is the right one, look at what was kept out, and take over what is missing here.",
            "The workspace of {person}, {office}, was copied and used in two places: changes {first} to {last} in {file} from"
            " {sender}, {day}, are others than those known here. {n} were kept out; nothing here was overwritten. Ask {person}"
            " which computer is the right one, look at what was kept out, and take over what is missing here.",
            len(self.kept),
        ).format(**fields)


@dataclass(frozen=True)
class Compared:
    """A field of a change that was kept out: what it says, and what stands here now, both in words."""

    label: str
    theirs: str
    ours: str


def forks(desk: Desk, *, unsettled_only: bool = False) -> list[Fork]:
    """Return what was kept out, by device and bundle, the latest first."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "SELECT f.hash, f.body, f.at, f.settled, r.file, r.person, r.office, r.at FROM fork f"
            " LEFT JOIN receipt r ON r.id = f.receipt ORDER BY f.site, f.scope, f.seq",
        )
    groups: dict[tuple[str, str, str, str, str, str], list[Kept]] = {}
    for its_hash, body, at, settled, file, person, office, arrived in found:
        op = decode(bytes(body))
        sender = _("{person}, {office}").format(person=person, office=office) if person else ""
        key = (op.site, op.office, op.by, file or "", sender, arrived or at or "")
        groups.setdefault(key, []).append(Kept(bytes(its_hash).hex(), op, from_text(settled) or {}))
    result = [Fork(*key, kept) for key, kept in groups.items()]
    shown = [fork for fork in result if not (unsettled_only and fork.is_settled)]
    return sorted(shown, key=lambda fork: fork.at, reverse=True)


def compared(desk: Desk, kept: Kept) -> list[Compared]:
    """Return the fields of a change that was kept out beside what stands here now."""
    op = kept.op
    here = desk.find(op.kind, op.id) if op.kind in kinds() else None
    lines = []
    for name, value in op.set.items():
        if op.kind not in kinds():
            lines.append(Compared(name, str(value), ""))
            continue
        ours = _stands(here.values, name) if here else None
        lines.append(
            Compared(
                showing.field_label(op.kind, name),
                showing.shown(op.kind, name, value),
                showing.shown(op.kind, name, ours) if here else "",
            )
        )
    return lines


def title_of(desk: Desk, kept: Kept) -> str:
    """Return the title of the record that a change is about; what the change itself says where the record is not here."""
    op = kept.op
    if op.kind not in kinds():
        return op.kind
    if here := desk.find(op.kind, op.id):
        return here.title
    return next((str(op.set[name]) for name in kind_named(op.kind).title if op.set.get(name)), "")


def adopt(desk: Desk, name: str) -> None:
    """Make what a kept-out change says an ordinary edit by whoever works here; it then counts as settled.

    Raises PartnerDeskError when there is no such change, it was taken over before, or its kind is of a newer version.
    """
    with desk.writing() as connection:
        kept = _one(connection, name)
        if kept.settled.get("adopted"):
            raise PartnerDeskError(_("This change was taken over already. Nothing was changed."))
        if kept.op.kind not in kinds():
            raise PartnerDeskError(
                _("This change needs a newer PartnerDesk. Nothing was changed. Update PartnerDesk, then take it over.")
            )
        writer = Writer(connection, desk.author)
        writer.write([_as_edit(writer, kept.op)])
        _settle(connection, desk, [name], adopted=True)


def leave(desk: Desk, names: Iterable[str]) -> None:
    """Note that a person looked at kept-out changes and leaves them out; they stay readable.

    Raises PartnerDeskError when there is no such change; none is settled then.
    """
    with desk.writing() as connection:
        open_ones = [name for name in names if not _one(connection, name).settled]
        _settle(connection, desk, open_ones, adopted=False)


def named(desk: Desk, start: str) -> Kept:
    """Return the one change whose name begins so; PartnerDeskError when there is none or more than one."""
    found = [one for fork in forks(desk) for one in fork.kept if one.name.startswith(start.lower())]
    if len(found) != 1 or not start:
        raise _unknown()
    return found[0]


def _as_edit(writer: Writer, op: Op) -> Draft:
    row = writer.fold.row(kind_named(op.kind), op.id)
    seen = writer.seen_of(kind_named(op.kind), row) if row else None
    sets = dict(seen.sets) if seen else {}
    values: dict[str, Value] = {}
    for field, value in op.set.items():
        name, _slash, element = field.partition("/")
        about = kind_named(op.kind).fields.get(name)
        if not element or about is None or not about.is_set:
            # As it stands in the journal, also a field that only a newer version knows.
            values[field] = value
            continue
        before = values[name] if name in values else sets.get(name, frozenset())
        values[name] = sorted({*before, element} if value else {*before} - {element})
    note = _("Taken over from a copied workspace: change {number} of device {site}, by {person}.")
    return Draft(
        op.kind,
        values,
        id=op.id,
        seen=seen,
        scope=op.scope,
        why="delete" if values.get("deleted") else "edit",
        note=note.format(number=op.seq, site=op.site, person=op.by),
    )


def _stands(values: Mapping[str, Value], name: str) -> Value:
    if "/" in name:
        return name.partition("/")[2] in (values.get(base(name)) or ())
    return values.get(name)


def _one(connection: Connection, name: str) -> Kept:
    try:
        found = rows(connection, "SELECT body, settled FROM fork WHERE hash = ?", (bytes.fromhex(name),))
    except ValueError:
        found = []
    if not found:
        raise _unknown()
    return Kept(name, decode(bytes(found[0][0])), from_text(found[0][1]) or {})


def _settle(connection: Connection, desk: Desk, names: Iterable[str], *, adopted: bool) -> None:
    told = to_text({"by": desk.identity.person, "at": now(), "adopted": adopted})
    many(connection, "UPDATE fork SET settled = ? WHERE hash = ?", [(told, bytes.fromhex(name)) for name in names])


def _unknown() -> PartnerDeskError:
    return PartnerDeskError(_("There is no such change among those that were kept out. Nothing was changed."))
