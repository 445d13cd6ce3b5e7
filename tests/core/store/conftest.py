"""Devices for tests of the store: real encrypted databases that share nothing but ops."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk.store.database import create_database
from partnerdesk.store.engine import Engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Give a new encrypted database."""
    made = create_database(tmp_path / "partnerdesk.db", b"k" * 32)
    yield made
    made.dispose()
