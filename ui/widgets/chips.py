"""Filters by code: a button that opens a list with check boxes and shows how many are on."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.theme import icons
from ui.widgets.basics import Choice, button, plain
from ui.widgets.flow import FlowLayout

_MOST_HEIGHT = 340


class FilterChip(QPushButton):
    """Lets several codes of one list be chosen at once; none chosen means no limit."""

    chosen = Signal(object)
    """The codes that are on, as a frozenset."""

    def __init__(self, title: str, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._choices = tuple(choices)
        self._on: frozenset[str] = frozenset()
        self.setProperty("variant", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        icons.put(self, "chevron-down", "muted", 14)
        self.clicked.connect(self._open)
        self._popup: _CheckList | None = None
        self._show()

    def codes(self) -> frozenset[str]:
        """Return the codes that are on."""
        return self._on

    def set_codes(self, codes: Collection[str]) -> None:
        """Put codes on without telling anybody."""
        self._on = frozenset(codes)
        self._show()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other codes; those that are on and not among them go off, and nobody is told."""
        self._choices = tuple(choices)
        self.set_codes(self._on & {choice.code for choice in choices})

    def popup(self) -> "_CheckList | None":
        """Return the open list, if it is open."""
        return self._popup

    def _open(self) -> None:
        self._show()
        popup = _CheckList(self._title, self._choices, self._on, self)
        popup.chosen.connect(self._take)
        popup.destroyed.connect(self._closed)
        self._popup = popup
        popup.open_below(self)

    def _closed(self) -> None:
        self._popup = None

    def _take(self, codes: frozenset[str]) -> None:
        self._on = codes
        self._show()
        self.chosen.emit(codes)

    def _show(self) -> None:
        labels = [choice.label for choice in self._choices if choice.code in self._on]
        if not labels:
            words = self._title
        elif len(labels) == 1:
            # Translators: a filter that is on, such as "Scope: Local".
            words = _("{filter}: {value}").format(filter=self._title, value=labels[0])
        else:
            # Translators: a filter with several values, such as "Scope: 3 chosen".
            words = _("{filter}: {n} chosen").format(filter=self._title, n=len(labels))
        self.setText(plain(words))
        self.setAccessibleName(words)
        self.setChecked(bool(labels))


class _CheckList(QFrame):
    """The list that a filter opens; arrows move, the space bar switches, Escape closes."""

    chosen = Signal(object)

    def __init__(self, title: str, choices: Sequence[Choice], on: Collection[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(1)
        self.boxes: dict[str, QCheckBox] = {}
        for choice in choices:
            box = QCheckBox(plain(choice.label))
            box.setToolTip(choice.help)
            box.setChecked(choice.code in on)
            box.toggled.connect(self._tell)
            box.installEventFilter(self)
            self.boxes[choice.code] = box
            column.addWidget(box)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        none = button(_("Clear"), variant="quiet")
        none.clicked.connect(self._none)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 4, 4, 4)
        outer.addWidget(scroll)
        outer.addWidget(none)
        hint = inside.sizeHint()
        scroll.setMinimumSize(hint.width() + 16, min(hint.height() + 2, _MOST_HEIGHT))

    def open_below(self, anchor: QWidget) -> None:
        """Show the list at the lower edge of a widget, inside the screen."""
        self.adjustSize()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = QPoint(anchor.width() - self.width() if rtl else 0, anchor.height() + 2)
        place = anchor.mapToGlobal(corner)
        room = anchor.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        place.setY(max(room.top(), min(place.y(), room.bottom() - self.height())))
        self.move(place)
        self.show()
        if self.boxes:
            next(iter(self.boxes.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move between the check boxes; Escape closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            boxes = list(self.boxes.values())
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
            if step is not None and watched in boxes:
                number = boxes.index(watched)
                boxes[(number + step) % len(boxes)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self.chosen.emit(frozenset(code for code, box in self.boxes.items() if box.isChecked()))

    def _none(self) -> None:
        for box in self.boxes.values():
            box.blockSignals(True)
            box.setChecked(False)
            box.blockSignals(False)
        self._tell()


class ChipSet(QWidget):
    """Codes as chips that are all visible and switch on and off; for short lists in forms."""

    switched = Signal(object)
    """The codes that are on, as a frozenset."""

    def __init__(self, title: str, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.chips: dict[str, QPushButton] = {}
        flow = FlowLayout(self)
        for choice in choices:
            chip = button(choice.label, variant="chip")
            chip.setCheckable(True)
            chip.setToolTip(choice.help)
            chip.setAccessibleDescription(title)
            chip.clicked.connect(lambda: self.switched.emit(self.codes()))
            self.chips[choice.code] = chip
            flow.addWidget(chip)

    def codes(self) -> frozenset[str]:
        """Return the codes that are on."""
        return frozenset(code for code, chip in self.chips.items() if chip.isChecked())

    def set_codes(self, codes: Collection[str]) -> None:
        """Put codes on without telling anybody."""
        for code, chip in self.chips.items():
            chip.setChecked(code in codes)
