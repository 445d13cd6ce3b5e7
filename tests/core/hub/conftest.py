"""A PostgreSQL server for the tests in this folder, and shared databases on it that hold nothing yet."""

import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest

from partnerdesk.desk import Desk, Identity
from partnerdesk.store.database import create_database, settle
from partnerdesk.store.engine import Engine
from partnerdesk.store.hub import address, opening
from partnerdesk.store.sqlcipher import open_engine
from tests.core.devices import FOCAL, OFFICER, device, introduce
from tests.core.hub.server import Server, running

KEY = b"k" * 32
COLLEAGUE = Identity(FOCAL.office, FOCAL.office_name, "Colleague", "focal_point", "en")
NewDatabase = Callable[[], str]


class NewDesk(Protocol):
    """Makes a device."""

    def __call__(self, identity: Identity, hub: str = "") -> Desk: ...


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give a running server; the tests that need one say that they are skipped where there is none."""
    with ExitStack() as until_the_end:
        try:
            started = until_the_end.enter_context(running())
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no PostgreSQL server could be started here ({error}); on Debian: apt-get install postgresql")
        yield started


@pytest.fixture(scope="session")
def made_database(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a shared database once, to be copied: making each anew would take most of the time."""
    server.run("CREATE DATABASE made")
    path: Path = tmp_path_factory.mktemp("device") / "partnerdesk.db"
    opening.open_hub(address.read(server.url("made")), create_database(path, KEY), may_make=True).dispose()
    return "made"


@pytest.fixture
def new_database(server: Server, made_database: str) -> Iterator[NewDatabase]:
    """Give a function that makes one more shared database and returns its address."""
    made = []

    def make() -> str:
        made.append(f"hub_{secrets.token_hex(4)}")
        server.run(f"CREATE DATABASE {made[-1]} TEMPLATE {made_database}")
        return server.url(made[-1])

    yield make
    for name in made:
        server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def empty_device(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a device, to be copied."""
    path: Path = tmp_path_factory.mktemp("empty") / "partnerdesk.db"
    settle(create_database(path, KEY))
    return path


@pytest.fixture
def new_engine(
    new_database: NewDatabase, empty_device: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Engine]]:
    """Give a function that makes one more shared database and opens it as a device that has just been set up."""
    made: list[Engine] = []

    def make() -> Engine:
        path = tmp_path_factory.mktemp("device") / "partnerdesk.db"
        shutil.copyfile(empty_device, path)
        made.append(opening.open_hub(address.read(new_database()), open_engine(path, KEY)))
        return made[-1]

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def engine(new_engine: Callable[[], Engine]) -> Engine:
    """Give a new shared database."""
    return new_engine()


@pytest.fixture
def new_desk(tmp_path: Path) -> Iterator[NewDesk]:
    """Give a function that makes one more device, with its records in a file or, given an address, in a shared database."""
    made: list[Desk] = []
    numbers = count()

    def make(identity: Identity, hub: str = "") -> Desk:
        desk = device(tmp_path / f"device{next(numbers)}", identity, hub)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def field(new_desk: NewDesk) -> Desk:
    """Give the field officer's device, which has its records in a file."""
    return new_desk(OFFICER)


@pytest.fixture
def region(new_desk: NewDesk, new_database: NewDatabase) -> Desk:
    """Give the focal point's device, which has its records in a shared database."""
    return new_desk(FOCAL, new_database())


@pytest.fixture
def colleagues(new_desk: NewDesk, new_database: NewDatabase) -> list[Desk]:
    """Give two people's devices on one shared database."""
    hub = new_database()
    return [new_desk(who, hub) for who in (FOCAL, COLLEAGUE)]


@pytest.fixture
def pair(field: Desk, region: Desk) -> tuple[Desk, Desk]:
    """Give both devices, each trusting the other."""
    introduce(field, region)
    return field, region
