"""Shared databases: what a workspace has to do with the one that keeps its records, if it has one."""

from pathlib import Path
from typing import TYPE_CHECKING

from partnerdesk.errors import PartnerDeskError
from partnerdesk.folders import KEYSLOT
from partnerdesk.i18n import _
from partnerdesk.store import keyslot
from partnerdesk.store.database import open_database
from partnerdesk.store.engine import FILE_NAME, Engine, reading, writing
from partnerdesk.store.identity import keep_setting, setting

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_KEPT = "hub"
"""The URL, password and all; it lies in the device's own encrypted database and nowhere else."""


def remember(device: Engine, url: str) -> None:
    """Keep the URL of the shared database in the device's own."""
    with writing(device) as connection:
        keep_setting(connection, _KEPT, url.strip())


def kept_by(device: Engine) -> str:
    """Return the URL of the shared database; nothing where the records lie in the device's own."""
    with reading(device) as connection:
        return str(setting(connection, _KEPT, ""))


def opened(device: Engine, url: str, *, may_make: bool = False) -> Engine:
    """Open a shared database beside the device's own; with `may_make` its tables are made where there are none.

    Raises PartnerDeskError when the URL is none, or the database cannot be reached or used.
    """
    # Only a workspace with a shared database waits for the server's driver.
    from partnerdesk.store.hub import address, opening

    return opening.open_hub(address.read(url), device, may_make=may_make)


def shown(url: str) -> str:
    """Return a URL for people to read, without the password; raises PartnerDeskError when it is none."""
    from partnerdesk.store.hub import address

    return address.read(url).shown


def holds_password(url: str) -> bool:
    """Tell whether a URL has a password in it; raises PartnerDeskError when it is none."""
    from partnerdesk.store.hub import address

    return bool(address.read(url).password)


def lacks_password(url: str) -> bool:
    """Tell whether a URL names a server that is likely to ask for a password, and none is given."""
    from partnerdesk.store.hub import address

    read = address.read(url)
    return bool(read.user) and not read.password and not read.host.startswith("/")


def with_password(url: str, password: str) -> str:
    """Return the URL with this password in it."""
    from partnerdesk.store.hub import address

    return address.with_password(url, password)


def move(folder: Path, passphrase: str, url: str) -> str:
    """Keep a new URL, such as one with a new password, and return it as it is shown; the former one is forgotten.

    Raises PartnerDeskError when the passphrase is wrong, the records of this workspace lie in its own folder, or the shared
    database cannot be used; the former URL is then kept.
    """
    key = keyslot.open_with_passphrase(folder / KEYSLOT, passphrase)
    device = open_database(folder.resolve() / FILE_NAME, key)
    try:
        if not kept_by(device):
            raise PartnerDeskError(
                _(
                    "This workspace keeps its records in its own folder, not in a shared database. Nothing was changed. "
                    "To join one, make another workspace and take the records there as a bundle."
                )
            )
        opened(device, url).dispose()
        remember(device, url)
    finally:
        device.dispose()
    return shown(url)


def about_backup(desk: "Desk") -> str:
    """Say what a backup of this workspace does not hold, and how that is backed up; nothing where it holds everything."""
    if not desk.hub:
        return ""
    return _(
        "The records lie in the shared database {address} and are backed up there, for example with pg_dump. "
        "A backup made here holds this device's keys and settings."
    ).format(address=desk.hub)
