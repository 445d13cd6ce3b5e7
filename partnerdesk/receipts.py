"""Receipts: one for each bundle that arrived, what it brought and what became of it."""

from dataclasses import asdict, dataclass, field
from typing import Any

from partnerdesk import trust
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.ops import decode

STAGED, ASIDE, APPLIED, UNDONE = "staged", "aside", "applied", "undone"


@dataclass
class Summary:
    """What a bundle brings, or brought: counts by kind, decisions needed, and what does not fit."""

    new: int = 0
    known: int = 0
    forks: int = 0
    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    decisions: int = 0
    newer: int = 0
    authors: dict[str, int] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    ahead: int = 0
    """Changes that carry a date in the future."""
    latest: str = ""
    """The latest moment that a change carries."""
    attachments: int = 0
    """Files that travel with it, and their bytes together."""
    attachment_bytes: int = 0
    erased: list[dict[str, Any]] = field(default_factory=list)
    """What it erases for good: kind, record and fields (none for all), and by whom, of which office, when and why (note)."""


@dataclass(frozen=True)
class Receipt:
    """A bundle that arrived and its present state."""

    id: str
    file: str
    state: str
    at: str
    by: str
    sender: dict[str, Any]
    trusted: bool
    summary: Summary
    peer: str = ""
    """The state in which the sender's key is known here; empty for an unknown one."""
    created: str = ""
    """When it was written, by the sender's clock."""
    purpose: str = ""
    note: str = ""


def receipts(desk: Desk) -> list[Receipt]:
    """Return every bundle that arrived, newest first."""
    with desk.reading() as connection:
        found = rows(connection, "SELECT id FROM receipt ORDER BY at DESC, id DESC")
        return [receipt_named(connection, row[0]) for row in found]


def receipt_named(connection: Connection, receipt_id: str) -> Receipt:
    """Return one receipt; PartnerDeskError when there is none of this name."""
    found = rows(
        connection,
        "SELECT r.file, r.state, r.at, r.by, r.manifest, r.summary, p.state FROM receipt r LEFT JOIN peer p"
        " ON p.verify = json_extract(r.manifest, '$.verify') WHERE r.id = ?",
        (receipt_id,),
    )
    if not found:
        raise PartnerDeskError(_("There is no receipt {id}. Nothing was changed.").format(id=receipt_id))
    file, state, at, by, manifest, summary, peer = found[0]
    told = from_text(manifest)
    return Receipt(
        receipt_id,
        file,
        state,
        at,
        by,
        told["sender"],
        peer == trust.TRUSTED,
        Summary(**from_text(summary)),
        peer=peer or "",
        # Bundles that came before version 0.2 were noted without these.
        **{name: told.get(name, "") for name in ("created", "purpose", "note")},
    )


def set_state(connection: Connection, receipt_id: str, state: str, summary: Summary) -> None:
    """Note what became of a bundle."""
    many(
        connection,
        "UPDATE receipt SET state = ?, summary = ? WHERE id = ?",
        [(state, to_text(asdict(summary)), receipt_id)],
    )


def waiting(connection: Connection) -> list[dict[str, Any]]:
    """Return the gaps: ops that others have written and that have not arrived. They stop nothing.

    `person` and `of` are who wrote what follows the gap, and that person's office.
    """
    gaps = rows(connection, "SELECT id, site, scope, upto, top FROM stream WHERE upto < top ORDER BY scope, site")
    told = []
    for number, site, scope, upto, top in gaps:
        ((body,),) = rows(connection, "SELECT body FROM op WHERE stream = ? AND seq = ?", (number, top))
        told.append({"site": site, "office": scope, "from": upto + 1, "to": top - 1, **_author(bytes(body))})
    return told


def gap_in_words(gap: dict[str, Any]) -> str:
    """Say whose changes have not arrived; receipts of version 0.1 know the device only."""
    fields = {
        "first": gap["from"],
        "last": gap["to"],
        "person": gap.get("person") or gap["site"],
        "office": gap.get("of") or gap["office"],
    }
    if gap["from"] == gap["to"]:
        return _("Still waiting for change {first} of {person}, {office}.").format(**fields)
    return _("Still waiting for changes {first} to {last} of {person}, {office}.").format(**fields)


def _author(body: bytes) -> dict[str, str]:
    op = decode(body)
    return {"person": op.by, "of": op.office}
