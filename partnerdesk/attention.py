"""What waits for somebody: decisions, bundles, late actions, unfinished and expired assessments, and the dates ahead."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from partnerdesk import actions
from partnerdesk.desk import Desk
from partnerdesk.i18n import _
from partnerdesk.instruments import library
from partnerdesk.store import listings
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.listings import Query
from partnerdesk.store.state import open_decisions
from partnerdesk.views import View

if TYPE_CHECKING:
    from partnerdesk.partners import Overview

RATED = ("submitted", "validated", "shared")
"""The states in which an assessment counts as done."""

_WAITING = ("staged", "aside")
_PLACES = ("partner", "assessment", "consultation", "action")


@dataclass(frozen=True)
class Attention:
    """Counts of what waits; 0 is nothing to do."""

    decisions: int
    bundles: int
    overdue: int
    due_soon: int
    drafts: int
    returned: int
    to_validate: int
    expired: int
    partners: int
    to_erase: int = 0
    """Records whose time is over."""
    to_return: int = 0
    """Decisions made here that an office concerned has not confirmed."""
    decided: int = 0
    """Decisions of others that nobody has looked at."""
    left_behind: int = 0
    """Records that an office added to what had moved away by then."""
    left_at: str = ""
    """The first partner to which they belong."""

    @property
    def is_calm(self) -> bool:
        """Whether nothing waits."""
        numbers = (self.decisions, self.bundles, self.overdue, self.due_soon, self.drafts, self.returned)
        exchanged = (self.to_return, self.decided, self.left_behind)
        return not any((*numbers, *exchanged, self.to_validate, self.expired, self.to_erase))


@dataclass(frozen=True)
class Recent:
    """A record that was changed lately."""

    kind: str
    id: str
    title: str
    changed_at: str


@dataclass(frozen=True)
class Ahead:
    """A day on which something is due: what, and the record that it belongs to."""

    day: date
    what: str
    kind: str
    record: str


def badges(desk: Desk) -> tuple[int, int]:
    """Return how many decisions are open and how many bundles arrived and were not looked at yet."""
    with desk.reading() as connection:
        staged = rows(connection, "SELECT count(*) FROM receipt WHERE state = 'staged'")[0][0]
        return open_decisions(connection), int(staged)


def attention(desk: Desk, on: date | None = None) -> Attention:
    """Return how much waits on a day, by default today; what falls due within a week counts as soon."""
    # The first page shows before anything is counted, so it must not wait for all that counts.
    from partnerdesk import moving, retention, returning
    from partnerdesk.decisions import unread

    today = on or actions.today()
    with desk.reading() as connection:
        decisions = open_decisions(connection)
        by_status = dict(rows(connection, "SELECT status, count(*) FROM assessment WHERE NOT deleted GROUP BY status"))
        partners = listings.count(connection, Query("partner"))
        bundles = rows(connection, "SELECT count(*) FROM receipt WHERE state IN (?, ?)", _WAITING)[0][0]
        late = len(_expired(connection, today))
    behind = moving.left_behind(desk)
    return Attention(
        decisions=decisions,
        bundles=int(bundles),
        overdue=len(actions.overdue(desk, today)),
        due_soon=len(actions.due_until(desk, date.fromordinal(today.toordinal() + 8), today)),
        drafts=int(by_status.get("draft", 0)),
        returned=int(by_status.get("returned", 0)),
        to_validate=int(by_status.get("submitted", 0)),
        expired=late,
        partners=partners,
        to_erase=retention.count(desk, today),
        to_return=sum(one.decisions for one in returning.to_return(desk)),
        decided=unread(desk),
        left_behind=len(behind),
        left_at=next((owner.record for _part, owner in behind if owner.kind == "partner"), ""),
    )


def expired(desk: Desk, on: date | None = None) -> list[str]:
    """Return the ids of assessments that have outlived their instrument's validity and were not followed by another one.

    Assessments of former partners are left out: nobody will repeat them.
    """
    with desk.reading() as connection:
        return _expired(connection, on or actions.today())


def recent(desk: Desk, most: int = 8) -> list[Recent]:
    """Return what was changed last, the newest first."""
    found: list[tuple[str, str, str]] = []
    with desk.reading() as connection:
        for kind in _PLACES:
            sql = f"SELECT changed_at, id FROM {kind} WHERE deleted = FALSE ORDER BY changed_at DESC LIMIT ?"  # noqa: S608
            found += [(at, kind, record) for at, record in rows(connection, sql, (most,))]
    last = sorted(found, reverse=True)[:most]
    names = {kind: _names(desk, kind, [record for _at, other, record in last if other == kind]) for kind in _PLACES}
    return [Recent(kind, record, names[kind].get(record, ""), at) for at, kind, record in last]


def _names(desk: Desk, kind: str, records: list[str]) -> dict[str, str]:
    if kind != "assessment":
        return desk.titles(kind, records)
    views = [desk.view(kind, record) for record in records]
    partners = desk.titles("partner", [str(view["partner_id"]) for view in views if view["partner_id"]])
    # Translators: the name of a partner and the title of an instrument.
    words = _("{partner}: {instrument}")
    return {
        view.id: words.format(partner=partners.get(str(view["partner_id"]), "?"), instrument=_instrument_title(view))
        for view in views
    }


def valid_until(assessment: View) -> date | None:
    """Return the last day on which a result should be relied on; None where its instrument names no time."""
    key = str(assessment["instrument"] or "").partition(" ")[0]
    months, done = _validity().get(key), assessment["done_on"]
    return _months_later(date.fromisoformat(str(done)), months) if months and done else None


def dates_ahead(overview: "Overview", most: int = 5) -> list[Ahead]:
    """Return the next days on which something is due with a partner, the nearest first."""
    found = [*_agreements(overview), *_assessments(overview), *_actions(overview), *_meetings(overview)]
    return sorted((one for one in found if one.day >= overview.today), key=lambda one: one.day)[:most]


def _agreements(overview: "Overview") -> Iterator[Ahead]:
    for agreement in overview.agreements:
        end = (agreement["duration"] or {}).get("end")
        if end and agreement["status"] not in {"ended", "terminated", "closed"}:
            # Translators: {name} is the title of an agreement.
            yield _ahead(end, _("Agreement ends: {name}").format(name=agreement["name"] or agreement.title), agreement)


def _assessments(overview: "Overview") -> Iterator[Ahead]:
    for assessment in overview.assessments:
        name = _instrument_title(assessment)
        if assessment["status"] == "draft" and assessment["planned_on"]:
            yield _ahead(assessment["planned_on"], _("Assessment planned: {name}").format(name=name), assessment)
            continue
        last = valid_until(assessment) if assessment["status"] in RATED else None
        if last is not None and assessment is _latest_like(overview, assessment):
            yield _ahead(last.isoformat(), _("Assessment to renew: {name}").format(name=name), assessment)


def _latest_like(overview: "Overview", assessment: View) -> View:
    """Return the newest finished assessment of the same instrument and subject."""
    return max(
        (
            one
            for one in overview.assessments
            if one["status"] in RATED
            and _instrument(one) == _instrument(assessment)
            and one["subject"] == assessment["subject"]
        ),
        key=lambda one: str(one["done_on"] or ""),
    )


def _instrument(assessment: View) -> str:
    return str(assessment["instrument"] or "").partition(" ")[0]


def _instrument_title(assessment: View) -> str:
    key = _instrument(assessment)
    return next((title.title.words() for title in library.titles() if title.key == key), key)


def _actions(overview: "Overview") -> Iterator[Ahead]:
    for action in overview.open_actions:
        if action["due"]:
            yield _ahead(action["due"], _("Action due: {name}").format(name=action.title), action)


def _meetings(overview: "Overview") -> Iterator[Ahead]:
    for part in overview.consultations:
        start = (part.consultation["dates"] or {}).get("start")
        if start:
            yield _ahead(start, _("Consultation: {name}").format(name=part.consultation.title), part.consultation)


def _ahead(day: str, what: str, record: View) -> Ahead:
    return Ahead(date.fromisoformat(str(day)), what, record.kind.name, record.id)


def _expired(connection: Connection, today: date) -> list[str]:
    limits = {key: _months_later(today, -months).isoformat() for key, months in _validity().items()}
    sql = """
        SELECT id, key, done_on FROM (
            SELECT a.id, a.n, a.done_on, substr(a.instrument, 1, instr(a.instrument || ' ', ' ') - 1) AS key, row_number() OVER (
                PARTITION BY p.id, substr(a.instrument, 1, instr(a.instrument || ' ', ' ') - 1), a.subject
                ORDER BY a.done_on DESC, a.n DESC
            ) AS place
            FROM assessment a LEFT JOIN same_as s ON s.partner = a.partner_id
                JOIN partner p ON p.id = coalesce(s.leader, a.partner_id)
            WHERE NOT a.deleted AND a.done_on IS NOT NULL AND a.status IN (?, ?, ?)
                  AND NOT p.deleted AND coalesce(p.relation_status, '') <> 'former'
        ) latest
        WHERE place = 1 ORDER BY done_on, n
    """
    return [record for record, key, done in rows(connection, sql, RATED) if key in limits and done < limits[key]]


def _validity() -> dict[str, int]:
    return {title.key: title.validity_months for title in library.titles() if title.validity_months}


def _months_later(day: date, months: int) -> date:
    """Return the same day so many months later or earlier, the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
