"""Workspaces with sample data for measurements, made once and kept in the folder for temporary files."""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from partnerdesk.desk import Desk, Identity
from partnerdesk.workspace import exists, open_workspace

PASSPHRASE = "seven words that open this measuring device"
IDENTITY = Identity("MENA-RO", "Bureau régional", "Point focal", "focal_point", "fr")


def sample(size: str) -> Path:
    """Return the folder of a workspace of this size (S, M, L, region, hq), making it when it is not there."""
    from partnerdesk import demo

    user = getattr(os, "getuid", lambda: "user")()
    folder = Path(tempfile.gettempdir()) / f"partnerdesk-benchmarks-{user}" / size
    if not exists(folder):
        folder.parent.mkdir(exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        started = time.perf_counter()
        demo.make(folder, PASSPHRASE, IDENTITY, size, 7).desk.close()
        print(f"made {size} in {time.perf_counter() - started:.1f} s", file=sys.stderr)  # noqa: T201  a command's word
    return folder


def opened(size: str) -> Desk:
    """Open the sample workspace of this size."""
    return open_workspace(sample(size), PASSPHRASE)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of the measurements lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
