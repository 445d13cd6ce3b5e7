"""Names of files that somebody else may have chosen: made safe to show, to write and to open."""

import unicodedata
from pathlib import Path, PurePosixPath

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".heic": "image/heic",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".rtf": "application/rtf",
    ".eml": "message/rfc822",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
}
"""Types by the ending of the name. What is none of these may be a program, so it is never opened from here."""

UNKNOWN_TYPE = "application/octet-stream"
_LONGEST_NAME = 120
_FORBIDDEN = frozenset('<>:"|?*/\\')
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def safe_name(name: str) -> str:
    """Return the name of a file as it can be shown and written on any system: no path, no control or direction marks.

    The ending stays. A name of which nothing is left becomes “attachment”.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(_plain(character) for character in last).strip(". ")
    ending = _ending(plain)
    stem = plain.removesuffix(PurePosixPath(plain).suffix).rstrip(". ") if ending else plain
    if stem.lower().partition(".")[0] in _RESERVED:
        stem = f"_{stem}"
    return (_cut(stem, _LONGEST_NAME - len(ending)) or "attachment") + ending


def free_name(folder: Path, name: str) -> Path:
    """Return a path in a folder at which there is nothing yet."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def media_type(name: str) -> str:
    """Return the type of a file by the ending of its name."""
    return MEDIA_TYPES.get(_ending(name), UNKNOWN_TYPE)


def is_document(name: str) -> bool:
    """Tell whether a file of this name is a text, a picture or a recording, which no system runs as a program."""
    return _ending(name) in MEDIA_TYPES


def _ending(name: str) -> str:
    """Return the ending of a name in small letters, if it is short enough to be one."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if 1 < len(ending) <= 12 and ending[1:].isascii() and ending[1:].isalnum() else ""


def _plain(character: str) -> str:
    """Return a character of a name, or what stands for it; invisible ones could make a program look like a picture."""
    if unicodedata.category(character)[0] == "C" or unicodedata.category(character) in {"Zl", "Zp"}:
        return ""
    return "_" if character in _FORBIDDEN else character


def _cut(text: str, most: int) -> str:
    """Cut a name to a number of letters and to what file systems take in bytes."""
    cut = text[:most]
    while len(cut.encode()) > 2 * _LONGEST_NAME - 24:
        cut = cut[:-1]
    return cut.rstrip(". ")
