"""Questions with their answers: what each perspective chose side by side, then its comments."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reportlab.platypus import Flowable

from partnerdesk.i18n import _, format_date, format_decimal
from partnerdesk.instruments.answers import is_empty
from partnerdesk.instruments.gap import ALIGNED, DIVERGING, NOT_PAIRED, SOME_DIFFERENCE
from partnerdesk.instruments.model import Criterion, Section
from partnerdesk.instruments.numbers import as_number, rounded
from partnerdesk.instruments.result import band_words
from partnerdesk.instruments.risk_matrix import risk
from partnerdesk.printing import parts, questions, styles, wording
from partnerdesk.printing.answered import Answered, comments
from partnerdesk.printing.bidi import isolated
from partnerdesk.printing.grid import Grid, Look
from partnerdesk.printing.snapshot import Reply
from partnerdesk.printing.text import Style, Text
from partnerdesk.vocabulary import label

_INDENTED = Style(size=9, leading=12, indent=styles.NUMBER_WIDTH, after=3)
_INDENTED_LABEL = Style(size=7.5, leading=9.5, gray=0.3, indent=styles.NUMBER_WIDTH, before=2, keep_with_next=True)
_WRITTEN = Style(size=9, leading=12, bold=True, before=5, after=1, keep_with_next=True)
_KEPT_TOGETHER = 900
"""Characters of comments that are kept on one page with their question."""


def answered_questions(form: Answered) -> list[Flowable]:
    """Return every section with its questions and answers, but for the texts that are printed first."""
    story: list[Flowable] = []
    head: list[Flowable] = [Text(_("Questions and answers"), styles.PART)]
    if len(form.perspectives) == 1:
        head.append(Text(label("perspective", form.perspectives[0]), styles.HINT))
    for section in form.snapshot.instrument.sections:
        asked = [one for one in section.criteria if _is_listed(form, one)]
        if not asked:
            continue
        bar = parts.section_bar(section.title.words(), section.aim.words() if section.aim else "", form.width)
        head += [parts.gap(8), bar, parts.gap(6)]
        for criterion in asked:
            story += _question(form, criterion, head)
            head = []
    return story


def _is_listed(form: Answered, criterion: Criterion) -> bool:
    """Tell whether a question stands among the answers: texts and agreed actions have their place before."""
    if criterion.key not in form.shown or criterion.kind == "text":
        return False
    said_more = form.has_masked(criterion) or any(form.replies(one, criterion) for one in form.perspectives)
    return criterion.kind != "action_items" or said_more


def written_answers(form: Answered) -> list[Flowable]:
    """Return what people wrote, the joint conclusions first."""
    sections = sorted(form.snapshot.instrument.sections, key=lambda section: section.perspectives != ("joint",))
    story: list[Flowable] = []
    for section in sections:
        for criterion in section.criteria:
            if criterion.kind == "text" and criterion.key in form.shown:
                story += _written(form, section, criterion)
    return story


def _written(form: Answered, section: Section, criterion: Criterion) -> list[Flowable]:
    said_by = [
        (perspective, words)
        for perspective in form.perspectives
        for reply in form.replies(perspective, criterion)
        for words in _all_words(reply)
    ]
    if not said_by and not form.has_masked(criterion):
        return []
    title = _("{number}. {question}")
    if form.asked.is_repeated(criterion):
        # Translators: the number of a question, the question, and the section in which it is asked.
        title = _("{number}. {question} ({section})")
    words = title.format(
        number=form.asked.numbers[criterion.key], section=section.title.words(), question=form.asked.words(criterion)
    )
    story: list[Flowable] = [Text(words, _WRITTEN)]
    if form.has_masked(criterion):
        story.append(Text(masked(criterion.sensitivity), styles.BODY))
    for perspective, text in said_by:
        if len(form.perspectives) > 1:
            story.append(Text(label("perspective", perspective), replace(_INDENTED_LABEL, indent=0)))
        story.append(Text(text, replace(_INDENTED, indent=0), own_side=True))
    return story


def _all_words(reply: Reply) -> list[str]:
    value = "" if is_empty(reply.value) else str(reply.value)
    return [words for words in (value, reply.comment, *reply.evidence) if words.strip()]


def _said(who: str, words: str) -> list[Flowable]:
    """Return a text of somebody under a small label."""
    return [Text(who, _INDENTED_LABEL), Text(words, _INDENTED, own_side=True)]


def masked(sensitivity: str | None) -> str:
    """Return what stands in the place of something the audience may not read."""
    levels = {"moderate": _("restricted"), "high": _("confidential")}
    # Translators: {level} is restricted, confidential or strictly confidential.
    return _("[masked: {level}]").format(level=levels.get(sensitivity or "", _("strictly confidential")))


def gap_words(name: str) -> str:
    """Return the label of a gap."""
    return {
        ALIGNED: _("Views agree"),
        SOME_DIFFERENCE: _("Some difference"),
        DIVERGING: _("Views diverge"),
        NOT_PAIRED: _("Not comparable"),
    }[name]


def signed(value: Fraction) -> str:
    """Return a number with its sign, so that nobody takes it for a score."""
    number = rounded(value, 1)
    sign = "+" if number > 0 else "−" if number < 0 else ""
    # The mark keeps the sign before the number in Arabic text too.
    return f"\u200e{sign}{format_decimal(abs(number), 1)}"


def _question(form: Answered, criterion: Criterion, head: Sequence[Flowable]) -> list[Flowable]:
    words: list[Flowable] = []
    if criterion.commitment is not None:
        words.append(Text(criterion.commitment.words(), styles.STRONG))
    words += [Text(form.asked.words(criterion), styles.BODY), parts.gap(3)]
    if form.is_masked(criterion):
        words.append(Text(masked(criterion.sensitivity), styles.BODY))
    elif criterion.kind == "risk_matrix":
        words += _risk_tables(form, criterion)
    else:
        words += _side_by_side(form, criterion)
    asked = [*head, parts.numbered(form.asked.numbers[criterion.key], words, form.width), parts.gap(3)]
    remarks = _remarks(form, criterion)
    if sum(len(text) for _who, text in remarks) <= _KEPT_TOGETHER:
        asked += [flowable for who, text in remarks for flowable in _said(who, text)]
        remarks = []
    story = [parts.together(*asked), *(flowable for who, text in remarks for flowable in _said(who, text))]
    return [*story, parts.gap(7)]


def _remarks(form: Answered, criterion: Criterion) -> list[tuple[str, str]]:
    """Return comments and evidence with the words that say whose they are."""
    found = []
    for perspective in form.perspectives:
        replies = form.replies(perspective, criterion)
        name = label("perspective", perspective)
        found += [(_("Comment: {perspective}").format(perspective=name), comment) for comment in comments(replies)]
        evidence = list(dict.fromkeys(item for reply in replies for item in reply.evidence))
        if evidence:
            found.append((_("Evidence: {perspective}").format(perspective=name), "\n".join(evidence)))
    return found


def _side_by_side(form: Answered, criterion: Criterion) -> list[Flowable]:
    section = form.snapshot.instrument.section_of(criterion.key)
    if len(form.perspectives) == 1:
        return _chosen(form, form.perspectives[0], criterion)
    views = [one for one in form.perspectives if section is None or section.is_for(one)]
    cells = [[Text(label("perspective", view), styles.LABEL), *_chosen(form, view, criterion)] for view in views]
    gap = form.scores.gap
    if gap is not None and criterion.key in gap.labels:
        name, value = gap.labels[criterion.key], gap.criterion_gaps[criterion.key]
        words = gap_words(name) if value is None else f"{gap_words(name)} ({signed(value)})"
        cells.append([Text(_("Difference"), styles.LABEL), Text(words, styles.BODY)])
    look = Look(pad_x=5, pad_y=2.5, rules=True, columns_ruled=True, boxed=True, shade=None)
    return [Grid([cells], [form.asked.inner / len(cells)] * len(cells), look=look)]


def _chosen(form: Answered, perspective: str, criterion: Criterion) -> list[Flowable]:
    if perspective in form.withheld:
        return [Text(_("Not shown: too few anonymous answers."), styles.HINT)]
    values = [reply.value for reply in form.replies(perspective, criterion)]
    if criterion.kind in {"scale", "single", "multi"}:
        lines = [Text(line, styles.BODY, as_page=True) for line in chosen_lines(criterion, values)]
    else:
        lines = [Text(line, styles.BODY) for value in values for line in _plain(criterion, value)]
    return list(lines) or [Text(_("No answer"), styles.HINT)]


def chosen_lines(criterion: Criterion, values: Sequence[object]) -> list[str]:
    """Return what one perspective chose, in the order of the scale: each choice with its box, and how often."""
    chosen = [one for value in values for one in (value if isinstance(value, list | tuple) else [value])]
    counts = Counter(_choice(criterion, one) for one in chosen if not is_empty(one))
    known = [_choice(criterion, value) for value in _choices(criterion)]
    ordered = [one for one in known if one in counts] + [one for one in counts if one not in known]
    return [f"{styles.TICKED_BOX} {isolated(one)}{_times(counts[one])}" for one in ordered]


def _times(count: int) -> str:
    return f"\u00a0×\u00a0{count}" if count > 1 else ""


def _choices(criterion: Criterion) -> Sequence[object]:
    if criterion.scale is None:
        return [choice.code for choice in criterion.options]
    return [one.answer for one in criterion.scale.options] + [one.code for one in criterion.scale.specials]


def _choice(criterion: Criterion, value: object) -> str:
    words = wording.answer_label(criterion, value)
    option = criterion.scale.option(value) if criterion.scale else None
    return f"{option.answer} {words}" if option else words


def _plain(criterion: Criterion, value: object) -> Iterator[str]:
    """Give the lines of an answer without choices: a date, a number, documents, or rows of a table."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _plain(criterion, one)
    elif isinstance(value, Mapping):
        yield " – ".join(str(one) for one in value.values() if not is_empty(one))
    elif criterion.kind == "date" and (day := _day(value)):
        yield format_date(day)
    elif criterion.kind == "number" and (number := as_number(value)) is not None:
        yield format_decimal(Decimal(str(value))) if number.denominator > 1 else format_decimal(int(number))
    elif not is_empty(value):
        yield str(value)


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _risk_tables(form: Answered, criterion: Criterion) -> list[Flowable]:
    """Return the risks of each perspective with their rating."""
    shares = [*(questions.SHARES.get(column, 2.0) for column in criterion.columns), 1.5]
    head = [*(wording.column_label(column) for column in criterion.columns), _("Rating")]
    tables: list[Flowable] = []
    for perspective in form.perspectives:
        tables_given = [reply.value for reply in form.replies(perspective, criterion)]
        rows = [row for table in tables_given if isinstance(table, list | tuple) for row in table]
        lines = [_risk_line(form, criterion, row) for row in rows if isinstance(row, Mapping)]
        if lines:
            tables.append(parts.table(head, lines, questions.columns(shares, form.asked.inner)))
    return tables or [Text(_("No answer"), styles.HINT)]


def _risk_line(form: Answered, criterion: Criterion, row: Mapping[str, object]) -> list[str]:
    scoring = form.snapshot.instrument.scoring
    cells = ["" if is_empty(row.get(column)) else str(row[column]) for column in criterion.columns]
    if scoring.risk_matrix is None:
        return [*cells, ""]
    rating = risk(scoring.risk_matrix, row.get("likelihood"), row.get("impact"))
    words = band_words(scoring, rating.band)
    return [*cells, words if rating.value is None else f"{words} ({rating.value})"]
