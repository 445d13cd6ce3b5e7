"""In which office's journal a change is written: that of the record, or of what a new record is part of."""

from collections.abc import Mapping
from typing import Any

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.engine import rows
from partnerdesk.store.fold import Fold
from partnerdesk.store.kinds import Kind
from partnerdesk.store.ops import Value


class Scopes:
    """Answers for one transaction, and remembers where the records of that transaction stand."""

    def __init__(self, fold: Fold, office: str) -> None:
        self._fold = fold
        self._office = office
        self._known: dict[str, str] = {}

    def of(self, kind: Kind, row: Mapping[str, Any] | None, values: Mapping[str, Value]) -> str:
        """Return the office for a change of this row, or for a new record with these values where there is no row.

        Raises PartnerDeskError when that record has moved to an office whose records are not received here.
        """
        if row is not None:
            self._require_here(row["scope"], row["heads"], gone=row["deleted"])
            return str(row["scope"])
        owner = kind.owner(values)
        return self._office if owner is None else self._of_owner(*owner)

    def note(self, record: str, scope: str) -> None:
        """Remember where a record is written that the database may not show yet."""
        self._known[record] = scope

    def _of_owner(self, kind: str, record: str) -> str:
        if record not in self._known:
            sql = f"SELECT scope, deleted, heads FROM {kind} WHERE id = ?"
            found = rows(self._fold.connection, sql, (record,))
            scope, gone, heads = found[0] if found else (self._office, False, "[]")
            self._require_here(scope, heads, gone=gone)
            self._known[record] = scope
        return self._known[record]

    def _require_here(self, scope: str, heads: str, *, gone: bool) -> None:
        # What is away is marked as gone, so the heads of few rows have to be read for it.
        if gone and self._fold.is_away(self._fold.heads(heads)):
            raise _moved_away(scope)


def _moved_away(office: str) -> PartnerDeskError:
    return PartnerDeskError(
        _(
            "This record has moved to {office} and can only be read here. Nothing was changed. Tell {office} or your focal"
            " point what should change."
        ).format(office=office)
    )
