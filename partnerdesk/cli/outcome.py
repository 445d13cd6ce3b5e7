"""How a command ends: the exit code, and one or two sentences on standard error where it did not do what was asked."""

import os
import sys
from contextlib import AbstractContextManager
from types import TracebackType

from partnerdesk import crash
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Cancelled

DONE, REFUSED, BUG = 0, 1, 70
"""2, wrong usage, comes from argparse; 70 is EX_SOFTWARE of sysexits.h."""


class Outcome(AbstractContextManager["Outcome"]):
    """Takes whatever ends a command and keeps the exit code; a bug becomes a report without record contents."""

    def __init__(self) -> None:
        self.code = DONE

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Tell what happened, and let the program end in order."""
        if isinstance(error, SystemExit):
            self.code = error.code if isinstance(error.code, int) else DONE
        elif isinstance(error, BrokenPipeError):
            self.code = _leave_pipe()
        elif isinstance(error, PartnerDeskError):
            self.code = refuse(str(error))
        elif isinstance(error, KeyboardInterrupt | Cancelled):
            self.code = refuse(_("Stopped. Nothing is half done."))
        elif isinstance(error, OSError):
            self.code = refuse(_system_refused(error))
        elif isinstance(error, Exception):
            self.code = _reported(error)
        return error is None or isinstance(error, Exception | KeyboardInterrupt | SystemExit)


def refuse(sentence: str) -> int:
    """Tell on standard error why something was not done, and return the exit code for that."""
    tell(sentence)
    return REFUSED


def tell(sentence: str) -> None:
    """Say something to the person, beside the output that a program may read."""
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")


def _system_refused(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.filename is None:
        # Translators: {reason} comes from the operating system.
        return _("The system refused: {reason}. Check the folder and the space left on the disk.").format(reason=reason)
    return _("{file} cannot be used: {reason}. Check its place and the space left on the disk.").format(
        file=error.filename, reason=reason
    )


def _leave_pipe() -> int:
    """Leave when the reader of the output has gone, as `head` does; there is nobody left to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return REFUSED


def _reported(error: Exception) -> int:
    file = crash.write(crash.describe(error))
    if file is None:
        tell(_("PartnerDesk made a mistake ({kind}). What was saved before is safe.").format(kind=type(error).__name__))
    else:
        tell(
            _(
                "PartnerDesk made a mistake ({kind}). What was saved before is safe. A report without contents of records"
                " is in {file}."
            ).format(kind=type(error).__name__, file=file)
        )
    return BUG
