"""Printing the one thing that is printed without a file: the recovery key."""

import html

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from partnerdesk.i18n import _


def recovery_sheet(key: str) -> QTextDocument:
    """Return the page that is printed: the key in large letters, and what it is for."""
    document = QTextDocument()
    title, purpose = (
        _("Recovery key of a PartnerDesk workspace"),
        _("It opens the workspace when the passphrase is forgotten. Keep it in a safe place."),
    )
    document.setHtml(
        f"<h2>{html.escape(title)}</h2>"
        f"<p style='font-size:14pt'><code>{html.escape(key)}</code></p>"
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
