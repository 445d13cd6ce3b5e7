"""Pictures of the main pages, for looking at them: `python -m tests.screenshots FOLDER --language fr --theme dark`.

Drives the real window, offscreen unless another platform of Qt is asked for. Without `--workspace` it makes sample data in a
throw-away workspace.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.visits import PASSPHRASE, make_sample, visits

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.desktop import Desktop
    from ui.window import Window

_QUIET_MS = 250
"""So long nothing may run any more before a picture is taken: pages show at once and count a moment later."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one PNG for each page and return 0."""
    wish = _wishes(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = wish.scale
    wish.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        studio = _Studio(wish, Path(scratch))
        for name in studio.pages():
            target = wish.folder / f"{name}-{wish.language}-{wish.theme}.png"
            studio.shoot(target)
            sys.stdout.write(f"{target}\n")
    return 0


def _wishes(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="fr", choices=("fr", "en", "es", "ar"))
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--size", default="1366x768", help="of the window in logical pixels")
    parser.add_argument("--scale", default="1", help="such as 1.5: Qt's scale factor")
    parser.add_argument("--pages", default="", help="names of pages, such as home,partner-overview; all when not given")
    parser.add_argument("--workspace", type=Path, help="an existing workspace to show")
    parser.add_argument("--passphrase", default=PASSPHRASE)
    return parser.parse_args(arguments)


class _Studio:
    """The window, brought to one page after the other."""

    def __init__(self, wish: argparse.Namespace, scratch: Path) -> None:
        self._wish, self._scratch = wish, scratch
        self._app: QApplication
        self._window: Window
        self._desktop: Desktop
        self._wanted = {name for name in wish.pages.split(",") if name}

    def pages(self) -> Iterator[str]:
        """Bring up each page that is wanted and yield its name."""
        from PySide6.QtWidgets import QApplication

        from ui.app import load_without_reading_sources

        load_without_reading_sources()
        app = QApplication.instance() or QApplication([sys.argv[0], "-style", "Fusion"])
        assert isinstance(app, QApplication)
        self._app = app
        folder = self._wish.workspace or self._scratch / "workspace"
        if self._wish.workspace is None:
            yield from self._first_run(folder)
            make_sample(folder, self._scratch, self._wish.language)
        yield from self._unlocked(folder)
        self._window.close()

    def shoot(self, target: Path) -> None:
        """Take a picture of what is shown."""
        assert self._window.grab().save(str(target))

    def _open(self, folder: Path) -> None:
        from ui.desktop import Desktop
        from ui.doors import CoreDoors
        from ui.preferences import Preferences
        from ui.window import Window

        preferences = Preferences(self._scratch / "preferences.ini")
        preferences.theme = self._wish.theme
        width, height = (int(part) for part in self._wish.size.split("x"))
        self._window = Window()
        self._window.setMinimumSize(0, 0)
        self._window.resize(width, height)
        self._desktop = Desktop(self._app, self._window, preferences, CoreDoors(), folder, self._wish.language)
        self._window.show()
        self._settle()

    def _first_run(self, folder: Path) -> Iterator[str]:
        from ui.pages.first_run import FirstRunPage

        self._open(folder)
        page = self._desktop.frame.findChildren(FirstRunPage)[0]
        for step, name in enumerate(("language", "people", "lock", "making")):
            page.show_form(step)
            yield from self._if_wanted(f"first-{step + 1}-{name}")
        page.show_recovery("AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" * 2)
        yield from self._if_wanted("first-5-key")
        self._window.close()

    def _unlocked(self, folder: Path) -> Iterator[str]:
        from PySide6.QtCore import QEventLoop

        from partnerdesk.workspace import open_workspace
        from ui.pages.unlock import UnlockPage

        self._open(folder)
        yield from self._if_wanted("unlock")
        opened = QEventLoop()
        self._desktop.entrance.opened.connect(opened.quit)
        self._desktop.frame.findChildren(UnlockPage)[0].entered.emit(self._wish.passphrase)
        opened.exec()
        desk = open_workspace(folder, self._wish.passphrase)
        for visit in list(visits(desk)):
            if self._wanted and visit.name not in self._wanted:
                continue
            self._desktop.frame.go(visit.place, visit.target)
            yield from self._if_wanted(visit.name)
        desk.close()

    def _if_wanted(self, name: str) -> Iterator[str]:
        if not self._wanted or name in self._wanted:
            self._settle()
            yield name

    def _settle(self) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        waiting = QEventLoop()
        QTimer.singleShot(_QUIET_MS, waiting.quit)
        waiting.exec()
        while self._desktop.jobs.running():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        # What a job brought is laid out again, and what it brought may have started another.
        QTimer.singleShot(_QUIET_MS, waiting.quit)
        waiting.exec()


if __name__ == "__main__":
    sys.exit(main())
