"""How long work reports its steps and where it can be stopped."""

from collections.abc import Callable

Report = Callable[[int, int], None]
"""Called with (steps done, steps in all; 0 when unknown); raises `Cancelled` where the user asked to stop."""


class Cancelled(Exception):  # noqa: N818  the user's wish is no error
    """The user stopped a job; what it did was rolled back."""


def unwatched(done: int, total: int) -> None:
    """Report to nobody: for callers that neither show steps nor stop."""
