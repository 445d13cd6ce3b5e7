"""One consultation: a head that says where it stands, and parts for the time before, during and after the meeting."""

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import attachments as files
from partnerdesk import consultations
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from ui.jobs import Jobs
from ui.page import Page
from ui.pages.attaching import AttachmentsPart
from ui.pages.consulting import tabs
from ui.pages.consulting.about_part import AboutPart
from ui.pages.consulting.header import ConsultationHeader
from ui.pages.consulting.minutes_part import MinutesPart
from ui.pages.consulting.notes_part import NotesPart
from ui.pages.consulting.outcomes_part import OutcomesPart, practices, recommendations
from ui.pages.consulting.part import SheetPart
from ui.pages.consulting.participants_part import ParticipantsPart
from ui.pages.history_view import HistoryView
from ui.pages.move_card import MovePart
from ui.widgets.rooms import Tabs

if TYPE_CHECKING:
    from partnerdesk.consultations import Sheet
    from partnerdesk.desk import Desk

_SOON_MS = 200
_LATER_MS = 1200

AnyPart = TypeVar("AnyPart", bound=Page)


class ConsultationView(Page):
    """One sheet is read after each change; the part that is looked at shows it at once, the head a moment later."""

    left = Signal()
    delete_asked = Signal(str)
    preview_asked = Signal(str, str)
    """The minutes are to be laid out: the audience and the language."""

    def __init__(self, desk: "Desk", jobs: Jobs | None = None) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._sheet: Sheet | None = None
        self._behind = False
        self._stale: set[str] = set()
        self.moving = MovePart(desk)
        self.moving.refused.connect(self.refused)
        self.moving.told.connect(self._moved)
        self.head = ConsultationHeader()
        self.head.left.connect(self.left)
        self.head.delete_asked.connect(lambda: self.delete_asked.emit(self.record()))
        self.head.erase_asked.connect(lambda: self.wants.emit("protection", f"erase:consultation:{self.record()}"))
        self.head.move_asked.connect(lambda: self.moving.card.ask("consultation", self.record()))
        self.head.step_asked.connect(self._take)
        self.head.place_asked.connect(self._mend)
        self._parts: dict[str, Page] = {}
        self._rooms = {name: _Room() for name in tabs.titles()}
        self.tabs = Tabs()
        self.tabs.setAccessibleName(_("Parts of the consultation's page"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setDrawBase(False)
        for room in self._rooms.values():
            self.tabs.addTab(room, "")
        self.tabs.currentChanged.connect(lambda _number: self._turn())
        # The head reads every note for names; that must not come between two keystrokes.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._catch_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 14, 26, 12)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.moving)
        column.addWidget(self.tabs, 1)

    # A part is made when it is first looked at: together they take longer than a person should wait for a page.

    @cached_property
    def about(self) -> AboutPart:
        """What the meeting is about."""
        return self._adopt(tabs.ABOUT, AboutPart(self._desk))

    @cached_property
    def participants(self) -> ParticipantsPart:
        """Who took part."""
        return self._adopt(tabs.PARTICIPANTS, ParticipantsPart(self._desk))

    @cached_property
    def notes(self) -> NotesPart:
        """What was said."""
        part = NotesPart(self._desk)
        part.noted.connect(self._noted)
        return self._adopt(tabs.NOTES, part)

    @cached_property
    def practices(self) -> OutcomesPart:
        """Good practices that came up."""
        return self._adopt(tabs.PRACTICES, OutcomesPart(self._desk, practices()))

    @cached_property
    def recommendations(self) -> OutcomesPart:
        """What was recommended."""
        return self._adopt(tabs.RECOMMENDATIONS, OutcomesPart(self._desk, recommendations()))

    @cached_property
    def minutes(self) -> MinutesPart:
        """What will be told to whom."""
        part = MinutesPart(self._desk)
        part.preview_asked.connect(self.preview_asked)
        return self._adopt(tabs.MINUTES, part)

    @cached_property
    def attachments(self) -> AttachmentsPart:
        """Files that belong to the meeting."""
        return self._adopt(tabs.ATTACHMENTS, AttachmentsPart(self._desk, "consultation", self._jobs))

    @cached_property
    def history(self) -> HistoryView:
        """Who changed what."""
        return self._adopt(tabs.HISTORY, HistoryView(self._desk))

    def record(self) -> str:
        """Return the id of the consultation that is shown."""
        return self._sheet.consultation.id if self._sheet is not None else ""

    def show_consultation(self, consultation_id: str, part: str = "") -> None:
        """Show a consultation, and one part of its page, named as in `tabs.titles`.

        Raises PartnerDeskError when the consultation is not here.
        """
        another = consultation_id != self.record()
        if another:
            self.flush()
        self._take_sheet(consultations.sheet(self._desk, consultation_id))
        if part in self._rooms:
            self.tabs.setCurrentIndex(list(self._rooms).index(part))
        elif another:
            self.tabs.setCurrentIndex(0)
        self._turn()
        self._show_head()
        if another and self.part() != tabs.NOTES:
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        if self._sheet is None:
            return
        try:
            self._take_sheet(consultations.sheet(self._desk, self.record()))
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._fill()
        self._show_head()

    def flush(self) -> bool:
        """Save what is typed in any part."""
        done = [part.flush() for part in self._parts.values()]
        return all(done)

    def part(self) -> str:
        """Return the name of the part that is looked at."""
        return list(self._rooms)[self.tabs.currentIndex()]

    def _adopt(self, name: str, part: AnyPart) -> AnyPart:
        for signal in ("wants", "told", "refused", "saving"):
            getattr(part, signal).connect(getattr(self, signal))
        part.changed.connect(self._edited)
        self._parts[name] = part
        self._rooms[name].take(part)
        return part

    def _take_sheet(self, sheet: "Sheet") -> None:
        self._sheet = sheet
        self._behind = False
        self._stale = set(self._rooms)
        self._show_titles(sheet)

    def _show_titles(self, sheet: "Sheet") -> None:
        numbers = {
            tabs.PARTICIPANTS: sheet.counts.people,
            tabs.NOTES: len(sheet.notes),
            tabs.PRACTICES: len(sheet.good_practices),
            tabs.RECOMMENDATIONS: len(sheet.recommendations),
            tabs.ATTACHMENTS: files.count(self._desk, "consultation", sheet.consultation.id),
        }
        for place, (name, title) in enumerate(tabs.titles().items()):
            # Translators: a part of a page and how many records are in it.
            words = _("{part} ({n})").format(part=title, n=numbers[name]) if numbers.get(name) else title
            self.tabs.setTabText(place, words.replace("&", "&&"))

    def _turn(self) -> None:
        """Another part is looked at."""
        for name, part in self._parts.items():
            if name != self.part():
                part.flush()
        self.head.set_modest(self.part() == tabs.NOTES)
        self._fill()

    def _fill(self) -> None:
        """Fill the part that is looked at, if something changed since it was filled."""
        name = self.part()
        if self._sheet is None or name not in self._stale:
            return
        self._stale.discard(name)
        part: Page = getattr(self, name)  # the parts are named as their tabs, and made by this
        if isinstance(part, SheetPart):
            part.show_sheet(self._sheet)
        elif isinstance(part, HistoryView):
            part.show_record("consultation", self.record())
        elif isinstance(part, AttachmentsPart):
            part.show_owner(self.record())

    def _show_head(self) -> None:
        self._soon.stop()
        if self._sheet is not None:
            self.head.show_sheet(self._sheet)
            self.moving.show_record(self._sheet.consultation)

    def _moved(self, told: str) -> None:
        self.told.emit(told)
        self.refresh()
        self.changed.emit()

    def _edited(self) -> None:
        """Something of this consultation was saved here."""
        if self._sheet is None:
            return
        self._take_sheet(consultations.sheet(self._desk, self.record()))
        self._fill()
        self._soon.start(_SOON_MS)
        self.changed.emit()

    def _noted(self, sheet: "Sheet") -> None:
        """A note was added: its part shows it already, everything else follows when nobody types."""
        self._sheet = sheet
        self._behind = True
        self._stale = set(self._rooms) - {tabs.NOTES}
        self._show_titles(sheet)
        self._soon.start(_LATER_MS)
        self.changed.emit()

    def _catch_up(self) -> None:
        if self._behind:
            self.refresh()
        else:
            self._show_head()

    def _take(self, action: str, note: str) -> None:
        """Take a step, after everything typed is saved."""
        if not self.flush():
            return
        try:
            consultations.take(self._desk, self.record(), action, note=note)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._edited()
        self._show_head()

    def _mend(self, part: str) -> None:
        self.tabs.setCurrentIndex(list(self._rooms).index(part))
        if part == tabs.NOTES:
            self.notes.show_uncleared()
        elif part == tabs.ABOUT:
            self.about.to_missing()


class _Room(QWidget):
    """Where a part of the page stands once it is made."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 0)

    def take(self, part: QWidget) -> None:
        self._column.addWidget(part)
