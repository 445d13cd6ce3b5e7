"""Offices as far as they are known here: their names, which one reports to which, and what a device of one may receive."""

from collections.abc import Iterable
from dataclasses import dataclass

from partnerdesk import trust
from partnerdesk.bundles.slices import SHARED
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.homes import SEES_ALL_OFFICES
from partnerdesk.store.ops import PRIVATE
from partnerdesk.store.writer import Draft, Writer, new_id
from partnerdesk.trust import Peer
from partnerdesk.workspace import check_code


@dataclass(frozen=True)
class Office:
    """An office: its code, its name if somebody told it, and the code of the one it reports to."""

    code: str
    name: str = ""
    parent: str = ""


def known(desk: Desk) -> list[Office]:
    """Return every office that is known here, from reference data, key cards or records, by code."""
    with desk.reading() as connection:
        return sorted(_known(connection).values(), key=lambda office: office.code)


def codes(connection: Connection) -> set[str]:
    """Return the code of every office that is known here."""
    return set(_known(connection))


def _known(connection: Connection) -> dict[str, Office]:
    found = {scope: Office(scope) for (scope,) in rows(connection, "SELECT DISTINCT scope FROM stream")}
    found |= {peer.card.office: Office(peer.card.office, peer.card.office_name) for peer in trust.peers(connection)}
    for office in _recorded(connection):
        found[office.code] = office
    for no_office in (SHARED, PRIVATE):
        found.pop(no_office, None)
    return found


def _recorded(connection: Connection) -> Iterable[Office]:
    """Yield the offices of which there are records; what counts of several about one comes last."""
    sql = (
        "SELECT code, name, parent FROM office WHERE NOT deleted AND code IS NOT NULL"
        " ORDER BY CASE WHEN scope = ? THEN 2 WHEN scope = code THEN 1 ELSE 0 END, id"
    )
    return [Office(code, name or "", parent or "") for code, name, parent in rows(connection, sql, (SHARED,))]


def region(connection: Connection, code: str) -> set[str] | None:
    """Return an office and all that report to it, directly or through others; None where nobody said who reports to whom."""
    parents = {office.code: office.parent for office in _recorded(connection) if office.parent}
    if not parents:
        return None
    found, reached = {code}, 0
    while reached < len(found):
        reached = len(found)
        found |= {office for office, parent in parents.items() if parent in found}
    return found


def receives(connection: Connection, peer: Peer, own: str) -> set[str] | None:
    """Return the offices whose records a device may have; None for all that are held here.

    An officer has those of her office; a focal point those of the region, and those of the office `own` that hands them over;
    headquarters everything. Reference data is for everybody.
    """
    card = peer.card
    if card.role not in SEES_ALL_OFFICES:
        return {card.office, SHARED}
    below = None if card.role == "hq_steward" else region(connection, card.office)
    return None if below is None else below | {own, SHARED}


def record(desk: Desk, code: str, *, name: str | None = None, parent: str | None = None) -> str:
    """Record an office in the reference data that everybody receives, or change it there; return the record's id.

    Raises PartnerDeskError for a code that cannot be used, and for anybody but a focal point or higher.
    """
    if desk.identity.role not in SEES_ALL_OFFICES:
        raise PartnerDeskError(
            _("Reference data is kept by the focal points. Nothing was changed. Ask yours to record the office.")
        )
    check_code(code)
    given = {field: text.strip() for field, text in (("name", name), ("parent", parent)) if text is not None}
    with desk.writing() as connection:
        found = rows(
            connection, "SELECT id FROM office WHERE code = ? AND scope = ? AND NOT deleted ORDER BY id", (code, SHARED)
        )
        office = found[0][0] if found else new_id()
        # As long as nobody gave it a name it goes by the one that the office gave itself.
        values = given if found else {"code": code, **_told_of(connection, code), **given}
        Writer(connection, desk.author).write([Draft("office", values, id=office, scope=SHARED)])
    return str(office)


def _told_of(connection: Connection, code: str) -> dict[str, str]:
    told = _known(connection).get(code, Office(code))
    return {field: text for field, text in (("name", told.name), ("parent", told.parent)) if text}
