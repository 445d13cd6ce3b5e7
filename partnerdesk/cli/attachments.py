"""Commands about attachments: adding, listing, saving and removing files that belong to a record."""

from argparse import Namespace
from typing import Any

from partnerdesk import attachments, showing
from partnerdesk.attachments import STATES, Attached
from partnerdesk.cli import values
from partnerdesk.cli.output import emit, say, table
from partnerdesk.cli.session import opened
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import Value


def add(given: Namespace) -> None:
    """Attach files to a record; all that follow a refused one are left out."""
    with opened(given) as desk:
        about = _values(given)
        made = [attachments.add(desk, given.record, file, about) for file in given.files]
        found = [attachments.attachment(desk, one) for one in made]
    if given.json:
        emit([attachment_json(one) for one in found])
        return
    for one in found:
        say(_("Attached: {name} ({id})").format(name=one.name, id=one.id))


def list_attachments(given: Namespace) -> None:
    """List the files of a record."""
    with opened(given) as desk:
        kind = desk.kind_of(given.record)
        if kind not in attachments.OWNERS:
            raise PartnerDeskError(_("Records of this kind have no attachments. Choose another record."))
        found = attachments.attached(desk, kind, given.record)
    if given.json:
        emit([attachment_json(one) for one in found])
        return
    table(
        [_("File"), _("Size"), _("State"), _("Caption"), _("Id")],
        [
            [one.name, showing.file_size(one.bytes), _(STATES[one.state]), str(one.view["caption"] or ""), one.id]
            for one in found
        ],
    )
    say()
    say(ngettext("{n} file", "{n} files", len(found)).format(n=len(found)))


def save(given: Namespace) -> None:
    """Write a copy of a file."""
    with opened(given) as desk:
        file = attachments.save_copy(desk, given.attachment, given.out)
    if given.json:
        emit({"file": str(file)})
    else:
        say(_("Written: {file}").format(file=file))


def remove(given: Namespace) -> None:
    """Take a file away from its record."""
    with opened(given) as desk:
        found = attachments.attachment(desk, given.attachment)
        attachments.remove(desk, found.id, reason=given.reason)
    say(_("Taken away: {title}").format(title=found.name))


def attachment_json(one: Attached) -> dict[str, Any]:
    """Return an attachment as plain data; `state` is here, missing, elsewhere or damaged."""
    told = ("sha256", "media_type", "caption", "kind", "sensitivity", "contains_personal_data", "include_in_bundle")
    return {
        "id": one.id,
        "name": one.name,
        "bytes": one.bytes,
        "state": one.state,
        **{name: one.view[name] for name in told},
        "retain_until": one.view["retain_until"],
        "added_by": one.view.created_by,
        "added_at": one.view.created_at,
        "office": one.view.scope,
    }


def _values(given: Namespace) -> dict[str, Value]:
    """Return what was typed about the files; PartnerDeskError for a code or day that there is not."""
    fields = kind_named("attachment").fields
    typed = {"kind": given.kind, "sensitivity": given.sensitivity, "retain_until": given.keep_until}
    found: dict[str, Value] = {name: values.read(fields[name], text) for name, text in typed.items() if text}
    if given.caption:
        found["caption"] = given.caption
    if given.personal_data:
        found["contains_personal_data"] = True
    if given.stays:
        found["include_in_bundle"] = False
    return found
