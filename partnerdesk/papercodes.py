"""The codes by which a sheet of paper names the record it belongs to: one for machines, one for people."""

import re

BLANK = "blank"

_FOR_MACHINES = re.compile(r"PD1:[^:]+:([0-9a-f]{32}):\w*", re.IGNORECASE)
_FOR_PEOPLE = re.compile(r"\w+-([0-9a-f]{8})-\w+", re.IGNORECASE)


def payload(instrument: str, version: str, record: str, state: str) -> str:
    """Return what the QR code says: ``PD1:<instrument>@<version>:<record id>:<state of the record>``.

    Of a blank form the record is ``blank`` and the state the language.
    """
    return f"PD1:{instrument}@{version}:{record}:{_plain(state)}"


def form_code(instrument: str, record: str, state: str) -> str:
    """Return the short code by which a person finds the record, such as ``POP4-7F3A91C2-5``.

    It has the end of the record's id: ids of one day begin alike.
    """
    return f"{instrument}-{record[-8:]}-{_plain(state)}".upper()


def record_named(text: str) -> str:
    """Return the id of the record that a code names, or the eight digits that a short code has of it; nothing for other text."""
    found = _FOR_MACHINES.fullmatch(text.strip()) or _FOR_PEOPLE.fullmatch(text.strip())
    return found[1].lower() if found else ""


def _plain(state: str) -> str:
    return "".join(character for character in state if character.isascii() and character.isalnum())[:16]
