"""Pictures of the main pages, for looking at them: `python -m tests.screenshots FOLDER --language fr --theme dark`.

Drives the real window, offscreen unless another platform of Qt is asked for. Without `--workspace` it makes a throw-away
workspace.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

PASSPHRASE = "pictures of sample data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one PNG for each page and return 0."""
    wish = _wishes(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = wish.scale
    wish.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, picture in _pictures(wish, Path(scratch)):
            target = wish.folder / f"{name}-{wish.language}-{wish.theme}.png"
            picture(target)
            sys.stdout.write(f"{target}\n")
    return 0


def _wishes(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="fr", choices=("fr", "en", "es", "ar"))
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--size", default="1366x768", help="of the window in logical pixels")
    parser.add_argument("--scale", default="1", help="such as 1.5: Qt's scale factor")
    parser.add_argument("--pages", default="", help="keys of places, with a target after a slash; all when not given")
    parser.add_argument("--workspace", type=Path, help="an existing workspace to show")
    parser.add_argument("--passphrase", default=PASSPHRASE)
    return parser.parse_args(arguments)


def _pictures(wish: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, Callable[[Path], None]]]:
    from PySide6.QtWidgets import QApplication

    from ui.desktop import Desktop
    from ui.doors import CoreDoors
    from ui.preferences import Preferences
    from ui.window import Window

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    preferences = Preferences(scratch / "preferences.ini")
    preferences.theme = wish.theme
    folder = wish.workspace or scratch / "workspace"
    width, height = (int(part) for part in wish.size.split("x"))

    def shoot(target: Path) -> None:
        _settle(app)
        assert window.grab().save(str(target))

    def open_window() -> tuple[Window, Desktop]:
        opened = Window()
        opened.setMinimumSize(0, 0)
        opened.resize(width, height)
        desktop = Desktop(app, opened, preferences, CoreDoors(), folder, wish.language)
        opened.show()
        _settle(app)
        return opened, desktop

    if wish.workspace is None:
        window, desktop = open_window()
        yield from _first_run(desktop, shoot)
        window.close()
        _make(folder, wish.language)
    window, desktop = open_window()
    yield "unlock", shoot
    _unlock(app, desktop, wish.passphrase)
    for entry in filter(None, wish.pages.split(",")) if wish.pages else desktop.frame.keys():
        key, _slash, target = entry.partition("/")
        desktop.frame.go(key, target)
        yield key, shoot
    window.close()


def _first_run(desktop: object, shoot: Callable[[Path], None]) -> Iterator[tuple[str, Callable[[Path], None]]]:
    from PySide6.QtWidgets import QWidget

    from ui.desktop import Desktop
    from ui.pages.first_run import FirstRunPage

    assert isinstance(desktop, Desktop)
    page: QWidget = desktop.frame.findChildren(FirstRunPage)[0]
    assert isinstance(page, FirstRunPage)
    for step, name in enumerate(("language", "people", "lock", "making")):
        page.show_form(step)
        yield f"first-{step + 1}-{name}", shoot
    page.show_recovery("AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" * 2)
    yield "first-5-key", shoot


def _make(folder: Path, language: str) -> None:
    from partnerdesk import workspace
    from partnerdesk.desk import Identity

    identity = Identity("LBN-TYR", "Bureau de Tyr", "Agente de terrain", "field_officer", language)
    workspace.create(folder, PASSPHRASE, identity).desk.close()


def _unlock(app: object, desktop: object, passphrase: str) -> None:
    from PySide6.QtCore import QEventLoop

    from ui.desktop import Desktop
    from ui.pages.unlock import UnlockPage

    assert isinstance(desktop, Desktop)
    waiting = QEventLoop()
    desktop.entrance.opened.connect(waiting.quit)
    desktop.frame.findChildren(UnlockPage)[-1].entered.emit(passphrase)
    waiting.exec()
    _settle(app)


def _settle(app: object) -> None:
    from PySide6.QtWidgets import QApplication

    assert isinstance(app, QApplication)
    for _round in range(5):
        app.processEvents()


if __name__ == "__main__":
    sys.exit(main())
