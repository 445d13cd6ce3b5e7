"""Where a shared database is: the URL as people give it, and what the driver is told; passwords are never shown."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

EXAMPLE = "postgresql+psycopg://name@server.example.org/partners"
SCHEMA = "partnerdesk"

_SCHEMES = frozenset({"postgresql+psycopg", "postgresql", "postgres"})
_NAME = re.compile("[a-z_][a-z0-9_]{0,62}")
_HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})
_PASSED_ON = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "passfile"})
_UNENCRYPTED = frozenset({"disable", "allow", "prefer"})


@dataclass(frozen=True)
class Address:
    """A shared database: server, database, schema and who logs in."""

    url: str = field(repr=False)
    host: str
    database: str
    user: str
    password: str = field(repr=False)
    port: int | None
    schema: str
    role: str
    options: dict[str, str]

    @property
    def shown(self) -> str:
        """The address for people to read, without the password."""
        login = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        return f"{login}{self.host or 'localhost'}{port}/{self.database} ({self.schema})"

    @property
    def is_here(self) -> bool:
        """Whether the server is this very computer."""
        return self.host in _HERE or self.host.startswith("/")

    def for_driver(self) -> dict[str, Any]:
        """Return what libpq is told; other computers are spoken to over TLS unless the URL itself says otherwise."""
        told: dict[str, Any] = {
            "dbname": self.database,
            "application_name": "PartnerDesk",
            "client_encoding": "UTF8",
            "connect_timeout": 15,
            # A server or a network that went away is noticed within a minute.
            "keepalives_idle": 20,
            "keepalives_interval": 10,
            "keepalives_count": 4,
            "sslmode": "prefer" if self.is_here else "require",
        }
        told |= {"host": self.host} if self.host else {}
        told |= {"port": self.port} if self.port else {}
        told |= {"user": self.user} if self.user else {}
        told |= {"password": self.password} if self.password else {}
        return told | self.options


def read(url: str) -> Address:
    """Read the URL of a shared database.

    `postgresql+psycopg://user:password@host:port/database?schema=…&role=…&sslmode=…`; a folder of a Unix socket may stand as
    `?host=/folder`. Raises PartnerDeskError when it is none.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise _no_address() from None
    database = unquote(parts.path.removeprefix("/"))
    schema, role = query.pop("schema", SCHEMA), query.pop("role", "")
    host = query.pop("host", "") or unquote(parts.hostname or "")
    if (
        parts.scheme not in _SCHEMES
        or not database
        or "/" in database
        or "\0" in unquote(url)
        or not _NAME.fullmatch(schema)
        or (role and not _NAME.fullmatch(role))
        or not query.keys() <= _PASSED_ON
    ):
        raise _no_address()
    login = unquote(parts.username or ""), unquote(parts.password or "")
    return Address(url, host, database, *login, port, schema, role, query)


def with_password(url: str, password: str) -> str:
    """Return the URL with this password in it."""
    parts = urlsplit(url.strip())
    user, _at, server = parts.netloc.rpartition("@")
    login = f"{user.partition(':')[0]}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{server}"))


def _no_address() -> PartnerDeskError:
    return PartnerDeskError(
        _(
            "This is no address of a shared database. Nothing was changed. It is written like this: {example}; after ? may "
            "follow schema, role, sslmode and sslrootcert. Ask whoever runs the server."
        ).format(example=EXAMPLE)
    )
