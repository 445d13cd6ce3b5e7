"""One change in the history of a record: who, when, why, by which bundle, its values, what lost, and the way back to them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from partnerdesk import showing
from partnerdesk.history import REASONS, Entry
from partnerdesk.i18n import _
from partnerdesk.naming import Names
from partnerdesk.store.homes import ABOUT_RECORD
from partnerdesk.store.kinds import kinds
from partnerdesk.store.rowvalues import base
from ui.widgets.basics import card, icon_button, in_row, label

_MOST_LETTERS = 600
_TONES = {
    "resolve": "success",
    "delete": "danger",
    "redact": "danger",
    "revert": "warning",
    "status": "accent",
    "move": "accent",
}


@dataclass(frozen=True)
class Line:
    """A field in words, and whether its value still holds."""

    field: str
    label: str
    words: str
    stands: bool
    is_undecided: bool
    lost: tuple[str, ...] = ()


def lines(names: Names, entry: Entry, undecided: Collection[str]) -> list[Line]:
    """Say what a save set, in the order of the kind's fields; elements of one list stand in one line."""
    kind = kinds().get(entry.kind)
    if kind is None:
        return [Line(name, name, str(value), True, False) for name, value in entry.values.items()]
    order = {name: number for number, name in enumerate(kind.fields)}
    found: dict[tuple[str, bool], list[str]] = {}
    for name in sorted(entry.values, key=lambda name: (order.get(base(name), len(order)), name)):
        words = names.value(entry.kind, entry.record, name, entry.values[name])
        found.setdefault((base(name), name in entry.standing), []).append(words)
    return [
        Line(
            field=name,
            label=showing.field_label(kind, name),
            words=showing.joined(words),
            stands=stands,
            is_undecided=stands and name in undecided,
            lost=tuple(
                names.value(entry.kind, entry.record, name, value) or _("(empty)") for value in entry.lost.get(name, ())
            ),
        )
        for (name, stands), words in found.items()
    ]


def history_card(
    entry: Entry,
    shown: Collection[Line],
    part: str,
    only_here: str,
    *,
    is_first: bool,
    put_back: Callable[[str], None] | None,
) -> QWidget:
    """Return the card of a change; `part` names the record where it is a part of the one shown.

    `only_here` says that it does not travel, where that is so.
    """
    frame, inside = card(16)
    # Translators: a person and the code of an office.
    who = _("{person} ({office})").format(person=entry.by, office=entry.office)
    when = label(showing.moment(entry.at), "muted", wrap=False)
    inside.addLayout(in_row(label(who, "label", wrap=False), when, *_tags(entry, is_first=is_first), None))
    if only_here:
        inside.addWidget(label(only_here, "muted"))
    if part:
        inside.addWidget(label(part, "label"))
    if entry.note:
        inside.addWidget(label(_("Reason: {reason}").format(reason=entry.note)))
    if entry.left:
        told = _("Moved here from {offices}").format(offices=showing.joined(entry.left))
        inside.addWidget(label(told, "muted"))
    if entry.elsewhere:
        told = _("Earlier history is kept at {offices}").format(offices=showing.joined(entry.elsewhere))
        inside.addWidget(label(told, "muted"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    grid.setColumnMinimumWidth(0, 170)
    grid.setColumnStretch(1, 1)
    for number, one in enumerate(shown):
        _add_line(grid, number, one, None if one.field in ABOUT_RECORD else put_back)
    inside.addLayout(grid)
    return frame


def _tags(entry: Entry, *, is_first: bool) -> list[QWidget]:
    reason = _("Recorded") if is_first and entry.reason == "edit" else _(REASONS.get(entry.reason, entry.reason))
    tags: list[QWidget] = [label(reason, "tag", tone=_TONES.get(entry.reason, ""))]
    if entry.lost and entry.reason != "resolve":
        tags.append(label(_("Decided"), "tag", tone="success"))
    if entry.bundle:
        brought = label(_("by the bundle {file}").format(file=entry.bundle), "tag")
        brought.setToolTip(_("Taken in {when}").format(when=showing.moment(entry.bundle_at)))
        tags.append(brought)
    if entry.erased:
        tags.append(label(_("erased for good"), "tag", tone="danger"))
    return tags


def _add_line(grid: QGridLayout, number: int, one: Line, put_back: Callable[[str], None] | None) -> None:
    top = Qt.AlignmentFlag.AlignTop
    words = one.words[:_MOST_LETTERS] or _("(empty)")
    if one.lost:
        # Translators: a value, and those that somebody decided against.
        words = _("{value}\nDecided against: {lost}").format(value=words, lost=" | ".join(one.lost)[:_MOST_LETTERS])
    shown = label(words, "" if one.stands else "muted")
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    grid.addWidget(label(one.label, "help"), number, 0, top)
    grid.addWidget(shown, number, 1, top)
    if one.is_undecided:
        grid.addWidget(label(_("to decide"), "tag", tone="warning"), number, 2, top)
    elif not one.stands:
        grid.addWidget(label(_("replaced since"), "tag"), number, 2, top)
        if put_back is not None:
            # Translators: gives a field the value again that it had by an earlier change.
            made = icon_button("undo-2", _("{field}: restore this value").format(field=one.label))
            made.clicked.connect(lambda: put_back(one.field))
            grid.addWidget(made, number, 3, top)
