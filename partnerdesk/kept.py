"""Data files of the program in a form that reads fast: who reads a YAML file first leaves it as JSON in the user's cache."""

import contextlib
import zlib
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import durable


def data(path: Path) -> Any:
    """Return the plain data of a YAML file that holds no decimal numbers.

    YAML takes thirty times as long to read as JSON, and the window's first list waits for the vocabulary. What is kept is
    known by the file's content, so it is never older than the file; a cache that cannot be written only costs time.
    """
    content = path.read_bytes()
    kept = _folder() / f"{path.stem}-{zlib.crc32(content):08x}-{len(content)}.json"
    # Not there yet, or damaged.
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(kept.read_bytes())
    # The reader of YAML is loaded only here.
    from partnerdesk.instruments import document

    found = document.read(path).data
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with durable.replacing(kept) as file:
            file.write(msgspec.json.encode(found))
    return found


def _folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("PartnerDesk", appauthor=False))
