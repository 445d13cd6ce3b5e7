"""What takes long to work out from data that ships with the program, kept ready in the user's cache."""

import contextlib
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any


def made(name: str, stamp: str, make: Callable[[], Any]) -> Any:
    """Return plain data as `make` makes it, or as it was made before from what has this stamp.

    A cache that is damaged or cannot be written only costs time.
    """
    kept = _folder() / f"{name}-{stamp}.json"
    with contextlib.suppress(OSError, ValueError):
        return json.loads(kept.read_bytes())
    found = make()
    partial = kept.with_name(f"{kept.name}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
        partial.replace(kept)
        for former in set(kept.parent.glob(f"{name}-*.json")) - {kept}:
            former.unlink(missing_ok=True)
    return found


def stamp_of(file: str | os.PathLike[str]) -> str:
    """Return a stamp by which a file is known until it changes."""
    about = Path(file).stat()
    return f"{about.st_size:x}-{about.st_mtime_ns:x}"


def _folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("PartnerDesk", appauthor=False))
