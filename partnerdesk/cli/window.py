"""What runs without a subcommand: the window, or the self-check; Qt is loaded here and only when the window opens."""

import gc
import os
import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path

from partnerdesk.cli import passphrases
from partnerdesk.cli.outcome import refuse
from partnerdesk.i18n import _

# An explicit platform of Qt is somebody's decision, for instance `offscreen` in a test.
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_window(given: Namespace) -> int:
    """Open the window and return its exit code, or try out the installation where that was asked for."""
    if given.selfcheck is not None:
        return _check_installation(given.selfcheck)
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _SCREENS):
        return refuse(_("There is no screen here, so no window can open. Use the command line: partnerdesk --help"))
    # Nearly all that is made while the window loads stays: looking through it for garbage would take a tenth of the time.
    # `ui.app` sets the collector to work again.
    gc.disable()
    try:
        # By name, because the core does not know the window.
        app = import_module("ui.app")
    except ImportError as error:
        if (error.name or "PySide6").partition(".")[0] not in {"PySide6", "shiboken6"}:
            raise
        return refuse(
            _(
                "The window needs Qt, which cannot be loaded here ({reason}). Install PartnerDesk again, or use the command"
                " line: partnerdesk --help"
            ).format(reason=error.msg)
        )
    passphrase = passphrases.kept(given.passphrase_file, passphrases.VARIABLE) or ""
    return int(app.main(_named_workspace(given), given.interface or "", passphrase))


def _named_workspace(given: Namespace) -> Path | None:
    named = given.workspace or os.environ.get("PARTNERDESK_WORKSPACE")
    return Path(named) if named else None


def _check_installation(folder: Path) -> int:
    from partnerdesk import selfcheck
    from partnerdesk.cli.output import say

    say(selfcheck.check(folder))
    return 0
