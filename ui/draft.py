"""What is typed and not yet saved: a plain object, so that no widget ever holds the only copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from partnerdesk.errors import PartnerDeskError

Seen = TypeVar("Seen")


class Draft(Generic[Seen]):
    """The pending values of one record, with what their author had seen when the form was opened.

    `save(values, seen)` writes them as one change and returns the new context. Values typed after a save start
    from that context; values that could not be saved stay pending with theirs. `check(values)` names the fields
    that may not be saved as they are, each with a sentence: they stay pending and hold up no other field.
    """

    def __init__(
        self,
        save: Callable[[Mapping[str, object], Seen], Seen],
        seen: Seen,
        check: Callable[[Mapping[str, object]], Mapping[str, str]] = lambda _values: {},
    ) -> None:
        self._save, self._check = save, check
        self.seen = seen
        self.pending: dict[str, object] = {}
        self.problem: PartnerDeskError | None = None
        self.problems: Mapping[str, str] = {}
        """Why fields could not be saved at the last flush."""
        self.listeners: list[Callable[[Draft[Seen]], None]] = []
        """Called after each change of state: something typed, saved or refused."""

    def put(self, field: str, value: object) -> None:
        """Keep what was just typed into a field."""
        self.pending[field] = value
        self._tell()

    def is_clean(self) -> bool:
        """Tell whether everything typed is saved."""
        return not self.pending

    def flush(self) -> bool:
        """Save what is pending and tell whether everything is saved now.

        A `PartnerDeskError` is kept as `problem` and the values stay pending; anything else is a bug and is raised.
        """
        if not self.pending:
            return True
        self.problems = dict(self._check(self.pending))
        self.problem = PartnerDeskError(" ".join(self.problems.values())) if self.problems else None
        self._write({field: value for field, value in self.pending.items() if field not in self.problems})
        self._tell()
        return not self.pending

    def _write(self, values: Mapping[str, object]) -> None:
        if not values:
            return
        try:
            self.seen = self._save(values, self.seen)
        except PartnerDeskError as refused:
            self.problem = refused
            return
        for field, value in values.items():
            if self.pending.get(field) == value:
                self.pending.pop(field, None)

    def discard(self) -> None:
        """Forget what is pending, because the user chose to."""
        self.pending.clear()
        self.problem = None
        self.problems = {}
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self.listeners):
            listener(self)
