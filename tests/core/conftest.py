"""Makes Qt and the window unimportable: the core has to work without them, and so have its tests."""

import sys
from importlib.abc import MetaPathFinder

import pytest

OUT_OF_BOUNDS = frozenset({"PySide6", "shiboken6", "ui"})


class WithoutWindow(MetaPathFinder):
    """Finds nothing, and refuses what belongs to the window."""

    def find_spec(self, fullname: str, *_where: object) -> None:
        """Refuse a module of the window; leave all others to Python."""
        if fullname.partition(".")[0] in OUT_OF_BOUNDS:
            raise ModuleNotFoundError(f"{fullname} is out of bounds for the core and its tests", name=fullname)


def pytest_configure(config: pytest.Config) -> None:
    """Close the way to Qt, unless pytest's own Qt plug-in is loaded: then tests of the window share the process.

    `installer/dev.py test` runs the core's tests without that plug-in.
    """
    if not config.pluginmanager.has_plugin("pytest-qt"):
        sys.meta_path.insert(0, WithoutWindow())
