"""A workspace is a folder: keyslot, encrypted database, inbox, backups. Here it is made, found, opened and unlocked anew."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from partnerdesk import durable, folders, hubs
from partnerdesk.desk import BACKUPS, INBOX, OPENED, Desk, Identity
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report, unwatched
from partnerdesk.store import keyslot
from partnerdesk.store.database import create_database, open_database, settle
from partnerdesk.store.engine import FILE_NAME, Engine, reading, rows, writing
from partnerdesk.store.identity import bound_site, keep_setting, setting, take_new_site, written
from partnerdesk.store.keyslot import Cost
from partnerdesk.store.scrub import RESIDUE, scrub

KEYSLOT = folders.KEYSLOT
default_folder = folders.default_folder
exists = folders.exists


class Made(msgspec.Struct, frozen=True):
    """A new workspace, open, and the recovery key that is shown once."""

    desk: Desk
    recovery: str


def create(folder: Path, passphrase: str, identity: Identity, cost: Cost | None = None, *, hub: str = "") -> Made:
    """Make an encrypted workspace in a folder that is empty or not there yet.

    With the URL of a `hub` its records are those of that shared database, which is made when it is empty; the folder then
    holds what is of this device alone. Raises PartnerDeskError when the folder holds something else or cannot be written,
    or the shared database cannot be used. It is made beside its place and moved there when it is whole, so a power cut
    leaves no half workspace.
    """
    _check_identity(identity)
    folder = folder.resolve()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise PartnerDeskError(
                _("The folder {folder} is not empty. Nothing was changed. Choose an empty or a new folder.").format(
                    folder=folder
                )
            )
        with moved_in_whole(folder) as half:
            opened = keyslot.create(half / KEYSLOT, passphrase, cost)
            engine = create_database(half / FILE_NAME, opened.key)
            _settle_in(engine, identity)
            if hub:
                hubs.remember(engine, hub)
                hubs.opened(engine, hub, may_make=True).dispose()
            settle(engine)
    except OSError as error:
        raise PartnerDeskError(
            _("A workspace cannot be made in {folder}: {reason}. Nothing was changed. Choose another folder.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    return Made(open_with_key(folder, opened.key), opened.recovery)


@contextlib.contextmanager
def moved_in_whole(folder: Path) -> Iterator[Path]:
    """Give a new folder in which to put a workspace together, and move it to its place when the block ends without an error.

    Its place is empty or not there; a crash leaves it so. Raises OSError.
    """
    place = folder.resolve()
    half = place.with_name(f"{place.name}.being-made")
    shutil.rmtree(half, ignore_errors=True)
    try:
        half.mkdir(mode=0o700, parents=True)
        yield half
        for name in (INBOX, BACKUPS):
            (half / name).mkdir()
        if os.name != "posix" and place.exists():
            # Elsewhere a folder takes the place of an empty one in one step.
            place.rmdir()
        half.replace(place)
        durable.sync_folder(place.parent)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def check_code(code: str) -> None:
    """Raise PartnerDeskError for a code that no office can have."""
    if not code or len(code) > 40 or not all(part.isalnum() for part in code.split("-")) or not code.isascii():
        raise PartnerDeskError(
            _("The office code {code} cannot be used. Take letters, digits and hyphens, such as LBN-TYR.").format(
                code=code
            )
        )


def _check_identity(identity: Identity) -> None:
    check_code(identity.office)
    if not identity.person.strip() or not identity.office_name.strip():
        raise PartnerDeskError(_("The office and the person need a name. Nothing was changed."))


def _settle_in(engine: Engine, identity: Identity) -> None:
    """Write who works here and this device's keys."""
    from partnerdesk import keys

    with writing(engine) as connection:
        keep_setting(connection, "identity", msgspec.structs.asdict(identity))
        keep_setting(connection, "keys", keys.generate().to_dict())


def _introduce(desk: Desk) -> None:
    """Record the office and the person under the site id that this place has got."""
    from partnerdesk.store.writer import Draft, new_id

    who = desk.identity
    office = Draft("office", {"code": who.office, "name": who.office_name}, id=new_id())
    values = {"name": who.person, "role": who.role, "office": who.office, "site": desk.site}
    person = Draft("person", values, id=new_id())
    with desk.writing() as connection:
        # Another program may have opened the same workspace in this moment.
        if not written(connection, desk.site):
            known = rows(connection, "SELECT 1 FROM office WHERE code = ? AND deleted = FALSE LIMIT 1", (who.office,))
            desk.writer(connection).write([person] if known else [office, person])
    desk.keep("introduced", True)


def open_workspace(folder: Path, passphrase: str, report: Report = unwatched) -> Desk:
    """Open the workspace in a folder; one of an older version is brought to this one first, which is reported.

    Raises PartnerDeskError when there is none, the passphrase is wrong, or the database cannot be read.
    """
    _require(folder)
    return open_with_key(folder, keyslot.open_with_passphrase(folder / KEYSLOT, passphrase), report)


def open_with_recovery(folder: Path, recovery: str, new_passphrase: str, report: Report = unwatched) -> Desk:
    """Open the workspace with its recovery key and set a new passphrase."""
    _require(folder)
    key = keyslot.open_with_recovery(folder / KEYSLOT, recovery)
    keyslot.change_passphrase(folder / KEYSLOT, key, new_passphrase)
    return open_with_key(folder, key, report)


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """Set a new passphrase; the data need not be encrypted anew."""
    _require(folder)
    key = keyslot.open_with_passphrase(folder / KEYSLOT, old)
    keyslot.change_passphrase(folder / KEYSLOT, key, new)


def new_recovery_key(folder: Path, passphrase: str) -> str:
    """Return a new recovery key, to be shown once; the former one no longer opens this workspace.

    Raises PartnerDeskError when there is no workspace or the passphrase is wrong; the former key then stays.
    """
    _require(folder)
    return keyslot.replace_recovery(folder / KEYSLOT, keyslot.open_with_passphrase(folder / KEYSLOT, passphrase))


def _require(folder: Path) -> None:
    if not exists(folder):
        raise PartnerDeskError(
            _("There is no workspace in {folder}. Make one with “partnerdesk init”, or name another folder.").format(
                folder=folder
            )
        )


def open_with_key(folder: Path, key: bytes, report: Report = unwatched) -> Desk:
    """Open the workspace in a folder with the key that its keyslot holds; raises PartnerDeskError when it cannot be read."""
    # Connections are opened as they are needed, and a program may change its working folder in between.
    folder = folder.resolve()
    for left_over in (folder, folder / INBOX, folder / BACKUPS):
        durable.sweep(left_over)
    durable.sweep_folders(folder / OPENED)
    engine = open_database(folder / FILE_NAME, key, report)
    try:
        if hub := hubs.kept_by(engine):
            engine = hubs.opened(engine, hub)
        desk = _settled(folder, engine)
    except BaseException:
        engine.dispose()
        raise
    return desk


def _settled(folder: Path, engine: Engine) -> Desk:
    database = folder / FILE_NAME
    with reading(engine) as connection:
        site = bound_site(connection, database)
        identity = Identity(**setting(connection, "identity"))
        introduced = setting(connection, "introduced")
        has_residue = setting(connection, RESIDUE, False)
    if site is None:
        with writing(engine) as connection:
            # Another program may have opened the same copy in this moment.
            site = bound_site(connection, database) or take_new_site(connection, database)
    desk = Desk(folder, engine, identity, site)
    if not introduced:
        _introduce(desk)
    if has_residue:
        scrub(engine)
    return desk
