"""Erasing for good: what belongs to a record is shown first, then goes everywhere, and nobody can bring it back.

An erasure is an op like any other: it travels, and takes the content out of every journal that it reaches.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from partnerdesk.backup import last_backup
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store import rowvalues
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.fold import Fold, journal_ops
from partnerdesk.store.homes import SEES_ALL_OFFICES
from partnerdesk.store.kinds import Kind, kind_named
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import PRIVATE
from partnerdesk.store.redacting import ATTACHMENT, redactions_of
from partnerdesk.store.redaction import EVERYTHING, WHY, erases_all
from partnerdesk.store.scrub import scrub
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import Draft, Writer

OWN_OFFICE_ONLY = frozenset({"field_officer", "partner_respondent"})
"""Roles that erase what their own office recorded; those that see all offices also erase what an office asked for."""

MIGRATED = "*.before-*"


@dataclass(frozen=True)
class Part:
    """One record of an erasure: all of it, or some fields."""

    kind: str
    id: str
    title: str
    office: str
    fields: tuple[str, ...] = ()
    """The fields that go; none named for the whole record."""
    belongs: bool = True
    """Whether it has no sense without the record that was asked for; otherwise it only refers to it."""
    parent: str = ""
    """The record that it belongs to or refers to."""


@dataclass(frozen=True)
class Erased:
    """What an erasure did, and where its content may still lie."""

    parts: tuple[Part, ...]
    copies: tuple[Path, ...]
    """Files of this device that were written before: they still hold it."""
    is_clean: bool
    """Whether nothing is left in the workspace's files; otherwise the rest goes when it is opened next."""


def plan(desk: Desk, kind: str, record: str, fields: Sequence[str] = ()) -> list[Part]:
    """Return what would go: the record first, then what belongs to it, then what refers to it.

    Of single fields nothing else goes along. Raises PartnerDeskError when the record is not here or erased already, or it has no
    such field.
    """
    described = kind_named(kind)
    _check_fields(described, fields)
    with desk.reading() as connection:
        fold = Fold(connection, Streams(connection))
        row = fold.row(described, record)
        if row is None or _is_erased(connection, kind, record):
            raise PartnerDeskError(
                _("This record is not here, or it has been erased already. Nothing was changed. Check its id.")
            )
        first = Part(kind, record, rowvalues.called(described, row), row["scope"], tuple(fields))
        return [first] if fields else [first, *_dependants(connection, described, record)]


def _check_fields(kind: Kind, fields: Iterable[str]) -> None:
    for name in fields:
        if name not in kind.fields:
            raise PartnerDeskError(
                _("{kind} has no field {field}. Nothing was changed. The fields are: {fields}.").format(
                    kind=_(kind.label), field=name, fields=", ".join(kind.fields)
                )
            )


def held_fields(desk: Desk, kind: str, record: str) -> list[str]:
    """Return the fields of a record that hold something, or did once: its history still knows.

    What stays on a device may be held by another one, from which it can be erased as well.
    """
    described = kind_named(kind)
    with desk.reading() as connection:
        ops = journal_ops(connection, described, [record])
        held = {rowvalues.base(name) for op in ops for name, value in op.set.items() if value not in (None, "", [])}
    held |= described.stays
    return [
        name for name, about in described.fields.items() if name in held and not (about.refers_to and about.required)
    ]


def _is_erased(connection: Connection, kind: str, record: str) -> bool:
    redactions = redactions_of(connection, Streams(connection), [record])
    return erases_all(redactions.get((kind, record), ()))


def _dependants(connection: Connection, kind: Kind, record: str) -> list[Part]:
    """Return what belongs to a record, with all that belongs to that, and then what only refers to one of these."""
    belonging: dict[str, Part] = {}
    referring: dict[str, Part] = {}
    waiting = [(kind, record)]
    while waiting:
        parent, its_id = waiting.pop(0)
        for part in _children(connection, parent, its_id):
            if part.id in belonging or part.id == record:
                continue
            if part.belongs:
                belonging[part.id] = part
                referring.pop(part.id, None)
                waiting.append((kind_named(part.kind), part.id))
            else:
                referring.setdefault(part.id, part)
    return [*belonging.values(), *referring.values()]


def _children(connection: Connection, parent: Kind, record: str) -> Iterator[Part]:
    for kind, field in parent.children():
        columns = ("id", "scope", *kind.title)
        sql = f'SELECT {rowvalues.names(columns)} FROM {kind.name} WHERE "{field}" = ? ORDER BY n'  # noqa: S608
        for row in rows(connection, sql, (record,)):
            found = dict(zip(columns, row, strict=True))
            yield Part(
                kind.name,
                found["id"],
                rowvalues.called(kind, found),
                found["scope"],
                belongs=kind.fields[field].required or kind.name == ATTACHMENT,
                parent=record,
            )


def obstacle(desk: Desk, parts: Iterable[Part], asked_by: str = "") -> str:
    """Return the sentence that says why this person may not erase this; nothing when they may."""
    role = desk.identity.role
    others = sorted({part.office for part in parts} - {desk.office})
    if role not in OWN_OFFICE_ONLY and role not in SEES_ALL_OFFICES:
        return _("Your role may read and not erase. Nothing was erased. Ask the focal point of your office.")
    if others and role in OWN_OFFICE_ONLY:
        return _(
            "This belongs to {offices}, and your role erases records of your own office only. Ask that office."
        ).format(offices=", ".join(others))
    if others and not asked_by.strip():
        return _("This belongs to {offices}. Say who there asked for it to be erased.").format(
            offices=", ".join(others)
        )
    return ""


def erase(desk: Desk, parts: Sequence[Part], reason: str, *, asked_by: str = "", also: Iterable[Draft] = ()) -> Erased:
    """Erase records or fields for good, all or nothing; `reason` stays readable, so it should name nobody.

    `asked_by` says who asked, where the records are another office's; `also` is written in the same transaction. Raises
    PartnerDeskError without a reason, where this person may not erase, or when nothing is chosen.
    """
    if not parts:
        raise PartnerDeskError(_("Nothing was chosen, so nothing was erased. Choose at least one record."))
    if not reason.strip():
        raise PartnerDeskError(_("An erasure needs a reason. Nothing was erased. Write why, without naming anybody."))
    if refusal := obstacle(desk, parts, asked_by):
        raise PartnerDeskError(refusal)
    note = reason.strip()
    if asked_by.strip():
        # Translators: after the reason of an erasure.
        note = _("{reason} (asked for by {person})").format(reason=note, person=asked_by.strip())
    with desk.writing() as connection:
        writer = Writer(connection, desk.author)
        writer.write(also)
        writer.write([draft for part in parts for draft in drafts(connection, part, note)])
    return Erased(tuple(parts), tuple(copies(desk)), scrub(desk.engine))


def drafts(connection: Connection, part: Part, note: str) -> Iterator[Draft]:
    """Yield what is to be written so that a part goes: in each office's journal that holds something of it.

    What stays on a device goes by any of these.
    """
    sql = (
        "SELECT DISTINCT s.scope FROM op o JOIN stream s ON s.id = o.stream"
        " WHERE o.record = ? AND o.kind = ? AND s.scope <> ?"
    )
    values = dict.fromkeys(part.fields) if part.fields else {DELETED: True}
    for (scope,) in sorted(rows(connection, sql, (part.id, part.kind, PRIVATE))):
        yield Draft(
            part.kind,
            values,
            id=part.id,
            why=WHY,
            note=note,
            scope=scope,
            insist=True,
            redact=part.fields or (EVERYTHING,),
        )


def copies(desk: Desk) -> list[Path]:
    """Return the files of this device that may hold what has been erased: what migrations left, and the last backup."""
    found = sorted(desk.folder.glob(MIGRATED))
    last = last_backup(desk)
    if last is not None and Path(last.file).exists():
        found.append(Path(last.file))
    return found


def warnings(found: Erased) -> list[str]:
    """Return what the person who erased must still do, in whole sentences."""
    told = []
    if found.copies:
        told.append(
            _("These files were written before and still hold it: {files}. Delete them.").format(
                files=", ".join(map(str, found.copies))
            )
        )
    told.append(
        _("Other backups and bundles made before still hold it as well. Delete them, and send a bundle to the others.")
    )
    if not found.is_clean:
        told.append(_("Another program reads the workspace: traces in its files go when it is opened next."))
    return told
