"""One open decision: what it is about, both sides with what stood before, and texts put together."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import showing, threeway
from partnerdesk.conflicts import Conflict, Side
from partnerdesk.desk import Desk
from partnerdesk.i18n import _
from partnerdesk.naming import Names
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.merge import DELETED
from ui.pages.deciding.listing import apart, side_words, title_of, who
from ui.widgets.basics import button, clear, in_row, label
from ui.widgets.conflict import ConflictView, Version

_LONG = 40
"""From so many letters on, texts are marked word by word and may be put together."""


class OneDecision(QWidget):
    """Shows a conflict; it decides nothing, it only tells what was chosen."""

    chosen = Signal(object, object, str)
    """The conflict, the value, and the reason."""
    left = Signal()
    """The person wants to leave this one for later."""
    open_asked = Signal(object)
    """The record of this conflict is to be shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._conflict: Conflict | None = None
        self.view: ConflictView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 12)
        self._column.setSpacing(10)

    def show_conflict(self, conflict: Conflict) -> None:
        """Show a conflict with its base."""
        self._conflict = conflict
        clear(self._column)
        look = button(_("Open the record"), "arrow-right", "quiet")
        look.setAccessibleName(_("Open {title}").format(title=title_of(conflict)))
        look.clicked.connect(lambda: self.open_asked.emit(conflict))
        # Translators: a kind of record, its name, and the office that it belongs to.
        head = _("{kind}: {title} ({office})").format(
            kind=_(kind_named(conflict.kind).label), title=title_of(conflict), office=conflict.office
        )
        row = in_row(label(head, "label"), look)
        row.setStretch(0, 1)
        self._column.addLayout(row)
        if conflict.since is not None:
            told = _("Since the bundle {file}, taken in {when}").format(
                file=conflict.since.file, when=showing.moment(conflict.since.at)
            )
            self._column.addWidget(label(told, "help"))
        self.view = self._make_view(conflict)
        self._column.addWidget(self.view)
        later = button(_("Leave for later"), variant="quiet")
        later.clicked.connect(self.left)
        self._column.addLayout(in_row(None, later))
        self._column.addStretch(1)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self._conflict = self.view = None
        clear(self._column)
        self._column.addWidget(label(_("Choose a decision in the list."), "muted"))
        self._column.addStretch(1)

    def choose(self, number: int) -> bool:
        """Put the keyboard on the choice of a value, from 1 on; tell whether there is one."""
        return self.view is not None and self.view.choose(number)

    def _make_view(self, conflict: Conflict) -> ConflictView:
        views = threeway.views(conflict)
        is_long = bool(views) and max(len(str(side.value)) for side in conflict.values) >= _LONG
        with self._desk.reading() as connection:
            names = Names(connection)
            versions = [
                Version(
                    key=str(number),
                    shown=side_words(names, conflict, side),
                    who=who(side),
                    when=showing.moment(side.at),
                    pieces=views[number] if is_long else (),
                    others=[_who_when(other) for other in side.others],
                )
                for number, side in enumerate(conflict.values)
            ]
            before = _before(names, conflict)
        combined, told = _combined(conflict) if is_long else (None, "")
        by = _who_when(conflict.base) if conflict.base else ""
        view = ConflictView(showing.field_label(conflict.kind, conflict.field), before, versions, combined, told, by)
        view.chosen.connect(lambda key, reason: self.chosen.emit(conflict, conflict.values[int(key)].value, reason))
        view.composed.connect(lambda text, reason: self.chosen.emit(conflict, text, reason))
        return view


def _who_when(side: Side) -> str:
    # Translators: who changed a field, and when.
    return _("{person}, {when}").format(person=apart([who(side)]), when=showing.moment(side.at))


def _before(names: Names, conflict: Conflict) -> str:
    if conflict.field == DELETED:
        return _("Not deleted")
    if not conflict.base_known:
        return _("Not known: a change that both had seen has not arrived here.")
    if conflict.base is None:
        return ""
    return names.value(conflict.kind, conflict.record, conflict.field, conflict.base.value)


def _combined(conflict: Conflict) -> tuple[str, str]:
    """Return a text to go on from, and what it is."""
    combined = threeway.combined(conflict)
    if combined is not None:
        return combined, _("The changes do not overlap; this text has all of them. It can be edited.")
    if not conflict.base_known:
        return str(conflict.values[0].value), _("This is the first text. Put both together by hand where that helps.")
    return (
        str(conflict.values[0].value),
        _("Both changed the same words. This is the first text; put both together by hand."),
    )
