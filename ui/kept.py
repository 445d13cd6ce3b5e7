"""What is typed into a row for something new: kept on this device until it becomes a record, so that nothing is lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.widgets.editors import PAUSE_MS

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class Kept:
    """Values by name under one key of this device; it never travels, and is forgotten when the record is made."""

    def __init__(self, desk: "Desk", key: str) -> None:
        self._desk, self._key = desk, key
        self.values: dict[str, object] = dict(desk.setting(key) or {})
        self._stored = dict(self.values)

    def put(self, name: str, value: object) -> None:
        """Take what was just typed."""
        if value in (None, ""):
            self.values.pop(name, None)
        else:
            self.values[name] = value

    def flush(self) -> bool:
        """Keep what is typed; tell that nothing can be lost any more."""
        if self.values != self._stored:
            self._desk.keep(self._key, self.values)
            self._stored = dict(self.values)
        return True

    def forget(self) -> None:
        """Forget everything, because it was recorded or discarded."""
        self.values = {}
        self.flush()


def after_pause(owner: QObject, do: Callable[[], object]) -> QTimer:
    """Return a timer that does something at a pause in typing: start it with each keystroke."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(PAUSE_MS)
    timer.timeout.connect(do)
    return timer
