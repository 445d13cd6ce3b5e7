"""Reading YAML or JSON written by strangers: bounded, without aliases or tags, and knowing the line of everything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

Step = str | int
Place = tuple[Step, ...]
"""The way to a value: keys and positions from the top."""

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 30
MAX_NODES = 100_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?[0-9]{1,30}")
_DECIMAL = re.compile(r"[-+]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, object] = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file: the line (from 1) and the reason in a whole sentence."""

    line: int
    reason: str


class BrokenFile(PartnerDeskError):  # noqa: N818  reads as what it is about
    """A file that cannot be used; `problems` says where and why."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.problems = problems
        # Translators: one of the reasons why a file cannot be used; {reason} is a whole sentence.
        lines = [_("Line {line}: {reason}").format(line=one.line, reason=one.reason) for one in problems[:5]]
        super().__init__("\n".join([_("{file} cannot be used; nothing was changed.").format(file=name), *lines]))


class _Refused(Exception):  # noqa: N818  never leaves this module
    def __init__(self, line: int, reason: str) -> None:
        self.problem = Problem(line, reason)


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data (mappings, lists, text, whole numbers, decimals, true, false, nothing) and the line of each value."""

    data: object
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of the value at this place, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    place: Place
    value: dict[str, object] | list[object]
    key: str | None = None
    key_line: int = 1


@dataclass(slots=True)
class _Builder:
    """Puts events together without recursion, so that depth is ours to limit."""

    until: str | None
    lines: dict[Place, int] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    result: object = None

    def place(self) -> Place:
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.place, len(top.value) if isinstance(top.value, list) else top.key or "")

    def add(self, value: object, line: int) -> None:
        if len(self.lines) >= MAX_NODES:
            raise _Refused(line, _("The file has too many values."))
        # What stands under a key is told where the key stands, though a block begins on the next line.
        self.lines[self.place()] = self.stack[-1].key_line if self.stack and self.stack[-1].key is not None else line
        if not self.stack:
            self.result = value
        elif isinstance(self.stack[-1].value, list):
            self.stack[-1].value.append(value)
        else:
            self.stack[-1].value[self.stack[-1].key or ""] = value
            self.stack[-1].key = None

    def expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def open(self, value: dict[str, object] | list[object], line: int) -> None:
        if self.expects_key():
            raise _Refused(line, _("A key must be plain text."))
        if len(self.stack) >= MAX_DEPTH:
            raise _Refused(line, _("Values are nested too deeply."))
        place = self.place()
        self.add(value, line)
        self.stack.append(_Open(place, value))

    def scalar(self, event: yaml.ScalarEvent, line: int) -> bool:
        """Take one scalar; False where reading may stop."""
        if "\0" in event.value:
            raise _Refused(line, _("The text holds a character that is not allowed."))
        if not self.expects_key():
            plain = not event.style and event.implicit[0]
            self.add(_plain(event.value) if plain else event.value, line)
            return True
        top = self.stack[-1]
        if event.value in top.value:
            raise _Refused(line, _("“{key}” appears twice.").format(key=event.value))
        top.key, top.key_line = event.value, line
        return not (len(self.stack) == 1 and event.value == self.until)


def _plain(text: str) -> object:
    """Read a plain scalar as YAML 1.2 and JSON do: "no" and "2024-01-01" are text, 0.6 is six tenths."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def _events(text: str) -> Iterator[yaml.Event]:
    loader = _LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _build(text: str, until: str | None) -> Document:
    builder = _Builder(until)
    documents = 0
    for event in _events(text):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, _("Anchors and aliases are not allowed."))
        if tag := getattr(event, "tag", None):
            raise _Refused(line, _("Tags such as {tag} are not allowed.").format(tag=tag))
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused(line, _("The file holds more than one document."))
        elif isinstance(event, yaml.MappingStartEvent):
            builder.open({}, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            builder.open([], line)
        elif isinstance(event, yaml.CollectionEndEvent):
            builder.stack.pop()
        elif isinstance(event, yaml.ScalarEvent) and not builder.scalar(event, line):
            break
    return Document(builder.result, builder.lines)


def parse(content: bytes, until: str | None = None) -> Document | Problem:
    """Read YAML or JSON; return the problem if it cannot be read.

    With `until`, reading stops at that key of the top mapping: enough for a list of titles, without the rest.
    """
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        return Problem(1, _("The file is larger than {limit} MB.").format(limit=limit))
    try:
        return _build(content.decode("utf-8-sig"), until)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Problem(line, _("The text is not UTF-8."))
    except _Refused as refused:
        return refused.problem
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # Where the text ends too early, the mark stands behind the last line.
        line = min(mark.line + 1 if mark else 1, len(content.splitlines()))
        return Problem(line, _("This is not valid YAML: {detail}.").format(detail=error.problem))
    except yaml.reader.ReaderError as error:
        line = content.decode("utf-8-sig")[: max(error.position, 0)].count("\n") + 1
        return Problem(line, _("The text holds a character that is not allowed."))


def read_bytes(path: Path) -> bytes:
    """Return the content of a file, at most one byte more than is allowed.

    Raises PartnerDeskError when the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PartnerDeskError(
            _("The file {file} cannot be read ({reason}). Check its name and try again.").format(
                file=path, reason=reason
            )
        ) from error


def read(path: Path, until: str | None = None) -> Document:
    """Read a file.

    Raises BrokenFile, with the line and the reason, when its content cannot be read.
    """
    document = parse(read_bytes(path), until)
    if isinstance(document, Problem):
        raise BrokenFile(path.name, [document])
    return document
