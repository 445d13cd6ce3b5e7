"""A new encrypted database for tests of the store."""

import pytest

from partnerdesk.store.sqlcipher import FileEngine
from tests.core.devices import NewEngine


@pytest.fixture
def engine(new_engine: NewEngine) -> FileEngine:
    """Give a new encrypted database."""
    return new_engine()
