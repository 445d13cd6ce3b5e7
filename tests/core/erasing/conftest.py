"""Two devices that trust each other, and bare databases where only ops are exchanged."""

from tests.core.exchange.conftest import field, pair, region
from tests.core.store.conftest import empty_database, new_engine

__all__ = ["empty_database", "field", "new_engine", "pair", "region"]
