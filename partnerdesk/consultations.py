"""Consultations: planning and holding them, who took part, sessions, what came out and its follow-up (domain.md 2.7)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from partnerdesk import actions, attribution, notes, validation, workflow
from partnerdesk.desk import Desk, Saved
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.notes import Meeting
from partnerdesk.references import new_reference
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Draft
from partnerdesk.text import words
from partnerdesk.views import View


@dataclass(frozen=True)
class Counts:
    """How many took part: people, organisations, and people by type of organisation (code; empty where not known)."""

    people: int
    organisations: int
    by_type: Mapping[str, int]


@dataclass(frozen=True)
class SessionNotes:
    """A session with its notes in order; `session` is None for notes outside any."""

    session: View | None
    notes: tuple[View, ...]


@dataclass(frozen=True)
class Recommended:
    """A recommendation and the actions that follow it up."""

    recommendation: View
    actions: tuple[View, ...]


@dataclass(frozen=True)
class Sheet:
    """A consultation with all that belongs to it, as the page shows it."""

    meeting: Meeting
    sessions: tuple[SessionNotes, ...]
    good_practices: tuple[View, ...]
    recommendations: tuple[Recommended, ...]
    actions: tuple[View, ...]

    @property
    def consultation(self) -> View:
        return self.meeting.consultation

    @property
    def participants(self) -> tuple[View, ...]:
        return tuple(self.meeting.participants.values())

    @property
    def notes(self) -> list[View]:
        return [note for part in self.sessions for note in part.notes]

    @property
    def counts(self) -> Counts:
        return count(self.participants, self.meeting.partners)

    @property
    def rule(self) -> str:
        """The attribution rule that holds."""
        return attribution.rule_of(self.consultation)

    @property
    def uncleared(self) -> list[View]:
        """The notes that must be cleared before the minutes can be."""
        return [note for note in self.notes if notes.needs_clearing(note, self.meeting)]


def plan(desk: Desk, values: Mapping[str, Value]) -> str:
    """Record a consultation and return its id; PartnerDeskError without title and kind, or for a value not allowed."""
    given = {"name": None, "kind": None, **values}
    validation.require("consultation", given)
    return desk.create("consultation", {"reference": new_reference(desk, "CON"), **given})


def add_participant(desk: Desk, consultation_id: str, values: Mapping[str, Value]) -> str:
    """Record somebody who took part, or a group counted without names (`number`), and return the id.

    Organisation and type are taken from the partner where `partner_id` is given. Raises PartnerDeskError when nothing is
    known that the person's way of being shown would need.
    """
    given = {"confidentiality": "named", "number": 1, **_from_partner(desk, values.get("partner_id")), **values}
    validation.require("participant", given)
    if not any(given.get(name) for name in ("name", "organisation", "org_type")) and int(given["number"] or 1) < 2:
        raise PartnerDeskError(
            _("A participant needs a name, an organisation or a type of organisation. Nothing was changed.")
        )
    return desk.create("participant", {**given, "consultation_id": consultation_id})


def add_session(desk: Desk, consultation_id: str, name: str, values: Mapping[str, Value] | None = None) -> str:
    """Add a session after the others and return its id."""
    given = {**(values or {}), "name": name.strip()}
    validation.require("session", given)
    last = max((int(one["position"] or 0) for one in _sessions(desk, consultation_id)), default=0)
    return desk.create("session", {"position": last + 1, **given, "consultation_id": consultation_id})


def order_sessions(desk: Desk, session_ids: Sequence[str]) -> None:
    """Put sessions into this order."""
    desk.write(Draft("session", {"position": place}, id=one) for place, one in enumerate(session_ids, start=1))


def add_good_practice(desk: Desk, consultation_id: str | None, values: Mapping[str, Value]) -> str:
    """Keep a way of working that others could take up, and return its id."""
    given = {"name": None, **values}
    validation.require("good_practice", given)
    return desk.create("good_practice", {**given, "consultation_id": consultation_id})


def add_recommendation(desk: Desk, consultation_id: str | None, values: Mapping[str, Value]) -> str:
    """Keep what somebody was asked to do, and return its id."""
    given = {"text": None, **values}
    validation.require("recommendation", given)
    return desk.create("recommendation", {**given, "consultation_id": consultation_id})


def follow_up(
    desk: Desk,
    recommendation_id: str,
    responsible: str,
    due: date | str | None,
    *,
    values: Mapping[str, Value] | None = None,
) -> str:
    """Turn a recommendation into an action with one owner and a day, and return the action's id.

    Raises PartnerDeskError when the owner or the day is missing.
    """
    day = due.isoformat() if isinstance(due, date) else due
    if not responsible.strip() or not day:
        raise PartnerDeskError(
            _("A follow-up needs an owner and a day. Nothing was changed. Name who does it and until when.")
        )
    given = {**(values or {}), "responsible": responsible.strip(), "due": day}
    return actions.from_recommendation(desk, recommendation_id, given)


def take(
    desk: Desk, consultation_id: str, action: str, *, note: str = "", values: Mapping[str, Value] | None = None
) -> Saved:
    """Take a step of a consultation's states: hold, write, clear, reopen, share, close or cancel.

    Raises PartnerDeskError that names everything that stands in the way.
    """
    found = sheet(desk, consultation_id)
    stops = obstacles(found, action, note=note, values=values)
    return workflow.advance(desk, found.consultation, action, obstacles=stops, note=note, values=values)


def obstacles(of: Sheet, action: str, *, note: str = "", values: Mapping[str, Value] | None = None) -> list[str]:
    """Return what stands in the way of a step, in whole sentences; nothing when it can be taken."""
    guard = _GUARDS.get(action)
    return guard(of, {**of.consultation.values, **(values or {}), "note": note.strip()}) if guard else []


def sheet(desk: Desk, consultation_id: str) -> Sheet:
    """Return a consultation with all that belongs to it; PartnerDeskError when it is not here."""
    held = notes.meeting(desk, consultation_id)
    follow_ups = desk.children("action", consultation_id=consultation_id)
    return Sheet(
        meeting=held,
        sessions=tuple(_with_notes(_sessions(desk, consultation_id), _notes(desk, consultation_id))),
        good_practices=tuple(desk.children("good_practice", consultation_id=consultation_id)),
        recommendations=tuple(
            Recommended(one, tuple(action for action in follow_ups if action["recommendation_id"] == one.id))
            for one in desk.children("recommendation", consultation_id=consultation_id)
        ),
        actions=tuple(follow_ups),
    )


def count(participants: Sequence[View], partners: Mapping[str, Sequence[View]]) -> Counts:
    """Count people and organisations; one that several people come from counts once, under whatever record."""
    organisations = {_organisation(one, partners) for one in participants} - {()}
    by_type: dict[str, int] = {}
    for one in participants:
        kind = str(one["org_type"] or "")
        by_type[kind] = by_type.get(kind, 0) + people(one)
    return Counts(sum(by_type.values()), len(organisations), by_type)


def _organisation(participant: View, partners: Mapping[str, Sequence[View]]) -> Value:
    same = partners.get(participant["partner_id"])
    return same[0].id if same else participant["partner_id"] or tuple(words(str(participant["organisation"] or "")))


def people(participant: View) -> int:
    """Return for how many people a participant stands."""
    return max(int(participant["number"] or 1), 1)


def _from_partner(desk: Desk, partner_id: Value) -> dict[str, Value]:
    if not partner_id:
        return {}
    partner = desk.view("partner", str(partner_id))
    types = partner["org_type"]
    return {"organisation": partner["legal_name"], "org_type": types[0] if types else None}


def _sessions(desk: Desk, consultation_id: str) -> list[View]:
    found = desk.children("session", consultation_id=consultation_id)
    return sorted(found, key=lambda one: (one["position"] is None, one["position"]))


def _notes(desk: Desk, consultation_id: str) -> list[View]:
    return notes.in_order(desk.children("note", consultation_id=consultation_id))


def _with_notes(sessions: Sequence[View], taken: Sequence[View]) -> list[SessionNotes]:
    """Sort notes to their sessions; those of a session that is not here stand with those outside any, which come first."""
    known = {session.id for session in sessions}
    outside = tuple(note for note in taken if note["session_id"] not in known)
    inside = [SessionNotes(one, tuple(note for note in taken if note["session_id"] == one.id)) for one in sessions]
    return [SessionNotes(None, outside), *inside] if outside else inside


def _hold(_sheet: Sheet, values: Mapping[str, Value]) -> list[str]:
    found = []
    if not values["attribution_rule"]:
        found.append(_("No attribution rule is recorded: agree with those present how they may be quoted."))
    if not values["consent"]:
        found.append(_("Consent to notes is not recorded: ask those present and write down their answer."))
    return found


def _clear(of: Sheet, values: Mapping[str, Value]) -> list[str]:
    found = []
    if number := len(of.uncleared):
        found.append(
            ngettext(
                "{n} note is not cleared: clear it, or mark it as not to be reported.",
                "{n} notes are not cleared: clear them, or mark them as not to be reported.",
                number,
            ).format(n=number)
        )
    if not values["safety_checked"]:
        found.append(_("The safety check is not done: think through what sharing could do to those who took part."))
    return found


def _share(of: Sheet, values: Mapping[str, Value]) -> list[str]:
    found = []
    if not values["audience"]:
        found.append(_("No audience is chosen: say for whom the minutes are at most."))
    if values["consent"] == "refused":
        found.append(_("Those present refused notes: the minutes cannot be shared."))
    if number := len(of.uncleared):
        found.append(
            ngettext(
                "{n} note was changed or added after the minutes were cleared: reopen them.",
                "{n} notes were changed or added after the minutes were cleared: reopen them.",
                number,
            ).format(n=number)
        )
    if names := _recognised(of, str(values["audience"] or "")):
        found.append(attribution.obstacle(names))
    return found


def _recognised(of: Sheet, audience: str) -> list[str]:
    """Return the names that cleared notes give away: participants may have been added after the clearing."""
    found: list[str] = []
    for note in filter(notes.is_cleared, of.notes):
        secrets = of.meeting.secrets(of.meeting.rule(note), audience)
        found += attribution.found_in(notes.text_to_share(note.values), secrets)
    return list(dict.fromkeys(found))


def _close(of: Sheet, _values: Mapping[str, Value]) -> list[str]:
    open_ones = [one for one in of.recommendations if one.recommendation["response"] in (None, "", "pending")]
    if not open_ones:
        return []
    return [
        ngettext(
            "{n} recommendation has no response yet: those who made it want to hear back.",
            "{n} recommendations have no response yet: those who made them want to hear back.",
            len(open_ones),
        ).format(n=len(open_ones))
    ]


def _reason(_sheet: Sheet, values: Mapping[str, Value]) -> list[str]:
    return [] if values["note"] else [_("Write the reason.")]


_GUARDS: Mapping[str, Callable[[Sheet, Mapping[str, Value]], list[str]]] = {
    "hold": _hold,
    "clear": _clear,
    "reopen": _reason,
    "share": _share,
    "close": _close,
    "cancel": _reason,
}
