"""Makes Qt and the window unimportable: the core has to work without them, and so have its tests; and gives databases."""

import shutil
import sys
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest

from partnerdesk.store.database import create_database, settle
from partnerdesk.store.sqlcipher import FileEngine, open_engine
from tests.core.devices import KEY, NewEngine

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


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database as the migrations make it, to be copied: making each anew would take most of the time."""
    path: Path = tmp_path_factory.mktemp("empty") / "partnerdesk.db"
    settle(create_database(path, KEY))
    return path


@pytest.fixture
def new_engine(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewEngine]:
    """Give a function that makes one more device."""
    made = []

    def make() -> FileEngine:
        path = tmp_path_factory.mktemp("device") / "partnerdesk.db"
        shutil.copyfile(empty_database, path)
        made.append(open_engine(path, KEY))
        return made[-1]

    yield make
    for engine in made:
        engine.dispose()
