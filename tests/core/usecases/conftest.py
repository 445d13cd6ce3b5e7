"""Desks for tests of use cases: real encrypted workspaces in English, and a way to carry records between them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from partnerdesk import i18n
from partnerdesk.desk import Desk, Identity
from tests.core.devices import device, ops_of, take_in

MakeDesk = Callable[..., Desk]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Speak English, whatever the machine prefers and a test changes."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Give a function that opens a new desk of a person in an office."""
    opened: list[Desk] = []

    def make(person: str = "Rana", office: str = "LBN-TYR", role: str = "field_officer") -> Desk:
        identity = Identity(office, f"Office {office}", person, role, "en")
        opened.append(device(tmp_path / f"desk{len(opened)}", identity))
        return opened[-1]

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """Give the desk of a field officer."""
    return make_desk()


@pytest.fixture
def partner(desk: Desk) -> str:
    """Give a partner that the field officer knows."""
    return desk.create("partner", {"legal_name": "Association Cèdre", "org_type": ["ngo"]})


@pytest.fixture
def carry() -> Callable[[Desk, Desk], None]:
    """Give a function that takes everything one desk has recorded or received to another one."""

    def take(source: Desk, target: Desk) -> None:
        take_in(target, ops_of(source))

    return take
