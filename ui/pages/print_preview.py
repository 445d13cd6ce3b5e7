"""Paper before it is paper: choose language and audience, look at the pages, then save or print them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import audience, i18n, vocabulary
from partnerdesk.desk import Desk
from partnerdesk.durable import replacing
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, format_decimal
from ui import binding
from ui.jobs import Job, Jobs
from ui.page import Page
from ui.pages.papers import Paper, Wish, laid_out
from ui.pages.pdf_pages import PdfPages
from ui.widgets.basics import Choice, button, icon_button, in_row, label, notice
from ui.widgets.coded import CodeEditor
from ui.widgets.editors import Editor, TextEditor
from ui.widgets.flow import FlowLayout
from ui.widgets.linked import RefEditor

_SIZES = {"a4": "A4", "letter": "US Letter"}


class PrintPreview(Page):
    """Lays paper out in a job and shows it; every change of a wish lays it out anew."""

    left = Signal()
    ready = Signal()
    """The paper that was wished for is shown."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk, self._jobs = desk, jobs
        self._paper: Paper | None = None
        self._job: Job | None = None
        self._content = b""
        self._title = label("", "title")
        self.wishes: dict[str, Editor] = self._editors(desk)
        self._boxes: dict[str, QWidget] = {}
        self._told = label("", "muted")
        self.pages = PdfPages()
        self.pages.moved.connect(self._show_place)
        self._problem = QVBoxLayout()
        self._place = label("", "muted", wrap=False)
        self.save = button(_("Save as…"), "save")
        self.save.clicked.connect(self._ask_where)
        self.print = button(_("Print…"), "printer", "primary")
        self.print.clicked.connect(self._ask_printer)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 12, 22, 10)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self._options())
        column.addWidget(self._told)
        column.addLayout(self._problem)
        column.addWidget(self.pages, 1)
        column.addLayout(self._foot())
        self._bind()

    def show_paper(self, paper: Paper) -> None:
        """Lay a paper out as it was wished for last, in the language in use."""
        self._paper = paper
        self._title.setText(paper.title)
        for name, box in self._boxes.items():
            box.setVisible(name in {"language", "size", *paper.options})
        self.wishes["recipients"].set_value(None)
        self._lay_out()

    def paper(self) -> Paper | None:
        """Return what is shown."""
        return self._paper

    def content(self) -> bytes:
        """Return the PDF that is shown; empty while there is none."""
        return self._content

    def save_as(self, target: Path) -> None:
        """Write what is shown to a file."""
        try:
            with replacing(target) as file:
                file.write(self._content)
        except OSError as error:
            told = _("The file “{file}” could not be written: {reason}. Choose another place.")
            self.refused.emit(PartnerDeskError(told.format(file=target.name, reason=error.strerror or error)))
            return
        self.told.emit(_("Saved as {file}.").format(file=target.name))

    def _editors(self, desk: Desk) -> dict[str, Editor]:
        sources = binding.sources(desk)
        levels = vocabulary.labels("audience")
        made: dict[str, Editor] = {
            "language": CodeEditor(_("Language"), [Choice(one, i18n.endonym(one)) for one in i18n.LANGUAGES]),
            "audience": CodeEditor(
                _("For whom"), [Choice(code, levels.get(code, code)) for code in audience.AUDIENCES]
            ),
            "recipients": TextEditor(_("Recipients, separated by commas")),
            "partner": RefEditor(
                _("Partner"), lambda text: sources.find("partner", text), lambda one: sources.title("partner", one)
            ),
            "size": CodeEditor(_("Paper"), [Choice(code, words) for code, words in _SIZES.items()]),
        }
        for name, value in (("language", i18n.language()), ("audience", "team"), ("size", "a4")):
            made[name].set_value(value)
        for editor in made.values():
            editor.changed.connect(lambda _value: self._lay_out())
        return made

    def _head(self) -> QHBoxLayout:
        back = icon_button("arrow-left", _("Back"))
        back.clicked.connect(self.left)
        row = in_row(back, spacing=8)
        row.addWidget(self._title, 1)
        row.addWidget(self.save)
        row.addWidget(self.print)
        return row

    def _options(self) -> QWidget:
        names = {
            "language": _("Language"),
            "audience": _("For whom"),
            "recipients": _("Recipients, separated by commas"),
            "partner": _("Partner (may stay empty)"),
            "size": _("Paper"),
        }
        room = QWidget()
        flow = FlowLayout(room, spacing=14)
        for name, title in names.items():
            box = QWidget()
            box.setMinimumWidth(250 if name in {"recipients", "partner", "audience"} else 150)
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(label(title, "help", wrap=False))
            column.addWidget(self.wishes[name])
            self._boxes[name] = box
            flow.addWidget(box)
        return room

    def _foot(self) -> QHBoxLayout:
        smaller = button("−")
        larger = button("+")
        fit = button(_("Fit width"))
        smaller.setAccessibleName(_("Smaller"))
        larger.setAccessibleName(_("Larger"))
        smaller.clicked.connect(lambda: self._zoom(-1))
        larger.clicked.connect(lambda: self._zoom(1))
        fit.clicked.connect(lambda: self._zoom(0))
        self._zoom_told = label("", "muted", wrap=False)
        return in_row(self._place, None, smaller, self._zoom_told, larger, fit, spacing=6)

    def _bind(self) -> None:
        for keys, do in (
            ("Ctrl++", lambda: self._zoom(1)),
            ("Ctrl+-", lambda: self._zoom(-1)),
            ("Ctrl+0", lambda: self._zoom(0)),
            ("Ctrl+P", self._ask_printer),
            ("Ctrl+S", self._ask_where),
            ("Esc", self.left.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _wish(self) -> Wish:
        def text(name: str) -> str:
            return str(self.wishes[name].value() or "")

        named = [one.strip() for one in text("recipients").replace("،", ",").split(",")]
        return Wish(
            language=text("language") or i18n.language(),
            size=text("size") or "a4",
            audience=text("audience") or "team",
            recipients=tuple(filter(None, named)),
            partner=text("partner"),
        )

    def _lay_out(self) -> None:
        if self._paper is None:
            return
        if self._job is not None:
            self._job.cancel()
        wish = self._wish()
        self._told.setVisible("audience" in self._paper.options)
        self._told.setText(_masking(wish.audience))
        self._set_ready(False)
        job = Job(partial(laid_out, self._paper, wish), _("Laying out the paper"))
        job.succeeded.connect(lambda content: self._show(job, content))
        job.failed.connect(lambda error: self._refuse(job, error))
        self._job = job
        self._jobs.start(job)

    def _show(self, job: QObject, content: bytes) -> None:
        if job is not self._job:
            return
        self._job = None
        self._clear_problem()
        self._content = content
        self.pages.show_document(content)
        self.pages.show()
        if not self.isAncestorOf(self.window().focusWidget() or self):
            self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set_ready(True)
        self._zoom_told.setText(self._percent())
        self.ready.emit()

    def _refuse(self, job: QObject, error: PartnerDeskError) -> None:
        if job is not self._job:
            return
        self._job = None
        self._clear_problem()
        self._content = b""
        self.pages.hide()
        self._place.clear()
        self._problem.addWidget(notice(str(error), "circle-alert", "warning"))
        self.ready.emit()

    def _clear_problem(self) -> None:
        while (item := self._problem.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()

    def _set_ready(self, ready: bool) -> None:
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)

    def _show_place(self, here: int, total: int) -> None:
        self._place.setText(_("Page {n} of {total}").format(n=here, total=total) if total else "")

    def _zoom(self, step: int) -> None:
        if step:
            self.pages.zoom_by(step)
        else:
            self.pages.fit_width()
        self._zoom_told.setText(self._percent())

    def _percent(self) -> str:
        # Translators: how large a page is shown.
        return _("{n} %").format(n=format_decimal(round(self.pages.zoom() * 100)))

    def _ask_where(self) -> None:
        if self._paper is None or not self._content:
            return
        dialog = QFileDialog(self, _("Save the paper"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF files (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._paper.file_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_as(Path(chosen)))
        dialog.open()

    def _ask_printer(self) -> None:
        if not self._content:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self.pages.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)


def _masking(code: str) -> str:
    """Return what an audience does not get to read."""
    reaches = audience.reaches(code)
    if reaches == audience.LEVELS[-1]:
        return _("Nothing is masked on this paper: it is for the team alone.")
    level = vocabulary.label("sensitivity", reaches)
    return _("What is marked above “{level}” is masked on this paper.").format(level=level)
