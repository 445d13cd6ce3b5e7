"""Withdrawing consent: everything that speaks of a person is found, shown, and what is chosen of it erased."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from partnerdesk import actions, attribution, erasure
from partnerdesk.attribution import Secrets
from partnerdesk.desk import Desk
from partnerdesk.erasure import Erased, Part
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store import listings
from partnerdesk.store.engine import rows
from partnerdesk.store.kinds import Kind, kind_named, kinds
from partnerdesk.store.listings import Query
from partnerdesk.store.writer import Draft, Writer
from partnerdesk.text import fold
from partnerdesk.views import View

CONTACT, PARTICIPANT, NOTE, ATTACHMENT = "contact", "participant", "note", "attachment"
PEOPLE = (CONTACT, PARTICIPANT)
"""The kinds of record that stand for a person."""

_OF_A_PERSON = {CONTACT: ("name", "function", "channels", "languages"), PARTICIPANT: ("name", "organisation")}
_NAMED = {
    "respondent": ("name",),
    "session": ("rapporteur",),
    "good_practice": ("contact",),
    "assessment": ("facilitator",),
    "action": ("supporting",),
}
"""Fields that hold names of people and that the search by words does not know."""

_IN_MEETINGS = (NOTE, "good_practice", "recommendation", "session")
_TEXTS = frozenset({"text", "longtext"})


@dataclass(frozen=True)
class Trace:
    """Something that speaks of the person; `why` says how, in a sentence. What is not `sure` a person has to look at."""

    part: Part
    why: str
    sure: bool


def find(desk: Desk, kind: str, record: str) -> list[Trace]:
    """Return everything here that speaks of the person whom a contact or participant stands for, the surest first.

    Raises PartnerDeskError for another kind of record, or one without a name.
    """
    if kind not in PEOPLE:
        raise PartnerDeskError(_("Consent is that of a contact or a participant. Nothing was changed. Choose one."))
    person = desk.view(kind, record)
    name = str(person["name"] or "")
    if person.deleted or not name.strip():
        raise PartnerDeskError(
            _("This record names nobody any more, so nothing can be looked for. Nothing was changed.")
        )
    found: dict[tuple[str, str], Trace] = {}
    for trace in _traces(desk, person, name):
        known = found.get((trace.part.kind, trace.part.id))
        found[trace.part.kind, trace.part.id] = trace if known is None else _both(known, trace)
    return sorted(found.values(), key=lambda trace: not trace.sure)


def _both(known: Trace, also: Trace) -> Trace:
    """Return one trace for two findings in one record: all of it where one of them asks for all."""
    fields = tuple(dict.fromkeys((*known.part.fields, *also.part.fields)))
    whole = not (known.part.fields and also.part.fields)
    first = known if known.sure or not also.sure else also
    return replace(first, part=replace(first.part, fields=() if whole else fields), sure=known.sure or also.sure)


def _traces(desk: Desk, person: View, name: str) -> Iterator[Trace]:
    yield _trace(person, _("This record itself."), _OF_A_PERSON[person.kind.name])
    people = [person, *_namesakes(desk, person, name)]
    for other in people[1:]:
        sure = bool(person["partner_id"]) and other["partner_id"] == person["partner_id"]
        why = _("The same name at the same organisation.") if sure else _("The same name elsewhere.")
        yield _trace(other, why, _OF_A_PERSON[other.kind.name], sure=sure)
    certain = [
        one for one in people if one is person or (person["partner_id"] and one["partner_id"] == person["partner_id"])
    ]
    for participant in certain:
        if participant.kind.name == PARTICIPANT:
            yield from _said(desk, participant)
            yield from _in_meeting(desk, str(participant["consultation_id"]), attribution.naming(name))
    yield from _anywhere(desk, name)


def _namesakes(desk: Desk, person: View, name: str) -> Iterator[View]:
    for kind in PEOPLE:
        for record in _ids(desk, kind_named(kind), ("name",), name):
            if record != person.id and (view := desk.find(kind, record)) is not None:
                yield view


def _said(desk: Desk, participant: View) -> Iterator[Trace]:
    for note in desk.children(NOTE, speaker_id=participant.id):
        why = _("A quote of this person.") if note["kind"] == "quote" else _("Said by this person.")
        yield _trace(note, why)


def _in_meeting(desk: Desk, consultation: str, names: Secrets) -> Iterator[Trace]:
    """Yield what names the person in a meeting of theirs, also by a part of the name, and files with personal data."""
    for kind in _IN_MEETINGS:
        for view in desk.children(kind, consultation_id=consultation):
            if fields := _naming_fields(view, names):
                yield _trace(view, _("A text of a meeting where this person was names them."), fields)
    for view in desk.children(ATTACHMENT, consultation_id=consultation):
        if view["contains_personal_data"]:
            yield _trace(view, _("A file with personal data from a meeting where this person was."), sure=False)


def _anywhere(desk: Desk, name: str) -> Iterator[Trace]:
    """Yield what holds the whole name, in any record."""
    names = attribution.naming(name, parts=False)
    for kind in kinds().values():
        if kind.name in PEOPLE:
            continue
        found = set(_ids(desk, kind, _NAMED.get(kind.name, ()), name))
        if kind.searched:
            with desk.reading() as connection:
                found |= set(listings.ids(connection, Query(kind.name, text=name)))
        for record in sorted(found):
            view = desk.view(kind.name, record)
            if fields := _naming_fields(view, names):
                whole = kind.name == ATTACHMENT
                yield _trace(view, _("The name stands in it."), () if whole else fields, sure=False)


def _naming_fields(view: View, names: Secrets) -> tuple[str, ...]:
    return tuple(
        name
        for name, about in view.kind.fields.items()
        if about.type in _TEXTS and attribution.found_in(view[name], names)
    )


def _ids(desk: Desk, kind: Kind, fields: Sequence[str], name: str) -> Iterator[str]:
    """Yield the records that hold a name in one of these fields, however it is accented."""
    sought = fold(name)
    for field in fields:
        sql = f'SELECT id, "{field}" FROM {kind.name} WHERE NOT deleted AND "{field}" IS NOT NULL ORDER BY n'  # noqa: S608
        with desk.reading() as connection:
            found = rows(connection, sql)
        yield from (record for record, text in found if sought in fold(str(text)))


def _trace(view: View, why: str, fields: Iterable[str] = (), *, sure: bool = True) -> Trace:
    held = tuple(name for name in fields if view[name])
    return Trace(Part(view.kind.name, view.id, view.title, view.scope, held), why, sure)


def withdraw(
    desk: Desk, kind: str, record: str, chosen: Sequence[Part], reason: str = "", *, asked_by: str = ""
) -> Erased:
    """Note that a person has withdrawn consent and erase what was chosen, in one go.

    Raises PartnerDeskError where this person may not erase; nothing was changed then.
    """
    if kind not in PEOPLE:
        raise PartnerDeskError(_("Consent is that of a contact or a participant. Nothing was changed. Choose one."))
    note = reason.strip() or _("Consent was withdrawn.")
    whole = any((part.kind, part.id) == (kind, record) and not part.fields for part in chosen)
    values = {"consent_withdrawn_on": actions.today().isoformat()} if kind == CONTACT else {"consent": False}
    noted = [] if whole else [Draft(kind, values, id=record, note=note)]
    if chosen:
        return erasure.erase(desk, chosen, note, asked_by=asked_by, also=noted)
    with desk.writing() as connection:
        Writer(connection, desk.author).write(noted)
    return Erased((), (), is_clean=True)
