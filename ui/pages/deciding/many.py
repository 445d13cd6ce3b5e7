"""Several decisions at once: whose values to take, what that would decide, and one reason for all."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QSizePolicy, QVBoxLayout, QWidget

from partnerdesk import conflicts, showing
from partnerdesk.conflicts import Conflict, Plan, Take
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext
from partnerdesk.naming import Names
from ui.pages.deciding.listing import side_words, title_of
from ui.widgets.basics import button, in_row, label, notice

_SHORT = 40


class ManyDecisions(QWidget):
    """Shows what taking always the same side would decide, before anything is written."""

    chosen = Signal(object, str)
    """The `Plan` to carry out and the reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Sequence[Conflict] = ()
        self._plan = Plan((), ())
        self._title = label("", "heading")
        self._whose = QComboBox()
        self._whose.setAccessibleName(_("Whose values to take"))
        self._whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._whose.setMinimumContentsLength(24)
        self._whose.currentIndexChanged.connect(lambda _row: self._look())
        self._told = label("", "muted")
        self._preview = QListWidget()
        self._preview.setAccessibleName(_("What would be decided"))
        self._preview.setMinimumHeight(120)
        self._preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._preview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Reason (kept in the history)"))
        self._reason.setAccessibleName(_("Reason for all decisions"))
        self._decide = button("", "check", "primary")
        self._decide.setObjectName("decide-all")
        self._decide.clicked.connect(lambda: self.chosen.emit(self._plan, self._reason.text().strip()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(label(_("Whose values to take"), "label"))
        column.addWidget(self._whose)
        column.addWidget(self._told)
        column.addWidget(self._preview, 1)
        column.addWidget(self._reason)
        column.addLayout(in_row(self._decide, None))
        column.addWidget(notice(_("No clock decides: choose an office or a person, or leave some for one by one.")))

    def show_conflicts(self, found: Sequence[Conflict]) -> None:
        """Offer to decide these."""
        self._found = found
        words = ngettext("{n} decision chosen", "{n} decisions chosen", len(found))
        self._title.setText(words.format(n=len(found)))
        self._whose.blockSignals(True)
        self._whose.clear()
        self._whose.addItem(_("Choose…"), Take())
        for text, take in _takes(found):
            self._whose.addItem(text, take)
        self._whose.blockSignals(False)
        self._look()

    def take(self, wanted: Take) -> None:
        """Choose whose values to take."""
        for row in range(self._whose.count()):
            if self._whose.itemData(row) == wanted:
                self._whose.setCurrentIndex(row)

    def _look(self) -> None:
        take = self._whose.currentData()
        self._plan = conflicts.plan(self._found, take) if take not in {None, Take()} else Plan((), tuple(self._found))
        self._preview.clear()
        with self._desk.reading() as connection:
            names = Names(connection)
            for conflict, side in self._plan.decided:
                # Translators: {title} names a record, {field} is a label such as “Acronym”.
                line = _("{title} — {field}: {value}").format(
                    title=title_of(conflict)[:_SHORT],
                    field=showing.field_label(conflict.kind, conflict.field),
                    value=side_words(names, conflict, side) or _("(empty)"),
                )
                self._preview.addItem(" ".join(line.split()))
        count, left = len(self._plan.decided), len(self._plan.left)
        told = ngettext("{n} would be decided.", "{n} would be decided.", count).format(n=count)
        stays = ngettext("{n} stays open.", "{n} stay open.", left).format(n=left)
        # Translators: two short sentences.
        self._told.setText(_("{decided} {left}").format(decided=told, left=stays))
        words = ngettext("Decide {n}", "Decide {n}", count)
        self._decide.setText(words.format(n=count))
        self._decide.setEnabled(bool(count))


def _takes(found: Sequence[Conflict]) -> list[tuple[str, Take]]:
    """Return what can be taken, in words, the most frequent first."""
    offices = Counter(office for one in found for office in one.offices)
    people = Counter(
        pair for one in found for pair in {(giver.by, giver.office) for side in one.values for giver in side.givers}
    )
    takes = [
        # Translators: take the values of this office in all that are chosen.
        (_("Always those of the office {office}").format(office=office), Take(office=office))
        for office, _count in offices.most_common()
    ]
    takes += [
        # Translators: take the values of this person in all that are chosen.
        (_("Always those of {person} ({office})").format(person=person, office=office), Take(office, person))
        for (person, office), _count in people.most_common()
    ]
    if any(giver.why == "resolve" for one in found for side in one.values for giver in side.givers):
        takes.append((_("Those that somebody decided before"), Take(decided=True)))
    return takes
