"""Where passphrases come from: a file, the environment, or a prompt; never from an argument, which others can see."""

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

VARIABLE = "PARTNERDESK_PASSPHRASE"
NEW_VARIABLE = "PARTNERDESK_NEW_PASSPHRASE"
RECOVERY_VARIABLE = "PARTNERDESK_RECOVERY_KEY"
_LONGEST_FILE = 4096


def to_open(given: Namespace) -> str:
    """Return the passphrase of a workspace that is there."""
    found = kept(given.passphrase_file, VARIABLE)
    return _ask(_("Passphrase: "), "--passphrase-file", VARIABLE) if found is None else found


def to_make(given: Namespace) -> str:
    """Return the passphrase for a workspace that is being made; typed twice at a prompt."""
    found = kept(given.passphrase_file, VARIABLE)
    return _ask_twice("--passphrase-file", VARIABLE) if found is None else found


def to_replace(given: Namespace) -> str:
    """Return the passphrase that takes the place of another one; typed twice at a prompt."""
    found = kept(given.new_passphrase_file, NEW_VARIABLE)
    return _ask_twice("--new-passphrase-file", NEW_VARIABLE) if found is None else found


def recovery_key(given: Namespace) -> str:
    """Return the recovery key."""
    found = kept(given.recovery_file, RECOVERY_VARIABLE)
    return (_ask(_("Recovery key: "), "--recovery-file", RECOVERY_VARIABLE) if found is None else found).strip()


def kept(file: Path | None, variable: str) -> str | None:
    """Return what a file or the environment holds; None where neither was given."""
    if file is not None:
        return _first_line(file)
    return os.environ.get(variable)


def _first_line(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            text = opened.read(_LONGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PartnerDeskError(
            _("The file {file} holds no text in UTF-8. Nothing was changed. Name another file.").format(file=file)
        ) from None
    return text.partition("\n")[0].removesuffix("\r")


def _ask(prompt: str, option: str, variable: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise PartnerDeskError(
            _("No passphrase was given. Nothing was changed. Name a file with {option}, or set {variable}.").format(
                option=option, variable=variable
            )
        )
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise PartnerDeskError(_("Nothing was typed. Nothing was changed.")) from None


def _ask_twice(option: str, variable: str) -> str:
    first = _ask(_("New passphrase: "), option, variable)
    if _ask(_("Again: "), option, variable) != first:
        raise PartnerDeskError(_("The two passphrases differ. Nothing was changed. Type the same one twice."))
    return first
