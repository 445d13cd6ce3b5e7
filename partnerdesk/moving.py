"""Moving a record to another office with everything that is part of it, and what was changed meanwhile where it left."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from partnerdesk import family, offices
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.family import Member
from partnerdesk.i18n import _, ngettext
from partnerdesk.store import rowvalues
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.homes import MOVED, SEES_ALL_OFFICES, late, left
from partnerdesk.store.kinds import Kind, kind_named, kinds
from partnerdesk.store.merge import Heads, is_shared, shown
from partnerdesk.store.ops import PRIVATE, Op
from partnerdesk.store.writer import Draft, Seen, Writer
from partnerdesk.views import View

MOVABLE = ("partner", "assessment", "consultation", "action")
"""What a person moves; everything else moves with what it is part of."""

_MOST_AT_ONCE = 400


@dataclass(frozen=True)
class Plan:
    """What a move would take along, from where, and what of it goes on pointing to records that stay."""

    kind: str
    record: str
    title: str
    office: str
    to: str
    along: Mapping[str, int]
    """How many records of each kind move, the record itself included."""
    pointing: Mapping[str, int]
    """How many records of each kind stay, though records that move refer to them: there they are “not received yet”."""
    undecided: int
    """Fields of these records on which a person has to decide first."""

    @property
    def number(self) -> int:
        return sum(self.along.values())


def plan(desk: Desk, kind: str, record: str, to: str) -> Plan:
    """Tell what moving a record to an office would do.

    Raises PartnerDeskError when this person may not move it, the office is not known, or there is nothing to move.
    """
    with desk.reading() as connection:
        return _plan(Writer(connection, desk.author), desk, kind, record, to)[0]


def move(desk: Desk, kind: str, record: str, to: str, why: str, confirmed: int | None = None) -> Plan:
    """Move a record and all that is part of it to the journal of another office, in one transaction.

    `confirmed` is the number of records that the person was told. Raises PartnerDeskError when it is another one now, when a
    decision about one of them is open, and for what `plan` refuses; nothing moves then.
    """
    with desk.writing() as connection:
        writer = Writer(connection, desk.author)
        planned, members = _plan(writer, desk, kind, record, to)
        if confirmed is not None and confirmed != planned.number:
            raise PartnerDeskError(
                ngettext(
                    "{n} record would move, which is not what was confirmed. Nothing was changed. Look again.",
                    "{n} records would move, which is not what was confirmed. Nothing was changed. Look again.",
                    planned.number,
                ).format(n=planned.number)
            )
        if planned.undecided:
            raise PartnerDeskError(
                ngettext(
                    "{n} field of what would move is still to be decided. Nothing was changed. Decide it, then move.",
                    "{n} fields of what would move are still to be decided. Nothing was changed. Decide them, then move.",
                    planned.undecided,
                ).format(n=planned.undecided)
            )
        carry(writer, members, to, why)
    return planned


def left_behind(desk: Desk) -> list[tuple[Member, Member]]:
    """Return (part, owner) for each record that an office added to one that had left it; `move` lets it follow."""
    with desk.reading() as connection:
        return family.all_left_behind(connection)


def behind(desk: Desk, view: View) -> int:
    """Return how many records an office added to this one after it had left it; `move` lets them follow."""
    if MOVED not in view.seen.contexts or view.away:
        return 0
    with desk.reading() as connection:
        members = family.members(Writer(connection, desk.author), view.kind.name, view.id)
        return len(family.left_behind(connection, members, view.scope))


def settle(writer: Writer, kind: Kind, record: str, field: str, seen: Seen, note: str) -> tuple[dict[str, str], Seen]:
    """Tell the former offices that what they changed after a move is decided.

    Returns what the decision must set besides, and what its author has seen then. The decision itself stands in the present
    office's journal, which the former ones do not receive.
    """
    row = writer.fold.row(kind, record)
    heads = Heads() if row is None else writer.fold.heads(row["heads"])
    if row is None or MOVED not in heads.fields or set(late(heads, writer.fold.lookup)) - {field}:
        # A mark says that everything before it was seen, so it waits for the last of these decisions.
        return {}, seen
    before = len(writer.written)
    for scope in sorted({dot[0][1] for dot in heads.fields.get(field, ())} - {row["scope"], PRIVATE}):
        mark = {MOVED: row["scope"]}
        writer.write([Draft(kind.name, mark, record, seen, why="resolve", note=note, scope=scope, insist=True)])
    marks = writer.written[before:]
    return ({MOVED: row["scope"]} if marks else {}), seen.after({}, marks)


def decide(writer: Writer, kind: str, record: str, to: str, note: str) -> set[str]:
    """Settle to which of several offices a record has moved, in the caller's transaction; all that is part of it follows.

    Returns the records about which this is settled.
    Raises PartnerDeskError while something else about these records is to be decided.
    """
    members = family.members(writer, kind, record)
    if number := _undecided(writer.connection, members):
        raise PartnerDeskError(
            ngettext(
                "{n} other field of these records is still to be decided. Nothing was changed. Decide it first.",
                "{n} other fields of these records are still to be decided. Nothing was changed. Decide them first.",
                number,
            ).format(n=number)
        )
    carry(writer, members, to, note, decides=True)
    return {member.record for member in members}


def carry(writer: Writer, members: Sequence[Member], to: str, note: str, *, decides: bool = False) -> None:
    """Write records anew in an office's journal and mark them as moved in every journal they leave, in the caller's transaction.

    The marks come first: what is written anew has then seen them, so a move onwards or back by that office covers them. Where
    the move `decides` between two, the offices hear of that by the marks of the first record, of which all others are a part.
    """
    former = _former_scopes(writer, members)
    marks = [
        Draft(member.kind, {MOVED: to}, member.record, seen, why=why, note=note, scope=scope, insist=True)
        for member, scopes in zip(members, former, strict=True)
        for why in ["resolve" if decides and member is members[0] else "move"]
        for seen in [writer.seen(kind_named(member.kind), member.record)]
        for scope in sorted(scopes - {to})
    ]
    writer.write(marks)
    writer.write(_anew(writer, member, to, note) for member in members)


def _anew(writer: Writer, member: Member, to: str, note: str) -> Draft:
    kind = kind_named(member.kind)
    row = writer.fold.row(kind, member.record) or {}
    heads, lookup = writer.fold.heads(row["heads"]), writer.fold.lookup
    # What stays on this device stays, whichever office the record belongs to.
    travels = [name for name, dots in heads.fields.items() if name not in kind.stays or is_shared(dots, lookup)]
    values = {**shown(heads, lookup, travels), MOVED: to}
    return Draft(
        member.kind, values, member.record, writer.seen_of(kind, row), why="move", note=note, scope=to, insist=True
    )


def _former_scopes(writer: Writer, members: Sequence[Member]) -> list[set[str]]:
    """Return for each record the offices whose journals hold something of it, here or according to who moved it."""
    held: dict[str, set[str]] = {}
    for start in range(0, len(members), _MOST_AT_ONCE):
        part = [member.record for member in members[start : start + _MOST_AT_ONCE]]
        sql = "SELECT DISTINCT o.record, s.scope FROM op o JOIN stream s ON s.id = o.stream WHERE o.record IN"
        for record, scope in rows(writer.connection, f"{sql} ({','.join('?' * len(part))})", part):
            held.setdefault(record, set()).add(scope)
    return [(held[member.record] | _left(writer, member)) - {PRIVATE} for member in members]


def _left(writer: Writer, member: Member) -> set[str]:
    row = writer.fold.row(kind_named(member.kind), member.record) or {}
    ops: Iterable[Op] = map(writer.fold.lookup, writer.fold.heads(row["heads"]).fields.get(MOVED, ()))
    return {scope for op in ops for scope in left(op)}


def _plan(writer: Writer, desk: Desk, kind: str, record: str, to: str) -> tuple[Plan, list[Member]]:
    row = writer.fold.row(kind_named(kind), record) if kind in kinds() else None
    if row is None or kind not in MOVABLE:
        raise PartnerDeskError(
            _(
                "Only partners, assessments, consultations and actions can be moved. Nothing was changed. Look at the id."
            )
        )
    heads = writer.fold.heads(row["heads"])
    if writer.fold.is_away(heads):
        raise PartnerDeskError(
            _("This record has moved to {office} already. Nothing was changed.").format(office=row["scope"])
        )
    _require_office(writer, Member(kind, record, row["scope"]), to)
    require_allowed(desk, writer.connection, {row["scope"], to}, row["scope"])
    members = family.members(writer, kind, record)
    if to == row["scope"]:
        members = family.left_behind(writer.connection, members, to)
    if not members:
        raise PartnerDeskError(
            _("This record is at {office} already, with all that is part of it. Nothing was changed.").format(office=to)
        )
    return (
        Plan(
            kind,
            record,
            rowvalues.title(kind_named(kind), row),
            row["scope"],
            to,
            dict(Counter(member.kind for member in members)),
            family.pointing(writer.connection, members, to),
            _undecided(writer.connection, members, with_moves=True),
        ),
        members,
    )


def may_move(desk: Desk, scope: str) -> bool:
    """Tell whether this person may move records of an office away: her own office's, or any as a focal point or higher."""
    who = desk.identity
    return who.role in SEES_ALL_OFFICES or (who.role == "field_officer" and scope == who.office)


def require_allowed(desk: Desk, connection: Connection, concerned: set[str], scope: str) -> None:
    """Raise PartnerDeskError when this person may not move a record of that office, or not between these offices."""
    within = None if desk.identity.role == "hq_steward" else offices.region(connection, desk.office)
    focal = desk.identity.role in SEES_ALL_OFFICES
    if not may_move(desk, scope) or (focal and within is not None and not concerned <= within):
        raise PartnerDeskError(
            _(
                "Records move to another office by the office that has them, or by the focal point of both. Nothing was"
                " changed. Ask your focal point."
            )
        )


def _require_office(writer: Writer, member: Member, to: str) -> None:
    """Raise PartnerDeskError for an office that nobody has named here, neither for itself nor as a former one of this record."""
    if to not in offices.codes(writer.connection) | _left(writer, member):
        raise PartnerDeskError(
            _("The office {office} is not known here. Nothing was changed. Record it, or take its key first.").format(
                office=to
            )
        )


def _undecided(connection: Connection, members: Sequence[Member], *, with_moves: bool = False) -> int:
    wanted = {member.record for member in members}
    found = rows(connection, "SELECT record, field FROM conflict")
    return sum(record in wanted and (with_moves or field != MOVED) for record, field in found)
