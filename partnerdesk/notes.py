"""Notes of a consultation: taken while people speak, made shareable, cleared by somebody who answers for it (domain.md 2.7)."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from partnerdesk import attribution, staying, workflow
from partnerdesk.attribution import Secrets
from partnerdesk.audience import highest, level_of
from partnerdesk.desk import Desk, Saved
from partnerdesk.duplicates import group_ids
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.engine import rows
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Seen
from partnerdesk.text import words
from partnerdesk.views import View

_TEXTS = ("raw_text", "shareable_text")
_NEEDS_SECOND_READER = ("high", "severe")


@dataclass(frozen=True)
class Meeting:
    """A consultation and those who took part: what decides by whom and how a note may be shared."""

    consultation: View
    participants: Mapping[str, View]
    partners: Mapping[str, Sequence[View]]
    """The partner of each participant that has one, by its id, with all that are the same: first whoever carries the name."""
    _secrets: dict[tuple[str, str], Secrets] = field(default_factory=dict, repr=False, compare=False)

    def speaker(self, note: View) -> View | None:
        """Return who said it, when that is known."""
        return self.participants.get(str(note["speaker_id"]))

    def rule(self, note: View) -> str:
        """Return the attribution rule that a note stands under."""
        return attribution.rule_for(note, self.consultation)

    def secrets(self, rule: str | None = None, audience: str = "") -> Secrets:
        """Return the names that no text shared with an audience may hold, under the meeting's rule or a stricter one."""
        strictest = attribution.strictest(rule, attribution.rule_of(self.consultation))
        if (strictest, audience) not in self._secrets:
            found = attribution.secrets(strictest, self.participants.values(), self.partners, audience)
            self._secrets[strictest, audience] = found
        return self._secrets[strictest, audience]


@dataclass(frozen=True)
class _Taking:
    note: View
    values: Mapping[str, Value]
    comment: str
    meeting: Meeting
    person: str


def meeting(desk: Desk, consultation_id: str) -> Meeting:
    """Return a consultation with its participants and the partners they come from."""
    participants = {view.id: view for view in desk.children("participant", consultation_id=consultation_id)}
    wanted = {str(view["partner_id"]) for view in participants.values() if view["partner_id"]}
    partners = {
        record: [found for one in group_ids(desk, record) if (found := desk.find("partner", one)) is not None]
        for record in wanted
    }
    return Meeting(desk.view("consultation", consultation_id), participants, partners)


def add_note(
    desk: Desk,
    consultation_id: str,
    session_id: str | None,
    text: str,
    kind: str = "statement",
    *,
    speaker_id: str | None = None,
    values: Mapping[str, Value] | None = None,
) -> str:
    """Keep what was just said and return the note's id; it is in the journal when this returns.

    The note is at least as sensitive as the meeting. Raises PartnerDeskError for an empty text.
    """
    if not text.strip():
        raise PartnerDeskError(_("The note is empty. Nothing was saved. Write what was said."))
    held = desk.view("consultation", consultation_id)
    given = dict(values or {})
    return desk.create(
        "note",
        {
            **given,
            "consultation_id": consultation_id,
            "session_id": session_id,
            "kind": kind,
            "raw_text": text,
            "speaker_id": speaker_id,
            "position": _next_position(desk, consultation_id),
            "sensitivity": highest([given.get("sensitivity"), level_of(held)]),
        },
    )


def save_text(desk: Desk, note_id: str, text: str, seen: Seen | None = None) -> Saved:
    """Save what was noted, as it is typed."""
    return desk.change("note", note_id, {"raw_text": text}, seen)


def save_shareable(desk: Desk, note_id: str, text: str, seen: Seen | None = None) -> Saved:
    """Save the text that may be shared, as it is typed; a text that had been cleared is not cleared any more."""
    return desk.change("note", note_id, {"shareable_text": text}, seen)


def share_raw(desk: Desk, note_id: str) -> Saved:
    """Let the words as noted travel with bundles from now on, and every change of them; only erasing takes them back.

    Raises PartnerDeskError when they are not here or travel already, and for a note that is never shared.
    """
    view = desk.view("note", note_id)
    if found := never_shared(view, meeting(desk, str(view["consultation_id"]))):
        raise PartnerDeskError(" ".join([*found, _("Nothing was changed.")]))
    return staying.share(desk, "note", note_id)


def redact(desk: Desk, note_id: str, text: str | None = None) -> Saved:
    """Say that the shareable text is written, here with it or before; PartnerDeskError while it lets people be recognised."""
    return take(desk, note_id, "redact", values=None if text is None else {"shareable_text": text})


def clear(desk: Desk, note_id: str, *, note: str = "") -> Saved:
    """Clear a note for sharing, answering for it; PartnerDeskError names everything that stands in the way."""
    return take(desk, note_id, "clear", note=note)


def reopen(desk: Desk, note_id: str, reason: str) -> Saved:
    """Take a clearing back."""
    return take(desk, note_id, "reopen", note=reason)


def take(desk: Desk, note_id: str, action: str, *, note: str = "", values: Mapping[str, Value] | None = None) -> Saved:
    """Take a step of a note's states: redact, clear or reopen.

    Raises PartnerDeskError that names everything that stands in the way.
    """
    view = desk.view("note", note_id)
    given = dict(values or {})
    found = obstacles(desk, view, action, note=note, values=given)
    if action == "redact":
        given["redacted_by"] = desk.identity.person
    if action == "clear":
        # Clearing is the choice to share these words: they must be readable wherever the note is.
        given["shareable_text"] = text_to_share({**view.values, **given})
        given |= {"cleared_by": desk.identity.person, "cleared_text": fingerprint(given)}
    return workflow.advance(desk, view, action, obstacles=found, note=note, values=given)


def obstacles(
    desk: Desk, view: View, action: str, *, note: str = "", values: Mapping[str, Value] | None = None
) -> list[str]:
    """Return what stands in the way of a step, in whole sentences; nothing when it can be taken."""
    guard = _GUARDS.get(action)
    if guard is None:
        return []
    held = meeting(desk, str(view["consultation_id"]))
    return guard(_Taking(view, {**view.values, **(values or {})}, note.strip(), held, desk.identity.person))


def is_cleared(note: View) -> bool:
    """Tell whether the text that stands now is the one that was cleared: one changed or disputed afterwards is not."""
    text = "shareable_text" if note["shareable_text"] else "raw_text"
    settled = not set(note.conflicts) & {text, "shareable_text", "status"}
    return settled and workflow.state(note) == "cleared" and note["cleared_text"] == fingerprint(note.values)


def needs_clearing(note: View, held: Meeting) -> bool:
    """Tell whether a note still has to be cleared before the minutes can be."""
    return held.rule(note) != "off_record" and not is_cleared(note)


def text_to_share(values: Mapping[str, Value]) -> str:
    """Return the text of a note that would be shared: the one written for it, else the one noted."""
    return str(values.get("shareable_text") or values.get("raw_text") or "")


def fingerprint(values: Mapping[str, Value]) -> str:
    """Return what tells this text from any other."""
    return hashlib.sha256(text_to_share(values).encode()).hexdigest()[:32]


def in_order(notes: Sequence[View]) -> list[View]:
    """Return notes in the order in which they were taken."""
    return sorted(notes, key=lambda note: (note["position"] is None, note["position"]))


def _next_position(desk: Desk, consultation_id: str) -> int:
    with desk.reading() as connection:
        found = rows(connection, "SELECT max(position) FROM note WHERE consultation_id = ?", (consultation_id,))
    return int(found[0][0] or 0) + 1


def _redact(taking: _Taking) -> list[str]:
    if not str(taking.values["shareable_text"] or "").strip():
        return [_("There is no text to share yet: write one that lets nobody be recognised.")]
    return _recognised(taking)


def _clear(taking: _Taking) -> list[str]:
    found = _recognised(taking)
    if not text_to_share(taking.values).strip():
        found.append(_("There is no text to share yet: write one that lets nobody be recognised."))
    if set(taking.note.conflicts) & {*_TEXTS, "sensitivity", "attribution", "speaker_id"}:
        found.append(_("People disagree about this note: decide that first."))
    return [*found, *never_shared(taking.note, taking.meeting), *_second_reader(taking)]


def never_shared(note: View, held: Meeting) -> list[str]:
    """Return why a note is never shared, in whole sentences; nothing when it may be."""
    found = []
    if held.rule(note) == "off_record":
        found.append(_("This note is not to be reported, so it is never shared and needs no clearing."))
    speaker = held.speaker(note)
    if speaker is not None and speaker["consent"] is False:
        found.append(_("The speaker does not consent to notes: leave this note out."))
    return found


def _second_reader(taking: _Taking) -> list[str]:
    if level_of(taking.note) not in _NEEDS_SECOND_READER:
        return []
    if words(taking.person) == words(str(taking.values["redacted_by"] or taking.note.created_by)):
        return [_("A note of this sensitivity needs a second reader: somebody else must clear it.")]
    return []


def _recognised(taking: _Taking) -> list[str]:
    """Return the sentence about names in the text that must not be shown, if there are any."""
    names = attribution.found_in(text_to_share(taking.values), taking.meeting.secrets(taking.meeting.rule(taking.note)))
    return [attribution.obstacle(names)] if names else []


def _reopen(taking: _Taking) -> list[str]:
    return [] if taking.comment else [_("Write the reason.")]


_GUARDS: Mapping[str, Callable[[_Taking], list[str]]] = {"redact": _redact, "clear": _clear, "reopen": _reopen}
