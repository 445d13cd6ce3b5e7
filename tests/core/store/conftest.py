"""Devices for tests of the store: real encrypted databases that share nothing but ops."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from partnerdesk.store.database import create_database, settle
from partnerdesk.store.sqlcipher import FileEngine, open_engine

KEY = b"k" * 32
NewEngine = Callable[[], FileEngine]


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


@pytest.fixture
def engine(new_engine: NewEngine) -> FileEngine:
    """Give a new encrypted database."""
    return new_engine()
