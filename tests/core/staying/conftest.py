"""The devices of two field offices and of their focal point, as the tests of the exchange have them."""

from tests.core.exchange.conftest import saida, three

__all__ = ["saida", "three"]
