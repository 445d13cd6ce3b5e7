"""Which installation this is: a site id bound to this machine and place, so that a copied database gets a new one."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any

from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.witness import bundles_of, witnessed


def setting(connection: Connection, key: str, default: Any = None) -> Any:
    """Return what this device keeps under a key."""
    found = rows(connection.own, "SELECT value FROM setting WHERE key = ?", (key,))
    return from_text(found[0][0]) if found else default


def keep_setting(connection: Connection, key: str, value: Any) -> None:
    """Keep a value of this device alone; it is no record and never travels."""
    sql = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    many(connection.own, sql, [(key, to_text(value))])


def new_site() -> str:
    """Return a fresh site id."""
    return secrets.token_hex(8)


def binding(database: Path, file: Path | None = None) -> str:
    """Return what tells this place of the database from every copy of it: machine, path and file.

    `file` is what will lie there when that is another one than now.
    """
    parts = (machine(), os.path.normcase(database.resolve()), str((file or database).stat().st_ino))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def machine() -> str:
    """Return what the system calls this machine."""
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        if path.is_file() and (text := path.read_text(encoding="ascii", errors="replace").strip()):
            return text
    import socket
    import uuid

    return f"{socket.gethostname()} {uuid.getnode():x}"


def bound_site(connection: Connection, database: Path) -> str | None:
    """Return this installation's site id; None when the database was copied, moved or put back to an older state.

    Two databases that write under one site id would use the same op numbers twice; a site id too many harms nobody.
    """
    kept = setting(connection, "site")
    if not kept or kept["binding"] != binding(database):
        return None
    site = str(kept["id"])
    known = witnessed(database)
    fits = known.get(site, 0) <= written(connection, site)
    return site if fits and known.get(bundles_of(site), 0) <= bundles(connection, site) else None


def take_new_site(connection: Connection, database: Path) -> str:
    """Give this installation a new site id and return it."""
    kept = setting(connection, "site")
    site = new_site()
    keep_setting(connection, "site", {"id": site, "binding": binding(database)})
    if kept:
        keep_setting(connection, "former_sites", [*setting(connection, "former_sites", []), kept["id"]])
    return site


def bind_to(connection: Connection, database: Path, file: Path) -> None:
    """Let this copy keep the site id when it takes the database's place."""
    kept = setting(connection, "site")
    if kept and kept["binding"] == binding(database):
        keep_setting(connection, "site", {**kept, "binding": binding(database, file)})


def written(connection: Connection, site: str) -> int:
    """Return how many ops a site has written, as far as this database knows."""
    return int(rows(connection, "SELECT coalesce(sum(top), 0) FROM stream WHERE site = ?", (site,))[0][0])


def bundles(connection: Connection, site: str) -> int:
    """Return how many bundles a site has written, as far as this database knows."""
    return int(setting(connection, "bundles", {}).get(site, 0))
