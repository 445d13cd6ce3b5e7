"""What the sources say to people, and what is wrong with a translation of it."""

import string
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("partnerdesk", "ui")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


@dataclass(frozen=True)
class Plurals:
    """How a language counts: the expression of gettext, and the forms that stand for one single number."""

    expression: str
    forms: int
    single: frozenset[int] = frozenset()


PLURALS = {
    "fr": Plurals("(n > 1)", 2),
    "es": Plurals("(n != 1)", 2, frozenset({0})),
    "ar": Plurals(
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)", 6, frozenset({0, 1, 2})
    ),
}
# A form for one single number may leave the number out: "one note" needs no digit.
COUNTS = frozenset({"n", "count"})


def extracted() -> Catalog:
    """Return every message of the sources, with the comments for translators and the files that use it."""
    found = Catalog(fuzzy=False)
    for source in SOURCES:
        for name, _line, message, comments, context in extract_from_dir(
            ROOT / source,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        ):
            where = f"{source}/{Path(name).as_posix()}"
            found.add(message, locations=[(where, 0)], auto_comments=comments, context=context)
    return found


def problems(message: Message, language: str) -> list[str]:
    """Tell what is wrong with the translation of one message; an empty list where nothing is."""
    texts = translations_of(message)
    if not all(texts):
        return ["is not translated"]
    if message.fuzzy:
        return ["is marked fuzzy"]
    if not message.pluralizable:
        return _mismatches(str(message.id), texts[0])
    plurals = PLURALS[language]
    if len(texts) != plurals.forms:
        return [f"has {len(texts)} plural forms instead of {plurals.forms}"]
    found: list[str] = []
    for number, text in enumerate(texts):
        optional = COUNTS if number in plurals.single else frozenset()
        found += [f"form {number} {problem}" for problem in _mismatches(message.id[1], text, optional)]
    return found


def translations_of(message: Message) -> tuple[str, ...]:
    """Return the translated forms of a message: one, or as many as its language has plurals."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def source_of(message: Message) -> str:
    """Return what identifies a message in a file to fill in: its English text, after its context where it has one."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}\x04{text}" if message.context else text


def _mismatches(source: str, text: str, optional: frozenset[str] = frozenset()) -> list[str]:
    try:
        expected, found = _fields(source), _fields(text)
    except ValueError as error:
        return [f"has a broken {{field}}: {error}"]
    names = [*(f"lacks {{{name}}}" for name in sorted(expected - found - optional))]
    names += [f"has {{{name}}}, which the source has not" for name in sorted(found - expected)]
    if _edges(source) != _edges(text):
        names.append("begins or ends with other spaces than the source")
    return names


def _fields(text: str) -> frozenset[str]:
    parsed: Sequence[tuple[str, str | None, str | None, str | None]] = list(string.Formatter().parse(text))
    return frozenset(
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for _text, name, spec, conversion in parsed
        if name is not None
    )


def _edges(text: str) -> tuple[str, str]:
    # Plain spaces and line ends only: French sets no-break spaces where English has none.
    bare = text.strip(" \n\t")
    start, _bare, end = text.partition(bare)
    return start, end
