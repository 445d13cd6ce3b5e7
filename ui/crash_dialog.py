"""The window that tells of a bug: what is safe, where the report lies, and what is in it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.widgets.basics import button, in_row, label


class CrashDialog(QDialog):
    """Shown beside the window and never over it: work can go on."""

    def __init__(self, report: str, file: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("An error in PartnerDesk"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(_("PartnerDesk met an error of its own"), "heading"))
        column.addWidget(
            label(
                _(
                    "What was saved is safe, and you can go on working. "
                    "The report below names places in the program and nothing from your records; "
                    "please send it to those who look after PartnerDesk."
                )
            )
        )
        if file is not None:
            column.addWidget(label(str(file), "help"))
        box = QPlainTextEdit(report)
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setAccessibleName(_("Report"))
        box.setMinimumSize(480, 160)
        column.addWidget(box, 1)
        close = button(_("Close"), variant="primary")
        close.clicked.connect(self.close)
        column.addLayout(in_row(None, close))
