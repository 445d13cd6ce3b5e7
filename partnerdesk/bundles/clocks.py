"""What the clocks of a bundle's authors say: noted for people to read, never used to decide anything."""

from collections.abc import Iterable
from datetime import datetime, timedelta

FAR = timedelta(days=2)
"""Moments are compared as text, so the offset of a time zone must not matter: a clock that far off is wrong anywhere."""

_BEYOND_DIGITS = ":"
"""Texts that begin with a digit come before this one; what is no date says nothing about a clock."""


class Clocks:
    """Counts changes from the future and keeps the latest moment that any author told."""

    def __init__(self, now: datetime) -> None:
        self._limit = (now + FAR).isoformat(timespec="seconds")
        self.ahead = 0
        self.latest = ""

    def see_all(self, moments: Iterable[str]) -> None:
        """Take in the moments of ops, as their authors told them."""
        told = [at for at in moments if at < _BEYOND_DIGITS]
        self.latest = max([self.latest, *told])
        self.ahead += sum(at > self._limit for at in told)
