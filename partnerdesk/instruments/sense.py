"""Whether an instrument makes sense beyond its form: every name it uses exists, in every language it promises."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from partnerdesk.i18n import _
from partnerdesk.instruments import sense_scoring
from partnerdesk.instruments.document import Document, Place, Problem
from partnerdesk.instruments.model import PERSPECTIVES, SCALED
from partnerdesk.instruments.numbers import as_number
from partnerdesk.instruments.schema import spelled

Found = Iterator[tuple[Place, str]]
"""Problems as they are found: the place and the reason."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_TEXT_KEYS = {"title", "purpose", "aim", "text", "commitment", "label", "anchor", "reason", "follow_up", "note"}
_REQUIRED_TEXTS = {"title", "text", "label"}
"""Words that a reader cannot do without; the others may lack a language."""


def problems(document: Document) -> list[Problem]:
    """Return what makes no sense in data that the schema accepts, in the order of the file."""
    data: Any = document.data
    found = {
        Problem(document.line(place), f"{spelled(place)}: {reason}")
        for part in (_texts(data, data, ()), _scales(data), _sections(data), _circles(data), sense_scoring.found(data))
        for place, reason in part
    }
    return sorted(found, key=lambda one: (one.line, one.reason))


def _texts(data: Mapping[str, Any], value: object, place: Place) -> Found:
    """Find words that are blank, lack a promised language or ask for an unknown name."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts(data, one, (*place, number))
    elif isinstance(value, dict):
        if place and place[-1] in _TEXT_KEYS and "en" in value:
            yield from _text(data, value, place)
        else:
            for key, one in value.items():
                yield from _texts(data, one, (*place, key))


def _text(data: Mapping[str, Any], text: Mapping[str, object], place: Place) -> Found:
    for language in data["languages"]:
        if language not in text and place[-1] in _REQUIRED_TEXTS:
            yield (
                place,
                _("the words in “{language}” are missing; the file promises this language.").format(language=language),
            )
    names = set(data.get("placeholders", ()))
    for language, words in text.items():
        if not str(words).strip():
            yield (*place, language), _("there are no words.")
        for name in _PLACEHOLDER.findall(str(words)):
            if name not in names:
                yield (
                    (*place, language),
                    _("the placeholder “{name}” is not explained under “placeholders”.").format(name=name),
                )


def _twice(values: Sequence[object], place: Place, key: str) -> Found:
    """Find values that stand more than once in a list of mappings."""
    seen: set[object] = set()
    for number, value in enumerate(values):
        if value in seen:
            yield (*place, number, key), _("“{value}” appears twice.").format(value=value)
        seen.add(value)


def _scales(data: Mapping[str, Any]) -> Found:
    for key, scale in data["scales"].items():
        values = [as_number(option["value"]) for option in scale["options"]]
        yield from _twice(values, ("scales", key, "options"), "value")


def _sections(data: Mapping[str, Any]) -> Found:
    yield from _twice([section["key"] for section in data["sections"]], ("sections",), "key")
    known = [criterion["key"] for section in data["sections"] for criterion in section["criteria"]]
    seen: set[str] = set()
    for number, section in enumerate(data["sections"]):
        place: Place = ("sections", number)
        for position, one in enumerate(section.get("perspectives", ())):
            if one not in data.get("perspectives", PERSPECTIVES):
                yield (
                    (*place, "perspectives", position),
                    _("the perspective “{name}” is not used here.").format(name=one),
                )
        yield from _conditions(section, place, known)
        for position, criterion in enumerate(section["criteria"]):
            inside = (*place, "criteria", position)
            if criterion["key"] in seen:
                yield (*inside, "key"), _("“{value}” appears twice.").format(value=criterion["key"])
            seen.add(criterion["key"])
            yield from _conditions(criterion, inside, known)
            yield from _criterion(data, criterion, inside)


def _criterion(data: Mapping[str, Any], criterion: Mapping[str, Any], place: Place) -> Found:
    if criterion["kind"] == SCALED and criterion["scale"] not in data["scales"]:
        yield (*place, "scale"), _("there is no scale “{name}”.").format(name=criterion["scale"])
    codes = [option["code"] for option in criterion.get("options", ())]
    yield from _twice(codes, (*place, "options"), "code")
    if critical := criterion.get("critical"):
        yield from _comparison(critical["fails_when"], (*place, "critical", "fails_when"))
        bands = {band["key"] for band in data["scoring"].get("bands", ())}
        if critical["cap_band"] not in bands:
            yield (*place, "critical", "cap_band"), _("there is no band “{name}”.").format(name=critical["cap_band"])
    evidence = criterion.get("evidence", {})
    if evidence.get("rule") in ("at_or_above", "at_or_below") and "value" not in evidence:
        yield (*place, "evidence"), _("this rule needs a “value”.")
    if (gate := criterion.get("gate")) and gate["require"]["op"] != "present":
        yield from _comparison(gate["require"], (*place, "gate", "require"))


def _conditions(holder: Mapping[str, Any], place: Place, known: Sequence[str]) -> Found:
    for name in ("visible_if", "applicable_if"):
        if condition := holder.get(name):
            inside = (*place, name)
            if ("answer" in condition) == ("context" in condition):
                yield inside, _("a condition needs either “answer” or “context”.")
            elif condition.get("answer", known[0]) not in known:
                yield (*inside, "answer"), _("there is no criterion “{name}”.").format(name=condition["answer"])
            yield from _comparison(condition, inside)


def _comparison(condition: Mapping[str, Any], place: Place) -> Found:
    """Find a comparison whose value does not fit its operator."""
    if "value" not in condition:
        yield place, _("“value” is missing.")
    elif condition["op"] == "in" and not isinstance(condition["value"], list):
        yield (*place, "value"), _("“in” needs a list of values.")
    elif condition["op"] != "in" and isinstance(condition["value"], list | dict):
        yield (*place, "value"), _("“{op}” needs a single value.").format(op=condition["op"])
    elif condition["op"] in ("lt", "lte", "gt", "gte") and as_number(condition["value"]) is None:
        yield (*place, "value"), _("“{op}” needs a number.").format(op=condition["op"])


def _circles(data: Mapping[str, Any]) -> Found:
    """Find criteria that wait for each other, so that none of them would ever be asked."""
    waits: dict[str, set[str]] = {}
    places: dict[str, Place] = {}
    for number, section in enumerate(data["sections"]):
        for position, criterion in enumerate(section["criteria"]):
            places[criterion["key"]] = ("sections", number, "criteria", position)
            waits[criterion["key"]] = {
                holder[name]["answer"]
                for holder in (section, criterion)
                for name in ("visible_if", "applicable_if")
                if "answer" in holder.get(name, {})
            }
    for key, place in places.items():
        reached: set[str] = set()
        ahead = set(waits[key])
        while ahead:
            reached |= ahead
            ahead = {further for one in ahead for further in waits.get(one, ())} - reached
        if key in reached:
            yield place, _("“{name}” is only asked when it has been answered.").format(name=key)
