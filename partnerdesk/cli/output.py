"""What a command prints: lines, JSON, and plain tables whose columns stand under each other."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

WIDEST = 40
"""Columns of a table are cut here, on the terminal only; JSON holds everything."""


def say(text: str = "") -> None:
    """Print one line, or several."""
    _write(plain(text))


def emit(data: Any) -> None:
    """Print data for a program to read."""
    _write(json.dumps(data, ensure_ascii=False, indent=2))


def _write(text: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Print a table; the first line names the columns."""
    cells = [[one_line(cell) for cell in line] for line in (head, *lines)]
    widths = [max(width(line[place]) for line in cells) for place in range(len(head))]
    rule = ["─" * wide for wide in widths]
    for line in (cells[0], rule, *cells[1:]):
        say("  ".join(padded(cell, wide) for cell, wide in zip(line, widths, strict=True)).rstrip())


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Print labels and values below each other; what is empty is left out."""
    shown = [(label, value) for label, value in pairs if value]
    wide = max((width(label) for label, _value in shown), default=0)
    for label, value in shown:
        first, *more = plain(value).splitlines() or [""]
        say(f"{padded(label, wide)}  {first}".rstrip())
        for line in more:
            say(" " * (wide + 2) + line)


def one_line(text: str, widest: int = WIDEST) -> str:
    """Return a text on one line, cut with … where it is long."""
    line = " ".join(plain(text).split())
    return line if len(line) <= widest else line[: widest - 1].rstrip() + "…"


def plain(text: str) -> str:
    """Return a text without control characters: what people typed must not steer the terminal."""
    return "".join(
        character if character in "\n\t" or unicodedata.category(character) != "Cc" else "�" for character in text
    )


def padded(text: str, wide: int) -> str:
    """Fill a text up with spaces to this many columns of the terminal."""
    return text + " " * (wide - width(text))


def width(text: str) -> int:
    """Return how many columns a terminal gives a text: marks above letters take none, wide letters two."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
