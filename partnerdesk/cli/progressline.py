"""How far a long command has come: one line on standard error that is rewritten, where that is a terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from partnerdesk.i18n import format_steps
from partnerdesk.progress import Report, unwatched

_PAUSE = 0.1
_WIDTH = 60
"""Old terminals of Windows know no command that erases a line, so it is overwritten."""


@contextmanager
def watched() -> Iterator[Report]:
    """Give a report that shows steps while the block runs; nothing is shown where nobody sees it."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield unwatched
        return
    try:
        yield _Line()
    finally:
        sys.stderr.write("\r" + " " * _WIDTH + "\r")
        sys.stderr.flush()


class _Line:
    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._last < _PAUSE:
            return
        self._last = time.monotonic()
        text = format_steps(done, total)
        sys.stderr.write("\r" + text[:_WIDTH].ljust(_WIDTH))
        sys.stderr.flush()
