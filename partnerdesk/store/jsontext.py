"""A column that holds a journal value of several parts as canonical JSON text."""

from typing import Any

import msgspec
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder().decode


def to_text(value: Any) -> str | None:
    """Write a list or object as the column keeps it; None stays NULL."""
    return None if value is None else _encode(value).decode()


def from_text(text: str | None) -> Any:
    """Read what `to_text` wrote."""
    return None if text is None else _decode(text)


class JsonText(TypeDecorator[Any]):
    """Lists and objects in a text column, the same on SQLite and PostgreSQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return to_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return from_text(value)
