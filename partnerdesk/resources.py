"""Where the data files that ship with the program lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def path(*parts: str) -> Path:
    """Return the path of something below `resources/`; the same in a checkout and installed."""
    return ROOT.joinpath("resources", *parts)
