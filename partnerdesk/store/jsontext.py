"""Journal values of several parts as the canonical JSON text that a column holds."""

from typing import Any

import msgspec

_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder().decode


def to_text(value: Any) -> str | None:
    """Write a list or object as the column keeps it; None stays NULL."""
    return None if value is None else _encode(value).decode()


def from_text(text: str | None) -> Any:
    """Read what `to_text` wrote."""
    return None if text is None else _decode(text)
