"""Opening a workspace beside other work, such as loading the window."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from partnerdesk.folders import KEYSLOT
from partnerdesk.progress import Report, unwatched
from partnerdesk.store import keyslot

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class Unlocking(threading.Thread):
    """Derives the key of a workspace in a thread of its own, from now on.

    That takes a fifth of a second, nearly all of it outside the interpreter.
    """

    def __init__(self, folder: Path, passphrase: str) -> None:
        super().__init__(name="unlocking", daemon=True)
        self.folder = folder
        self._passphrase = passphrase
        self._key = b""
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._key = keyslot.open_with_passphrase(self.folder / KEYSLOT, self._passphrase)
        except BaseException as error:  # noqa: BLE001  a thread must end with an answer; `desk` raises it
            self._error = error

    def desk(self, report: Report = unwatched) -> "Desk":
        """Wait for the key and open the workspace; raises PartnerDeskError as `workspace.open_workspace` does."""
        from partnerdesk import workspace

        self.join()
        if self._error is not None:
            raise self._error
        return workspace.open_with_key(self.folder, self._key, report)
