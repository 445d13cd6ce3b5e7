"""The minutes of a consultation, telling no more about who said what than the rule of attribution allows."""

from collections import Counter
from pathlib import Path

from reportlab.platypus import Flowable

from partnerdesk import i18n, papercodes
from partnerdesk.i18n import _, format_date, ngettext
from partnerdesk.printing import page, parts, qr, styles
from partnerdesk.printing.filled import audience_line, cover
from partnerdesk.printing.parts import Fact
from partnerdesk.printing.replies import masked
from partnerdesk.printing.snapshot import (
    Action,
    GoodPractice,
    MinutesSnapshot,
    Note,
    Participant,
    Recommendation,
    Session,
)
from partnerdesk.printing.text import Style, Text
from partnerdesk.printing.wording import listed
from partnerdesk.progress import Report, unwatched
from partnerdesk.vocabulary import label

RULES = ("attributed", "organisation", "category", "chatham", "off_record")
"""From open to closed; a code that is not known counts as the last, no rule at all as Chatham House."""

_INSTRUMENT = "consultation"
_SESSION = Style(size=10, leading=13, bold=True, before=8, after=2, keep_with_next=True)
_SAID = Style(size=9, leading=12, indent=14, after=4)
_WHO = Style(size=7.5, leading=9.5, gray=0.3, indent=14, before=2, keep_with_next=True)


def write(snapshot: MinutesSnapshot, target: Path, size: str = "a4", report: Report = unwatched) -> None:
    """Write the minutes; see `partnerdesk.printing.print_minutes`."""
    with i18n.using(snapshot.language):
        sheet = page.Sheet(
            title=_("Minutes: {title}").format(title=snapshot.title),
            reference=snapshot.reference,
            form_code=papercodes.form_code(_INSTRUMENT, snapshot.record_id, snapshot.version),
            audience=audience_line(snapshot.audience),
            size=size,
        )
        page.write(_Minutes(snapshot, sheet).story(), sheet, target, report)


class _Minutes:
    """Lays out one snapshot; what the rule or the audience forbids never reaches a flowable."""

    def __init__(self, snapshot: MinutesSnapshot, sheet: page.Sheet) -> None:
        self._snapshot = snapshot
        self._sheet = sheet
        self._width = sheet.inner_width
        self._rule = _strictness(snapshot.attribution_rule)

    def story(self) -> list[Flowable]:
        snapshot = self._snapshot
        code = qr.drawing(papercodes.payload(_INSTRUMENT, "1", snapshot.record_id, snapshot.version))
        subtitle = " · ".join(filter(None, [snapshot.kind, snapshot.level, listed(snapshot.themes)]))
        return [
            parts.title_block(snapshot.title, subtitle, code, self._sheet.form_code, self._width),
            parts.gap(8),
            *parts.facts(self._facts(), self._width),
            *cover(snapshot.audience, self._redactions(), self._width),
            *self._recommendations(),
            *self._actions(),
            *self._practices(),
            *self._sessions(),
            *self._participants(),
        ]

    def _facts(self) -> list[Fact]:
        snapshot = self._snapshot
        entries = [
            Fact(_("Place"), snapshot.place),
            Fact(_("Date"), _days(snapshot)),
            Fact(_("Office"), snapshot.office),
            Fact(_("Reference"), snapshot.reference),
        ]
        if snapshot.organisers and self._names_organisations:
            entries.append(Fact(_("Organisers"), listed(snapshot.organisers), full_width=True))
        if snapshot.participant_count is not None:
            words = ngettext("{n} person", "{n} people", snapshot.participant_count)
            entries.append(Fact(_("Participants"), words.format(n=snapshot.participant_count), full_width=True))
        rule = RULES[self._rule]
        entries.append(
            Fact(_("Attribution"), f"{label('attribution_rule', rule)}. {_explained(rule)}", full_width=True)
        )
        return entries

    @property
    def _names_organisations(self) -> bool:
        return self._rule <= RULES.index("organisation")

    def _redactions(self) -> int:
        snapshot = self._snapshot
        marks = [note.sensitivity for session in snapshot.sessions for note in session.notes]
        marks += [one.sensitivity for one in snapshot.good_practices]
        marks += [one.sensitivity for one in snapshot.recommendations]
        marks += [one.sensitivity for one in snapshot.actions]
        return snapshot.redactions + sum(not snapshot.audience.may_read(mark) for mark in marks)

    def _recommendations(self) -> list[Flowable]:
        found = self._snapshot.recommendations
        if not found:
            return []
        head = [_("Recommendation"), _("Addressed to"), _("By when"), _("Answer")]
        rows = [self._recommendation(one) for one in found]
        widths = [self._width * share for share in (0.5, 0.2, 0.13, 0.17)]
        return [Text(_("Recommendations"), styles.PART), parts.table(head, rows, widths)]

    def _recommendation(self, one: Recommendation) -> list[str]:
        if not self._snapshot.audience.may_read(one.sensitivity):
            return [masked(one.sensitivity), "", "", ""]
        text = f"{one.text} ({one.priority})" if one.priority else one.text
        return [text, one.addressed_to, format_date(one.due) if one.due else "", one.response]

    def _actions(self) -> list[Flowable]:
        """Return the follow-up; who does it is left out where it would tell who was there."""
        if not self._snapshot.actions:
            return []
        columns = [_("What is to be done"), _("Who"), _("By when"), _("Status")]
        rows = [self._action(action) for action in self._snapshot.actions]
        shares = [0.5, 0.22, 0.13, 0.15]
        kept = [0, 1, 2, 3] if self._names_organisations else [0, 2, 3]
        scale = self._width / sum(shares[place] for place in kept)
        return [
            Text(_("Follow-up agreed"), styles.PART),
            parts.table(
                [columns[place] for place in kept],
                [[row[place] for place in kept] for row in rows],
                [shares[place] * scale for place in kept],
            ),
        ]

    def _action(self, action: Action) -> list[str]:
        if not self._snapshot.audience.may_read(action.sensitivity):
            return [masked(action.sensitivity), "", "", ""]
        return [action.what, action.who, format_date(action.due) if action.due else "", action.status]

    def _practices(self) -> list[Flowable]:
        found = self._snapshot.good_practices
        if not found:
            return []
        story: list[Flowable] = [Text(_("Good practices"), styles.PART)]
        for practice in found:
            story += self._practice(practice)
        return story

    def _practice(self, practice: GoodPractice) -> list[Flowable]:
        if not self._snapshot.audience.may_read(practice.sensitivity):
            return [Text(masked(practice.sensitivity), _SAID)]
        entries = [
            (_("What was done"), practice.what),
            (_("Situation"), practice.context),
            (_("What it changed"), practice.effect),
            (_("What it takes"), practice.conditions),
            (_("Source"), practice.source if self._names_organisations else ""),
        ]
        story: list[Flowable] = []
        for name, words in entries:
            if words.strip():
                story += [Text(name, _WHO), Text(words, _SAID, own_side=True)]
        return [*story, parts.gap(4)]

    def _sessions(self) -> list[Flowable]:
        if not self._snapshot.sessions:
            return []
        story: list[Flowable] = [Text(_("Sessions"), styles.PART)]
        if RULES[self._rule] == "off_record":
            return [*story, Text(_("What was said is not to be reported."), styles.BODY)]
        for session in self._snapshot.sessions:
            story += self._session(session)
        return story

    def _session(self, session: Session) -> list[Flowable]:
        title = f"{session.title} ({session.format})" if session.format else session.title
        story: list[Flowable] = [Text(title, _SESSION)]
        if session.rapporteur and RULES[self._rule] == "attributed":
            words = _("Notes by {person}").format(person=session.rapporteur)
            story.append(Text(words, Style(size=8, leading=10, gray=0.3, keep_with_next=True)))
        for note in session.notes:
            story += self._note(note)
        if not session.notes:
            story.append(Text(_("No notes."), styles.HINT))
        return story

    def _note(self, note: Note) -> list[Flowable]:
        rule = max(self._rule, _strictness(note.attribution) if note.attribution else 0)
        if RULES[rule] == "off_record":
            return []
        if not self._snapshot.audience.may_read(note.sensitivity):
            return [Text(masked(note.sensitivity), _SAID)]
        who = " · ".join(filter(None, [note.kind, _speaker(note.speaker, rule)]))
        said: list[Flowable] = [Text(note.text, _SAID, own_side=True)]
        return [Text(who, _WHO), *said] if who else said

    def _participants(self) -> list[Flowable]:
        """Return who was there, or how many of each type of organisation, or nothing."""
        people = self._snapshot.participants
        if not people or self._rule > RULES.index("category"):
            return []
        title = Text(_("Participants"), styles.PART)
        if RULES[self._rule] == "category":
            counts = Counter(one.category or _("Other") for one in people)
            rows = [[name, str(count)] for name, count in sorted(counts.items())]
            return [
                title,
                parts.table([_("Type of organisation"), _("Number")], rows, [self._width * 0.6, self._width * 0.2]),
            ]
        if RULES[self._rule] == "organisation":
            names = Counter(one.organisation or one.category or _("Not named") for one in people)
            rows = [[name, str(count)] for name, count in sorted(names.items())]
            return [title, parts.table([_("Organisation"), _("Number")], rows, [self._width * 0.6, self._width * 0.2])]
        head = [_("Name"), _("Organisation"), _("Role")]
        rows = [[one.name or _("Not named"), one.organisation or one.category, one.role] for one in people]
        return [title, parts.table(head, rows, [self._width * share for share in (0.35, 0.45, 0.2)])]


def _strictness(rule: str) -> int:
    if not rule:
        return RULES.index("chatham")
    return RULES.index(rule) if rule in RULES else len(RULES) - 1


def _explained(rule: str) -> str:
    return {
        "attributed": _("Speakers are named unless they asked not to be."),
        "organisation": _("Organisations are named, people are not."),
        "category": _("Only the type of organisation is told."),
        "chatham": _("What was said may be used; who said it, and who took part, is not told."),
    }.get(rule, _("Nothing that was said is told."))


def _days(snapshot: MinutesSnapshot) -> str:
    days = [format_date(day) for day in dict.fromkeys([snapshot.starts_on, snapshot.ends_on]) if day]
    return " – ".join(days)


def _speaker(speaker: Participant | None, rule: int) -> str:
    """Return how a speaker may be named."""
    if speaker is None:
        return ""
    if RULES[rule] == "attributed":
        return listed([speaker.name, speaker.organisation]) or speaker.category
    if RULES[rule] == "organisation":
        return speaker.organisation or speaker.category
    return speaker.category if RULES[rule] == "category" else ""
