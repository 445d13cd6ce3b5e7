"""Opening a shared database: made where the schema is empty, joined where others work in it, brought to the newest schema."""

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.database import SCHEMA, require_known, version_of
from partnerdesk.store.engine import Connection, Engine, reading, writing
from partnerdesk.store.hub.address import Address
from partnerdesk.store.hub.engine import HubEngine

OLDEST_SERVER = 130_000
"""PostgreSQL 13, as the server numbers its versions."""


def open_hub(address: Address, device: Engine, *, may_make: bool = False) -> HubEngine:
    """Open a shared database, with this device's own database beside it.

    One of an older version of PartnerDesk is brought up to date, in one transaction. With `may_make` an empty one is made.
    Raises PartnerDeskError when the server cannot be reached or used, holds no records of PartnerDesk, or newer ones.
    """
    engine = HubEngine(address, device)
    try:
        with reading(engine) as connection:
            _require_able(connection)
            found = version_of(connection)
        if not found and not may_make:
            raise PartnerDeskError(
                _(
                    "The shared database {address} holds nothing of PartnerDesk. Nothing was changed. "
                    "Check the address; whoever runs the server may have to bring it back from a backup."
                ).format(address=address.shown)
            )
        require_known(found)
        if found != SCHEMA:
            _upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    engine.place.version = SCHEMA
    return engine


def _require_able(connection: Connection) -> None:
    version, encoding = connection.fetched(
        "SELECT current_setting('server_version_num')::integer, current_setting('server_encoding')", ()
    )[0]
    if version < OLDEST_SERVER:
        raise PartnerDeskError(
            _(
                "This server runs PostgreSQL {found}; PartnerDesk needs {needed} or newer. Nothing was changed. "
                "Ask whoever runs it."
            ).format(found=version // 10_000, needed=OLDEST_SERVER // 10_000)
        )
    if encoding != "UTF8":
        raise PartnerDeskError(
            _(
                "This database keeps text as {found} and cannot hold every language. Nothing was changed. "
                "Ask whoever runs the server for a database in UTF8."
            ).format(found=encoding)
        )


def _upgrade(engine: HubEngine) -> None:
    from partnerdesk.store import schema, state

    with writing(engine, patient=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {engine.address.schema}")
    with engine.told_in_words(), engine.connect() as connection:
        # Two people may open it for the first time at once: whoever comes second finds it made.
        schema.upgrade(connection, state.catch_up)
