"""Commands about instruments: what there is, whether a file is sound, and the score of a file of answers."""

from argparse import Namespace
from fractions import Fraction
from pathlib import Path
from typing import Any

from partnerdesk import i18n, vocabulary
from partnerdesk.cli.outcome import refuse
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.i18n import _, ngettext
from partnerdesk.instruments import library, load
from partnerdesk.instruments.answer_file import read_answer_file
from partnerdesk.instruments.answers import allowed_values
from partnerdesk.instruments.model import Criterion, Instrument
from partnerdesk.instruments.numbers import rounded
from partnerdesk.instruments.report import to_json
from partnerdesk.instruments.result import Result, band_words
from partnerdesk.instruments.score import Scores
from partnerdesk.instruments.score import score as scored


def list_instruments(given: Namespace) -> None:
    """List the instruments that ship with the program."""
    found = library.titles()
    if given.json:
        emit(
            [
                {
                    "key": one.key,
                    "version": one.version,
                    "status": one.status,
                    "kind": one.kind,
                    "title": one.title.words(),
                    "languages": list(one.languages),
                    "perspectives": list(one.perspectives),
                }
                for one in found
            ]
        )
        return
    head = [_("Key"), _("Version"), _("Title"), _("Languages")]
    table(head, [[one.key, one.version, one.title.words(), " ".join(one.languages)] for one in found])


def show(given: Namespace) -> None:
    """Show the questions of an instrument with their keys and what may be answered."""
    instrument = _instrument(given.instrument)
    if given.json:
        emit(_instrument_json(instrument))
        return
    say(f"{instrument.title.words()} ({instrument.key} {instrument.version})")
    say(instrument.purpose.words())
    if instrument.title.nearest().language != i18n.language():
        say(
            _("There is no translation into this language; the words are in {language}.").format(
                language=i18n.endonym(instrument.title.nearest().language)
            )
        )
    for section in instrument.sections:
        say()
        say(section.title.words())
        facts((f"  {one.key}", f"{instrument.filled(one.text).words}\n{_allowed(one)}") for one in section.criteria)


def check(given: Namespace) -> int:
    """Tell what is wrong with instrument files, with lines; wrong files are a refusal."""
    found = {file: load.check(file) for file in given.files}
    wrong = sum(bool(problems) for problems in found.values())
    if given.json:
        emit(
            [
                {"file": str(file), "problems": [{"line": one.line, "reason": one.reason} for one in problems]}
                for file, problems in found.items()
            ]
        )
    else:
        for file, problems in found.items():
            if not problems:
                say(_("{file}: sound").format(file=file))
            for one in problems:
                say(f"{file}:{one.line}: {one.reason}")
    if not wrong:
        return 0
    return refuse(
        ngettext("{n} instrument file cannot be used.", "{n} instrument files cannot be used.", wrong).format(n=wrong)
    )


def score(given: Namespace) -> None:
    """Score a file of answers."""
    instrument = _instrument(given.instrument)
    answers = read_answer_file(given.answers, instrument)
    scores = scored(instrument, answers.answers, answers.context)
    if given.json:
        emit(to_json(scores))
    else:
        show_scores(scores)


def show_scores(scores: Scores) -> None:
    """Print results side by side: one column for each perspective."""
    instrument, results = scores.instrument, scores.results
    head = ["", *(vocabulary.label("perspective", name) for name in results)]
    lines = [
        [section.title.words(), *(_number(one.section_scores.get(section.key)) for one in results.values())]
        for section in instrument.sections
        if any(one.section_scores.get(section.key) is not None for one in results.values())
    ]
    lines += [
        [_("Score"), *(_number(one.score) for one in results.values())],
        [_("Answered"), *(_answered(one) for one in results.values())],
        [_("Rating"), *(band_words(instrument.scoring, one.final_band) for one in results.values())],
    ]
    table(head, lines)
    if scores.gap is not None and scores.gap.paired:
        say()
        say(
            _(
                "Over {n} questions that both sides answered, the views differ by {absolute} points on average; "
                "ours minus the partner's is {signed}."
            ).format(
                n=scores.gap.paired,
                absolute=_number(scores.gap.mean_absolute_gap),
                signed=_number(scores.gap.signed_gap),
            )
        )


def _instrument(named: str) -> Instrument:
    """Return a shipped instrument by its key, or one from a file."""
    file = Path(named)
    return load.load(file) if file.suffix in {".yaml", ".yml", ".json"} or file.is_file() else library.get(named)


def _instrument_json(instrument: Instrument) -> dict[str, Any]:
    return {
        "key": instrument.key,
        "version": instrument.version,
        "title": instrument.title.words(),
        "perspectives": list(instrument.perspectives),
        "subjects": list(instrument.subject_roles),
        "sections": [
            {
                "key": section.key,
                "title": section.title.words(),
                "perspectives": list(section.perspectives or instrument.perspectives),
                "criteria": [
                    {
                        "key": one.key,
                        "kind": one.kind,
                        "text": instrument.filled(one.text).words,
                        "required": one.required,
                        "allowed": list(allowed_values(one)),
                    }
                    for one in section.criteria
                ],
            }
            for section in instrument.sections
        ],
    }


def _number(value: Fraction | None) -> str:
    return "–" if value is None else i18n.format_decimal(rounded(value, 1), 1)


def _allowed(criterion: Criterion) -> str:
    values = allowed_values(criterion)
    return ", ".join(map(str, values)) if values else f"({criterion.kind})"


def _answered(result: Result) -> str:
    return _("{answered} of {applicable}").format(answered=result.answered, applicable=result.applicable)
