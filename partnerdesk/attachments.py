"""Attachments: files that belong to a record, added, listed, saved elsewhere and removed (domain.md 2.10)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from partnerdesk import durable, validation
from partnerdesk.audience import highest, level_of
from partnerdesk.desk import Desk, Saved
from partnerdesk.duplicates import shown_with
from partnerdesk.errors import PartnerDeskError
from partnerdesk.filenames import free_name, is_document, media_type, safe_name
from partnerdesk.i18n import N_, _
from partnerdesk.store import blobs
from partnerdesk.store.engine import rows
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Draft, Seen, Writer, new_id
from partnerdesk.views import View

MEGABYTE = 2**20
LARGEST = 25 * MEGABYTE
"""So large a file may be (house convention): a bundle has to fit on a stick and through a mailbox."""

OWNERS = {
    about.refers_to: about.name for about in kind_named("attachment").fields.values() if about.refers_to is not None
}
"""The kinds of record that can have attachments, and the field that names the record."""

HERE, MISSING, ELSEWHERE, DAMAGED = "here", "missing", "elsewhere", "damaged"
STATES = {
    HERE: N_("here"),
    MISSING: N_("not received yet"),
    ELSEWHERE: N_("stays where it was added"),
    DAMAGED: N_("damaged"),
}


@dataclass(frozen=True)
class Attached:
    """An attachment and whether its bytes are here."""

    view: View
    state: str

    @property
    def id(self) -> str:
        return self.view.id

    @property
    def name(self) -> str:
        """A name that is safe to show and to save under, whatever somebody else's program wrote."""
        return safe_name(str(self.view["name"] or ""))

    @property
    def bytes(self) -> int:
        """The size in bytes that was noted when it was added."""
        return max(0, int(self.view["bytes"] or 0))

    @property
    def is_here(self) -> bool:
        return self.state == HERE

    @property
    def can_be_opened(self) -> bool:
        """Whether it is here and of a type that no system runs as a program."""
        return self.is_here and is_document(self.name)


def add(desk: Desk, record: str, file: Path, values: Mapping[str, Value] | None = None) -> str:
    """Copy a file into the workspace, as belonging to a record, and return the attachment's id; the file itself stays.

    It is at least as sensitive as the record. Raises PartnerDeskError for a record that can have none, a file that cannot be
    read, is empty or too large, the same file twice, and values that their fields do not allow.
    """
    kind = desk.kind_of(record)
    owner = desk.view(kind, record)
    given = dict(values or {})
    validation.require("attachment", given)
    if kind not in OWNERS or owner.deleted:
        raise PartnerDeskError(_("Nothing can be attached to this record. Nothing was changed. Choose another one."))
    data = _content(file)
    _require_new(desk, kind, record, hashlib.sha256(data).hexdigest(), file)
    draft = {
        **kind_named("attachment").defaults,
        **given,
        OWNERS[kind]: record,
        "name": safe_name(file.name),
        "media_type": media_type(file.name),
        "bytes": len(data),
        "sensitivity": highest([given.get("sensitivity"), level_of(owner)]),
    }
    made = new_id()
    with desk.writing() as connection:
        draft["sha256"] = blobs.put(connection, data, held=True)
        Writer(connection, desk.author).write([Draft("attachment", draft, id=made)])
    return made


def attached(desk: Desk, kind: str, record: str) -> list[Attached]:
    """Return the attachments of a record, oldest first; deleted ones are left out.

    Those of a partner that carries the name of others are followed by theirs.
    """
    owners = owners_shown(desk, kind, record)
    return _with_states(desk, [view for one in owners for view in desk.children("attachment", **{OWNERS[kind]: one})])


def owners_shown(desk: Desk, kind: str, record: str) -> Sequence[str]:
    """Return the records whose attachments a record's page shows: itself, and the partners that go by its name."""
    return shown_with(desk, record) if kind == "partner" else [record]


def count(desk: Desk, kind: str, record: str) -> int:
    """Return how many attachments a record's page shows."""
    owners = owners_shown(desk, kind, record)
    marks = ", ".join("?" * len(owners))
    sql = f"SELECT count(*) FROM attachment WHERE {OWNERS[kind]} IN ({marks}) AND NOT deleted"  # noqa: S608  our columns
    with desk.reading() as connection:
        return int(rows(connection, sql, list(owners))[0][0])


def states(desk: Desk, ids: Iterable[str]) -> dict[str, Attached]:
    """Return several attachments by id; those that are not here are left out."""
    found = [view for one in ids if (view := desk.find("attachment", one)) is not None]
    return {one.id: one for one in _with_states(desk, found)}


def attachment(desk: Desk, attachment_id: str) -> Attached:
    """Return one attachment; PartnerDeskError when it is not here."""
    return _with_states(desk, [desk.view("attachment", attachment_id)])[0]


def content(desk: Desk, attachment_id: str) -> bytes:
    """Return the bytes of an attachment, checked against its SHA-256.

    Raises PartnerDeskError when they have not been received yet or are damaged.
    """
    found = attachment(desk, attachment_id)
    if found.state in {MISSING, ELSEWHERE}:
        raise PartnerDeskError(_why_missing(found))
    try:
        with desk.reading() as connection:
            return blobs.read(connection, str(found.view["sha256"]))
    except blobs.Damaged:
        raise PartnerDeskError(
            _(
                "The file {name} is damaged in this workspace. It was not opened, and nothing was changed. Check the workspace:"
                " it then asks others for the file with the next bundle."
            ).format(name=found.name)
        ) from None


def save_copy(desk: Desk, attachment_id: str, target: Path) -> Path:
    """Write an attachment's bytes to a file, or into a folder under its own name, and return the file.

    In a folder nothing is replaced; a number is added to the name. Raises PartnerDeskError when the bytes are not here or
    the file cannot be written.
    """
    data = content(desk, attachment_id)
    file = free_name(target, attachment(desk, attachment_id).name) if target.is_dir() else target
    try:
        with durable.replacing(file) as out:
            out.write(data)
    except OSError as error:
        raise PartnerDeskError(
            _("The file {file} cannot be written: {reason}. Nothing was changed. Choose another place.").format(
                file=file, reason=error.strerror or error
            )
        ) from error
    return file


def change(
    desk: Desk, attachment_id: str, values: Mapping[str, Value], seen: Seen | None = None, *, reason: str = ""
) -> Saved:
    """Change what is told about an attachment, such as its caption; PartnerDeskError for what its fields do not allow."""
    validation.require("attachment", values)
    return desk.change("attachment", attachment_id, values, seen, note=reason)


def remove(desk: Desk, attachment_id: str, *, reason: str = "") -> Saved:
    """Take an attachment away; it can be brought back, with its bytes, from the record's history."""
    return desk.delete("attachment", attachment_id, note=reason)


def _with_states(desk: Desk, views: list[View]) -> list[Attached]:
    with desk.reading() as connection:
        held = blobs.held(connection, {str(view["sha256"]) for view in views})
    return [Attached(view, _state(view, held)) for view in views]


def _state(view: View, held: Mapping[str, tuple[int, bool]]) -> str:
    if (there := held.get(str(view["sha256"]))) is not None:
        return HERE if there[1] else DAMAGED
    return ELSEWHERE if view["include_in_bundle"] is False else MISSING


def _why_missing(found: Attached) -> str:
    if found.state == ELSEWHERE:
        return _(
            "The file {name} stays where it was added: {person} of {office} chose that it does not travel. Nothing was changed."
        ).format(name=found.name, person=found.view.created_by, office=found.view.scope)
    return _(
        "The file {name} has not been received yet; it is not lost. Nothing was changed. Send a bundle to {office}, and the"
        " next one from there brings it."
    ).format(name=found.name, office=found.view.scope)


def _content(file: Path) -> bytes:
    """Read a file that somebody chose, no more of it than can be kept."""
    data: bytes | None = None
    reason = ""
    try:
        if file.is_file():
            with file.open("rb") as opened:
                data = opened.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
    if data is None:
        raise PartnerDeskError(
            _("The file {file} cannot be read: {reason}. Nothing was changed. Choose a file that you can open.").format(
                file=file, reason=reason or _("there is no such file")
            )
        )
    if not data:
        raise PartnerDeskError(
            _("The file {name} is empty. Nothing was changed. Choose another file.").format(name=file.name)
        )
    if len(data) > LARGEST:
        raise PartnerDeskError(
            _(
                "The file {name} is larger than {most} MB, so it was not attached. Nothing was changed. Make it smaller, for"
                " example by scanning in grey at 150 dots per inch."
            ).format(name=file.name, most=LARGEST // MEGABYTE)
        )
    return data


def _require_new(desk: Desk, kind: str, record: str, sha256: str, file: Path) -> None:
    if any(view["sha256"] == sha256 for view in desk.children("attachment", **{OWNERS[kind]: record})):
        raise PartnerDeskError(
            _("The file {name} is attached to this record already. Nothing was changed.").format(name=file.name)
        )
