"""What stays on the device that wrote it: in words where it is, and the choice to let it travel."""

from partnerdesk.desk import Desk, Saved
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.views import View


def where(desk: Desk, view: View, field: str) -> str:
    """Say in a few words whether what is written in a field leaves this device."""
    if field not in view.stays:
        return _("Travels with bundles")
    return _("Stays in the shared database") if desk.hub else _("Stays on this device")


def only_here(desk: Desk) -> str:
    """Say of a change that no other device receives it."""
    return _("Only in the shared database") if desk.hub else _("Only on this device")


def kept_elsewhere() -> str:
    """Say why there is nothing to read in a field that stays where it was written."""
    return _("The words as noted are kept on the device that took them.")


def warning() -> str:
    """Say what sharing means, before it is done."""
    return _(
        "The words as noted will travel with bundles to everybody who receives this office's records, and so will every change of"
        " them. That cannot be taken back, except by erasing them."
    )


def share(desk: Desk, kind: str, record: str) -> Saved:
    """Write what stays here of a record into its office's journal: from now on it travels, and so does every change of it.

    Raises PartnerDeskError when nothing of it stays here, or people disagree about it.
    """
    from partnerdesk.store.writer import Draft

    view = desk.view(kind, record)
    values = {name: view[name] for name in view.stays if view[name]}
    if view.deleted or not values:
        raise PartnerDeskError(_("Nothing of this record stays on this device alone. Nothing was changed."))
    if set(values) & set(view.conflicts):
        raise PartnerDeskError(
            _("Two values of what would be shared are still to be decided. Nothing was changed. Decide it first.")
        )
    with desk.writing() as connection:
        writer = desk.writer(connection)
        changes = writer.write([Draft(kind, values, id=record, seen=view.seen, insist=True, share=True)])
        return Saved(record, tuple(changes), view.seen.after(values, writer.written))
