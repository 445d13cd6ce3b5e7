"""The first start: language, office and person, place and passphrase, and the recovery key to keep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QProgressBar, QWidget

from partnerdesk import i18n
from partnerdesk.i18n import _
from ui.pages.gate import GatePage
from ui.pages.hub_address import HubStep, records_row
from ui.pages.passphrase_hint import strength
from ui.pages.recovery_sheet import RecoverySheet
from ui.widgets.basics import Choice, button, in_row, label, notice
from ui.widgets.coded import CodeEditor
from ui.widgets.passphrase import PassphraseField


@dataclass
class FirstRun:
    """What the first start asked for; plain data, filled page by page."""

    folder: Path
    language: str
    office: str = ""
    office_name: str = ""
    person: str = ""
    role: str = "field_officer"
    passphrase: str = ""
    sample: bool = False
    hub: str = ""
    """The address of a shared database; the records lie in the folder without one."""


def choose_folder(parent: QWidget, start: Path) -> Path | None:
    """Ask for a folder in the platform's own way; None when the user changed their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, _("Folder for the workspace"), str(start.parent))
    return Path(chosen) / "PartnerDesk" if chosen else None


class FirstRunPage(GatePage):
    """Four short steps; every answer is kept in a `FirstRun`, so that changing the language loses nothing."""

    wanted = Signal(object)
    """Make the workspace that this `FirstRun` describes."""
    print_asked = Signal(str)
    """Print the recovery key."""
    file_asked = Signal(str)
    """Save the recovery key as a PDF file."""
    finished = Signal()
    """The recovery key was noted; the workspace may be shown."""
    elsewhere = Signal()
    """Open a workspace that is there already."""

    def __init__(
        self,
        folder: Path,
        roles: Callable[[], Sequence[Choice]],
        sample_passphrase: str = "",
        ask_folder: Callable[[QWidget, Path], Path | None] = choose_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.wish = FirstRun(folder=folder, language=i18n.language())
        self._roles = roles
        self._sample_passphrase = sample_passphrase
        self._ask_folder = ask_folder
        self._again = ""
        self._recovery = ""
        self._steps = (
            self._build_language,
            self._build_people,
            self._build_lock,
            self._build_working,
            self._build_key,
            self._build_shared,
        )
        self._step = 0
        self.rebuild()

    def rebuild(self) -> None:
        """Show the step again, in the language in use; every answer stays."""
        self.wish.language = i18n.language()
        self.restart(self._steps[self._step])
        if self._step:
            self.show_languages()

    def refuse(self, sentence: str) -> None:
        """Say why the workspace was not made, at the step before."""
        self.show_form(2 if not self.wish.sample else 0)
        self.show_problem(sentence)

    def show_recovery(self, key: str) -> None:
        """Show the recovery key of the workspace that was made."""
        self._recovery = key
        self.show_form(4)

    def show_step(self, done: int, total: int) -> None:
        """Show how far the making of the workspace is."""
        bar = self.findChild(QProgressBar)
        if bar is not None:
            bar.setRange(0, total)
            bar.setValue(done)

    def show_form(self, step: int) -> None:
        """Show one of the steps: language, people, lock, working, key, shared."""
        self._step = step
        self.rebuild()

    def _build_language(self) -> None:
        self.column.addWidget(label(_("Welcome"), "title"))
        self.column.addWidget(
            label(_("Partner assessments and consultation notes, on your computer, without a network."), "muted")
        )
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, code in enumerate(i18n.LANGUAGES):
            made = button(i18n.endonym(code), variant="choice")
            made.setCheckable(True)
            made.setChecked(code == i18n.language())
            made.clicked.connect(lambda _checked=False, code=code: self.language_chosen.emit(code))
            grid.addWidget(made, number // 2, number % 2)
            if code == i18n.language():
                self.begin_at(made)
        self.column.addLayout(grid)
        self.add_problem_line()
        onwards = button(_("Set up my workspace"), variant="primary")
        onwards.clicked.connect(lambda: self.show_form(1))
        there = button(_("Open an existing workspace…"), variant="quiet")
        there.clicked.connect(self.elsewhere)
        self.column.addSpacing(4)
        self.column.addLayout(in_row(onwards, there, None))
        if self._sample_passphrase:
            self._add_sample()

    def _add_sample(self) -> None:
        look = button(_("Look around with sample data"), "sparkles")
        look.clicked.connect(self._want_sample)
        box = notice(
            # Translators: {passphrase} is shown as it must be typed.
            _(
                "Or look around first, with invented organisations in a workspace of its own. "
                "Its passphrase is: {passphrase}"
            ).format(passphrase=self._sample_passphrase),
            "sparkles",
        )
        self.column.addSpacing(6)
        self.column.addWidget(box)
        self.column.addLayout(in_row(look, None))

    def _build_people(self) -> None:
        self.column.addWidget(label(_("Who works here?"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self._add_field(grid, 0, 0, _("Office code"), "office", "LBN-TYR", _("Short and unique in your organisation."))
        self._add_field(grid, 0, 1, _("Office name"), "office_name", "")
        self._add_field(grid, 3, 0, _("Your name"), "person", "", _("Or your function, where names are not safe."))
        role = CodeEditor(_("Your role"), self._roles(), required=True)
        role.set_value(self.wish.role)
        role.changed.connect(lambda code: setattr(self.wish, "role", code or "field_officer"))
        grid.addWidget(label(_("Your role"), "label"), 3, 1)
        grid.addWidget(role, 4, 1)
        self.column.addLayout(grid)
        self.add_problem_line()
        self._add_buttons(0, self._check_people)

    def _add_field(
        self, grid: QGridLayout, row: int, column: int, words: str, name: str, example: str, help_text: str = ""
    ) -> None:
        field = QLineEdit(getattr(self.wish, name))
        field.setObjectName(name)
        field.setPlaceholderText(example)
        field.setAccessibleName(words)
        field.setAccessibleDescription(help_text)
        field.textEdited.connect(lambda text: setattr(self.wish, name, text.strip()))
        field.returnPressed.connect(self._check_people)
        grid.addWidget(label(words, "label"), row, column)
        grid.addWidget(field, row + 1, column)
        if help_text:
            grid.addWidget(label(help_text, "help"), row + 2, column, Qt.AlignmentFlag.AlignTop)
        if not row and not column:
            self.begin_at(field)

    def _check_people(self) -> None:
        if not (self.wish.office and self.wish.office_name and self.wish.person):
            self.show_problem(_("Please fill in every field."))
            return
        self.wish.office = self.wish.office.upper()
        self.show_form(2)

    def _build_lock(self) -> None:
        self.column.addWidget(label(_("Protect your workspace"), "title"))
        self.column.addWidget(
            label(_("Everything is kept encrypted. Without the passphrase nobody can read it, not even we."), "muted")
        )
        first, again = PassphraseField(_("Passphrase")), PassphraseField(_("Passphrase once more"))
        first.set_text(self.wish.passphrase)
        again.set_text(self._again)
        hint = label(strength(self.wish.passphrase), "help")

        def keep(text: str) -> None:
            self.wish.passphrase = text
            hint.setText(strength(text))

        first.typed.connect(keep)
        again.typed.connect(lambda text: setattr(self, "_again", text))
        again.entered.connect(self._check_lock)
        for words, field in ((_("Passphrase"), first), (_("Passphrase once more"), again)):
            self.column.addWidget(label(words, "label"))
            self.column.addWidget(field)
            if field is first:
                self.column.addWidget(hint)
        place = label(str(self.wish.folder), "help")
        other = button(_("Elsewhere…"), "folder-open", "quiet")
        other.clicked.connect(self._choose_place)
        self.column.addWidget(label(_("Place of the workspace"), "label"))
        row = in_row(other)
        row.insertWidget(0, place, 1)
        self.column.addLayout(row)
        self.column.addLayout(records_row(self.wish.hub, lambda: self.show_form(5)))
        self.add_problem_line()
        self._add_buttons(1, self._check_lock, _("Make the workspace"))
        self.begin_at(first)

    def _build_shared(self) -> None:
        step = HubStep(self.wish.hub)
        step.chosen.connect(self._keep_records)
        step.left.connect(lambda: self.show_form(2))
        self.column.addWidget(step)
        self.begin_at(step.address.field)

    def _keep_records(self, hub: str) -> None:
        self.wish.hub = hub
        self.show_form(2)

    def _choose_place(self) -> None:
        chosen = self._ask_folder(self, self.wish.folder)
        if chosen is not None:
            self.wish.folder = chosen
            self.rebuild()

    def _check_lock(self) -> None:
        if len(self.wish.passphrase) < 8:
            self.show_problem(_("Please take at least eight characters; several words are best."))
        elif self.wish.passphrase != self._again:
            self.show_problem(_("The two passphrases differ. Please type the same one twice."))
        else:
            self.wish.sample = False
            self._want()

    def _want_sample(self) -> None:
        self.wish.sample = True
        self._want()

    def _want(self) -> None:
        self.show_form(3)
        self.wanted.emit(self.wish)

    def _build_working(self) -> None:
        words = _("Inventing sample data…") if self.wish.sample else _("Making your workspace…")
        sentence = _("This takes up to a minute.") if self.wish.sample else _("This takes a few seconds.")
        self.add_working(words, sentence, can_stop=self.wish.sample)

    def _build_key(self) -> None:
        self.column.addWidget(label(_("Keep this recovery key"), "title"))
        self.column.addWidget(
            label(
                _(
                    "It opens the workspace if the passphrase is forgotten, and it is shown only now. "
                    "Write it down or print it, and keep it in the office's safe, away from this computer."
                ),
                "muted",
            )
        )
        sheet = RecoverySheet(self._recovery)
        sheet.print_asked.connect(self.print_asked)
        sheet.file_asked.connect(self.file_asked)
        sheet.finished.connect(self.finished)
        self.column.addWidget(sheet)
        self.column.addWidget(
            label(
                _(
                    "Do colleagues use PartnerDesk already? Ask your focal point for a welcome kit: it brings what your office"
                    " has. The first page shows where to open it."
                ),
                "help",
            )
        )
        self.begin_at(sheet.paper)

    def _add_buttons(self, back: int, check: Callable[[], None], words: str = "") -> None:
        onwards = button(words or _("Continue"), variant="primary")
        onwards.clicked.connect(check)
        before = button(_("Back"), variant="quiet")
        before.clicked.connect(lambda: self.show_form(back))
        self.column.addSpacing(6)
        self.column.addLayout(in_row(onwards, before, None))
