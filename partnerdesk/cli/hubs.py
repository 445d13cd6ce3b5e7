"""Commands about the shared database of a workspace, and where its address comes from."""

import getpass
import sys
from argparse import Namespace

from partnerdesk import hubs
from partnerdesk.cli.outcome import tell
from partnerdesk.cli.output import emit, say
from partnerdesk.cli.passphrases import kept
from partnerdesk.cli.session import folder, opened, passphrase_of
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

VARIABLE = "PARTNERDESK_HUB"


def address(given: Namespace) -> str:
    """Return the URL of the shared database that was asked for; nothing where none was.

    It comes from a file, the option itself, the environment or a prompt; so does a password that it lacks.
    """
    if given.hub is None and given.hub_file is None:
        return ""
    url = given.hub or kept(given.hub_file, VARIABLE) or _ask()
    if given.hub and hubs.holds_password(url):
        tell(_("This password stays in the history of your shell. Better leave it out; you are then asked for it."))
    if hubs.lacks_password(url) and _is_somebody_there():
        url = hubs.with_password(url, getpass.getpass(_("Password of {address}: ").format(address=hubs.shown(url))))
    return url


def show(given: Namespace) -> None:
    """Tell where the records lie."""
    with opened(given) as desk:
        if given.json:
            emit({"hub": desk.hub or None, "folder": str(desk.folder)})
        elif desk.hub:
            say(_("The records lie in the shared database {address}.").format(address=desk.hub))
        else:
            say(_("The records lie in the folder of this workspace: {folder}").format(folder=desk.folder))


def move(given: Namespace) -> None:
    """Keep a new address of the shared database, such as one with a new password."""
    passphrase = passphrase_of(given)
    given.hub = given.hub or ""
    moved = hubs.move(folder(given), passphrase, address(given))
    say(_("The records lie in the shared database {address}.").format(address=moved))


def _ask() -> str:
    if not _is_somebody_there():
        raise PartnerDeskError(
            _(
                "No address of a shared database was given. Nothing was changed. Name a file with {option}, or set {variable}."
            ).format(option="--hub-file", variable=VARIABLE)
        )
    try:
        # It may hold a password.
        return getpass.getpass(_("Address of the shared database: "))
    except EOFError:
        raise PartnerDeskError(_("Nothing was typed. Nothing was changed.")) from None


def _is_somebody_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
