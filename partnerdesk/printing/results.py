"""What the answers add up to: ratings, scores of each section, where the views differ; never of an unfinished form."""

from fractions import Fraction

from reportlab.platypus import Flowable

from partnerdesk.i18n import _, format_decimal, ngettext
from partnerdesk.instruments.gap import ALIGNED, DIVERGING, SOME_DIFFERENCE
from partnerdesk.instruments.model import Criterion, Section
from partnerdesk.instruments.numbers import rounded
from partnerdesk.instruments.result import INDIVISIBLE, Result, band_words
from partnerdesk.instruments.sheet import mean, normalised
from partnerdesk.printing import chart, parts, styles
from partnerdesk.printing.answered import Answered
from partnerdesk.printing.grid import Grid, Look, Row
from partnerdesk.printing.questions import columns
from partnerdesk.printing.replies import gap_words, signed
from partnerdesk.printing.text import Style, Text
from partnerdesk.printing.wording import listed
from partnerdesk.vocabulary import label

_STRONG_FROM = 75
"""From here on, of 100, an answer counts as a strength; a house convention like the bands."""
_NAMED = 5
_GREYED = Style(size=9, leading=12, gray=0.55)
_DASH = "–"


def results(form: Answered) -> list[Flowable]:
    """Return the ratings, the table and the chart of the sections, and what to talk about."""
    if form.snapshot.instrument.scoring.method == "none" or not form.scores.results:
        return []
    story: list[Flowable] = [Text(_("Results"), styles.PART), _ratings(form)]
    if note := form.snapshot.instrument.scoring.note:
        story += [parts.gap(4), Text(note.words(), styles.HINT)]
    sections = _scored_sections(form)
    if sections and form.snapshot.instrument.scoring.method != "traffic_light":
        story += [parts.gap(8), _section_table(form, sections), parts.gap(8), *_chart(form, sections)]
    return story + _differences(form)


def strengths(form: Answered) -> list[str]:
    """Return what every perspective rates high, the best first."""
    found: list[tuple[Fraction, int, str]] = []
    for place, criterion in enumerate(form.snapshot.instrument.criteria()):
        if criterion.weight == 0 or form.is_masked(criterion):
            continue
        views = [normal for view in form.scores.results if (normal := _normal(form, view, criterion)) is not None]
        if views and min(views) >= _STRONG_FROM:
            found.append((-min(views), place, _named(form, criterion)))
    return [words for _rank, _place, words in sorted(found)[:_NAMED]]


def _named(form: Answered, criterion: Criterion) -> str:
    words = criterion.commitment.words() if criterion.commitment else form.asked.words(criterion)
    # Translators: the number of a question, then the question.
    return _("{number}. {question}").format(number=form.asked.numbers[criterion.key], question=words)


def _normal(form: Answered, perspective: str, criterion: Criterion) -> Fraction | None:
    scale = criterion.scale
    if scale is None:
        return None
    options = [scale.option(reply.value) for reply in form.replies(perspective, criterion)]
    return mean([normalised(scale, option.value) for option in options if option])


def _ratings(form: Answered) -> Flowable:
    """Return one row for each perspective: its rating or why it has none, its score, how far it is answered."""
    head = [_("View"), _("Rating"), _("Score"), _("Answered"), _("Remarks")]
    rows: list[Row] = [Row([Text(words, styles.HEAD) for words in head])]
    for perspective in form.perspectives:
        name = label("perspective", perspective)
        if perspective in form.withheld:
            told = _("Fewer than three people answered anonymously. Nothing is shown, so that nobody is recognised.")
            cells = [name, _DASH, _DASH, _DASH, told]
            rows.append(Row([Text(words, styles.BODY) for words in cells]))
        else:
            rows.append(_rating(form, name, perspective))
    shares = [1.7, 1.6, 1.4, 1.1, 3.2]
    return Grid(rows, columns(shares, form.width), header=1, look=Look(columns_ruled=True, boxed=True))


def _rating(form: Answered, name: str, perspective: str) -> Row:
    result = form.scores.results[perspective]
    scoring = form.snapshot.instrument.scoring
    # Translators: so many questions of all that apply are answered.
    answered = _("{answered} of {applicable}").format(answered=result.answered, applicable=result.applicable)
    words = band_words(scoring, result.final_band) if result.is_rated else _unrated(result)
    rating = Text(words, styles.STRONG if result.is_rated else styles.BODY)
    score = _DASH if form.hides_total(perspective) else _score(form, result)
    shown = Text(score, styles.BODY if result.is_rated else _GREYED)
    remarks = "\n".join(_remarks(form, result))
    return Row([Text(name, styles.BODY), rating, shown, Text(answered, styles.BODY), Text(remarks, styles.BODY)])


def _unrated(result: Result) -> str:
    words = ngettext(
        "{answered} of {applicable} answered, no rating",
        "{answered} of {applicable} answered, no rating",
        result.answered,
    )
    return words.format(answered=result.answered, applicable=result.applicable)


def _score(form: Answered, result: Result) -> str:
    """Return the score in the terms of the method."""
    scoring = form.snapshot.instrument.scoring
    if result.lights is not None:
        return listed(f"{band_words(scoring, key)} {count}" for key, count in result.lights.items())
    if result.met is not None:
        return _("{met} of {applicable} met").format(met=result.met, applicable=result.applicable)
    if result.sum is not None:
        return _("{points} points").format(points=format_decimal(rounded(result.sum, 0), 0))
    if result.points is not None:
        return _("{points} risk points").format(points=format_decimal(rounded(result.points.points, 0), 0))
    return _DASH if result.score is None else _("{score} of 100").format(score=_number(result.score))


def _remarks(form: Answered, result: Result) -> list[str]:
    scoring = form.snapshot.instrument.scoring
    found = []
    if result.caps:
        reasons = "; ".join(dict.fromkeys(_reason(form, cap.by) for cap in result.caps))
        words = _("Lowered from “{band}”: {reasons}.")
        found.append(words.format(band=band_words(scoring, result.computed_band), reasons=reasons))
    if result.hundred is not None and result.hundred.score is not None:
        words = _("By points: {score} of 100, {band}.")
        band = band_words(scoring, result.hundred.band)
        found.append(words.format(score=_number(result.hundred.score), band=band))
    if result.follow_up is not None:
        found.append(_("Next: {step}.").format(step=result.follow_up.words()))
    if result.respondents > 1:
        count = result.respondents
        found.append(ngettext("{n} respondent.", "{n} respondents.", count).format(n=count))
    return found


def _reason(form: Answered, key: str) -> str:
    """Return why a rating was lowered."""
    if key == INDIVISIBLE:
        return _("the weakest section holds the whole down")
    criterion = form.snapshot.instrument.criterion(key)
    if criterion is None or form.is_masked(criterion):
        return _("an answer that is masked here")
    reason = criterion.critical.reason if criterion.critical else None
    number = form.asked.numbers[key]
    words = reason.words() if reason else form.asked.words(criterion)
    # Translators: why a rating is lower than the score: the words, and the number of the question.
    return _("{reason} (question {number})").format(reason=words, number=number)


def _scored_sections(form: Answered) -> list[Section]:
    shown = {key for result in form.scores.results.values() for key in result.section_scores}
    return [section for section in form.snapshot.instrument.sections if section.key in shown]


def _section_table(form: Answered, sections: list[Section]) -> Flowable:
    views = [one for one in form.perspectives if one not in form.withheld]
    head = [_("Section"), *(label("perspective", view) for view in views)]
    has_gap = form.scores.gap is not None
    if has_gap:
        head.append(_("Difference"))
    rows: list[Row] = [Row([Text(words, styles.HEAD) for words in head])]
    counted = {section.weight > 0 for section in sections}
    for section in sections:
        name = section.title.words()
        if section.weight == 0 and len(counted) > 1:
            name = _("{section} (not in the total)").format(section=name)
        cells = [Text(name, styles.BODY), *(_section_score(form, section, view) for view in views)]
        rows.append(Row([*cells, Text(_section_gap(form, section), styles.BODY)] if has_gap else cells))
    shares = [3.0, *([1.3] * len(views)), *([1.9] if has_gap else [])]
    look = Look(columns_ruled=True, boxed=True)
    return Grid(rows, columns(shares, form.width), header=1, look=look)


def _section_score(form: Answered, section: Section, view: str) -> Text:
    result = form.scores.results[view]
    score = result.section_scores.get(section.key)
    if section.key in form.hidden_sections(view):
        return Text(_("masked"), styles.HINT)
    if score is None:
        return Text(_DASH, styles.BODY)
    words = _number(score)
    if result.is_rated and section.key in result.areas:
        band = band_words(form.snapshot.instrument.scoring, result.areas[section.key].band)
        words = f"{words} · {band}"
    return Text(words, styles.BODY if result.is_rated else _GREYED)


def _section_gap(form: Answered, section: Section) -> str:
    """Return the mean absolute gap of a section and its label; a signed mean alone would hide what cancels out."""
    gap = form.scores.gap
    if gap is None or any(section.key in form.hidden_sections(view) for view in ("ours", "partner")):
        return _DASH
    pairs = [(one.weight, value) for one in section.criteria if (value := gap.criterion_gaps.get(one.key)) is not None]
    weight = sum((one for one, _value in pairs), Fraction(0))
    if not weight:
        return _DASH
    absolute = sum((one * abs(value) for one, value in pairs), Fraction(0)) / weight
    scoring = form.snapshot.instrument.scoring
    name = ALIGNED if absolute < scoring.aligned_below else SOME_DIFFERENCE
    name = name if absolute < scoring.diverging_from else DIVERGING
    return f"{gap_words(name)} ({_number(absolute)})"


def _chart(form: Answered, sections: list[Section]) -> list[Flowable]:
    """Return the chart of the finished perspectives; an unfinished one would look like a bad one."""
    rated = {view: result for view, result in form.scores.results.items() if result.is_rated}
    drawn = [
        section
        for section in sections
        if section.weight > 0 and any(_drawn(form, result, section, view) is not None for view, result in rated.items())
    ]
    if not drawn:
        return []
    series = [
        chart.Series(label("perspective", view), [_drawn(form, result, section, view) for section in drawn])
        for view, result in rated.items()
    ]
    return [chart.chart([section.title.words() for section in drawn], series, form.width)]


def _drawn(form: Answered, result: Result, section: Section, view: str) -> float | None:
    score = result.section_scores.get(section.key)
    return None if score is None or section.key in form.hidden_sections(view) else float(score)


def _differences(form: Answered) -> list[Flowable]:
    """Return the questions on which both sides differ most, to be talked about first."""
    gap = form.scores.gap
    if gap is None:
        return []
    apart = [
        (-abs(value), criterion)
        for criterion in form.snapshot.instrument.criteria()
        if (value := gap.criterion_gaps.get(criterion.key)) is not None
        and gap.labels[criterion.key] == DIVERGING
        and not form.is_masked(criterion)
    ]
    apart.sort(key=lambda pair: pair[0])
    lines = [
        f"{_named(form, criterion)} ({signed(gap.criterion_gaps[criterion.key] or Fraction(0))})"
        for _rank, criterion in apart[:_NAMED]
    ]
    if not lines:
        return []
    told = _("A plus sign means that we rate higher than the partner does, in points of 100.")
    return [
        parts.together(
            Text(_("Where the views lie far apart"), styles.SUBPART),
            *parts.bullets(lines, styles.BODY, form.width),
            Text(told, styles.HINT),
        )
    ]


def _number(value: Fraction) -> str:
    return format_decimal(rounded(value, 1), 1)
