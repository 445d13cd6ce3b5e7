"""Files and folders that are dropped on a page, as the target that the exchange page understands."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent

_FILES = "files:"


def welcome(event: QDragEnterEvent) -> None:
    """Accept what is dragged when it is files."""
    if event.mimeData().hasUrls():
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()


def paths_of(event: QDropEvent) -> list[Path]:
    """Return the files and folders that were dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def target_of(event: QDropEvent) -> str:
    """Return what asks the exchange page to take these files in; nothing where there are none."""
    paths = paths_of(event)
    return _FILES + json.dumps([str(path) for path in paths]) if paths else ""


def paths_in(target: str) -> list[Path]:
    """Return the files that a target of `target_of` names; none for another target."""
    return [Path(path) for path in json.loads(target.removeprefix(_FILES))] if target.startswith(_FILES) else []
