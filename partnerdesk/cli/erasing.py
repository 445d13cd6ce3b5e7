"""Commands that protect the data of people: erasing for good, what is due for it, and consent that is withdrawn."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from partnerdesk import actions, consents, erasure, erasures, retention, showing
from partnerdesk.cli.output import emit, say, table
from partnerdesk.cli.session import opened
from partnerdesk.consents import Trace
from partnerdesk.desk import Desk
from partnerdesk.erasure import Erased, Part
from partnerdesk.erasures import Erasure
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.retention import Due
from partnerdesk.store.kinds import kind_named, kinds


def erase(given: Namespace) -> None:
    """Erase a record with what belongs to it, or fields of it."""
    with opened(given) as desk:
        found = erasure.plan(desk, desk.kind_of(given.record), given.record, _listed(given.fields))
        chosen = [part for part in found if part.belongs or given.referring]
        if not given.yes:
            _show_plan(found, given)
            raise _not_erased()
        _tell(erasure.erase(desk, chosen, given.reason, asked_by=given.asked_by), given)


def list_due(given: Namespace) -> None:
    """List what is due for erasure, and why."""
    with opened(given) as desk:
        found = retention.due(desk, _day(given.on) if given.on else None)
    if given.json:
        emit([asdict(one) for one in found])
        return
    _show_due(found)
    say(ngettext("{n} record is due for erasure.", "{n} records are due for erasure.", len(found)).format(n=len(found)))


def list_erasures(given: Namespace) -> None:
    """List what was erased, by whom and why."""
    with opened(given) as desk:
        found = erasures.register(desk)
    if given.json:
        emit([asdict(one) for one in found])
        return
    table(
        [_("Erased on"), _("Kind"), _("What went"), _("By"), _("Reason"), _("Id")],
        [[showing.moment(one.at), *_erased(one), f"{one.by} ({one.office})", one.reason, one.id] for one in found],
    )


def _erased(one: Erasure) -> tuple[str, str]:
    kind = kinds().get(one.kind)
    if kind is None:
        return one.kind, ", ".join(one.fields) or _("All of it")
    return _(kind.label), showing.joined(showing.field_label(kind, name) for name in one.fields) or _("All of it")


def keep(given: Namespace) -> None:
    """Keep what is due until another day."""
    with opened(given) as desk:
        count = retention.keep(desk, _chosen_due(desk, given), _day(given.until), given.reason)
    if given.json:
        emit({"kept": count})
        return
    words = ngettext("{n} record is kept until {day}.", "{n} records are kept until {day}.", count)
    say(words.format(n=count, day=given.until))


def erase_due(given: Namespace) -> None:
    """Erase what is due."""
    with opened(given) as desk:
        chosen = _chosen_due(desk, given)
        if not given.yes:
            _show_plan(retention.parts(desk, chosen), given)
            raise _not_erased()
        _tell(retention.erase(desk, chosen, given.reason, asked_by=given.asked_by), given)


def withdraw(given: Namespace) -> None:
    """Find what speaks of a person; with --yes note that consent was withdrawn, and erase."""
    with opened(given) as desk:
        kind = desk.kind_of(given.record)
        found = consents.find(desk, kind, given.record)
        if not given.yes:
            _show_traces(found, given)
            raise PartnerDeskError(
                _("Nothing was changed. Add --yes to erase what is marked ✓, or choose with --only.")
            )
        chosen = _chosen_parts(found, given.only)
        _tell(consents.withdraw(desk, kind, given.record, chosen, given.reason, asked_by=given.asked_by), given)


def _chosen_parts(found: Sequence[Trace], only: str) -> list[Part]:
    if not only:
        return [trace.part for trace in found if trace.sure]
    if only == "none":
        return []
    by_id = {trace.part.id: trace.part for trace in found}
    return [by_id[record] for record in _known(_listed(only), by_id)]


def _chosen_due(desk: Desk, given: Namespace) -> list[Due]:
    found = retention.due(desk)
    if given.all:
        return found
    by_id = {one.id: one for one in found}
    return [by_id[record] for record in _known(given.records, by_id)]


def _known(wanted: Sequence[str], known: Iterable[str]) -> Sequence[str]:
    listed = set(known)
    if not wanted:
        raise PartnerDeskError(_("Nothing was chosen, so nothing was changed. Name records of the list."))
    if unknown := [record for record in wanted if record not in listed]:
        raise PartnerDeskError(
            _("{id} is not in the list. Nothing was changed. Look at the list again.").format(id=unknown[0])
        )
    return wanted


def _not_erased() -> PartnerDeskError:
    return PartnerDeskError(_("Nothing was erased. Add --yes to erase this for good: nobody can bring it back."))


def _show_plan(parts: Sequence[Part], given: Namespace) -> None:
    if given.json:
        emit({"erased": [], "would_erase": [asdict(part) for part in parts]})
        return
    table(
        [_("Kind"), _("Name"), _("What goes"), _("Office"), _("Id")],
        [[_kind(part), part.title, _what(part), part.office, part.id] for part in parts],
    )


def _show_traces(found: Sequence[Trace], given: Namespace) -> None:
    if given.json:
        emit({"erased": [], "found": [asdict(trace) for trace in found]})
        return
    table(
        ["", _("Kind"), _("Name"), _("What goes"), _("Why"), _("Id")],
        [
            [
                "✓" if trace.sure else "",
                _kind(trace.part),
                trace.part.title,
                _what(trace.part),
                trace.why,
                trace.part.id,
            ]
            for trace in found
        ],
    )


def _show_due(found: Sequence[Due]) -> None:
    table(
        [_("Kind"), _("Name"), _("Why"), _("Office"), _("Id")],
        [[_(kind_named(one.kind).label), one.title, one.reason, one.office, one.id] for one in found],
    )
    say()


def _kind(part: Part) -> str:
    return _(kind_named(part.kind).label)


def _what(part: Part) -> str:
    if part.fields:
        return showing.joined(showing.field_label(part.kind, name) for name in part.fields)
    return _("All of it") if part.belongs else _("Only refers to it")


def _tell(erased: Erased, given: Namespace) -> None:
    warnings = erasure.warnings(erased) if erased.parts else []
    if given.json:
        told: dict[str, Any] = {"erased": [asdict(part) for part in erased.parts], "warnings": warnings}
        emit({**told, "copies": [str(file) for file in erased.copies]})
        return
    count = len(erased.parts)
    say(ngettext("{n} record was erased for good.", "{n} records were erased for good.", count).format(n=count))
    for sentence in warnings:
        say(sentence)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PartnerDeskError(
            _("“{text}” is no day. Nothing was changed. Write it as {example}.").format(
                text=text, example=actions.today().isoformat()
            )
        ) from None
