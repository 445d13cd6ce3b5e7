"""Which installation this is: a site id bound to this machine and place, so that a copied database gets a new one."""

import hashlib
import os
import secrets
import socket
import uuid
from pathlib import Path
from typing import Any

from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.jsontext import from_text, to_text


def setting(connection: Connection, key: str, default: Any = None) -> Any:
    """Return what this device keeps under a key."""
    found = rows(connection, "SELECT value FROM setting WHERE key = ?", (key,))
    return from_text(found[0][0]) if found else default


def keep_setting(connection: Connection, key: str, value: Any) -> None:
    """Keep a value of this device alone; it is no record and never travels."""
    sql = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    many(connection, sql, [(key, to_text(value))])


def new_site() -> str:
    """Return a fresh site id."""
    return secrets.token_hex(8)


def binding(database: Path) -> str:
    """Return what tells this place of the database from every copy of it: machine, path and file."""
    about = database.stat()
    parts = (machine(), os.path.normcase(database.resolve()), str(about.st_ino))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def machine() -> str:
    """Return what the system calls this machine."""
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        if path.is_file() and (text := path.read_text(encoding="ascii", errors="replace").strip()):
            return text
    return f"{socket.gethostname()} {uuid.getnode():x}"


def bound_site(connection: Connection, database: Path) -> str:
    """Return this installation's site id, a new one when the database was copied, moved or restored.

    Two databases that write under one site id would use the same op numbers twice; a site id too many harms nobody.
    """
    here = binding(database)
    kept = setting(connection, "site")
    if kept and kept["binding"] == here:
        return str(kept["id"])
    site = new_site()
    keep_setting(connection, "site", {"id": site, "binding": here})
    if kept:
        keep_setting(connection, "former_sites", [*setting(connection, "former_sites", []), kept["id"]])
    return site
