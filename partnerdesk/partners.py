"""Partners: recording them, everything known about one, taking one away and back (domain.md 2.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from partnerdesk import actions, validation
from partnerdesk.desk import Desk, Saved
from partnerdesk.duplicates import Group, Member, group_of
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history
from partnerdesk.i18n import _, ngettext
from partnerdesk.store import sameness
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Seen
from partnerdesk.views import View


@dataclass(frozen=True)
class TookPart:
    """A consultation in which a partner took part, and how."""

    consultation: View
    role: str
    people: int


@dataclass(frozen=True)
class Overview:
    """Everything known about a partner and those that were joined with it; lists newest first, actions by due date."""

    partner: View
    group: Group
    """The partners that are shown as one with this one, led by whoever carries the name."""
    contacts: tuple[View, ...]
    agreements: tuple[View, ...]
    flags: tuple[View, ...]
    assessments: tuple[View, ...]
    consultations: tuple[TookPart, ...]
    actions: tuple[View, ...]
    today: date
    changed_at: datetime
    changed_by: str
    origins: Mapping[str, Member]
    """Of records that were noted under another partner of the group, which one that was, by the record's id."""

    @property
    def is_joined(self) -> bool:
        """Whether the partner is shown under another one, so that this is its own record alone."""
        return self.group.leader != self.partner.id

    @property
    def open_actions(self) -> list[View]:
        return [action for action in self.actions if actions.is_open(action)]

    @property
    def overdue_actions(self) -> list[View]:
        return [action for action in self.actions if actions.is_overdue(action, self.today)]

    @property
    def problems(self) -> list[validation.Problem]:
        """What needs review in the partner's own fields."""
        return validation.problems(self.partner.kind, self.partner.values)


def create(desk: Desk, values: Mapping[str, Value]) -> str:
    """Record a partner and return its id.

    The same name twice is no error: `duplicates` finds it. Raises PartnerDeskError without a legal name, or for a value
    that its field does not allow.
    """
    given = {**values, "legal_name": str(values.get("legal_name") or "").strip()}
    if not given["legal_name"]:
        raise PartnerDeskError(_("A partner needs a legal name. Nothing was changed. Write the name."))
    validation.require("partner", given)
    return desk.create("partner", given)


def overview(desk: Desk, partner_id: str, on: date | None = None) -> Overview:
    """Return everything known about a partner, as of a day; PartnerDeskError when it is not here.

    Whoever carries the name of a group shows what was noted under any of them; the others show their own.
    """
    partner = desk.view("partner", partner_id)
    group = group_of(desk, partner_id)
    members = group.members if group.leader == partner_id else [one for one in group.members if one.id == partner_id]
    origins: dict[str, Member] = {}
    contacts, agreements, flags, assessments, parts, follow_ups = (
        _noted_under(desk, kind, members, origins)
        for kind in ("contact", "agreement", "flag", "assessment", "participant", "action")
    )
    last = max([partner, *contacts, *agreements, *flags, *assessments, *parts, *follow_ups], key=_changed)
    took_part = _took_part(desk, parts)
    for part in parts:
        if part.id in origins:
            origins.setdefault(str(part["consultation_id"]), origins[part.id])
    return Overview(
        partner=partner,
        group=group,
        contacts=tuple(contacts),
        agreements=tuple(sorted(agreements, key=_started, reverse=True)),
        flags=tuple(sorted(flags, key=lambda flag: str(flag["noted_on"] or ""), reverse=True)),
        assessments=tuple(sorted(assessments, key=lambda one: str(one["done_on"] or one["planned_on"] or ""))[::-1]),
        consultations=tuple(took_part),
        actions=tuple(sorted(follow_ups, key=lambda action: str(action["due"] or "9999"))),
        today=on or actions.today(),
        changed_at=_changed(last),
        changed_by=history(desk, last.id)[0].by,
        origins=origins,
    )


def _noted_under(desk: Desk, kind: str, members: Iterable[Member], origins: dict[str, Member]) -> list[View]:
    found: list[View] = []
    for number, member in enumerate(members):
        views = desk.children(kind, partner_id=member.id)
        found += views
        if number:
            origins |= {view.id: member for view in views}
    return found


def dependents(desk: Desk, partner_id: str) -> dict[str, int]:
    """Return how many records of each kind refer to a partner; kinds without any are left out."""
    found = {
        kind.name: len(desk.children(kind.name, **{name: partner_id}))
        for kind, name in kind_named("partner").children()
        # A verdict on two partners goes with them.
        if kind.name != sameness.KIND
    }
    return {kind: number for kind, number in found.items() if number}


def delete(desk: Desk, partner_id: str, confirmed: int, seen: Seen | None = None, *, reason: str = "") -> Saved:
    """Take a partner away; what refers to it stays, and `restore` brings it back.

    `confirmed` is the number of records that refer to it, as the person was told. Raises PartnerDeskError when it is another
    one now.
    """
    number = sum(dependents(desk, partner_id).values())
    if number != confirmed:
        raise PartnerDeskError(
            ngettext(
                "{n} record refers to this partner, which is not what was confirmed. Nothing was changed. Look again.",
                "{n} records refer to this partner, which is not what was confirmed. Nothing was changed. Look again.",
                number,
            ).format(n=number)
        )
    return desk.delete("partner", partner_id, seen, note=reason)


def restore(desk: Desk, partner_id: str, *, reason: str = "") -> Saved:
    """Bring back a partner that was taken away."""
    return desk.change("partner", partner_id, {"deleted": False}, why="revert", note=reason)


def _took_part(desk: Desk, parts: Iterable[View]) -> list[TookPart]:
    """Return one line for each participation, the latest consultation first; what has not been received is left out."""
    found = [
        TookPart(consultation, str(part["role"] or ""), int(part["number"] or 1))
        for part in parts
        if (consultation := desk.find("consultation", str(part["consultation_id"]))) and not consultation.deleted
    ]
    return sorted(found, key=lambda one: str((one.consultation["dates"] or {}).get("start") or ""), reverse=True)


def _started(agreement: View) -> str:
    return str((agreement["duration"] or {}).get("start") or "")


def _changed(view: View) -> datetime:
    return datetime.fromisoformat(view.changed_at)
