"""Devices that trust each other: those of two field officers and of their focal point."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk.desk import Desk, Identity
from tests.core.devices import device, hand_over, introduce

SAIDA = Identity("LBN-SAI", "Bureau de Saïda", "Agent de Saïda", "field_officer", "fr")


@pytest.fixture
def saida(tmp_path: Path) -> Iterator[Desk]:
    """Give the device of a second field office."""
    desk = device(tmp_path / "saida", SAIDA)
    yield desk
    desk.close()


@pytest.fixture
def three(pair: tuple[Desk, Desk], saida: Desk, tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """Give the devices of two field offices and of their focal point, who know each other through him."""
    tyre, region = pair
    introduce(saida, region)
    hand_over(saida, region, tmp_path)
    return tyre, region, saida
