"""Two devices that trust each other: a field officer's and a focal point's."""

from tests.core.exchange.conftest import field, pair, region

__all__ = ["field", "pair", "region"]
