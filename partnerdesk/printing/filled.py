"""An assessment as it was filled in: words and agreements first, then results, then every question."""

from pathlib import Path

from reportlab.platypus import Flowable

from partnerdesk import i18n, papercodes
from partnerdesk.i18n import _, format_date, ngettext
from partnerdesk.printing import page, parts, qr, styles, wording
from partnerdesk.printing.answered import Answered
from partnerdesk.printing.parts import Fact
from partnerdesk.printing.replies import answered_questions, masked, written_answers
from partnerdesk.printing.results import results, strengths
from partnerdesk.printing.snapshot import EVERYTHING, Action, Audience, FormSnapshot
from partnerdesk.printing.text import Text
from partnerdesk.progress import Report, unwatched
from partnerdesk.vocabulary import label


def write(snapshot: FormSnapshot, target: Path, size: str = "a4", report: Report = unwatched) -> None:
    """Write a filled form; see `partnerdesk.printing.print_form`."""
    with i18n.using(snapshot.language):
        instrument = snapshot.instrument
        sheet = page.Sheet(
            title=f"{instrument.title.words()} ({instrument.version})",
            reference=snapshot.reference,
            form_code=papercodes.form_code(instrument.key, snapshot.record_id, snapshot.version),
            audience=audience_line(snapshot.audience),
            size=size,
        )
        page.write(_story(Answered(snapshot, sheet.inner_width), sheet), sheet, target, report)


def audience_line(audience: Audience) -> str:
    """Return the line at the foot of each page that says for whom the paper is."""
    if audience == EVERYTHING:
        return _("Complete, with everything that was recorded. For use inside the office only.")
    words = _("For: {audience}. Shown up to: {level}.")
    return words.format(audience=label("audience", audience.code), level=label("sensitivity", audience.level))


def cover(audience: Audience, redactions: int, width: float) -> list[Flowable]:
    """Return the box that says for whom the paper is, how much was left out and who receives it."""
    if audience == EVERYTHING:
        return []
    words = ngettext("{n} entry is left out or masked.", "{n} entries are left out or masked.", redactions)
    lines = [audience_line(audience), words.format(n=redactions)]
    if audience.recipients:
        lines.append(_("Recipients: {names}").format(names=", ".join(audience.recipients)))
    return [parts.gap(8), parts.boxed([Text(line, styles.BODY) for line in lines], width)]


def actions_table(actions: tuple[Action, ...], audience: Audience, width: float) -> Flowable:
    """Return what was agreed: what, who, by when, how far it is."""
    rows = []
    for action in actions:
        if audience.may_read(action.sensitivity):
            due = format_date(action.due) if action.due else ""
            rows.append([action.what, action.who, due, action.status])
        else:
            rows.append([masked(action.sensitivity), "", "", ""])
    head = [_("What is to be done"), _("Who"), _("By when"), _("Status")]
    return parts.table(head, rows, [width * share for share in (0.48, 0.22, 0.15, 0.15)])


def _story(form: Answered, sheet: page.Sheet) -> list[Flowable]:
    snapshot, width = form.snapshot, form.width
    instrument = snapshot.instrument
    code = qr.drawing(papercodes.payload(instrument.key, instrument.version, snapshot.record_id, snapshot.version))
    story = [
        parts.title_block(instrument.title.words(), instrument.purpose.words(), code, sheet.form_code, width),
        parts.gap(8),
        *parts.facts(_facts(form), width),
        *cover(snapshot.audience, form.redactions, width),
    ]
    if missing := wording.missing_language(instrument):
        story += [parts.gap(6), Text(missing, styles.HINT)]
    story += [*_agreed(form), *results(form), *answered_questions(form)]
    story.append(parts.signatures([snapshot.office or _("For us"), snapshot.partner or _("For the partner")], width))
    return story


def _facts(form: Answered) -> list[Fact]:
    snapshot = form.snapshot
    done = format_date(snapshot.done_on) if snapshot.done_on else _("Not dated")
    entries = [
        Fact(_("Partner"), snapshot.partner),
        Fact(_("Office"), snapshot.office),
        Fact(_("Date"), done),
        Fact(_("Reference"), snapshot.reference),
        Fact(_("Version"), f"{snapshot.instrument.key} {snapshot.instrument.version} · {snapshot.version}"),
    ]
    optional = [(_("Status"), snapshot.status), (_("Period"), snapshot.period), (_("Method"), snapshot.method)]
    if snapshot.subject:
        optional.append((_("Rated"), label("subject_role", snapshot.subject)))
    entries += [Fact(name, value) for name, value in optional if value]
    return entries + [
        Fact(label("perspective", view), _people(form, view), full_width=True) for view in form.perspectives
    ]


def _people(form: Answered, perspective: str) -> str:
    """Return who answered; anonymous people are counted, never named."""
    people = form.respondents(perspective)
    anonymous = sum(one.anonymous for one in people)
    names = [one.name for one in people if one.name and not one.anonymous]
    if anonymous:
        words = ngettext("{n} anonymous respondent", "{n} anonymous respondents", anonymous)
        names.append(words.format(n=anonymous))
    unnamed = len(people) - len(names) if not anonymous else 0
    if not names and unnamed:
        return ngettext("{n} respondent", "{n} respondents", unnamed).format(n=unnamed)
    return wording.listed(names)


def _agreed(form: Answered) -> list[Flowable]:
    """Return what people wrote, what is strong and what was agreed: the point of the whole, before any number."""
    story: list[Flowable] = []
    written, strong, actions = written_answers(form), strengths(form), form.snapshot.actions
    if not (written or strong or actions):
        return story
    story.append(Text(_("In words"), styles.PART))
    story += written
    if strong:
        story.append(Text(_("Strengths: rated high by everybody who answered"), styles.SUBPART))
        story += parts.bullets(strong, styles.BODY, form.width)
    if actions:
        story.append(Text(_("Agreed actions"), styles.SUBPART))
        story.append(actions_table(actions, form.snapshot.audience, form.width))
    return story
