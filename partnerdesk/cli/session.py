"""The workspace that a command works in: which folder, opened with the passphrase, in the language of who works there."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from partnerdesk import i18n, workspace
from partnerdesk.cli import passphrases
from partnerdesk.cli.outcome import tell
from partnerdesk.cli.progressline import watched
from partnerdesk.desk import Desk
from partnerdesk.opening import tell_new_site

VARIABLE = "PARTNERDESK_WORKSPACE"


def folder(given: Namespace) -> Path:
    """Return the folder of the workspace: as asked for, from the environment, or where the platform expects it."""
    named = given.workspace or os.environ.get(VARIABLE)
    return Path(named) if named else workspace.default_folder()


@contextmanager
def opened(given: Namespace) -> Iterator[Desk]:
    """Open the workspace; PartnerDeskError when there is none or the passphrase does not open it."""
    passphrase = passphrase_of(given)
    with watched() as report:
        desk = workspace.open_workspace(folder(given), passphrase, report)
    speak_as_at(desk, given)
    try:
        if words := tell_new_site(desk):
            tell(words)
        yield desk
    finally:
        desk.close()


def passphrase_of(given: Namespace) -> str:
    """Return the passphrase; nobody is asked for that of a workspace that is not there."""
    return passphrases.to_open(given) if workspace.exists(folder(given)) else ""


def speak_as_at(desk: Desk, given: Namespace) -> None:
    """Use the language of the workspace unless another one was asked for."""
    if not given.interface:
        i18n.set_language(desk.identity.language)
