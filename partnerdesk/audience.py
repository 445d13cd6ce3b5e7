"""Who may see what: the level of sensitivity that each audience reaches, and masking what lies above it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partnerdesk.desk import Desk, Saved
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Seen
from partnerdesk.views import View

LEVELS = ("low", "moderate", "high", "severe")
"""How much harm disclosure could do, least first."""

_REACHES: Mapping[str, str] = {
    "team": "severe",
    "office": "high",
    "organisation": "moderate",
    "partner": "moderate",
    "participants": "moderate",
    "public": "low",
}
AUDIENCES = tuple(_REACHES)
"""Everybody something may be prepared for, the closest first."""


@dataclass(frozen=True)
class Masked:
    """What an audience may see of a record, and the names of the fields that held something and were left out."""

    values: Mapping[str, Value]
    hidden: tuple[str, ...] = ()


def reaches(audience: str) -> str:
    """Return the highest level of sensitivity that an audience may see.

    Raises PartnerDeskError for an audience that nobody has ruled on.
    """
    if audience not in _REACHES:
        raise PartnerDeskError(
            _("“{audience}” is no audience. Nothing was written. Choose one of: {audiences}.").format(
                audience=audience, audiences=", ".join(AUDIENCES)
            )
        )
    return _REACHES[audience]


def may_see(audience: str, level: Value) -> bool:
    """Tell whether an audience may see something of this level; an unknown level is taken for the highest."""
    return _rank(level) <= _rank(reaches(audience))


def highest(levels: Iterable[Value]) -> str:
    """Return the highest of some levels: a container is as sensitive as the most sensitive thing in it."""
    return LEVELS[max((_rank(level) for level in levels), default=0)]


def level_of(view: View) -> str:
    """Return how sensitive a record is: its mark; the highest level while people disagree about the mark."""
    if "sensitivity" in view.conflicts:
        return LEVELS[-1]
    return highest([view.values.get("sensitivity")])


def masked(view: View, audience: str) -> Masked:
    """Return what an audience may see of a record: of a record above its level nothing at all."""
    whole = may_see(audience, level_of(view))
    shown, hidden = {}, []
    for name, about in view.kind.fields.items():
        value = view.values.get(name)
        if whole and may_see(audience, about.sensitivity):
            shown[name] = value
        elif value not in (None, "", []):
            hidden.append(name)
    return Masked(shown, tuple(hidden))


def mark(desk: Desk, kind: str, record: str, level: str, seen: Seen | None = None, *, reason: str = "") -> Saved:
    """Mark how sensitive a record is.

    Raises PartnerDeskError for an unknown level, and when the mark is lowered without a reason.
    """
    view = desk.view(kind, record)
    if level not in LEVELS:
        raise PartnerDeskError(
            _("“{level}” is no level of sensitivity. Nothing was changed. Choose one of: {levels}.").format(
                level=level, levels=", ".join(LEVELS)
            )
        )
    if _rank(level) < _rank(level_of(view)) and not reason.strip():
        raise PartnerDeskError(
            _(
                "Lowering the sensitivity needs a reason: others rely on the mark. Nothing was changed. Write the reason."
            )
        )
    return desk.change(kind, record, {"sensitivity": level}, seen, note=reason.strip())


def _rank(level: Value) -> int:
    """Return the place of a level; no mark is the lowest, one that this version does not know the highest."""
    if not level:
        return 0
    return LEVELS.index(level) if level in LEVELS else len(LEVELS) - 1
