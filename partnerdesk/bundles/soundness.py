"""Whether an op of a foreign hand has the form that the journal relies on; what it says is believed or not elsewhere."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice
from typing import Any

import msgspec

from partnerdesk.store.ops import LARGEST_NUMBER, LONGEST_NAME, PRIVATE, Op
from partnerdesk.store.redaction import is_sound_redaction, is_sound_tombstone

MOST_SEEN = 20_000
"""So many streams and single ops a context may name; later ops on the same field have to repeat them."""

_RECORD = re.compile("[0-9a-f]{32}")
_NAME = re.compile("[0-9A-Za-z_-]{1,64}")

LONGEST_WORD = 400
"""More letters than a site, a kind or the name of a stream may have; so much of one is looked at, and kept at hand."""

MOST_KNOWN = 2000
"""So many names of fields, sites and kinds, and of streams for each scope, are kept at hand."""

_known_names: set[str] = set()
"""Names of fields that were found to be sound."""

_known_words: set[str] = set()
"""Sites and kinds that were found to be sound."""

_PLAIN = frozenset({str, bool, type(None)})
"""Types of values of which nothing can be wrong but U+0000 in a text."""


def is_sound(op: Op, line: bytes) -> bool:
    """Tell whether the journal can take an op in and pass it on: names, numbers and values are what FORMAT.md says.

    `line` is what the op was read from. In it U+0000 can only stand escaped.
    """
    names = op.set
    return (
        (op.site in _known_words or _is_word(op.site))
        and (op.kind in _known_words or _is_word(op.kind))
        and _RECORD.fullmatch(op.id) is not None
        and 0 < op.seq <= LARGEST_NUMBER
        and op.scope != PRIVATE
        and _has_form(op)
        and (_known_names.issuperset(names) or _are_names(names))
        and (not (op.ctx or op.also or op.own is not None) or _tells_what_was_seen(op))
        and (_PLAIN.issuperset(map(type, names.values())) or _are_fit(names.values()))
        and (b"\\u0000" not in line or _has_no_zero(msgspec.to_builtins(op)))
    )


def _has_form(op: Op) -> bool:
    """Tell whether an op sets something, erases in the one form there is, or is a tombstone, which may be empty."""
    if op.redact:
        return is_sound_redaction(op)
    return is_sound_tombstone(op) if op.was else bool(op.set)


def _is_word(word: str) -> bool:
    if _NAME.fullmatch(word[:LONGEST_WORD]) is None:
        return False
    if len(_known_words) < MOST_KNOWN:
        _known_words.add(word)
    return True


def _are_names(names: Collection[str]) -> bool:
    if "" in names or max(map(len, names), default=0) > LONGEST_NAME:
        return False
    _known_names.update(islice(names, max(0, MOST_KNOWN - len(_known_names))))
    return True


def _tells_what_was_seen(op: Op) -> bool:
    scope = op.scope[:LONGEST_WORD]
    return (
        len(op.ctx) + sum(map(len, op.also.values())) <= MOST_SEEN
        and (_known_streams(scope).issuperset(op.ctx) or all(_is_stream(name, scope) for name in op.ctx))
        and all(_is_stream(name, scope) for name in op.also)
        and (not op.ctx or (min(op.ctx.values()) > 0 and max(op.ctx.values()) <= LARGEST_NUMBER))
        and op.site not in op.ctx
        and all(numbers and all(0 < seq <= LARGEST_NUMBER for seq in numbers) for numbers in op.also.values())
        and all(seq < op.seq for seq in op.also.get(op.site, ()))
        and (op.own is None or 0 <= op.own < op.seq)
    )


@lru_cache(maxsize=100)
def _known_streams(own_scope: str) -> set[str]:  # noqa: ARG001  each scope has its own set
    """Return names that were found to be sound in contexts of ops of this scope."""
    return set()


def _is_stream(name: str, own_scope: str) -> bool:
    """Tell whether this is the one name that a context has for a stream."""
    site, space, scope = name[:LONGEST_WORD].partition(" ")
    is_sound_name = _NAME.fullmatch(site) is not None and (not space or scope not in {"", own_scope})
    known = _known_streams(own_scope)
    if is_sound_name and len(name) <= LONGEST_WORD and len(known) < MOST_KNOWN:
        known.add(name)
    return is_sound_name


def _are_fit(values: Iterable[Any]) -> bool:
    for value in values:
        kind = type(value)
        if kind in _PLAIN:
            continue
        if kind is int:
            if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
                return False
        elif kind is list or kind is dict:
            parts = value if kind is list else value.values()
            if not (_PLAIN.issuperset(map(type, parts)) or _are_fit(parts)):
                return False
        else:
            return False
    return True


def _has_no_zero(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_has_no_zero, value))
    if isinstance(value, dict):
        return all(_has_no_zero(name) and _has_no_zero(item) for name, item in value.items())
    return not isinstance(value, str) or "\0" not in value
