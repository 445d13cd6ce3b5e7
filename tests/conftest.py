"""What holds for all tests: no random failures where nobody can look, no deadlines on slow machines, and two devices."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from partnerdesk.desk import Desk
from tests.core.devices import FOCAL, OFFICER, device, introduce

settings.register_profile("partnerdesk", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("partnerdesk")


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Desk]:
    """Give a field officer's device."""
    desk = device(tmp_path / "field", OFFICER)
    yield desk
    desk.close()


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Desk]:
    """Give the device of her focal point."""
    desk = device(tmp_path / "region", FOCAL)
    yield desk
    desk.close()


@pytest.fixture
def pair(field: Desk, region: Desk) -> tuple[Desk, Desk]:
    """Give both devices, each trusting the other."""
    introduce(field, region)
    return field, region
