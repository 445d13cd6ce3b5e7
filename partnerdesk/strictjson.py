"""Reading JSON that strangers may have written: bounded in size and depth, exactly typed, UTF-8 without exceptions."""

import re
from typing import Any, TypeVar

import msgspec

DEEPEST = 20
"""How deep objects and lists may be nested."""

T = TypeVar("T")

# Possessive repeats keep this linear on any input; a text that never ends is skipped to its end.
_MARKS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


class Malformed(ValueError):  # noqa: N818  reads as what it is
    """This is not the JSON that was expected; the message is for developers and holds no contents."""


def check_depth(text: bytes, deepest: int = DEEPEST) -> None:
    """Raise Malformed when objects and lists are nested deeper than this; costs next to nothing for ordinary text."""
    if text.count(b"{") + text.count(b"[") <= deepest:
        return
    depth = 0
    for mark in _MARKS.finditer(text):
        first = text[mark.start()]
        if first in b"{[":
            depth += 1
            if depth > deepest:
                raise Malformed("nested too deeply")
        elif first in b"}]":
            depth -= 1


_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def decode(text: bytes, kind: type[T], longest: int) -> T:
    """Read a value of this msgspec type from at most so many bytes; raises Malformed.

    NaN, lone surrogates, bytes that are not UTF-8, numbers of the wrong kind and text after the end are refused, in fields
    that the type does not know as well.
    """
    if len(text) > longest:
        raise Malformed("too long")
    check_depth(text)
    return decode_bounded(text, kind)


def decode_bounded(text: bytes, kind: type[T]) -> T:
    """Read a value, as `decode` does, from text of which size and depth were looked at before."""
    try:
        text.decode()
        if kind not in _decoders:
            _decoders[kind] = msgspec.json.Decoder(kind)
        value: T = _decoders[kind].decode(text)
    except UnicodeDecodeError:
        raise Malformed("not UTF-8") from None
    except msgspec.DecodeError as error:
        raise Malformed(str(error)) from None
    return value
