"""Backups: one encrypted file that holds the whole workspace, checked after it was written, restored into a new folder."""

import contextlib
import struct
import zipfile
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from partnerdesk import durable
from partnerdesk.desk import BACKUPS, Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Ask, Report, unwatched
from partnerdesk.store import keyslot
from partnerdesk.store.database import copy_database, settle
from partnerdesk.store.engine import FILE_NAME, rows, writing
from partnerdesk.store.identity import keep_setting, setting
from partnerdesk.store.sqlcipher import open_engine
from partnerdesk.store.writer import now
from partnerdesk.workspace import KEYSLOT, moved_in_whole, open_workspace

MARK = b"partnerdesk-backup/1"
LARGEST = 64 * 2**30
ENCRYPTED = 0x1
_PIECE = 2**20
_LAST = "last_backup"


@dataclass(frozen=True)
class LastBackup:
    """The backup that was written last."""

    at: datetime
    file: str


def back_up(desk: Desk, target: Path, report: Report = unwatched) -> int:
    """Write a backup and return its size in bytes; the workspace stays in use meanwhile.

    The database in it is encrypted as it is on the disk; the passphrase of this day opens it. Raises PartnerDeskError when
    the target cannot be written; a backup that was there before is then untouched.
    """
    if target.resolve().parent == desk.folder:
        raise PartnerDeskError(
            _("A backup cannot lie among the files of the workspace itself. Nothing was written. Choose another place.")
        )
    try:
        with durable.scratch(desk.folder / BACKUPS) as copy:
            copy_database(desk.engine.device, copy, partial(report, 0, 2))
            _write(desk, copy, target, partial(report, 1, 2))
        # The backup is there, also when another program is just writing and this cannot be noted.
        with contextlib.suppress(PartnerDeskError):
            desk.keep(_LAST, {"at": now(), "file": str(target)})
        return target.stat().st_size
    except OSError as error:
        raise PartnerDeskError(
            _(
                "The backup cannot be written to {file}: {reason}. The workspace is as it was. Choose another place."
            ).format(file=target, reason=error.strerror or error)
        ) from error


def last_backup(desk: Desk) -> LastBackup | None:
    """Return when and where this device wrote its last backup; None where it never did."""
    kept = desk.setting(_LAST)
    return LastBackup(datetime.fromisoformat(kept["at"]), kept["file"]) if kept else None


def _write(desk: Desk, copy: Path, target: Path, ask: Ask) -> None:
    with durable.replacing(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = MARK
        archive.write(desk.folder / KEYSLOT, KEYSLOT)
        with copy.open("rb") as whole, archive.open(zipfile.ZipInfo.from_file(copy, FILE_NAME), "w") as packed:
            _pour(whole, packed, ask)


def _pour(source: IO[bytes], target: IO[bytes], ask: Ask) -> None:
    while piece := source.read(_PIECE):
        ask()
        target.write(piece)


def restore(source: Path, folder: Path, passphrase: str, report: Report = unwatched) -> Desk:
    """Restore a backup into a folder that is empty or not there yet, and open it.

    Raises PartnerDeskError when the file is no whole backup, the passphrase does not open it, or the folder is in use. The
    restored workspace counts its changes under a new site id: what was written after the backup may still come back.
    """
    folder = folder.resolve()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise PartnerDeskError(
                _(
                    "The folder {folder} is not empty. Nothing was changed. Restore into an empty or a new folder."
                ).format(folder=folder)
            )
        with moved_in_whole(folder) as half:
            _unpack(source, half, partial(report, 0, 2))
            key = keyslot.open_with_passphrase(half / KEYSLOT, passphrase)
            report(1, 2)
            _forget_place(half, key)
    except OSError as error:
        raise PartnerDeskError(
            _("The backup cannot be restored to {folder}: {reason}. Nothing was changed.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    return open_workspace(folder, passphrase)


def _unpack(source: Path, folder: Path, ask: Ask) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            if archive.comment != MARK or sorted(archive.namelist()) != sorted([KEYSLOT, FILE_NAME]):
                raise zipfile.BadZipFile
            for entry in archive.infolist():
                # Stored, not packed: what comes out is never larger than the file itself.
                if (
                    entry.compress_type != zipfile.ZIP_STORED
                    or entry.file_size > LARGEST
                    or entry.flag_bits & ENCRYPTED
                ):
                    raise zipfile.BadZipFile
                with archive.open(entry) as packed, (folder / entry.filename).open("wb") as file:
                    _pour(packed, file, ask)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, ValueError, struct.error) as error:
        raise PartnerDeskError(
            _("The file {file} is no whole backup of PartnerDesk. Nothing was changed. Choose another backup.").format(
                file=source
            )
        ) from error


def _forget_place(folder: Path, key: bytes) -> None:
    """Make the restored database take a new site id, even where it comes to lie exactly where the old one was."""
    engine = open_engine(folder / FILE_NAME, key)
    try:
        with writing(engine) as connection:
            if damaged := rows(connection, "PRAGMA cipher_integrity_check"):
                raise PartnerDeskError(
                    _("This backup is damaged ({n} pages). Nothing was changed. Choose another backup.").format(
                        n=len(damaged)
                    )
                )
            keep_setting(connection, "site", {**setting(connection, "site"), "binding": ""})
        settle(engine)
    finally:
        engine.dispose()
