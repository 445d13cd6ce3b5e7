"""Whether an op of a foreign hand has the form that the journal relies on; what it says is believed or not elsewhere."""

import re
from typing import Any

from partnerdesk.store.ops import LARGEST_NUMBER, LONGEST_NAME, Op

MOST_SEEN = 20_000
"""So many streams and single ops a context may name; later ops on the same field have to repeat them."""

_RECORD = re.compile("[0-9a-f]{32}")
_NAME = re.compile("[0-9A-Za-z_-]{1,64}")


def is_sound(op: Op) -> bool:
    """Tell whether the journal can take an op in and pass it on: names, numbers and values are what FORMAT.md says."""
    return (
        _NAME.fullmatch(op.site) is not None
        and _NAME.fullmatch(op.kind) is not None
        and _RECORD.fullmatch(op.id) is not None
        and 0 < op.seq <= LARGEST_NUMBER
        and bool(op.set)
        and all(0 < len(name) <= LONGEST_NAME for name in op.set)
        and _tells_what_was_seen(op)
        and _is_fit([op.set, op.by, op.of, op.at, op.why, op.note, op.prev])
    )


def _tells_what_was_seen(op: Op) -> bool:
    return (
        len(op.ctx) + sum(map(len, op.also.values())) <= MOST_SEEN
        and all(_is_stream(name, op) and 0 < seq <= LARGEST_NUMBER for name, seq in op.ctx.items())
        and op.site not in op.ctx
        and all(
            _is_stream(name, op) and numbers and all(0 < seq <= LARGEST_NUMBER for seq in numbers)
            for name, numbers in op.also.items()
        )
        and all(seq < op.seq for seq in op.also.get(op.site, ()))
        and (op.own is None or 0 <= op.own < op.seq)
    )


def _is_stream(name: str, op: Op) -> bool:
    """Tell whether this is the one name that a context has for a stream."""
    site, space, scope = name.partition(" ")
    return _NAME.fullmatch(site) is not None and (not space or scope not in {"", op.scope})


def _is_fit(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_fit, value))
    if isinstance(value, dict):
        return all(_is_fit(name) and _is_fit(item) for name, item in value.items())
    if isinstance(value, str):
        return "\0" not in value
    if isinstance(value, int):
        return -LARGEST_NUMBER <= value <= LARGEST_NUMBER
    return value is None
