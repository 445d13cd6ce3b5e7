"""How long work reports its steps and where it can be stopped."""

import time
from collections.abc import Callable

Report = Callable[[int, int], None]
"""Called with (steps done, steps in all; 0 when unknown); raises `Cancelled` where the user asked to stop."""

Ask = Callable[[], None]
"""Called to ask whether to go on; raises `Cancelled` where not."""


class Cancelled(Exception):  # noqa: N818  the user's wish is no error
    """The user stopped a job; what it did was rolled back."""


_SHARE = 1000
"""Steps that each part of some work has of the whole."""
_BETWEEN_S = 0.1


def share(report: Report, number: int, parts: int) -> Report:
    """Return the report of one of several parts, counted from 0; each has the same share of the whole."""

    def part(done: int, total: int) -> None:
        # A part is through when the next one begins, not before.
        report(number * _SHARE + (min(done, total) * (_SHARE - 1) // total if total else 0), parts * _SHARE)

    return part


def now_and_then(ask: Ask) -> Ask:
    """Return what may be called very often and asks ten times a second at most."""
    last = time.monotonic()

    def asked() -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= _BETWEEN_S:
            last = now
            ask()

    return asked


def unwatched(done: int, total: int) -> None:
    """Report to nobody: for callers that neither show steps nor stop."""
