"""Minutes of a consultation as they may be told to an audience: what rule, wishes and marks forbid is not even handed on.

Every text that goes out is searched for names that must not be shown, also one that was cleared: somebody may have been
added to the participants, or have asked to be hidden, since then.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from partnerdesk import attribution, audience, i18n, notes, printing, vocabulary, workflow
from partnerdesk.attribution import RULES, Secrets
from partnerdesk.consultations import SessionNotes, Sheet, people, sheet
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.printing.snapshot import (
    Action,
    Audience,
    GoodPractice,
    MinutesSnapshot,
    Note,
    Participant,
    Recommendation,
    Session,
)
from partnerdesk.progress import Report, unwatched
from partnerdesk.store.ops import Value, canonical
from partnerdesk.views import View

_READS_RAW = "team"
_READS_REDACTED = ("team", "office")


def print_minutes(
    desk: Desk,
    consultation_id: str,
    target: Path,
    language: str,
    audience_code: str = "team",
    *,
    recipients: Sequence[str] = (),
    report: Report = unwatched,
) -> None:
    """Write the minutes for an audience as a PDF; see `snapshot` for what they hold and what is refused."""
    taken = snapshot(desk, consultation_id, language, audience_code, recipients)
    printing.print_minutes(taken, target, report=report)


def snapshot(
    desk: Desk, consultation_id: str, language: str, audience_code: str, recipients: Sequence[str] = ()
) -> MinutesSnapshot:
    """Return what an audience may be told of a consultation, in a language.

    The team that took the notes reads all of them, the office those that were redacted, everybody else those that were
    cleared. Raises PartnerDeskError for an audience wider than the widest one allowed.
    """
    return snapshot_of(desk, sheet(desk, consultation_id), language, audience_code, recipients)


def snapshot_of(
    desk: Desk, taken: Sheet, language: str, audience_code: str, recipients: Sequence[str] = ()
) -> MinutesSnapshot:
    """Return the same of a consultation that was read before."""
    _check_audience(taken, audience_code)
    reader = Audience(audience_code, audience.reaches(audience_code), tuple(recipients))
    with i18n.using(language):
        return _Telling(taken, reader, _office(desk, taken.consultation)).snapshot(language)


def _check_audience(of: Sheet, wanted: str) -> None:
    audience.reaches(wanted)
    allowed = str(of.consultation["audience"] or "")
    order = audience.AUDIENCES
    if allowed in order and order.index(wanted) > order.index(allowed):
        raise PartnerDeskError(
            _(
                "The widest audience allowed for these minutes is “{allowed}”; “{wanted}” is wider. Nothing was written. "
                "Choose a closer audience."
            ).format(allowed=vocabulary.label("audience", allowed), wanted=vocabulary.label("audience", wanted))
        )


def _office(desk: Desk, consultation: View) -> str:
    found = desk.children("office", code=consultation.scope)
    return str(found[0]["name"]) if found else consultation.scope


@dataclass
class _Telling:
    """Takes one snapshot and counts what is left out or reworded."""

    sheet: Sheet
    reader: Audience
    office: str
    redactions: int = 0
    _secrets: Secrets = field(init=False)

    def __post_init__(self) -> None:
        self.rule = self.sheet.rule
        self._secrets = self.sheet.meeting.secrets(audience=self.reader.code)

    def snapshot(self, language: str) -> MinutesSnapshot:
        held = self.sheet.consultation
        dates = held["dates"] or {}
        return MinutesSnapshot(
            title=self._safe(held["name"]) or _code("consultation_kind", held["kind"]),
            language=language,
            record_id=held.id,
            version=_version(self.sheet),
            attribution_rule=self.rule,
            reference=str(held["reference"] or ""),
            kind=_code("consultation_kind", held["kind"]),
            level=_code("level", held["level"]),
            themes=tuple(_code("theme", theme) for theme in held["themes"]),
            starts_on=_day(dates.get("start")),
            ends_on=_day(dates.get("end")),
            office=self.office,
            place=self._field("place"),
            organisers=tuple(self._organisers()),
            participants=tuple(self._participants()),
            participant_count=self.sheet.counts.people or None,
            sessions=tuple(map(self._session, self.sheet.sessions)),
            good_practices=tuple(map(self._practice, self.sheet.good_practices)),
            recommendations=tuple(self._recommendation(one.recommendation) for one in self.sheet.recommendations),
            actions=tuple(map(self._action, self.sheet.actions)),
            audience=self.reader,
            redactions=self.redactions,  # last: counted while the rest is told
        )

    def _safe(self, text: Value) -> str:
        """Return a text unless it gives away a name that must not be shown."""
        if not text:
            return ""
        if attribution.found_in(text, self._secrets):
            self.redactions += 1
            return ""
        return str(text)

    def _field(self, name: str) -> str:
        """Return a text of the consultation itself, if the audience reads a field so sensitive."""
        held = self.sheet.consultation
        if held[name] and not self.reader.may_read(held.kind.fields[name].sensitivity):
            self.redactions += 1
            return ""
        return self._safe(held[name])

    def _organisers(self) -> list[str]:
        rows = self.sheet.consultation["organisers"] or []
        return [name for row in rows if (name := self._safe(row.get("organisation")))]

    def _participants(self) -> list[Participant]:
        """Return those who may be shown; people who asked to be hidden are in the number of participants only."""
        found = []
        for one in self.sheet.participants:
            if shown := self._participant(self.rule, one):
                number = people(one)
                if self.rule == "attributed" and number > 1:
                    name = ngettext("{n} person", "{n} people", number).format(n=number)
                    found.append(Participant(name, shown.organisation, shown.category, shown.role))
                else:
                    found += [shown] * number
        return found

    def _participant(self, rule: str, one: View) -> Participant | None:
        way = attribution.shown_as(rule, one, self.reader.code)
        if way == "hidden":
            return None
        return Participant(
            name=str(one["name"] or "") if way == "named" else "",
            organisation=str(one["organisation"] or "") if way in ("named", "organisation_only") else "",
            category=_code("org_type", one["org_type"]),
            role=_code("participant_role", one["role"]),
        )

    def _session(self, part: SessionNotes) -> Session:
        told = tuple(told for note in part.notes if (told := self._note(note)))
        if part.session is None:
            return Session(_("Outside the sessions"), notes=told)
        rapporteur = self._safe(part.session["rapporteur"]) if self.rule == "attributed" else ""
        # Translators: {number} is the place of a session in the programme; its title cannot be shown.
        title = self._safe(part.session["name"]) or _("Session {number}").format(number=part.session["position"] or "")
        return Session(title.strip(), _code("session_format", part.session["format"]), rapporteur, told)

    def _note(self, note: View) -> Note | None:
        """Return a note as this audience may read it; an empty one with its mark where it lies above the audience."""
        rule = self.sheet.meeting.rule(note)
        level = audience.level_of(note)
        if not self.reader.may_read(level):
            return Note("", sensitivity=level)
        speaker = self.sheet.meeting.speaker(note)
        text = self._text(note)
        silent = speaker is not None and speaker["consent"] is False
        if rule == "off_record" or silent or not text or self._recognised(text, rule):
            self.redactions += 1
            return None
        self.redactions += _is_reworded(note)
        told_by = self._participant(rule, speaker) if speaker else None
        return Note(text, _code("note_kind", note["kind"]), told_by, rule, level)

    def _text(self, note: View) -> str:
        """Return the text that this audience may read at the note's stage; nothing when there is none yet."""
        if notes.is_cleared(note) or self.reader.code == _READS_RAW:
            return notes.text_to_share(note.values)
        redacted = workflow.state(note) != "raw" and self.reader.code in _READS_REDACTED
        return str(note["shareable_text"] or "") if redacted else ""

    def _recognised(self, text: str, rule: str) -> bool:
        return bool(attribution.found_in(text, self.sheet.meeting.secrets(rule, self.reader.code)))

    def _practice(self, one: View) -> GoodPractice:
        tell = self._teller(one)
        source = tell("contact") if self.rule in RULES[:2] else ""
        what = "\n".join(filter(None, [tell("name"), tell("done")]))
        return GoodPractice(what, tell("context"), tell("effect"), tell("conditions"), source, audience.level_of(one))

    def _recommendation(self, one: View) -> Recommendation:
        tell = self._teller(one)
        return Recommendation(
            text=tell("text"),
            addressed_to=tell("addressed_to"),
            priority=_code("priority", one["priority"]),
            due=_day(one["due"]),
            response=_code("response", one["response"]),
            sensitivity=audience.level_of(one),
        )

    def _action(self, one: View) -> Action:
        tell = self._teller(one)
        who = tell("responsible") if self.rule in RULES[:2] else ""
        return Action(tell("description"), who, _day(one["due"]), workflow.state_label(one), audience.level_of(one))

    def _teller(self, one: View) -> Callable[[str], str]:
        """Return what gives the fields of a record as the audience may read them, one after the other."""
        whole = self.reader.may_read(audience.level_of(one))

        def tell(name: str) -> str:
            if not whole or not self.reader.may_read(one.kind.fields[name].sensitivity):
                return ""
            return self._safe(one[name])

        return tell


def _is_reworded(note: View) -> bool:
    """Tell whether the words to share are others than those noted, which may be kept on another device."""
    if note["raw_text"]:
        return bool(note["shareable_text"]) and note["shareable_text"] != note["raw_text"]
    return bool(note["redacted_by"])


def _code(code_list: str, code: Value) -> str:
    return vocabulary.label(code_list, str(code)) if code else ""


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _version(of: Sheet) -> str:
    """Return a short text that changes with every change of the consultation or of anything that belongs to it."""
    parts = [of.consultation, *of.participants, *of.notes, *of.good_practices, *of.actions]
    parts += [part.session for part in of.sessions if part.session]
    parts += [one.recommendation for one in of.recommendations]
    states = sorted(canonical([part.id, dict(part.values)]) for part in parts)
    return hashlib.sha256(b"".join(states)).hexdigest()[:8]
