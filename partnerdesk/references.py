"""Readable references such as LBN-TYR-2026-POP4-3F012, made without a network and never given twice."""

from datetime import datetime

from partnerdesk.desk import Desk
from partnerdesk.store.engine import rows
from partnerdesk.store.identity import keep_setting, setting

_SHORTEST = 2
"""So many digits of its site name a device among those of its office, unless another one known here begins alike."""


def new_reference(desk: Desk, code: str, year: int | None = None) -> str:
    """Return a reference that no device has given: office, year, kind, digits of the site, running number.

    `code` is a short word for the kind of record or the instrument, such as ``POP4``. The number counts what this device
    has named with this office, year and code; one that is not used in the end leaves a gap and is not given again.
    """
    beginning = f"{desk.office}-{year or datetime.now().astimezone().year}-{code.upper()}"
    with desk.writing() as connection:
        sites = {site for (site,) in rows(connection, "SELECT DISTINCT site FROM stream")}
        device = f"{beginning}-{_digits(desk.site, sites - {desk.site})}"
        number = setting(connection, f"reference {device}", 0) + 1
        keep_setting(connection, f"reference {device}", number)
    return f"{device}{number:03d}"


def _digits(site: str, others: set[str]) -> str:
    """Return the first digits of a site, as many as tell it from the others."""
    length = _SHORTEST
    while length < len(site) and any(other.startswith(site[:length]) for other in others):
        length += 1
    return site[:length].upper()
