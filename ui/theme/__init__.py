"""How the program looks: which set of colours is on, and Qt's palette and style sheet made from it."""

import string
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from partnerdesk import resources
from ui.theme import icons
from ui.theme.colours import DARK, LIGHT, Colours

MODES = ("system", "light", "dark")
"""What can be chosen; `system` follows the desktop, also while the program runs."""

_SHEET = Path(__file__).with_name("style.qss")
_SMALLEST_FONT = 10.0

_colours = LIGHT


def colours() -> Colours:
    """Return the colours in use, for widgets that paint themselves."""
    return _colours


def colour(name: str) -> QColor:
    """Return one colour in use by its name in `Colours`."""
    return QColor(getattr(_colours, name))


def apply(app: QApplication, window: QWidget, mode: str) -> None:
    """Show the program in this mode, one of `MODES`; the window changes at once."""
    prepare(app, mode)
    dress(window)


def dress(window: QWidget) -> None:
    """Put the style sheet over everything that is in the window and that will be put there.

    A page is then dressed once, when it is put into the window. Were the sheet that of the whole program, Qt would dress each
    part of the page anew whenever it is put into another part: nearly all of the time that making a page takes.
    """
    window.setStyleSheet(_style_sheet(_colours, QApplication.font().pointSizeF()))


def prepare(app: QApplication, mode: str) -> None:
    """Choose the colours and the size of the letters."""
    global _colours  # noqa: PLW0603  one look for the whole program
    _colours = _chosen(app, mode)
    font = app.font()
    if font.pointSizeF() < _SMALLEST_FONT:
        font.setPointSizeF(_SMALLEST_FONT)
        app.setFont(font)
    app.setPalette(_palette(_colours))
    icons.refresh(app, _colours)


def _chosen(app: QApplication, mode: str) -> Colours:
    hints = app.styleHints()
    if mode == "system":
        hints.unsetColorScheme()
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
    hints.setColorScheme(Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light)
    return DARK if mode == "dark" else LIGHT


def _palette(of: Colours) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, value in (
        (roles.Window, of.window),
        (roles.WindowText, of.text),
        (roles.Base, of.surface),
        (roles.AlternateBase, of.window),
        (roles.Text, of.text),
        (roles.Button, of.surface),
        (roles.ButtonText, of.text),
        (roles.BrightText, of.danger),
        (roles.Highlight, of.accent),
        (roles.HighlightedText, of.on_accent),
        (roles.Link, of.accent),
        (roles.LinkVisited, of.accent_strong),
        (roles.ToolTipBase, of.toast),
        (roles.ToolTipText, of.on_toast),
        (roles.PlaceholderText, of.muted),
        (roles.Accent, of.accent),
    ):
        palette.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(of.outline))
    return palette


def _style_sheet(of: Colours, points: float) -> str:
    sizes = {
        "pt_small": f"{points * 0.9:.1f}pt",
        "pt_body": f"{points:.1f}pt",
        "pt_large": f"{points * 1.2:.1f}pt",
        "pt_title": f"{points * 1.6:.1f}pt",
        "pt_display": f"{points * 2.1:.1f}pt",
    }
    folder = resources.path("icons").as_posix()
    return string.Template(_SHEET.read_text("utf-8")).substitute(msgspec.structs.asdict(of), icons=folder, **sizes)
