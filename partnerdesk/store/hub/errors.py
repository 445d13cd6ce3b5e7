"""What the server or the network did to a piece of work, as sentences; bugs of ours pass as they are."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from partnerdesk.errors import HubNotReached, PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.hub.address import Address

_LOST = ("08", "57P")
"""How the codes of errors begin that end a connection (SQLSTATE, appendix A of PostgreSQL's manual)."""


@contextmanager
def told_in_words(address: Address) -> Iterator[None]:
    """Turn what the server or the network did into a PartnerDeskError."""
    try:
        yield
    except psycopg.Error as error:
        if (sentence := _sentence(error, address)) is None:
            raise
        raise PartnerDeskError(sentence) from error


def not_reached(error: psycopg.Error, address: Address) -> HubNotReached:
    """Say why no connection came about; the server's own words never hold the password."""
    # One line for each address that was tried.
    reason = " ".join(str(error).split()).removeprefix("connection failed: ")
    if "password authentication failed" in reason or "no password supplied" in reason:
        return HubNotReached(
            _(
                "The shared database {address} refused the name or the password. Nothing was changed. "
                "Ask whoever runs the server, then give the address anew."
            ).format(address=address.shown)
        )
    if "SSL" in reason or "certificate" in reason:
        return HubNotReached(
            _(
                "No encrypted connection to the shared database {address} came about ({reason}). Nothing was changed. "
                "Ask whoever runs the server; records never travel unencrypted unless the address says so."
            ).format(address=address.shown, reason=reason)
        )
    return HubNotReached(
        _(
            "The shared database {address} cannot be reached ({reason}). Nothing was changed. "
            "Check the network, then try again."
        ).format(address=address.shown, reason=reason)
    )


def _sentence(error: psycopg.Error, address: Address) -> str | None:
    code = error.sqlstate or ""
    if code.startswith(_LOST) or (not code and isinstance(error, psycopg.OperationalError)):
        return _(
            "The connection to the shared database {address} was lost. Nothing is half done. "
            "Check the network, see whether the last change is there, and repeat it if not."
        ).format(address=address.shown)
    return _sentences().get(code)


def _sentences() -> dict[str, str]:
    not_allowed = _(
        "The server of the shared database does not allow this. Nothing was changed. "
        "Ask whoever runs it for the right to create and change the tables of PartnerDesk."
    )
    full = _("The disk of the shared database is full. Nothing was changed. Tell whoever runs the server.")
    waits = _("Somebody else is writing to the shared database. Nothing was changed. Wait a moment, then try again.")
    return {
        "55P03": waits,
        "40P01": waits,
        "40001": waits,
        "42501": not_allowed,
        "25006": _(
            "The shared database can only be read at present. Nothing was changed. Tell whoever runs the server."
        ),
        "53100": full,
        "53200": _("The server of the shared database has no memory left. Nothing was changed. Try again later."),
        "53300": _("Too many people use the shared database just now. Nothing was changed. Try again later."),
        "25P03": _("The shared database did not hear from here for a while. Nothing was changed. Try again."),
        "XX001": _("The shared database is damaged. Nothing was changed. Tell whoever runs the server."),
        "XX002": _("The shared database is damaged. Nothing was changed. Tell whoever runs the server."),
    }
