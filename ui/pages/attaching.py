"""The files of a record: added by a button or by dropping them, listed, opened, saved elsewhere, captioned, taken away."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from partnerdesk import attachments
from partnerdesk.attachments import DAMAGED, ELSEWHERE, HERE, MISSING, STATES, Attached
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.showing import file_size
from partnerdesk.store.listings import ListRow, Query
from partnerdesk.viewing import Viewer
from ui.jobs import Job, Jobs
from ui.listing import columns, day_of
from ui.models import MARK, Column, Row
from ui.pages.record_panel import RecordPanel
from ui.pages.related import ChildRecords, RelatedShape
from ui.widgets.basics import button, in_row, label, notice
from ui.widgets.record_table import Width

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_TONES = {HERE: "success", MISSING: "warning", ELSEWHERE: "", DAMAGED: "danger"}


class AttachmentPanel(RecordPanel):
    """What is known of one file, and what can be done with it."""

    open_asked = Signal(str)
    copy_asked = Signal(str)

    def show_more(self, view: "View", column: QVBoxLayout) -> None:
        """Show whether the bytes are here, and offer to open and to save them."""
        found = attachments.attachment(self._desk, view.id)
        # Translators: the name of a file and its size.
        words = _("{name}, {size}").format(name=found.name, size=file_size(found.bytes))
        column.addLayout(in_row(label(_(STATES[found.state]), "tag", tone=_TONES[found.state]), None))
        column.addWidget(label(words, "muted"))
        look = button(_("Open"), "eye", "primary")
        look.setEnabled(found.can_be_opened)
        look.clicked.connect(lambda: self.open_asked.emit(view.id))
        save = button(_("Save a copy…"), "save")
        save.setEnabled(found.is_here)
        save.clicked.connect(lambda: self.copy_asked.emit(view.id))
        column.addLayout(in_row(look, save, None))
        if reason := _why(found):
            column.addWidget(notice(reason, "info", "danger" if found.state == DAMAGED else ""))


class AttachmentsPart(ChildRecords):
    """The files of one record; files may be dropped anywhere on it."""

    def __init__(self, desk: "Desk", kind: str, jobs: Jobs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, _shape(desk), attachments.OWNERS[kind], parent)
        self._of_kind = kind
        self._jobs = jobs or Jobs(self)
        self._viewer = Viewer(desk)
        self.setAcceptDrops(True)

    def start_new(self) -> None:
        """Ask for files and add them."""
        paths, _filter = QFileDialog.getOpenFileNames(self, _("Attach files"))
        self.add([Path(path) for path in paths])

    def add(self, files: Sequence[Path]) -> None:
        """Add files one after the other; each is there as soon as its bytes are in the workspace."""
        for file in files:
            owner = self._owner_id
            job = Job(partial(_added, self._desk, owner, file), _("Attaching {name}").format(name=file.name))
            job.succeeded.connect(partial(self._show_added, owner))
            job.failed.connect(self.refused)
            self._jobs.start(job)

    def look_at(self, attachment_id: str) -> None:
        """Show a file in the program that this computer has for it; it sees a copy that cannot be changed."""
        try:
            copy = self._viewer.copy_of(attachment_id)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.told.emit(_("This computer has no program for {name}. Save a copy instead.").format(name=copy.name))

    def save_to(self, attachment_id: str, target: Path) -> None:
        """Write a copy of a file."""
        job = Job(partial(_saved, self._desk, attachment_id, target), _("Saving {name}").format(name=target.name))
        job.succeeded.connect(lambda file: self.told.emit(_("Saved as {file}.").format(file=file)))
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def query(self) -> Query:
        """The files of the record, and of partners that go by its name."""
        owners = attachments.owners_shown(self._desk, self._of_kind, self._owner_id) if self._owner_id else [""]
        return Query("attachment", codes={self._owner: owners})

    def make_panel(self) -> RecordPanel:
        made = AttachmentPanel(self._desk, self._shape.kind, self._owner, self)
        made.open_asked.connect(self.look_at)
        made.copy_asked.connect(self._ask_where)
        return made

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from this computer may be dropped here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(event.proposedAction().CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _ask_where(self, attachment_id: str) -> None:
        name = attachments.attachment(self._desk, attachment_id).name
        path, _filter = QFileDialog.getSaveFileName(self, _("Save a copy"), name)
        if path:
            self.save_to(attachment_id, Path(path))

    def _show_added(self, owner: str, made: str) -> None:
        self.changed.emit()
        if owner == self._owner_id:
            self.refresh()
            self.list.table.select(made)
            self.told.emit(
                _("The file was attached. It lies encrypted in the workspace; the original stayed where it was.")
            )


def _added(desk: "Desk", owner: str, file: Path, _report: object) -> str:
    return attachments.add(desk, owner, file)


def _saved(desk: "Desk", attachment_id: str, target: Path, _report: object) -> Path:
    return attachments.save_copy(desk, attachment_id, target)


def _shape(desk: "Desk") -> RelatedShape:
    def more(found: Sequence[ListRow]) -> Mapping[str, Row]:
        files = attachments.states(desk, [row.id for row in found])
        return {
            one.id: {
                "name": one.name,
                "size": file_size(one.bytes),
                "state": _(STATES[one.state]),
                "added": day_of(one.view.created_at),
            }
            for one in files.values()
        }

    return RelatedShape(
        kind="attachment",
        columns=[
            *columns("attachment", ["name", "caption"]),
            Column("size", _("Size"), at_end=True, sortable=False),
            Column("state", _("State"), sortable=False),
            Column("added", _("Added"), sortable=False),
            *columns("attachment", [MARK]),
        ],
        widths=[Width(5), Width(4, 520), Width(3), Width(3), Width(3, 640), Width(2, 820)],
        icon="file-text",
        nothing=_("No file yet"),
        nothing_why=_(
            "Add a scan, a photo or a letter of at most 25 MB, or drop it here. It is kept encrypted and travels with bundles."
        ),
        new=_("Add files…"),
        more=more,
    )


def _why(found: Attached) -> str:
    """Return what somebody should know who cannot open a file."""
    if found.state == MISSING:
        return _(
            "The file has not been received yet; it is not lost. It comes with a later bundle from {office}."
        ).format(office=found.view.scope)
    if found.state == ELSEWHERE:
        return _("Whoever added this file chose that it does not travel. Ask {office} for it.").format(
            office=found.view.scope
        )
    if found.state == DAMAGED:
        return _("The file is damaged here. It is asked for again with the next bundles.")
    if not found.can_be_opened:
        return _(
            "This is no document, picture or recording, so it is not opened from here. Save a copy if you know its sender."
        )
    return ""
