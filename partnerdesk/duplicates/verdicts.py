"""Judging whether two partners are one: joining, separating, remembering that they are not; each is an op like any other."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnerdesk.bundles.slices import SHARED
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import Entry, history
from partnerdesk.i18n import _
from partnerdesk.store import rowvalues, sameness
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.sameness import DIFFERENT, KIND, OPEN, SAME, Pair
from partnerdesk.store.writer import Draft, Writer

_WHY = {SAME: "merge", DIFFERENT: "edit", OPEN: "revert"}


@dataclass(frozen=True)
class Member:
    """A partner of a group; `deleted` when it was taken away."""

    id: str
    title: str
    office: str
    created_by: str
    created_at: str
    deleted: bool


@dataclass(frozen=True)
class Group:
    """Partners that are shown as one, the one that carries the name first; `awaited` more were not received yet."""

    members: tuple[Member, ...]
    awaited: int = 0

    @property
    def leader(self) -> str:
        return self.members[0].id

    @property
    def others(self) -> tuple[Member, ...]:
        return self.members[1:]


@dataclass(frozen=True)
class Judged:
    """A verdict that stands, or two that contradict each other."""

    record: str
    one: str
    other: str
    verdict: str
    lead: str
    disputed: bool
    """Two people judged differently without knowing of each other, or it is joined through others with what it is not."""
    changed_at: str


def join(desk: Desk, one: str, other: str, lead: str = "", *, reason: str = "") -> None:
    """Show two partners as one from now on; `lead` is the one whose name both go by.

    Nothing of either is changed, and `separate` undoes it. A contradiction about the two is thereby decided. Raises
    PartnerDeskError for partners that are not here.
    """
    _judge(desk, [Pair(one, other, lead or min(one, other))], SAME, reason)


def dismiss(desk: Desk, one: str, other: str, *, reason: str = "") -> None:
    """Remember that two partners are not the same; nobody is asked again. Raises PartnerDeskError for unknown ones."""
    _judge(desk, [Pair(one, other)], DIFFERENT, reason)


def forget(desk: Desk, one: str, other: str, *, reason: str = "") -> None:
    """Take back what was judged about two partners; they may be proposed again."""
    _judge(desk, [Pair(one, other)], OPEN, reason)


def separate(desk: Desk, partner: str, *, reason: str = "") -> int:
    """Part a partner from those it was joined with and return from how many; everything is as before.

    Partners that were joined with this one rather than with the leader stay with it. Raises PartnerDeskError when it was not
    joined with any.
    """
    with desk.reading() as connection:
        beside = sameness.neighbours(sameness.standing_pairs(connection))
        leader = sameness.leaders_of(connection, [partner])[partner]
    if leader == partner:
        parted = sorted(beside.get(partner, ()))
    else:
        # Whoever still reaches the leader without this one is on the other side.
        parted = sorted(sameness.reach(leader, beside, without=partner) & beside.get(partner, set()))
    if not parted:
        raise PartnerDeskError(_("This partner is not joined with another one. Nothing was changed."))
    _judge(desk, [Pair(partner, one) for one in parted], OPEN, reason, must_be_here=False)
    return len(parted)


def lead(desk: Desk, partner: str, *, reason: str = "") -> None:
    """Let a partner of a group carry the name of all; PartnerDeskError when it was not joined."""
    with desk.reading() as connection:
        pairs = sameness.standing_pairs(connection)
        leader = sameness.leaders_of(connection, [partner])[partner]
        here = set(sameness.members_of(connection, leader)) - {partner}
    below = {pair.below for pair in pairs}
    beside = sameness.neighbours(pairs).get(partner, set())
    if not here:
        raise PartnerDeskError(_("This partner is not joined with another one. Nothing was changed."))
    _judge(
        desk, [Pair(partner, one, partner) for one in sorted(here) if one in beside or one not in below], SAME, reason
    )


def group_of(desk: Desk, partner: str) -> Group:
    """Return the partners that are shown as one with this one, itself alone where it was not joined."""
    with desk.reading() as connection:
        leader = sameness.leaders_of(connection, [partner])[partner]
        members = _members(connection, sameness.members_of(connection, leader))
        held_together = sameness.reach(leader, sameness.neighbours(sameness.standing_pairs(connection)))
    return Group(tuple(members), len(held_together - {one.id for one in members}))


def group_ids(desk: Desk, partner: str) -> list[str]:
    """Return the partners that are shown as one with this one, whoever carries the name first; itself where it stands alone."""
    with desk.reading() as connection:
        return sameness.members_of(connection, sameness.leaders_of(connection, [partner])[partner])


def leader_of(desk: Desk, partner: str) -> str:
    """Return the partner under which this one is shown, itself where it was not joined."""
    with desk.reading() as connection:
        return sameness.leaders_of(connection, [partner])[partner]


def last_word(desk: Desk, one: str, other: str) -> Entry | None:
    """Return who judged these two last, when and why; None where nobody judged them directly."""
    record = sameness.record_of(one, other)
    return history(desk, record)[0] if desk.find(KIND, record) else None


def shown_with(desk: Desk, partner: str) -> list[str]:
    """Return the partners whose records stand on the page of this one: its own, and of all whose name it carries."""
    with desk.reading() as connection:
        return sameness.members_of(connection, partner)


def judged(desk: Desk) -> list[Judged]:
    """Return all verdicts, contradictions first, then the latest."""
    sql = """
        SELECT s.id, s.one, s.other, s.verdict, coalesce(s.lead, ''), s.changed_at,
            EXISTS (SELECT 1 FROM conflict c WHERE s.conflicts > 0 AND c.kind = ? AND c.record = s.id AND c.field <> 'lead')
        FROM sameness s WHERE s.deleted = FALSE AND (s.verdict <> ? OR s.conflicts > 0)
    """
    with desk.reading() as connection:
        found = rows(connection, sql, (KIND, OPEN))
        leader = sameness.stored(connection)
    result = [
        Judged(
            record=record,
            one=one,
            other=other,
            verdict=verdict or OPEN,
            lead=lead,
            disputed=bool(disputed) or (verdict == DIFFERENT and leader.get(one, one) == leader.get(other, other)),
            changed_at=changed_at,
        )
        for record, one, other, verdict, lead, changed_at, disputed in found
        if one and other
    ]
    latest_first = sorted(result, key=lambda one: one.changed_at, reverse=True)
    return sorted(latest_first, key=lambda one: not one.disputed)


def _members(connection: Connection, wanted: Sequence[str]) -> list[Member]:
    kind = kind_named("partner")
    marks = ",".join("?" * len(wanted))
    columns = rowvalues.names(("id", "scope", "created_by", "created_at", "deleted", *kind.title))
    sql = f"SELECT {columns} FROM partner WHERE id IN ({marks})"  # noqa: S608  our own columns
    found = {
        record: Member(record, next((str(text) for text in titles if text), ""), office, by, at, bool(is_gone))
        for record, office, by, at, is_gone, *titles in rows(connection, sql, list(wanted))
    }
    return [found[record] for record in wanted if record in found]


def draft(connection: Connection, pair: Pair, verdict: str, *, reason: str = "", at: str = "") -> Draft:
    """Return the change that judges two partners: the whole verdict, since two offices must each be able to read it alone.

    It covers what stands, so that it decides a contradiction. It goes into the journal of the office that both belong to,
    else into the one that all share.
    """
    record = sameness.record_of(pair.one, pair.other)
    values = {
        "one": min(pair.one, pair.other),
        "other": max(pair.one, pair.other),
        "verdict": verdict,
        "lead": pair.lead if verdict == SAME else None,
    }
    if not rows(connection, "SELECT 1 FROM sameness WHERE id = ?", (record,)):
        values |= kind_named(KIND).defaults
    offices = _offices(connection, pair)
    scopes = set(offices.values())
    scope = scopes.pop() if len(offices) == 2 and len(scopes) == 1 else SHARED
    return Draft(KIND, values, id=record, why=_WHY[verdict], note=reason, scope=scope, at=at, insist=True)


def _judge(desk: Desk, pairs: Sequence[Pair], verdict: str, reason: str, *, must_be_here: bool = True) -> None:
    with desk.writing() as connection:
        writer = Writer(connection, desk.author)
        for pair in pairs:
            knows = pair.lead in {"", pair.one, pair.other} and len(_offices(connection, pair)) == 2
            if must_be_here and not knows:
                raise PartnerDeskError(
                    _("Only two different partners that are both here can be compared. Nothing was changed.")
                )
            writer.write([draft(connection, pair, verdict, reason=reason)])


def _offices(connection: Connection, pair: Pair) -> dict[str, str]:
    return dict(rows(connection, "SELECT id, scope FROM partner WHERE id IN (?, ?)", (pair.one, pair.other)))
