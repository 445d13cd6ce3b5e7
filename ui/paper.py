"""The one thing that is printed without a record: the recovery key, on paper or as a PDF file."""

import html
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _


def recovery_sheet(key: str) -> QTextDocument:
    """Return the page that is printed: the key in large letters, and what it is for."""
    document = QTextDocument()
    title = _("Recovery key of a PartnerDesk workspace")
    purpose = _("It opens the workspace when the passphrase is forgotten. Keep it in a safe place.")
    document.setHtml(
        f"<h2>{html.escape(title)}</h2>"
        f"<p dir='ltr' style='font-size:14pt'><code>{html.escape(key)}</code></p>"
        f"<p>{html.escape(purpose)}</p>"
    )
    return document


def print_recovery_key(parent: QWidget, key: str) -> None:
    """Ask for a printer and print the key; the key is written nowhere else."""
    printer = QPrinter()
    dialog = QPrintDialog(printer, parent)
    sheet = recovery_sheet(key)
    sheet.setParent(dialog)
    dialog.accepted.connect(lambda: sheet.print_(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def save_recovery_key(parent: QWidget, key: str) -> None:
    """Ask for a place and save the sheet there as a PDF file; raises PartnerDeskError where it cannot be written."""
    name = _("Recovery key") + ".pdf"
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save as PDF"), str(Path.home() / name), "PDF (*.pdf)")
    if chosen:
        write_recovery_key(Path(chosen), key)


def write_recovery_key(file: Path, key: str) -> None:
    """Write the sheet as a PDF file; raises PartnerDeskError where that is not possible."""
    try:
        file.touch()
    except OSError as error:
        raise PartnerDeskError(
            _("The file {file} cannot be written: {reason}. Choose another place.").format(
                file=file, reason=error.strerror or error
            )
        ) from error
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    recovery_sheet(key).print_(writer)
