"""The history of a record: every save, by whom, when and by which bundle, and which of its values still stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from partnerdesk import showing
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import REASONS, Entry, history
from partnerdesk.i18n import _, format_datetime, ngettext
from partnerdesk.store.kinds import Kind, kind_named
from partnerdesk.store.rowvalues import base
from ui.page import Page
from ui.widgets.asking import AskBar
from ui.widgets.basics import button, card, clear, in_row, label, scrolled

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_AT_FIRST = 20
_MOST_LETTERS = 600
_TONES = {"resolve": "success", "delete": "danger", "redact": "danger", "revert": "warning", "status": "accent"}


@dataclass(frozen=True)
class _Line:
    """A field in words, and whether its value still holds."""

    field: str
    words: str
    stands: bool
    is_undecided: bool


class HistoryView(Page):
    """Cards, the newest first; older ones follow when they are asked for."""

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self._desk = desk
        self._kind = ""
        self._record = ""
        self._shown = _AT_FIRST
        self._bar = AskBar()
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._more = button("", "chevron-down", "quiet")
        self._more.clicked.connect(self._show_more)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 12)
        column.setSpacing(10)
        column.addWidget(self._bar)
        column.addLayout(self._list)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def show_record(self, kind: str, record: str) -> None:
        """Show the history of a record."""
        self._kind, self._record, self._shown = kind, record, _AT_FIRST
        self.refresh()

    def refresh(self) -> None:
        clear(self._list)
        self._bar.hide()
        self._more.hide()
        if not self._record:
            return
        try:
            entries = history(self._desk, self._record)
            view = self._desk.view(self._kind, self._record)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        if view.conflicts:
            names = showing.joined(showing.field_label(self._kind, name) for name in view.conflicts)
            # Translators: {fields} is a list of field names.
            told = _("Two values stand against each other: {fields}.").format(fields=names)
            self._bar.offer(told, _("Compare and decide"), self._decide, "warning", stays=True)
        self._show(entries, view.conflicts)

    def _show(self, entries: list[Entry], undecided: Collection[str]) -> None:
        kind = kind_named(self._kind)
        now = entries[: self._shown]
        titles = self._titles(kind, now)
        for entry in now:
            lines = _lines(kind, entry, titles, undecided)
            self._list.addWidget(_card(entry, lines, is_first=entry is entries[-1]))
        left = len(entries) - len(now)
        # Translators: {n} counts older changes of a record.
        words = ngettext("Show {n} older change", "Show {n} older changes", left)
        self._more.setText(words.format(n=left))
        self._more.setVisible(left > 0)

    def _show_more(self) -> None:
        self._shown = 10_000
        self.refresh()

    def _decide(self) -> None:
        self.wants.emit("conflicts", self._record)

    def _titles(self, kind: Kind, entries: Iterable[Entry]) -> dict[str, str]:
        wanted: dict[str, set[str]] = {}
        for entry in entries:
            for name, value in entry.values.items():
                about = kind.fields.get(base(name))
                if about is not None and about.refers_to and value:
                    wanted.setdefault(about.refers_to, set()).add(str(value))
        return {
            record: title for other, ids in wanted.items() for record, title in self._desk.titles(other, ids).items()
        }


def _card(entry: Entry, lines: Sequence[_Line], *, is_first: bool) -> QWidget:
    frame, inside = card(16)
    # Translators: a person and the code of an office.
    who = _("{person} ({office})").format(person=entry.by, office=entry.office)
    reason = _("Recorded") if is_first and entry.reason == "edit" else _(REASONS.get(entry.reason, entry.reason))
    tags: list[QWidget] = [label(reason, "tag", tone=_TONES.get(entry.reason, ""))]
    if entry.bundle:
        tags.append(label(_("by the bundle {file}").format(file=entry.bundle), "tag"))
    if entry.erased:
        tags.append(label(_("erased for good"), "tag", tone="danger"))
    when = label(format_datetime(datetime.fromisoformat(entry.at)), "muted", wrap=False)
    inside.addLayout(in_row(label(who, "label", wrap=False), when, *tags, None))
    if entry.note:
        inside.addWidget(label(_("Reason: {reason}").format(reason=entry.note)))
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    grid.setColumnMinimumWidth(0, 170)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for number, one in enumerate(lines):
        shown = label(one.words[:_MOST_LETTERS] or _("(empty)"), "" if one.stands else "muted")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(label(one.field, "help"), number, 0, top)
        grid.addWidget(shown, number, 1, top)
        if one.is_undecided:
            grid.addWidget(label(_("to decide"), "tag", tone="warning"), number, 2, top)
        elif not one.stands:
            grid.addWidget(label(_("replaced since"), "tag"), number, 2, top)
    inside.addLayout(grid)
    return frame


def _lines(kind: Kind, entry: Entry, titles: Mapping[str, str], undecided: Collection[str]) -> list[_Line]:
    """Say what a save set, in the order of the kind's fields; elements of one list stand in one line."""
    order = {name: number for number, name in enumerate(kind.fields)}
    names = sorted(entry.values, key=lambda name: (order.get(base(name), len(order)), name))
    found: dict[tuple[str, bool], list[str]] = {}
    for name in names:
        words = showing.shown(kind, name, entry.values[name], titles=titles)
        found.setdefault((base(name), name in entry.standing), []).append(words)
    return [
        _Line(showing.field_label(kind, name), showing.joined(words), stands, stands and name in undecided)
        for (name, stands), words in found.items()
    ]
