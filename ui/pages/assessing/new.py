"""Starting an assessment: which partner, which instrument, about whom, and whose view is asked."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from partnerdesk import assessments
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.instruments import library
from partnerdesk.instruments.model import Instrument
from partnerdesk.printing.wording import missing_language
from ui import binding
from ui.page import Page
from ui.pages.assessing import words
from ui.widgets.basics import Choice, PageHeader, button, card, clear, icon_button, in_row, label, line, plain, scrolled
from ui.widgets.editors import Editor
from ui.widgets.flow import FlowLayout
from ui.widgets.linked import RefEditor
from ui.widgets.rating import RatingScale, Step


class NewAssessment(Page):
    """A short guided page; nothing is recorded before it is begun."""

    begun = Signal(str)
    """The id of the assessment that was started."""
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        sources = binding.sources(desk)
        self.partner: Editor = RefEditor(
            _("Partner"), lambda text: sources.find("partner", text), lambda one: sources.title("partner", one)
        )
        self.partner.changed.connect(lambda _value: self._check())
        self._instrument: Instrument | None = None
        self._told = label("", "muted")
        self._told.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(10)
        self.subjects = _Chips(_("About whom"))
        self.purposes = _Chips(_("Purpose"))
        self.views = _Chips(_("Whose view is asked"), several=True)
        self.kinds_of_end = _Chips(_("How the partnership ends"))
        self.begin_button = button(_("Begin"), "chevron-right", "primary")
        self.begin_button.clicked.connect(self._begin)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(26, 16, 26, 22)
        column.setSpacing(14)
        back = icon_button("arrow-left", _("Back to the list"))
        back.clicked.connect(self.left)
        head = in_row(back, spacing=8)
        head.addWidget(PageHeader(_("New assessment")), 1)
        column.addLayout(head)
        for part in (self._partner_card(), self._instrument_card(), self._details_card()):
            column.addWidget(part)
        column.addStretch(1)
        self._area = scrolled(inside)
        foot = in_row(spacing=12)
        foot.addWidget(self._told, 1)
        foot.addWidget(self.begin_button)
        foot.setContentsMargins(26, 8, 26, 10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)
        outer.addWidget(line())
        outer.addLayout(foot)

    def show_target(self, target: str) -> None:
        """Prepare an assessment of a partner, with an instrument: ids after "new:", each may be missing."""
        partner, _colon, instrument = target.partition(":")
        self.partner.set_value(partner or None)
        if instrument:
            self.instruments.set_value(instrument)
            self._choose(instrument)
        self._check()
        (self.instruments if partner else self.partner).setFocus(Qt.FocusReason.OtherFocusReason)

    def _partner_card(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(_("Partner"), "heading"))
        column.addWidget(self.partner)
        return frame

    def _instrument_card(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(_("Instrument"), "heading"))
        steps = []
        for title in library.titles():
            told = f"{title.purpose.words()} {_length(library.get(title.key))}"
            steps.append(Step(title.key, title.title.words(), told))
        self.instruments = RatingScale(_("Instrument"), steps)
        self.instruments.answered.connect(self._choose)
        column.addWidget(self.instruments)
        return frame

    def _details_card(self) -> QWidget:
        frame, column = card()
        column.addLayout(self._choices)
        for part in (self.subjects, self.kinds_of_end, self.purposes, self.views):
            self._choices.addWidget(part)
        self._details = frame
        frame.hide()
        return frame

    def _choose(self, key: object) -> None:
        self._instrument = None if key is None else library.get(str(key))
        instrument = self._instrument
        self._details.setVisible(instrument is not None)
        self._check()
        if instrument is None:
            return
        roles = binding.choices("subject_role")
        self.subjects.offer([one for one in roles if one.code in instrument.subject_roles])
        self.purposes.offer(
            binding.choices("assessment_purpose"), "closure" if instrument.key == "closure" else "periodic"
        )
        self.views.offer([Choice(one, words.side_name(one)) for one in instrument.perspectives])
        codes = instrument.context.get("closure.type")
        ends = binding.choices("closure_type") if isinstance(codes, list) else []
        self.kinds_of_end.offer([one for one in ends if isinstance(codes, list) and one.code in codes])
        # The details are laid out only after this round of events.
        QTimer.singleShot(0, self._into_sight)

    def _into_sight(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _check(self) -> None:
        missing = []
        if not self.partner.value():
            missing.append(_("Choose a partner."))
        if self._instrument is None:
            missing.append(_("Choose an instrument."))
        self._told.setText(" ".join(missing))
        self.begin_button.setEnabled(not missing)

    def _begin(self) -> None:
        self.partner.flush()
        if self._instrument is None or not self.partner.value():
            return
        end = self.kinds_of_end.chosen()
        try:
            made = assessments.start(
                self._desk,
                str(self.partner.value()),
                self._instrument.key,
                subject=next(iter(self.subjects.chosen()), None),
                purpose=next(iter(self.purposes.chosen()), "periodic"),
                perspectives=self.views.chosen(),
                context={"closure.type": end[0]} if end else None,
            )
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()
        self.begun.emit(made)


class _Chips(QWidget):
    """A question with a few answers as chips; one of them, or several."""

    def __init__(self, title: str, *, several: bool = False) -> None:
        super().__init__()
        self._title, self._several = title, several
        self.chips: dict[str, QAbstractButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        room = QWidget()
        self._flow = FlowLayout(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(title, "label"))
        column.addWidget(room)

    def offer(self, choices: list[Choice], chosen: str = "") -> None:
        """Offer these answers; without one named the first is chosen."""
        clear(self._flow)
        self.chips = {}
        for choice in choices:
            chip = button(plain(choice.label), variant="chip")
            chip.setCheckable(True)
            chip.setAccessibleDescription(self._title)
            chip.setChecked(choice.code == (chosen or choices[0].code))
            self._group.addButton(chip)
            self.chips[choice.code] = chip
            self._flow.addWidget(chip)
        self.setVisible(len(choices) > 1)

    def chosen(self) -> list[str]:
        """Return the codes that are on."""
        return [code for code, chip in self.chips.items() if chip.isChecked()]


def _length(instrument: Instrument) -> str:
    count = sum(1 for _criterion in instrument.criteria())
    told = ngettext("{n} question.", "{n} questions.", count).format(n=count)
    return " ".join(filter(None, [told, missing_language(instrument)]))
