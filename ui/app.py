"""The start of the window: a bare window is painted first, and only then everything else is loaded."""

import builtins
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from partnerdesk import folders
from ui.preferences import Preferences
from ui.window import Window

if TYPE_CHECKING:
    from partnerdesk.unlocking import Unlocking

_SETTLED_MS = 3000
"""By then the first page is there, even on an old machine."""


def main(workspace: Path | None = None, language: str = "", passphrase: str = "") -> int:
    """Open the window and return the exit code when it is closed.

    `workspace` is the folder to open (the last one, or the platform's usual place, when not given); `language` stands
    over the preference for this run; with a `passphrase` nobody is asked for it.
    """
    load_without_reading_sources()
    # The look is drawn over Fusion, the same on every platform; named here, PySide6 need not load its class of styles.
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("PartnerDesk")
    app.setDesktopFileName("partnerdesk")
    preferences = Preferences()
    window = Window(preferences.geometry)
    parts: list[object] = []

    def furnish() -> None:
        folder = workspace or preferences.workspace or folders.default_folder()
        unlocking = begin_to_open(folder, passphrase)
        from ui.desktop import Desktop
        from ui.doors import CoreDoors

        desktop = Desktop(app, window, preferences, CoreDoors(), folder, language, unlocking)
        sys.excepthook = desktop.reporter.hook
        parts.append(desktop)
        QTimer.singleShot(_SETTLED_MS, collect_garbage)

    window.painted.connect(furnish)
    window.show()
    code = app.exec()
    sys.excepthook = sys.__excepthook__
    return code


def begin_to_open(folder: Path, passphrase: str) -> "Unlocking | None":
    """Derive the key, where nobody need be asked for the passphrase, while the window is being furnished."""
    if not passphrase or not folders.exists(folder):
        return None
    from partnerdesk.unlocking import Unlocking

    return Unlocking(folder, passphrase)


def collect_garbage() -> None:
    """Have Python look for garbage again, among what is made from now on."""
    gc.freeze()
    # A look through everything takes a tenth of a second, in which the window stands still; most garbage is young.
    gc.set_threshold(10_000, 20, 50)
    gc.enable()


def load_without_reading_sources() -> None:
    """Give Python's own import back: PySide6 replaces it by one that reads the source of every module after it.

    It looks for `from __feature__ import`, which this program does not use; what it finds is used for nothing else.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
