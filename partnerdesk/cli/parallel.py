"""The command about edits made at the same time: what two people changed beside each other, for somebody to look at."""

from argparse import Namespace

from partnerdesk import parallel, showing
from partnerdesk.cli.output import emit, say
from partnerdesk.cli.session import opened
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext
from partnerdesk.naming import Names
from partnerdesk.parallel import Parallel, Save
from partnerdesk.store.kinds import kind_named


def list_parallel(given: Namespace) -> None:
    """List what was edited at the same time and not looked at, by bundle; with --looked, note that it was."""
    with opened(given) as desk:
        spots = parallel.spots(desk, given.receipt, all_of_them=given.all)
        found = parallel.page(desk, spots)
        if given.looked:
            parallel.mark_looked(desk, spots)
        if given.json:
            emit([_json(one) for one in found])
            return
        for one in found:
            _show(desk, one)
    count = ngettext("{n} record was edited at the same time.", "{n} records were edited at the same time.", len(found))
    say(count.format(n=len(found)))


def _show(desk: Desk, one: Parallel) -> None:
    # Translators: a kind of record and what names it, such as “Partner: Cedar Aid”.
    say(_("{label}: {value}").format(label=_(kind_named(one.kind).label), value=one.title or one.record))
    with desk.reading() as connection:
        names = Names(connection)
        for save in (*one.arrived, *one.here):
            say(f"  {save.by} ({save.office}), {showing.moment(save.at)}")
            for line in _lines(names, save):
                say(f"    {line}")
    say(_("  Since the bundle {file}").format(file=one.bundle.file))
    say()


def _lines(names: Names, save: Save) -> list[str]:
    return [
        # Translators: a field and its value.
        _("{label}: {value}").format(
            label=showing.field_label(save.kind, name),
            value=names.value(save.kind, save.record, name, value) or _("nothing"),
        )
        for name, value in save.values.items()
    ]


def _json(one: Parallel) -> dict[str, object]:
    return {
        "kind": one.kind,
        "record": one.record,
        "title": one.title,
        "receipt": one.bundle.receipt,
        "bundle": one.bundle.file,
        "looked_at": one.looked_at,
        "arrived": [_save_json(save) for save in one.arrived],
        "here": [_save_json(save) for save in one.here],
    }


def _save_json(save: Save) -> dict[str, object]:
    return {
        "kind": save.kind,
        "record": save.record,
        "by": save.by,
        "office": save.office,
        "site": save.site,
        "at": save.at,
        "values": dict(save.values),
    }
