"""Moving a record to another office: where to, why, and what goes along, before anything is done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import moving, offices, showing
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.moving import Plan
from partnerdesk.store.kinds import kind_named
from ui.widgets.asking import AskBar
from ui.widgets.basics import button, card, clear, in_row, label, notice, scrolled

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_LEAST_HEIGHT = 56
"""The two questions without what is said below them."""


class MoveCard(QWidget):
    """Hidden until somebody asks to move a record; it goes away when that is done or left."""

    moved = Signal(str)
    """The record moved; what to tell."""
    refused = Signal(object)

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = self._record = ""
        self._plan: Plan | None = None
        self.office = QComboBox()
        # A long name of an office must not make the window wider.
        self.office.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.office.setAccessibleName(_("Office that receives it"))
        self.office.currentIndexChanged.connect(self._look)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason for the move"))
        self.reason.setPlaceholderText(_("Why? Both offices read this"))
        self._words = label("")
        self._hint = label("", "help")
        self.go = button(_("Move"), "arrow-left-right", "primary")
        self.go.clicked.connect(self._move)
        leave = button(_("Cancel"), variant="quiet")
        leave.clicked.connect(self.hide)
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 8, 0)
        self._inside.setSpacing(8)
        self._inside.addLayout(self._asked())
        self._inside.addWidget(self._words)
        self._inside.addWidget(self._hint)
        self._room = scrolled(inside)
        self._room.setMinimumHeight(_LEAST_HEIGHT)
        frame, parts = card(12)
        parts.setSpacing(6)
        parts.addWidget(label(_("Move to another office"), "heading"))
        parts.addWidget(self._room)
        parts.addLayout(in_row(self.go, leave, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self.hide()

    def _asked(self) -> QGridLayout:
        """Put both questions side by side, so that the card fits a small screen."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column, (name, editor) in enumerate(((_("To"), self.office), (_("Reason"), self.reason))):
            title = label(name, "label", wrap=False)
            title.setBuddy(editor)
            grid.addWidget(title, 0, column)
            grid.addWidget(editor, 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def ask(self, kind: str, record: str) -> None:
        """Offer the offices that are known, but for the one where the record is."""
        self._kind, self._record = kind, record
        here = self._desk.view(kind, record).scope
        self.office.blockSignals(True)
        self.office.clear()
        for office in offices.known(self._desk):
            if office.code != here:
                # Translators: the name and the code of an office.
                words = _("{name} ({code})").format(name=office.name, code=office.code) if office.name else office.code
                self.office.addItem(words, office.code)
        self.office.blockSignals(False)
        self.reason.clear()
        self.show()
        self._look()
        self.office.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Close with the page: hidden behind another one, an open card would still ask for room."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take no more height than the words need at this width; where the page has less, they scroll."""
        self._inside.activate()
        width = self._room.viewport().width()
        self._room.setMaximumHeight(max(_LEAST_HEIGHT, self._inside.totalHeightForWidth(width)))

    def record(self) -> str:
        """Return the record that was last asked about."""
        return self._record

    def _look(self) -> None:
        """Say what would move with the office that is chosen."""
        self._plan = None
        to = self.office.currentData()
        if to is None:
            self._say(_("No other office is known here. Take its key, or have it recorded by a focal point."), "")
            return
        try:
            self._plan = moving.plan(self._desk, self._kind, self._record, str(to))
        except PartnerDeskError as error:
            self._say(str(error), "")
            return
        self._say(_what(self._plan), " ".join(_hints(self._plan)))

    def _say(self, words: str, hint: str) -> None:
        self._words.setText(words)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.go.setEnabled(self._plan is not None and not self._plan.undecided)
        self._fit()

    def _move(self) -> None:
        planned = self._plan
        if planned is None:
            return
        try:
            done = moving.move(
                self._desk, self._kind, self._record, planned.to, self.reason.text().strip(), planned.number
            )
        except PartnerDeskError as error:
            self.refused.emit(error)
            self._look()
            return
        self.hide()
        self.moved.emit(
            ngettext(
                "{n} record moved to {office}; the offices hear of it with the next bundles.",
                "{n} records moved to {office}; the offices hear of it with the next bundles.",
                done.number,
            ).format(n=done.number, office=done.to)
        )


class MovePart(QWidget):
    """What a page needs for moving its record: the card to move it, and what is to be known about where it is."""

    told = Signal(str)
    """It moved; the page shows it anew."""
    refused = Signal(object)

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = MoveCard(desk, self)
        self._notice = MovedNotice(desk, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part, moved in ((self._notice, self._notice.told), (self.card, self.card.moved)):
            column.addWidget(part)
            moved.connect(self.told)
            part.refused.connect(self.refused)

    def show_record(self, view: "View") -> None:
        """Say where this record is; a card that is open for another one goes away."""
        self._notice.show_record(view)
        if self.card.record() != view.id:
            self.card.hide()


class MovedNotice(QWidget):
    """Says where a record went, what waits for a decision there, and what was left behind and can follow."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_record(self, view: "View") -> None:
        """Say what is to be known about where this record is; hidden where there is nothing to say."""
        clear(self._column)
        number = moving.behind(self._desk, view)
        self.setVisible(view.away or bool(number))
        if view.away:
            words = _("This has moved to {office} and can only be read here, as it was before.")
            self._column.addWidget(notice(words.format(office=view.scope), "arrow-left-right", "warning"))
        if view.late:
            fields = showing.joined(showing.field_label(view.kind, name) for name in view.late)
            # Translators: {fields} is a list of field names.
            words = _("Changed here meanwhile: {fields}. What stands is decided where the record is now.")
            self._column.addWidget(notice(words.format(fields=fields), "hourglass"))
        if number:
            words = ngettext(
                "{n} record was added to this where it no longer is.",
                "{n} records were added to this where it no longer is.",
                number,
            )
            bar = AskBar(self)
            bar.offer(words.format(n=number), _("Let them follow"), lambda: self._follow(view), "warning", stays=True)
            self._column.addWidget(bar)

    def _follow(self, view: "View") -> None:
        try:
            done = moving.move(self._desk, view.kind.name, view.id, view.scope, "")
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        words = ngettext("{n} record follows to {office}.", "{n} records follow to {office}.", done.number)
        self.told.emit(words.format(n=done.number, office=view.scope))


def _what(planned: Plan) -> str:
    what = showing.joined(
        # Translators: how many records of a kind there are, such as "Contact: 3".
        _("{kind}: {n}").format(kind=_(kind_named(kind).label), n=number)
        for kind, number in planned.along.items()
    )
    # Translators: {what} lists kinds of records with their numbers.
    words = ngettext("{n} record moves: {what}.", "{n} records move: {what}.", planned.number)
    return words.format(n=planned.number, what=what)


def _hints(planned: Plan) -> list[str]:
    found = [_("{office} can then only read them, as they are now.").format(office=planned.office)]
    if planned.undecided:
        words = ngettext(
            "{n} field has to be decided first.", "{n} fields have to be decided first.", planned.undecided
        )
        found.append(words.format(n=planned.undecided))
    if planned.pointing:
        what = showing.joined(
            _("{kind}: {n}").format(kind=_(kind_named(kind).label), n=number)
            for kind, number in planned.pointing.items()
        )
        found.append(_("What they refer to and stays is shown there as not received yet ({what}).").format(what=what))
    return found
