"""Records, bundles and decisions as plain data for JSON, and as the words of a table."""

from dataclasses import asdict
from typing import Any

from partnerdesk import showing
from partnerdesk.conflicts import Conflict, Side
from partnerdesk.desk import Desk
from partnerdesk.history import Entry
from partnerdesk.receiving import Receipt
from partnerdesk.store import rowvalues
from partnerdesk.store.kinds import Kind
from partnerdesk.store.listings import ListRow
from partnerdesk.trust import Peer
from partnerdesk.views import View

COLUMNS = 5
moment = showing.moment


def record_json(view: View) -> dict[str, Any]:
    """Return a record: its values by field name, and what is known about the record itself.

    `kind` and `office` say what the record is and who recorded it, unless the kind has a field of that name: then that
    field's value stands there. `record_kind` and `scope` always say it.
    """
    about = {
        "id": view.id,
        "record_kind": view.kind.name,
        "scope": view.scope,
        "kind": view.kind.name,
        "office": view.scope,
        "title": rowvalues.title(view.kind, view.values),
        "deleted": view.deleted,
        "away": view.away,
        "late": list(view.late),
        "stays": list(view.stays),
        "conflicts": sorted(view.conflicts),
        "created_at": view.created_at,
        "created_by": view.created_by,
        "changed_at": view.changed_at,
    }
    newer = {"newer": dict(view.extra)} if view.extra else {}
    return {**about, **view.values, **newer}


def row_json(kind: Kind, row: ListRow) -> dict[str, Any]:
    """Return a line of a list: as `record_json`, but `conflicts` is the number of fields to decide."""
    about = {
        "id": row.id,
        "record_kind": kind.name,
        "scope": row.scope,
        "kind": kind.name,
        "office": row.scope,
        "conflicts": row.conflicts,
        "changed_at": row.changed_at,
    }
    return {**about, **row.values, "titles": dict(row.titles)}


def history_json(entry: Entry) -> dict[str, Any]:
    """Return one change of a record."""
    return {
        "op": entry.id,
        "kind": entry.kind,
        "record": entry.record,
        "at": entry.at,
        "by": entry.by,
        "office": entry.office,
        "site": entry.site,
        "reason": entry.reason,
        "note": entry.note,
        "bundle": entry.bundle,
        "left": list(entry.left),
        "elsewhere": list(entry.elsewhere),
        "bundle_at": entry.bundle_at,
        "values": dict(entry.values),
        "lost": {name: list(values) for name, values in entry.lost.items()},
        "standing": list(entry.standing),
        "erased": entry.erased,
        "stays": entry.stays,
    }


def conflict_json(conflict: Conflict) -> dict[str, Any]:
    """Return one open decision; `base` is the value that all sides had seen, and `base_known` whether that can be told."""
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "record": conflict.record,
        "title": conflict.title,
        "office": conflict.office,
        "field": conflict.field,
        "label": showing.field_label(conflict.kind, conflict.field),
        "values": [side_json(side) for side in conflict.values],
        "base": None if conflict.base is None else conflict.base.value,
        "base_known": conflict.base_known,
        "base_by": None if conflict.base is None else side_json(conflict.base),
        "since": None if conflict.since is None else asdict(conflict.since),
    }


def side_json(side: Side) -> dict[str, Any]:
    """Return a value and who gave it; `others` gave the same one, `changes` is what was edited in a deleted record."""
    return {
        "value": side.value,
        "by": side.by,
        "at": side.at,
        "office": side.office,
        "site": side.site,
        "reason": side.why,
        "bundle": side.bundle.file if side.bundle else "",
        "changes": dict(side.changes),
        "others": [{"by": one.by, "at": one.at, "office": one.office, "site": one.site} for one in side.others],
    }


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """Return a bundle that arrived with what it brings or brought."""
    return {
        "receipt": receipt.id,
        "file": receipt.file,
        "state": receipt.state,
        "at": receipt.at,
        "by": receipt.by,
        "sender": receipt.sender,
        "trusted": receipt.trusted,
        "sender_state": receipt.peer or "unknown",
        "created": receipt.created,
        "purpose": receipt.purpose,
        "note": receipt.note,
        **asdict(receipt.summary),
    }


def peer_json(peer: Peer) -> dict[str, Any]:
    """Return a device that is known here."""
    card = peer.card
    return {
        "site": card.site,
        "office": card.office,
        "office_name": card.office_name,
        "person": card.person,
        "role": card.role,
        "state": peer.state,
        "at": peer.at,
        "by": peer.by,
        "reason": peer.reason,
        "through": asdict(peer.through) if peer.through else None,
        "heard": peer.heard,
        "sites": list(peer.sites),
        "verify": peer.verify,
    }


def columns_of(kind: Kind) -> list[str]:
    """Return the fields that a table shows of a kind: its names, its state, what is required, then codes and days."""
    fields = kind.fields.values()
    ranked = [
        *kind.title,
        *(about.name for about in fields if about.machine),
        *(about.name for about in fields if about.required and about.type != "longtext"),
        *(about.name for about in fields if about.type in {"code", "codes", "date", "int"}),
    ]
    return list(dict.fromkeys(ranked))[:COLUMNS]


def titles(desk: Desk, view: View) -> dict[str, str]:
    """Return the titles of everything that a record refers to, by id."""
    found: dict[str, str] = {}
    for about in view.kind.fields.values():
        if about.refers_to and view.values[about.name]:
            found |= desk.titles(about.refers_to, [str(view.values[about.name])])
    return found
