"""Where workspaces lie and how one is known; the window asks this before it loads anything heavy."""

from pathlib import Path

KEYSLOT = "keyslot.json"


def default_folder() -> Path:
    """Return the place where this platform expects a person's data."""
    return _data() / "workspace"


def sample_folder() -> Path:
    """Return the place of the workspace with sample data that the window makes."""
    return _data() / "sample"


def exists(folder: Path) -> bool:
    """Tell whether there is a workspace in this folder."""
    return (folder / KEYSLOT).is_file()


def _data() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("PartnerDesk", appauthor=False))
