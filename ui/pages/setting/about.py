"""Which program this is, in which version, and under which licences it and its parts stand."""

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPlainTextEdit

from partnerdesk import __version__
from partnerdesk.i18n import _
from ui.pages.setting.section import Section
from ui.widgets.basics import button, in_row, label

_PARTS = (
    ("Qt for Python (PySide6)", "LGPL-3.0"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("SQLCipher (sqlcipher3)", "BSD-3-Clause, Zlib"),
    ("libsodium (PyNaCl)", "ISC, Apache-2.0"),
    ("age (pyrage)", "MIT"),
    ("Zstandard (backports.zstd)", "BSD-3-Clause, PSF-2.0"),
    ("msgspec", "BSD-3-Clause"),
    ("Babel, CLDR", "BSD-3-Clause, Unicode-3.0"),
    ("ReportLab", "BSD-3-Clause"),
    ("arabic-reshaper", "MIT"),
    ("python-bidi", "LGPL-3.0"),
    ("PDFium (pypdfium2)", "BSD-3-Clause, Apache-2.0"),
    ("platformdirs, PyYAML, jsonschema", "MIT"),
    ("tzdata", "Apache-2.0"),
    ("Lucide", "ISC"),
    ("DejaVu Sans", "Bitstream Vera"),
)
"""What the program is made of, with its SPDX licence."""


class AboutSection(Section):
    """Version, licence and, on demand, the licences of the parts."""

    def __init__(self) -> None:
        super().__init__(_("About PartnerDesk"))
        words = _("PartnerDesk {version}, with Qt {qt} and Python {python}").format(
            version=__version__, qt=qVersion(), python=platform.python_version()
        )
        self.column.addWidget(label(words))
        self.column.addWidget(label(_("Free software under the Apache License 2.0."), "muted"))
        box = QPlainTextEdit("\n".join(f"{name}: {licence}" for name, licence in _PARTS))
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setAccessibleName(_("Licences of its parts"))
        box.setFixedHeight(box.fontMetrics().lineSpacing() * 9)
        box.hide()
        more = button(_("Licences of its parts"), "chevron-down", "quiet")
        more.clicked.connect(lambda: box.setVisible(box.isHidden()))
        self.column.addLayout(in_row(more, None))
        self.column.addWidget(box)
