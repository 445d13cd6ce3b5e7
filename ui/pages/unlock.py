"""The page that opens a workspace: passphrase, or recovery key and a new passphrase."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from partnerdesk.i18n import _
from ui.pages.gate import GatePage
from ui.pages.hub_address import HubAddress
from ui.widgets.basics import button, in_row, label, set_state
from ui.widgets.passphrase import PassphraseField


class UnlockPage(GatePage):
    """Asks for what opens the workspace; it tries nothing itself."""

    entered = Signal(str)
    """The passphrase typed."""
    recovered = Signal(str, str)
    """The recovery key and the new passphrase."""
    readdressed = Signal(str, str)
    """The passphrase, and a new address of the shared database."""
    elsewhere = Signal()
    """Another workspace is wanted, or a new one."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._with_key = False
        self._passphrase = ""
        self._key = ""
        self._address: str | None = None
        self._step: QLabel | None = None
        self.rebuild()

    def rebuild(self) -> None:
        """Show the page again, in the language in use; what was typed stays."""
        self._step = None
        self.restart(self._build_recovery if self._with_key else self._build_passphrase)
        self.show_languages()

    def show_busy(self, busy: bool) -> None:
        """Wait for an answer, or take the next try."""
        self._open.setEnabled(not busy)
        self._open.setText(_("Opening…") if busy else _("Open"))

    def show_step(self, done: int, total: int) -> None:
        """Show how far the workspace is on its way to this version; one of this version has no such steps."""
        if not total:
            return
        if self._step is None:
            self.restart(self._build_migrating)
        if self._step is not None:
            # Translators: of the work that is being done, such as "Step 2 of 4".
            self._step.setText(_("Step {number} of {all}").format(number=min(done + 1, total), all=total))

    def refuse(self, sentence: str) -> None:
        """Say why the workspace was not opened, and take the next try."""
        if self._step is not None:
            self.rebuild()
        self.show_busy(False)
        self.show_problem(sentence)
        set_state(self._field, "state", "error")
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_migrating(self) -> None:
        self._step = self.add_working(
            _("Bringing your records to this version…"),
            _(
                "This is done once and may take some minutes. It is done on a copy: nothing is lost if you stop it or the"
                " power fails."
            ),
            can_stop=True,
        )
        self._step.show()

    def _build_passphrase(self) -> None:
        self.column.addWidget(label(_("Open your workspace"), "title"))
        self.column.addWidget(label(str(self._folder), "help"))
        self._field = PassphraseField(_("Passphrase"))
        self._field.set_text(self._passphrase)
        self._field.typed.connect(self._keep_passphrase)
        self._field.entered.connect(self._enter)
        self.column.addSpacing(4)
        self.column.addWidget(label(_("Passphrase"), "label"))
        self.column.addWidget(self._field)
        if self._address is not None:
            self._add_address(self._address)
        self.add_problem_line()
        self._open = button(_("Open"), variant="primary")
        self._open.clicked.connect(self._enter)
        forgot = button(_("Forgotten? Use the recovery key"), variant="quiet")
        forgot.clicked.connect(lambda: self._switch(with_key=True))
        other = button(_("Another workspace…"), variant="quiet")
        other.clicked.connect(self.elsewhere)
        self.column.addSpacing(4)
        self.column.addLayout(in_row(self._open, None))
        self.column.addLayout(in_row(forgot, other, None))
        self.begin_at(self._field)

    def offer_address(self) -> None:
        """Let a new address of the shared database be typed: its server did not answer, or let nobody in."""
        if self._address is None and not self._with_key:
            self._address = ""
            self.rebuild()

    def _add_address(self, address: str) -> None:
        form = HubAddress(address)
        form.typed.connect(lambda text: setattr(self, "_address", text))
        form.entered.connect(self._enter)
        self.column.addWidget(form)
        self.column.addWidget(label(_("Leave it empty to try the known address once more."), "help"))

    def _build_recovery(self) -> None:
        self.column.addWidget(label(_("Open with the recovery key"), "title"))
        self.column.addWidget(
            label(_("It was shown when the workspace was made; your office keeps it on paper."), "muted")
        )
        key = QLineEdit(self._key)
        key.setPlaceholderText("AGE-SECRET-KEY-1…")
        key.setAccessibleName(_("Recovery key"))
        key.textEdited.connect(self._keep_key)
        self._field = PassphraseField(_("New passphrase"))
        self._field.set_text(self._passphrase)
        self._field.typed.connect(self._keep_passphrase)
        self._field.entered.connect(self._enter)
        for words, field in ((_("Recovery key"), key), (_("New passphrase"), self._field)):
            self.column.addWidget(label(words, "label"))
            self.column.addWidget(field)
        self.add_problem_line()
        self._open = button(_("Open"), variant="primary")
        self._open.clicked.connect(self._enter)
        back = button(_("Back to the passphrase"), variant="quiet")
        back.clicked.connect(lambda: self._switch(with_key=False))
        self.column.addLayout(in_row(self._open, back, None))
        self.begin_at(key)

    def _switch(self, *, with_key: bool) -> None:
        self._with_key, self._passphrase = with_key, ""
        self.rebuild()

    def _keep_passphrase(self, text: str) -> None:
        self._passphrase = text

    def _keep_key(self, text: str) -> None:
        self._key = text

    def _enter(self) -> None:
        self.show_problem("")
        if not self._passphrase or (self._with_key and not self._key.strip()):
            self.refuse(_("Please fill in every field."))
            return
        self.show_busy(True)
        if self._with_key:
            self.recovered.emit("".join(self._key.split()).upper(), self._passphrase)
        elif self._address:
            self.readdressed.emit(self._passphrase, self._address)
        else:
            self.entered.emit(self._passphrase)
