"""Sentences that paper says about questions: when to answer, what to show, how sensitive it is."""

from collections.abc import Iterable, Mapping

from babel import Locale

from partnerdesk.i18n import N_, _, endonym, language, pgettext
from partnerdesk.instruments.model import Condition, Criterion, Evidence, Instrument, Section

_FACTS: Mapping[tuple[str, object], str] = {
    ("partner.has_branches", True): N_("Only if the partner has branches or field offices."),
    ("partner.holds_stock", True): N_("Only if the partner holds stock or equipment."),
    ("partner.has_subpartners", True): N_("Only if the partner works through partners of its own."),
    ("closure.type", "early"): N_("Only if the partnership ends early."),
}
_COLUMNS: Mapping[str, str] = {
    "risk": N_("Risk"),
    "likelihood": N_("Likelihood"),
    "impact": N_("Impact"),
    "carried_by": N_("Carried by"),
    "measure": N_("Measure"),
}


def listed(items: Iterable[str]) -> str:
    """Return words in one line, those that are empty left out."""
    # Translators: what stands between the items of a list; keep the space.
    return pgettext("between items", ", ").join(filter(None, items))


def language_name(code: str) -> str:
    """Return the name of a language in the language in use, such as ``anglais``."""
    return Locale(language()).languages.get(code) or endonym(code)


def missing_language(instrument: Instrument) -> str:
    """Return one sentence if the questions are not in the language in use, else nothing."""
    texts = [criterion.text for criterion in instrument.criteria()]
    foreign = sorted({text.nearest().language for text in texts} - {language()})
    if not foreign:
        return ""
    if all(not text.has(language()) for text in texts):
        words = _("This instrument has no text in {language} yet. Its questions are shown in {shown}.")
    else:
        words = _("This instrument is only partly in {language}. The other questions are shown in {shown}.")
    shown = listed(language_name(code) for code in foreign)
    return words.format(language=language_name(language()), shown=shown)


def column_label(column: str) -> str:
    """Return the heading of a column of a risk table."""
    return _(_COLUMNS[column]) if column in _COLUMNS else column


def condition(rule: Condition, instrument: Instrument, numbers: Mapping[str, str]) -> str:
    """Tell in words when something is to be answered; `numbers` gives the printed number of each criterion."""
    if rule.answer is not None:
        asked = instrument.criterion(rule.answer)
        values = rule.value if isinstance(rule.value, tuple) else (rule.value,)
        answers = listed(answer_label(asked, value) if asked else str(value) for value in values)
        # Translators: {number} is the number of a question, {answers} one or more of its possible answers.
        words = _("Only if the answer to question {number} is: {answers}.")
        return words.format(number=numbers.get(rule.answer, rule.answer), answers=answers)
    known = _FACTS.get((rule.context or "", rule.value))
    if known is not None:
        return _(known)
    return _("Only if this applies: {fact} = {value}.").format(fact=rule.context, value=rule.value)


def conditions(part: Section | Criterion, instrument: Instrument, numbers: Mapping[str, str]) -> list[str]:
    """Return the sentences that say when a section or question is to be answered."""
    rules = [rule for rule in (part.visible_if, part.applicable_if) if rule is not None]
    return [condition(rule, instrument, numbers) for rule in rules]


def answer_label(criterion: Criterion, value: object) -> str:
    """Return an answer in words: a step of the scale, an option, NA or DK, else the plain value."""
    if criterion.scale is not None:
        if option := criterion.scale.option(value):
            return option.label.words()
        if special := criterion.scale.special(str(value)):
            return special.label.words()
    if choice := criterion.choice(value):
        return choice.label.words()
    return str(value)


def evidence(rule: Evidence, label: Mapping[str, str]) -> str:
    """Tell which evidence an answer needs; nothing where it is optional. `label` names each type."""
    if rule.rule == "optional":
        return ""
    types = listed(label.get(kind, kind) for kind in rule.types if kind != "other")
    value = "" if rule.value is None else str(rule.value)
    words = {
        "at_or_above": _("Name the evidence for an answer of {value} or more: {types}."),
        "at_or_below": _("Name the evidence for an answer of {value} or less: {types}."),
    }.get(rule.rule, _("Name the evidence: {types}."))
    return words.format(value=value, types=types)


def sensitivity_mark(level: str | None) -> str:
    """Return the mark of a sensitive question; nothing below "high"."""
    return {"high": _("Confidential."), "severe": _("Strictly confidential.")}.get(level or "", "")


def hints(criterion: Criterion, instrument: Instrument, numbers: Mapping[str, str], label: Mapping[str, str]) -> str:
    """Return what a person must know to answer one question, in one line of short sentences."""
    found = conditions(criterion, instrument, numbers)
    if not criterion.required:
        found.append(_("Optional."))
    if criterion.key_question:
        found.append(_("Key question."))
    found.append(sensitivity_mark(criterion.sensitivity))
    if criterion.evidence is not None:
        found.append(evidence(criterion.evidence, label))
    return " ".join(filter(None, found))
