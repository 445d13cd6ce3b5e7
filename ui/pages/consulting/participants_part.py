"""Who took part: how many, of what kind, and by what each may be shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from partnerdesk import vocabulary
from partnerdesk.consultations import people
from partnerdesk.i18n import _, ngettext
from ui import theme
from ui.listing import columns
from ui.models import MARK, Column
from ui.pages.consulting.part import SheetPart
from ui.pages.consulting.quick_participant import QuickParticipant
from ui.pages.marking import marked_tag
from ui.pages.related import ChildRecords, RelatedShape
from ui.theme import icons
from ui.widgets.basics import clear, label
from ui.widgets.flow import FlowLayout
from ui.widgets.record_table import RecordTable, Width

if TYPE_CHECKING:
    from partnerdesk.consultations import Sheet
    from partnerdesk.desk import Desk

_SHOWN_BY = "confidentiality"
_ICON = 15


class ParticipantsPart(SheetPart):
    """Totals, a row to add somebody, and the table, which is edited where it stands."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._consultation = ""
        self.totals = QWidget()
        self._flow = FlowLayout(self.totals)
        self.quick = QuickParticipant(desk)
        self.quick.added.connect(lambda _record: self.changed.emit())
        self.quick.refused.connect(self.refused)
        self.records = ChildRecords(desk, _shape(), "consultation_id")
        mark_hidden(self.records.list.table)
        for name in ("saving", "refused", "wants", "told", "changed"):
            getattr(self.records, name).connect(getattr(self, name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.totals)
        column.addWidget(self.quick)
        column.addWidget(self.records, 1)

    def show_sheet(self, sheet: "Sheet") -> None:
        """Show who takes part in a consultation."""
        if sheet.consultation.id != self._consultation:
            self._consultation = sheet.consultation.id
            self.quick.begin(self._consultation)
        self._show_totals(sheet)
        self.records.show_owner(self._consultation)

    def flush(self) -> bool:
        """Save what is typed beside the table, and keep what is typed in the row."""
        kept = self.quick.flush()
        return self.records.flush() and kept

    def _show_totals(self, sheet: "Sheet") -> None:
        clear(self._flow)
        counts = sheet.counts
        self._flow.addWidget(
            label(ngettext("{n} person", "{n} people", counts.people).format(n=counts.people), "label")
        )
        words = ngettext("{n} organisation", "{n} organisations", counts.organisations)
        self._flow.addWidget(label(words.format(n=counts.organisations), "label"))
        for kind, number in counts.by_type.items():
            name = vocabulary.label("org_type", kind) if kind else _("Type not known")
            # Translators: how many people come from a type of organisation.
            self._flow.addWidget(label(_("{type}: {n}").format(type=name, n=number), "tag"))
        hidden = sum(people(one) for one in sheet.participants if one[_SHOWN_BY] == "hidden")
        if hidden:
            words = ngettext("{n} hidden, never named", "{n} hidden, never named", hidden)
            self._flow.addWidget(marked_tag(words.format(n=hidden), "eye-off", "warning"))


class _HiddenDelegate(QStyledItemDelegate):
    """Shows with an icon that somebody is not to be shown by name."""

    def __init__(self, table: RecordTable, open_words: str) -> None:
        super().__init__(table)
        self._open = open_words

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        words = str(index.data() or "")
        if not words or words == self._open:
            return
        hidden = words == vocabulary.label("participant_confidentiality", "hidden")
        colour = theme.colours().warning if hidden else theme.colours().muted
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, QColor(colour))
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = icons.icon("eye-off" if hidden else "eye", colour, _ICON)
        option.decorationSize = QSize(_ICON, _ICON)
        option.font.setBold(hidden)


def mark_hidden(table: RecordTable) -> None:
    """Mark in a table of participants those who asked not to be named."""
    model = table.model()
    for number in range(model.columnCount()):
        if _keys()[number] == _SHOWN_BY:
            open_words = vocabulary.label("participant_confidentiality", "named")
            table.setItemDelegateForColumn(number, _HiddenDelegate(table, open_words))


def _keys() -> list[str]:
    return ["name", "organisation", "org_type", "role", _SHOWN_BY, "consent", "number", MARK]


def _shape() -> RelatedShape:
    return RelatedShape(
        kind="participant",
        columns=[
            Column("number", _("People"), at_end=True) if one.key == "number" else one
            for one in columns("participant", _keys())
        ],
        widths=[Width(5), Width(6), Width(6, 640), Width(3, 760), Width(5), Width(3, 1240), Width(3), Width(3, 1240)],
        icon="user",
        nothing=_("Nobody is recorded yet"),
        nothing_why=_("Name those who agree to be named; a group can be counted without names."),
        new=_("With all details"),
    )
