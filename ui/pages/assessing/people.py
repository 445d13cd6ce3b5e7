"""Who answers for a side: naming the respondents, adding one, taking one away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from partnerdesk import assessments
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.instruments.disclosure import MINIMUM_GROUP
from ui.page import Page
from ui.pages.assessing import words
from ui.pages.assessing.sections import voice_name
from ui.pages.assessing.sitting import Sitting
from ui.pages.record_editor import RecordEditor
from ui.widgets.asking import AskBar
from ui.widgets.basics import button, card, icon_button, in_row, label


class PeoplePanel(Page):
    """Edits the respondent who answers now; it opens above the questions and closes again."""

    closed = Signal()
    chosen = Signal(str)
    """Another respondent is to answer: her id."""
    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        self._sitting: Sitting | None = None
        frame, column = card(16)
        self._title = label("", "heading")
        close = icon_button("x", _("Close"))
        close.clicked.connect(self.closed)
        head = in_row(spacing=8)
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._told = label("", "muted")
        self.editor = RecordEditor(desk, "respondent", without=("assessment_id", "perspective"), cards=False)
        self.editor.saved.connect(self.edited)
        self.editor.saving.connect(self.saving)
        self.editor.look_asked.connect(lambda _field: self.wants.emit("conflicts", self.editor.record()))
        self.add = button(_("Add a respondent"), "plus")
        self.add.clicked.connect(self._add)
        self._remove = button(_("Remove this respondent"), "trash-2", "danger")
        self._remove.clicked.connect(self._ask_remove)
        self.bar = AskBar()
        column.addLayout(head)
        column.addWidget(self._told)
        column.addWidget(self.bar)
        column.addWidget(self.editor)
        column.addLayout(in_row(self.add, self._remove, None))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 10, 8)
        outer.addWidget(frame)
        outer.addStretch(1)

    def show_sitting(self, sitting: Sitting) -> None:
        """Show the respondent who answers now."""
        self._sitting = sitting
        voice, side = sitting.voice, sitting.side
        place = 1 + [one.id for one in side.voices].index(voice.id)
        # Translators: a side such as “Our view”, and a person or group that answers for it.
        title = _("{side}: {respondent}").format(
            side=words.side_name(sitting.perspective), respondent=voice_name(voice, place)
        )
        self._title.setText(title)
        self._told.setText(self._advice(sitting))
        self.editor.setVisible(voice.view is not None)
        if voice.view is not None and self.editor.record() != voice.id:
            self.editor.show_record(voice.view)
        self.add.setText(_("Add a respondent") if voice.view is not None else _("Name this respondent"))
        self._remove.setVisible(voice.view is not None)

    def flush(self) -> bool:
        return not self.editor.record() or self.editor.flush()

    @staticmethod
    def _advice(sitting: Sitting) -> str:
        if not sitting.voice.anonymous:
            return _("A name is not needed: a function or a pseudonym is enough.")
        left = MINIMUM_GROUP - len(sitting.side.begun)
        if left <= 0:
            return _("Anonymous: names are shown nowhere.")
        words_left = ngettext(
            "Anonymous: names are shown nowhere, and no score before {n} more person has answered.",
            "Anonymous: names are shown nowhere, and no score before {n} more people have answered.",
            left,
        )
        return words_left.format(n=left)

    def _add(self) -> None:
        if self._sitting is None:
            return
        try:
            made = assessments.add_respondent(self._desk, self._sitting.assessment_id, self._sitting.perspective)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.chosen.emit(made)

    def _ask_remove(self) -> None:
        if self._sitting is None:
            return
        voice = self._sitting.voice
        count = sum(one.value is not None for one in voice.questions)
        question = ngettext(
            "Remove this respondent and {n} answer?", "Remove this respondent and {n} answers?", count
        ).format(n=count)
        self.bar.ask(question, _("Remove"), lambda: self._do_remove(voice.id))

    def _do_remove(self, respondent: str) -> None:
        try:
            assessments.remove_respondent(self._desk, respondent)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.chosen.emit("")
