"""Recording something new of one kind: a few fields are enough, and what is typed stays until it is recorded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.kinds import kind_named
from ui import binding
from ui.draft import Draft
from ui.page import Page
from ui.widgets.basics import button, card, icon_button, in_row, label, scrolled
from ui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

Values = Mapping[str, object]


@dataclass(frozen=True)
class NewShape:
    """What is asked about something new; words in the language in use."""

    kind: str
    fields: Sequence[str]
    title: str
    why: str
    record: str
    """The words of the button that records it."""
    back: str
    create: Callable[["Desk", Values], str]
    """The use case; the values hold also what `begin` was given."""


class NewRecord(Page):
    """Becomes a record only when somebody says so; until then it is kept on this device."""

    made = Signal(str)
    """The id of the new record."""
    left = Signal()

    def __init__(self, desk: "Desk", shape: NewShape) -> None:
        super().__init__()
        self._desk, self._shape = desk, shape
        self._key = f"new {shape.kind}"
        fields = kind_named(shape.kind).fields
        self.form = RecordForm([fields[name] for name in shape.fields], binding.sources(desk))
        self._draft: Draft[Values] = Draft(self._keep, {})
        self.about = label("", "muted")
        record = button(shape.record, "check", "primary")
        record.setToolTip("Ctrl+Enter")
        record.clicked.connect(self.record_it)
        forget = button(_("Discard"), variant="quiet")
        forget.clicked.connect(self._discard)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.record_it)
        frame, inside = card(20)
        inside.addWidget(self.about)
        inside.addWidget(self.form)
        inside.addLayout(in_row(record, forget, None))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(26, 16, 26, 22)
        column.setSpacing(14)
        column.addLayout(self._head())
        column.addWidget(frame)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(body))

    def begin(self, given: Values | None = None, about: str = "") -> None:
        """Show what was typed before, with what is already known, and put the keyboard into the first field."""
        kept = {**kind_named(self._shape.kind).defaults, **self.kept(), **(given or {})}
        self._draft = Draft(self._keep, kept)
        self.form.show_record(kept, self._draft)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.form.editor(self._shape.fields[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def kept(self) -> Values:
        """Return what was typed before and not recorded yet."""
        return dict(self._desk.setting(self._key) or {})

    def flush(self) -> bool:
        """Keep what is typed on this device."""
        return self.form.flush()

    def record_it(self) -> None:
        """Record what is typed."""
        if not self.form.flush():
            return
        given = {name: value for name, value in self._draft.seen.items() if value not in (None, "", [])}
        try:
            made = self._shape.create(self._desk, given)
        except PartnerDeskError as error:
            self.refused.emit(error)
            self._to_missing()
            return
        self._desk.keep(self._key, {})
        self.begin()
        self.changed.emit()
        self.made.emit(made)

    def _keep(self, values: Values, before: Values) -> Values:
        now = {**before, **values}
        self._desk.keep(self._key, now)
        return now

    def _discard(self) -> None:
        self._draft.discard()
        self._desk.keep(self._key, {})
        self.begin()
        self.left.emit()

    def _to_missing(self) -> None:
        """Put the keyboard into the first field that must not stay empty."""
        fields = kind_named(self._shape.kind).fields
        empty = [name for name in self._shape.fields if fields[name].required and not self._draft.seen.get(name)]
        name = empty[0] if empty else self._shape.fields[0]
        self.form.editor(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> QHBoxLayout:
        back = icon_button("arrow-left", self._shape.back, "text")
        back.clicked.connect(self.left)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(self._shape.title, "title"))
        words.addWidget(label(self._shape.why, "muted"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row
