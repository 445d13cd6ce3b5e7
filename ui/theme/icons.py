"""Icons from `resources/icons`, coloured by the theme and mirrored where they point along the reading direction."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from partnerdesk import resources
from ui.theme.colours import LIGHT, Colours

DIRECTIONAL = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo-2", "rotate-ccw", "send", "list-checks"}
)
"""Icons that point along the line of reading; right-to-left languages see them mirrored."""

SIZE = 18
_GAP = 5
"""Room between an icon and the words of a button: what Qt leaves is hardly any, and none from right to left."""
_colours = LIGHT


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resources.path("icons", f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(drawing.replace(b"currentColor", colour.encode())))


def draw(painter: QPainter, name: str, place: QRectF, colour: str) -> None:
    """Paint an icon into a rectangle, sharp at any scale; `colour` is ``#rrggbb``."""
    mirrored = name in DIRECTIONAL and QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored:
        painter.translate(2 * place.center().x(), 0)
        painter.scale(-1, 1)
    _renderer(name, colour).render(painter, place)
    painter.restore()


def pixmap(name: str, colour: str, size: int = SIZE, density: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `size` logical pixels."""
    picture = QPixmap(QSize(round(size * density), round(size * density)))
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return picture


def icon(name: str, colour: str, size: int = SIZE, gap: int = 0) -> QIcon:
    """Return an icon for Qt's own buttons, drawn for the densest screen there is; `gap` is left free before the words."""
    rtl = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    densest = max(screen.devicePixelRatio() for screen in QApplication.screens())
    return _icon(name, (colour, _colours.outline), size, gap, densest, rtl)


@lru_cache(maxsize=256)
def _icon(name: str, colours: tuple[str, str], size: int, gap: int, density: float, rtl: bool) -> QIcon:
    """Keep what was drawn, enabled and disabled: a form shows the same few icons many times."""
    made = QIcon()
    for mode, colour in zip((QIcon.Mode.Normal, QIcon.Mode.Disabled), colours, strict=True):
        picture = QPixmap(QSize(round((size + gap) * density), round(size * density)))
        picture.setDevicePixelRatio(density)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw(painter, name, QRectF(gap if rtl else 0, 0, size, size), colour)
        painter.end()
        made.addPixmap(picture, mode)
    return made


def of_program() -> QIcon:
    """Return the program's own icon, for its windows."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("partnerdesk", "", size))
    return made


def put(on: QAbstractButton | QLabel, name: str, role: str = "text", size: int = SIZE) -> None:
    """Give a button or a label an icon that follows the theme; `role` is a colour's name in `Colours`."""
    on.setProperty("iconName", name)
    on.setProperty("iconRole", role)
    on.setProperty("iconSize_", size)
    _show(on)


def refresh(app: QApplication, colours: Colours) -> None:
    """Draw the icons of all open windows anew in these colours."""
    global _colours  # noqa: PLW0603  one look for the whole program
    _colours = colours
    for widget in app.allWidgets():
        if widget.property("iconName"):
            _show(widget)


def _show(on: QWidget) -> None:
    name, size = str(on.property("iconName")), int(on.property("iconSize_"))
    colour = getattr(_colours, str(on.property("iconRole")))
    if isinstance(on, QAbstractButton):
        gap = _GAP if isinstance(on, QPushButton) and on.text() else 0
        on.setIcon(icon(name, colour, size, gap))
        on.setIconSize(QSize(size + gap, size))
    elif isinstance(on, QLabel):
        on.setPixmap(pixmap(name, colour, size, on.devicePixelRatioF()))
