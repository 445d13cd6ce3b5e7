"""What a save changes: the values that differ from what stands, and the elements of lists that come or go."""

from collections.abc import Iterable, Mapping
from typing import Any

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store import rowvalues
from partnerdesk.store.kinds import Kind
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import LONGEST_NAME, Value, canonical
from partnerdesk.store.seen import Seen


def changed(
    kind: Kind, row: Mapping[str, Any] | None, values: Mapping[str, Value], seen: Seen, *, insist: bool
) -> dict[str, Value]:
    """Return what differs from the row, by journal names: a set's change is one entry for each element.

    Values that stand are among them for who insists. Raises PartnerDeskError for a word of a list that is too long.
    """
    changes: dict[str, Value] = {}
    for name, value in values.items():
        about = kind.fields.get(name)
        if about is not None and about.is_set:
            before = seen.sets.get(name, frozenset())
            after = set(value or ())
            _check_elements(name, after - before)
            changes |= {f"{name}/{element}": True for element in sorted(after - before)}
            changes |= {f"{name}/{element}": False for element in sorted(before - after)}
        elif insist or _differs(kind, row, name, value):
            changes[name] = value
    return changes


def _check_elements(name: str, elements: Iterable[str]) -> None:
    if any(len(name) + 1 + len(element) > LONGEST_NAME for element in elements):
        raise PartnerDeskError(
            _("A word of a list may have at most {limit} letters. Nothing was changed. Shorten it.").format(
                limit=LONGEST_NAME - 1 - len(name)
            )
        )


def _differs(kind: Kind, row: Mapping[str, Any] | None, name: str, value: Value) -> bool:
    if row is None:
        return value is not None and value != ""
    if name in kind.fields:
        return canonical(rowvalues.from_column(kind.fields[name], row[name])) != canonical(value)
    return name != DELETED or canonical(bool(row["deleted"])) != canonical(value)
