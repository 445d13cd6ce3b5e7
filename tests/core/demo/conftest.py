"""Workspaces with sample data, made once for all tests that only read them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk import demo, i18n, workspace
from partnerdesk.desk import Desk, Identity
from partnerdesk.store.keyslot import LIGHT
from tests.core.demo.sample import FIELD, Fill


@pytest.fixture(autouse=True, scope="module")
def _english() -> Iterator[None]:
    """Speak English, whatever the machine prefers."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(scope="session")
def fill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fill]:
    """Give a function that makes a workspace with sample data."""
    opened: list[Desk] = []

    def make(size: str, seed: int, identity: Identity = FIELD) -> Desk:
        folder: Path = tmp_path_factory.mktemp("sample") / "w"
        opened.append(workspace.create(folder, "passphrase", identity, LIGHT).desk)
        demo.generate(opened[-1], size, seed)
        return opened[-1]

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture(scope="session")
def small(fill: Fill) -> Desk:
    """Give a small country office."""
    return fill("S", 7)


@pytest.fixture(scope="session")
def medium(fill: Fill) -> Desk:
    """Give a country office large enough for its shares to say something."""
    return fill("M", 7)
