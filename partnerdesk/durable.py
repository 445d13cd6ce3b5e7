"""Writing a file so that a power cut leaves the old one or the new one, never half of it."""

import contextlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".partnerdesk-*.partial"
"""What a file that was being written is called; one that a killed process left behind can be removed."""

SCRATCH = ".partnerdesk-*.scratch"
"""What a file is called that lives for one piece of work only."""


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a new file, for its owner only, that takes the target's place when the block ends without an error.

    What a killed process left of an earlier one in the same folder is removed. Raises OSError; the target is then as it was
    and the new file is gone.
    """
    partial = target.with_name(PARTIAL.replace("*", secrets.token_hex(6)))
    # Another machine may be writing to the same shared folder, and its locks are not seen here.
    sweep(target.parent, older_than=3600)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(partial, flags, 0o600), "wb") as file:
            _hold(file.fileno())
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        sync_folder(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system offers it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network and stick file systems refuse this; the file's contents are safe by then.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Give a new empty file in this folder, for its owner only, that is gone when the block ends.

    What a killed process leaves behind, `sweep` removes; a file that is in use it lets be. Raises OSError.
    """
    folder.mkdir(exist_ok=True)
    path = folder / SCRATCH.replace("*", secrets.token_hex(6))
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        _hold(descriptor)
        yield path
    finally:
        os.close(descriptor)
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """Give a new folder in this one, for its owner only, that is gone with all it holds when the block ends.

    What a killed process left behind is removed first. Raises OSError.
    """
    parent.mkdir(mode=0o700, exist_ok=True)
    sweep_folders(parent)
    folder = parent / SCRATCH.replace("*", secrets.token_hex(6))
    folder.mkdir(mode=0o700)
    try:
        with scratch(folder):
            yield folder
    finally:
        # What another program still has open some systems do not remove; the next sweep does.
        shutil.rmtree(folder, ignore_errors=True)


def sweep_folders(parent: Path) -> None:
    """Remove the scratch folders that no process uses any more."""
    for folder in parent.glob(SCRATCH):
        with contextlib.suppress(OSError):
            sweep(folder)
            if not any(folder.glob(SCRATCH)):
                shutil.rmtree(folder)


def sweep(folder: Path, older_than: float = 0) -> None:
    """Remove what killed processes left behind in a folder, so many seconds ago: scratch and files that were being written."""
    for pattern in (SCRATCH, PARTIAL):
        for path in folder.glob(pattern):
            # In use, or gone meanwhile, or not ours to remove: it can stay until the next time.
            with contextlib.suppress(OSError):
                if path.stat().st_mtime > time.time() - older_than:
                    continue
                descriptor = os.open(path, os.O_RDWR)
                try:
                    _hold(descriptor)
                    # A database in the making has a log beside it.
                    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
                    if os.name == "posix":
                        path.unlink(missing_ok=True)
                finally:
                    os.close(descriptor)
                if os.name != "posix":
                    # Here the system itself refuses to remove a file that somebody has open.
                    path.unlink(missing_ok=True)


def _hold(descriptor: int) -> None:
    """Mark a file as in use for as long as it is open; raises OSError when another process holds it."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
