"""Recording a new partner: a few fields, what is already known under that name, and nothing lost on the way."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import partners
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.kinds import kind_named
from ui import binding
from ui.draft import Draft
from ui.jobs import Jobs
from ui.page import Page
from ui.pages.alike.hint import AlikeHint
from ui.widgets.basics import button, card, icon_button, in_row, label, scrolled
from ui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_FIELDS = ("legal_name", "acronym", "local_name", "country", "org_type", "relation_type", "level", "relation_status")
_TELLING = ("legal_name", "acronym", "local_name", "country")
"""The fields by which a known partner is recognised while they are typed."""
_KEPT = "new partner"
"""What is typed and not yet recorded stays on this device under this name, so that closing the lid loses nothing."""

Values = Mapping[str, object]


class NewPartner(Page):
    """Becomes a record only when somebody says so, because look-alike names are told before."""

    made = Signal(str)
    """The id of the new partner."""
    left = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        fields = kind_named("partner").fields
        self.form = RecordForm([fields[name] for name in _FIELDS], binding.sources(desk))
        self.similar = AlikeHint(desk, jobs)
        self.similar.open_asked.connect(lambda record: self.wants.emit("partners", record))
        self.similar.refused.connect(self.refused)
        for name in _TELLING:
            self.form.editor(name).edited.connect(lambda _value: self._look())
        self._draft: Draft[Values] = Draft(self._keep, {})
        self.record = button(_("Record this partner"), "check", "primary")
        self.record.clicked.connect(self._create)
        forget = button(_("Discard"), variant="quiet")
        forget.clicked.connect(self._discard)
        frame, inside = card(20)
        inside.addWidget(self.form)
        inside.addWidget(self.similar)
        inside.addLayout(in_row(self.record, forget, None))
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

    def begin(self) -> None:
        """Show what was typed before and put the keyboard into the name."""
        kept = self._desk.setting(_KEPT, {})
        self._show(kept or kind_named("partner").defaults)
        self.similar.prepare()
        self.form.editor("legal_name").setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self.similar.prepare()

    def flush(self) -> bool:
        """Keep what is typed on this device."""
        return self.form.flush()

    def _show(self, values: Values) -> None:
        self._draft = Draft(self._keep, dict(values))
        self.form.show_record(values, self._draft)
        self._look()

    def _keep(self, values: Values, before: Values) -> Values:
        now = {**before, **values}
        self._desk.keep(_KEPT, now)
        return now

    def _create(self) -> None:
        if not self.form.flush():
            return
        given = {name: value for name, value in self._draft.seen.items() if value not in (None, "", [])}
        try:
            made = partners.create(self._desk, given)
        except PartnerDeskError as error:
            self.refused.emit(error)
            self.form.editor("legal_name").setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._desk.keep(_KEPT, {})
        self._show(kind_named("partner").defaults)
        self.changed.emit()
        self.made.emit(made)

    def _discard(self) -> None:
        self._draft.discard()
        self._desk.keep(_KEPT, {})
        self._show(kind_named("partner").defaults)
        self.left.emit()

    def _look(self) -> None:
        """Say which known partners look like what is typed."""
        self.similar.look({**self._draft.seen, **self._draft.pending})

    def _head(self) -> QHBoxLayout:
        back = icon_button("arrow-left", _("All partners"), "text")
        back.clicked.connect(self.left)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(_("New partner"), "title"))
        words.addWidget(label(_("The name is enough to begin with; everything else can follow."), "muted"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row
