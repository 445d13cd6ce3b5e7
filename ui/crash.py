"""What happens at a bug: a report without record contents is written and shown, and the window lives on."""

import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths, qVersion

from partnerdesk.resources import ROOT

Show = Callable[[str, Path | None], None]


def describe(error: BaseException) -> str:
    """Return where and how a bug showed: types, files, lines and function names; no message and no value.

    Messages are left out because they can quote what somebody typed.
    """
    import platform

    lines = [f"PartnerDesk {_version()} · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}"]
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def write(text: str, folder: Path | None = None) -> Path | None:
    """Write a report to a file of its own and return it; None where nothing can be written."""
    place = folder or log_folder()
    target = place / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    try:
        place.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    except OSError:
        return None
    return target


def log_folder() -> Path:
    """Return where the platform expects an application to leave its reports."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(base) / "PartnerDesk" / "reports"


class Reporter:
    """Turns unhandled exceptions into reports; install it as `sys.excepthook`.

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
        text = describe(error)
        if text in self._told:
            return
        self._told.add(text)
        if sys.stderr is not None:
            sys.stderr.write(text)
        self._show(text, write(text, self._folder))


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("partnerdesk")
    except PackageNotFoundError:
        return "(not installed)"


def _short(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(ROOT):
        return path.relative_to(ROOT).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name
