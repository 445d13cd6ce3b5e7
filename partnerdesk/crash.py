"""What is kept of a bug: where and how it showed, without messages and values, which can quote what somebody typed."""

from pathlib import Path

from partnerdesk import __version__
from partnerdesk.resources import ROOT


def describe(error: BaseException) -> str:
    """Return where a bug showed: types, files, lines and function names."""
    import platform
    import traceback

    lines = [f"PartnerDesk {__version__} · Python {platform.python_version()} · {platform.system()}"]
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
    from datetime import UTC, datetime

    place = folder or reports()
    target = place / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    try:
        place.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    except OSError:
        return None
    return target


def reports() -> Path:
    """Return where the platform expects an application to leave its reports."""
    import platformdirs

    return Path(platformdirs.user_data_dir("PartnerDesk", appauthor=False)) / "reports"


def _short(file: str) -> str:
    """Return a path as anybody's computer has it: below the program or below a library."""
    path = Path(file)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
