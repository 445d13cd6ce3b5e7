"""Two devices that trust each other, and files to attach."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk.desk import Desk
from tests.core.devices import FOCAL, OFFICER, device, introduce


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Desk]:
    """Give the field officer's device."""
    desk = device(tmp_path / "field", OFFICER)
    yield desk
    desk.close()


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Desk]:
    """Give the focal point's device."""
    desk = device(tmp_path / "region", FOCAL)
    yield desk
    desk.close()


@pytest.fixture
def pair(field: Desk, region: Desk) -> tuple[Desk, Desk]:
    """Give both devices, each trusting the other."""
    introduce(field, region)
    return field, region
