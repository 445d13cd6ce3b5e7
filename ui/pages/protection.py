"""The page for data protection: what is due for erasure, erasing one record for good, consent that is withdrawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import consents, erasure, retention
from partnerdesk.erasure import Erased, Part
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.retention import Due
from partnerdesk.store.kinds import kind_named
from ui.jobs import Jobs
from ui.page import Page
from ui.pages.protecting.due import DueView
from ui.pages.protecting.erasing import Choice, ErasingView, Question
from ui.pages.protecting.register import RegisterView
from ui.widgets.basics import PageHeader, button
from ui.widgets.rooms import Rooms

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

ERASE, WITHDRAW, REGISTER = "erase", "withdraw", "register"


class ProtectionPage(Page):
    """Shows what is due; a link from a record leads to what would go with it."""

    def __init__(self, desk: "Desk", jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.due = DueView(desk, jobs)
        self.due.erase_asked.connect(self._ask_due)
        self.erasing = ErasingView(desk, jobs)
        self.erasing.left.connect(self._to_due)
        self.erasing.done.connect(self.changed)
        for view in (self.due, self.erasing):
            view.refused.connect(self.refused)
        self.due.told.connect(self.told)
        self.due.changed.connect(self.changed)
        self._rooms = Rooms()
        self._rooms.addWidget(self.due)
        self._rooms.addWidget(self.erasing)
        self.register = RegisterView(desk)
        self.register.left.connect(self._to_due)
        self._rooms.addWidget(self.register)
        known = button(_("What was erased"), "history", "quiet")
        known.clicked.connect(self._to_register)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 20, 26, 22)
        column.setSpacing(14)
        column.addWidget(
            PageHeader(
                _("Data protection"),
                _("What is due for erasure, and why. Nothing is erased before somebody says so."),
                known,
            )
        )
        column.addWidget(self._rooms, 1)

    def show_target(self, target: str) -> None:
        """Show what is due, or ask about one record: `erase:partner:ID`, `erase:note:ID:raw_text`, `withdraw:contact:ID`."""
        what, _colon, about = target.partition(":")
        kind, _colon, about = about.partition(":")
        record, _colon, fields = about.partition(":")
        try:
            if what == ERASE:
                self._ask_record(kind, record, fields.split(",") if fields else [])
            elif what == WITHDRAW:
                self._ask_person(kind, record)
            elif what == REGISTER:
                self._to_register()
            else:
                self._to_due()
        except PartnerDeskError as error:
            self._to_due()
            self.refused.emit(error)

    def refresh(self) -> None:
        """Look anew for what is due."""
        self.due.refresh()

    def _to_due(self) -> None:
        self._rooms.setCurrentWidget(self.due)
        self.due.refresh()

    def _to_register(self) -> None:
        self.register.refresh()
        self._rooms.setCurrentWidget(self.register)

    def _ask(self, question: Question) -> None:
        self._rooms.setCurrentWidget(self.erasing)
        self.erasing.ask(question)

    def _ask_record(self, kind: str, record: str, fields: Sequence[str]) -> None:
        desk = self._desk
        found = erasure.plan(desk, kind, record, fields)
        choices = [Choice(found[0], _("The record itself."), fixed=not fields)]
        choices += [Choice(part, _why(part), part.belongs, part.belongs) for part in found[1:]]

        def erase(parts: Sequence[Part], reason: str, asked_by: str) -> Erased:
            return erasure.erase(desk, parts, reason, asked_by=asked_by)

        # Translators: {name} names a record.
        title = _("Erase “{name}” for good").format(name=found[0].title or _(kind_named(kind).label))
        other = _("Only some fields…"), lambda: self._ask_fields(found[0])
        self._ask(Question(title, choices, erase, other=other))

    def _ask_fields(self, record: Part) -> None:
        """Let single fields be chosen, also those that hold something in the history alone."""
        desk = self._desk
        parts = [replace(record, fields=(name,)) for name in erasure.held_fields(desk, record.kind, record.id)]

        def erase(parts: Sequence[Part], reason: str, asked_by: str) -> Erased:
            return erasure.erase(desk, parts, reason, asked_by=asked_by)

        # Translators: {name} names a record.
        title = _("Erase fields of “{name}” for good").format(name=record.title or _(kind_named(record.kind).label))
        choices = [Choice(part, _("With all values that it ever had."), chosen=False) for part in parts]
        other = _("All of it…"), lambda: self._ask_record(record.kind, record.id, [])
        self._ask(Question(title, choices, erase, other=other))

    def _ask_person(self, kind: str, record: str) -> None:
        desk = self._desk
        found = consents.find(desk, kind, record)
        choices = [Choice(trace.part, trace.why, trace.sure) for trace in found]

        def erase(parts: Sequence[Part], reason: str, asked_by: str) -> Erased:
            return consents.withdraw(desk, kind, record, parts, reason, asked_by=asked_by)

        # Translators: {name} is the name of a person.
        title = _("“{name}” has withdrawn consent").format(name=found[0].part.title)
        self._ask(Question(title, choices, erase, _("Consent was withdrawn."), may_be_none=True))

    def _ask_due(self, chosen: Sequence[Due]) -> None:
        desk = self._desk
        try:
            parts = retention.parts(desk, chosen)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        reasons = {one.id: one.reason for one in chosen}
        choices = [Choice(part, reasons.get(part.id, _why(part)), fixed=True) for part in parts]

        def erase(parts: Sequence[Part], reason: str, asked_by: str) -> Erased:
            return erasure.erase(desk, parts, reason, asked_by=asked_by)

        self._ask(Question(_("Erase what is due for good"), choices, erase, _("Its time was over.")))


def _why(part: Part) -> str:
    return _("Belongs to it.") if part.belongs else _("Only refers to it.")
