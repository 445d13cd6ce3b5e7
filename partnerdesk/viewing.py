"""Showing attachments in other programs: from private copies that are removed again."""

import contextlib
import os
from pathlib import Path

from partnerdesk import attachments, durable
from partnerdesk.desk import OPENED, Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.filenames import free_name
from partnerdesk.i18n import _

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Viewer:
    """Keeps the copies of one session; they go when the workspace is closed, or before.

    They lie unencrypted in the workspace's folder, for their owner only; what a killed process leaves there, opening the
    workspace removes.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept = contextlib.ExitStack()
        self._folder: Path | None = None
        desk.at_close(self.close)

    def copy_of(self, attachment_id: str) -> Path:
        """Write a copy that cannot be changed, for a program that shows it, and return its path.

        Raises PartnerDeskError when the bytes are not here, when the file may be a program, or when it cannot be written.
        """
        found = attachments.attachment(self._desk, attachment_id)
        data = attachments.content(self._desk, attachment_id)
        if not found.can_be_opened:
            raise PartnerDeskError(
                _(
                    "The file {name} is no document, picture or recording, so it is not opened from here: it could be a"
                    " program. Nothing was changed. Save a copy if you know who sent it, and have it checked."
                ).format(name=found.name)
            )
        try:
            if self._folder is None:
                self._folder = self._kept.enter_context(durable.scratch_folder(self._desk.folder / OPENED))
            path = free_name(self._folder, found.name)
            with os.fdopen(os.open(path, _FLAGS, 0o600), "wb") as file:
                file.write(data)
            if os.name == "posix":
                # Elsewhere what cannot be written cannot be removed either.
                path.chmod(0o400)
        except OSError as error:
            raise PartnerDeskError(
                _(
                    "The file {name} cannot be shown: {reason}. Nothing was changed. Free some space on the disk."
                ).format(name=found.name, reason=error.strerror or error)
            ) from error
        return path

    def close(self) -> None:
        """Remove all copies."""
        self._kept.close()
        self._folder = None
