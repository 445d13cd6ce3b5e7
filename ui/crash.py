"""What the window does at a bug: a report without record contents is written and shown, and the window lives on."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

Show = Callable[[str, Path | None], None]


class Reporter:
    """Turns unhandled exceptions into reports; install its `hook` as `sys.excepthook`.

    A bug in painting comes back with every repaint, so the same place is reported once.
    """

    def __init__(self, show: Show, folder: Path | None = None) -> None:
        self._show = show
        self._folder = folder
        self._told: set[str] = set()

    def hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """Report one exception; Ctrl+C keeps its usual meaning."""
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(type(error), error, error.__traceback__)
            return
        self.tell(error)

    def tell(self, error: BaseException) -> None:
        """Write and show the report of one bug."""
        from partnerdesk import crash

        text = crash.describe(error)
        if text in self._told:
            return
        self._told.add(text)
        if sys.stderr is not None:
            sys.stderr.write(text)
        self._show(text, crash.write(text, self._folder))
