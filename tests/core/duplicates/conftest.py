"""Desks of two offices whose officers recorded the same organisation."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from partnerdesk import i18n
from partnerdesk.desk import Desk, Identity
from tests.core.devices import FOCAL, OFFICER, device

SIDON = Identity("LBN-SAI", "Bureau de Saïda", "Agent de Saïda", "field_officer", "fr")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Speak English, whatever a test changes."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[[Identity], Desk]]:
    """Give a function that opens a new desk of somebody."""
    opened: list[Desk] = []

    def make(identity: Identity) -> Desk:
        opened.append(device(tmp_path / f"desk{len(opened)}", identity))
        return opened[-1]

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def tyre(open_desk: Callable[[Identity], Desk]) -> Desk:
    """Give the desk of an officer in Tyre."""
    return open_desk(OFFICER)


@pytest.fixture
def sidon(open_desk: Callable[[Identity], Desk]) -> Desk:
    """Give the desk of an officer in another office."""
    return open_desk(SIDON)


@pytest.fixture
def region(open_desk: Callable[[Identity], Desk]) -> Desk:
    """Give the desk of the focal point above both."""
    return open_desk(FOCAL)
