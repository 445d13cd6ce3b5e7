"""After an erasure: what the word index and the log of the database still hold of it is overwritten."""

from partnerdesk.store.engine import Engine, reading, rows, writing
from partnerdesk.store.identity import keep_setting, setting
from partnerdesk.store.kinds import kinds

RESIDUE = "residue"
"""The setting that says that something was erased whose bytes may still lie in the files."""


def scrub(engine: Engine) -> bool:
    """Overwrite what an erasure has left in the files, if one has; tell whether nothing is left.

    Other programs may still read from the log: the rest is then done when the workspace is opened next.
    """
    with reading(engine) as connection:
        if not setting(connection, RESIDUE, False):
            return True
    with writing(engine) as connection:
        for kind in kinds().values():
            for statement in connection.dialect.forget_words(kind) if kind.searched else ():
                connection.execute(statement)
    # What was typed and never saved lies in the device's own file; a server clears up after itself.
    with engine.device.connect() as connection:
        busy = bool(rows(connection, connection.dialect.empty_log)[0][0])
    if not busy:
        with writing(engine.device) as connection:
            keep_setting(connection, RESIDUE, False)
    return not busy
