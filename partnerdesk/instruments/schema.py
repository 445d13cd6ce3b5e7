"""Whether the form of an instrument file is as `instrument.schema.json` demands, told in sentences with a line."""

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from partnerdesk import resources
from partnerdesk.i18n import _
from partnerdesk.instruments.document import Document, Place, Problem

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


@cache
def _validator() -> "Draft202012Validator":
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(resources.path("instrument.schema.json").read_text("utf-8")))


def problems(document: Document) -> list[Problem]:
    """Return what the schema finds wrong, in the order of the file."""
    found = {one for error in _validator().iter_errors(document.data) for one in _told(error, document)}
    return sorted(found, key=lambda one: (one.line, one.reason))


def _told(error: "ValidationError", document: Document) -> Iterator[Problem]:
    place: Place = tuple(error.absolute_path)
    where = spelled(place)
    line = document.line(place)
    wanted: Any = error.validator_value
    if error.validator == "required" and isinstance(error.instance, dict):
        for name in wanted:
            if name not in error.instance:
                yield Problem(line, _("{where}: “{name}” is missing.").format(where=where, name=name))
    elif error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        for name in error.instance:
            if name not in known:
                line = document.line((*place, name))
                yield Problem(line, _("{where}: “{name}” is not known.").format(where=where, name=name))
    else:
        yield Problem(line, _reason(error, where))


def _reason(error: "ValidationError", where: str) -> str:
    wanted: Any = error.validator_value
    sentence = {
        "enum": _("{where}: {found} is not one of: {wanted}."),
        "const": _("{where}: {found} is not one of: {wanted}."),
        "type": _("{where}: {found} is not of the kind {wanted}."),
        "pattern": _("{where}: {found} is not written as it must be."),
        "minimum": _("{where}: {found} is smaller than {wanted}."),
        "exclusiveMinimum": _("{where}: {found} is not larger than {wanted}."),
        "maximum": _("{where}: {found} is larger than {wanted}."),
        "minItems": _("{where}: there must be at least {wanted}."),
        "maxItems": _("{where}: there must be at most {wanted}."),
        "minProperties": _("{where}: there must be at least {wanted}."),
        "minLength": _("{where}: there are no words."),
        "contains": _("{where}: English (en) must be among the languages."),
    }.get(str(error.validator))
    if sentence is None:
        return f"{where}: {error.message}"
    choices = ", ".join(map(str, wanted)) if isinstance(wanted, list) else wanted
    return sentence.format(where=where, found=shortened(error.instance), wanted=choices)


def spelled(place: Place) -> str:
    """Return a place as people write it, such as ``sections[2].criteria[1].scale``."""
    words = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
    # Translators: the whole file, as the place of a problem.
    return words or _("The file")


def shortened(value: object) -> str:
    """Return a value as it is quoted in a message, at most some sixty characters."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"
