"""The start of the window: a bare window is painted first, and only then everything else is loaded."""

import builtins
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.preferences import Preferences
from ui.window import Window


def main(workspace: Path | None = None, language: str = "", passphrase: str = "") -> int:
    """Open the window and return the exit code when it is closed.

    `workspace` is the folder to open (the last one, or the platform's usual place, when not given); `language` stands
    over the preference for this run; with a `passphrase` nobody is asked for it.
    """
    load_without_reading_sources()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("PartnerDesk")
    app.setDesktopFileName("partnerdesk")
    preferences = Preferences()
    window = Window(preferences.geometry)
    parts: list[object] = []

    def furnish() -> None:
        from ui.doors import CoreDoors

        doors = CoreDoors()
        folder = workspace or preferences.workspace or doors.default_folder()
        doors.begin(folder, passphrase)
        from ui.desktop import Desktop

        desktop = Desktop(app, window, preferences, doors, folder, language, passphrase)
        sys.excepthook = desktop.reporter.hook
        parts.append(desktop)

    window.painted.connect(furnish)
    window.show()
    code = app.exec()
    sys.excepthook = sys.__excepthook__
    return code


def load_without_reading_sources() -> None:
    """Give Python's own import back: PySide6 replaces it by one that reads the source of every module after it.

    It looks for `from __feature__ import`, which this program does not use; what it finds is used for nothing else.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
