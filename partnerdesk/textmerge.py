"""Changes of one text beside what stood before: where they differ word by word, and both together where they do not overlap.

Pure functions over plain text. They merge as diff3 does (Khanna, Kunal and Pierce, “A Formal Investigation of Diff3”, 2007).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_WORDS = 2_000
"""A text of more words is compared line by line: comparing costs by the square of the parts that differ."""

_PARTS = re.compile(r"\s*(?:[.,;:!?()\[\]«»“”\"،؛؟…]|[^\s.,;:!?()\[\]«»“”\"،؛؟…]+)|\s+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")

Mark = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Piece:
    """A run of words, and whether both texts have it."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class _Change:
    """Parts `start` to `end` of what stood before became `parts`."""

    start: int
    end: int
    parts: tuple[str, ...]


def marked(before: str, after: str) -> list[Piece]:
    """Return the text after a change with what was added and, in its place, what was removed; joined, the rest is `after`."""
    old, new = _split(before, after)
    pieces: list[Piece] = []
    at = 0
    for change in _changes(old, new):
        pieces += [
            Piece("".join(old[at : change.start]), "same"),
            Piece("".join(old[change.start : change.end]), "removed"),
            Piece("".join(change.parts), "added"),
        ]
        at = change.end
    pieces.append(Piece("".join(old[at:]), "same"))
    return [piece for piece in pieces if piece.text]


def merged(before: str, one: str, other: str) -> str | None:
    """Return a text with both changes; None where both changed the same words, or words side by side, in different ways."""
    base, left, right = _split(before, one, other)
    changes = sorted({*_changes(base, left), *_changes(base, right)}, key=lambda change: (change.start, change.end))
    parts: list[str] = []
    at = 0
    last: _Change | None = None
    for change in changes:
        if last is not None and change.start <= last.end:
            # Side by side is too near: nobody can tell in which order both belong.
            return None
        parts += [*base[at : change.start], *change.parts]
        at, last = change.end, change
    return "".join([*parts, *base[at:]])


def merged_all(before: str, texts: Sequence[str]) -> str | None:
    """Return a text with the changes of all; None where two of them overlap."""
    result: str | None = before
    for text in texts:
        result = merged(before, result, text) if result is not None else None
    return result


def _split(*texts: str) -> list[list[str]]:
    """Take texts apart, all in the same way: by words, or by lines where words would be too many."""
    found = [_PARTS.findall(text) for text in texts]
    return found if all(len(parts) <= MOST_WORDS for parts in found) else [_LINES.findall(text) for text in texts]


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    """Return what happened to the old parts, in order."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_Change(start, end, tuple(new[at:to])) for tag, start, end, at, to in codes if tag != "equal"]
