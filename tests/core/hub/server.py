"""A PostgreSQL server for tests: a cluster of its own in a temporary folder, reached through a socket there, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

_DEBIAN = Path("/usr/lib/postgresql")
_USERS = ("postgres", "nobody")
TEAM = "team"
CLERK, CLERKS_PASSWORD = "clerk", "un mot de passe à elle"
COLLEAGUES_LOGIN = "colleague"

# What a power cut would lose does not matter here.
_SETTINGS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -c shared_buffers=64MB"
)


_OVER_TLS = f"hostssl all {CLERK} 127.0.0.1/32 scram-sha-256\nhostnossl all {CLERK} 127.0.0.1/32 reject\n"


@dataclass(frozen=True)
class Server:
    """A running server; every database is made as a copy of the empty one that `template` names."""

    folder: Path
    port: int = 5432
    certificate: Path | None = None
    """What it shows to those who come over the network, where it lets them in: over TLS alone."""

    def url(self, database: str, *, user: str = "partnerdesk", password: str = "") -> str:
        """Return the address of a database as a user of PartnerDesk gives it."""
        login = f"{user}:{quote(password)}" if password else user
        return f"postgresql+psycopg://{login}@/{database}?host={quote(str(self.folder))}"

    def url_over_network(self, database: str, **options: str) -> str:
        """Return the address by which the clerk reaches a database over the network."""
        told = "&".join(f"{name}={quote(value)}" for name, value in options.items())
        return f"postgresql+psycopg://{CLERK}:{quote(CLERKS_PASSWORD)}@localhost:{self.port}/{database}?{told}"

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run a statement outside PartnerDesk."""
        with psycopg.connect(
            host=str(self.folder), port=self.port, dbname=database, user="partnerdesk", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def part_everybody(self) -> None:
        """End all connections to shared databases, as a server does that is started anew."""
        self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
        )


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest ones where there are several; None where there are none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    folders = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    return folders[-1].parent if folders else None


@contextmanager
def running(*, over_tls: bool = False) -> Iterator[Server]:
    """Make a cluster and run it; raises OSError or subprocess.CalledProcessError where that cannot be."""
    there = programs()
    if there is None:
        raise FileNotFoundError("initdb")
    # Not in pytest's folder: PostgreSQL refuses to run as root, and others may not enter there.
    with tempfile.TemporaryDirectory(prefix="pd-hub-") as made:
        folder = Path(made)
        user = _user()
        if user is not None:
            shutil.chown(folder, user)
        data = folder / "data"
        make = [there / "initdb", "-D", data, "--username=partnerdesk", "--auth=trust", "--no-sync", "--encoding=UTF8"]
        # Another order than ours, so that tests notice whoever relies on the server's.
        _call([*make, "--locale=C.UTF-8", *_french_order(there)], user)
        with (data / "pg_hba.conf").open("r+") as file:
            before = file.read()
            file.seek(0)
            file.write(f"local all {CLERK} scram-sha-256\n{_OVER_TLS}{before}")
        server, settings = Server(folder), f"{_SETTINGS} -k {folder}"
        if over_tls:
            server = Server(folder, _free_port(), certificate(folder, user))
            settings += (
                f" -p {server.port} -c listen_addresses=127.0.0.1 -c ssl=on"
                f" -c ssl_cert_file={server.certificate} -c ssl_key_file={folder / 'server.key'}"
            )
        control = [there / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        _call([*control, "-o", settings, "start"], user)
        try:
            server.run(f"CREATE ROLE {TEAM}")
            server.run(f"CREATE ROLE {CLERK} LOGIN PASSWORD '{CLERKS_PASSWORD}' IN ROLE {TEAM}")
            server.run(f"CREATE ROLE {COLLEAGUES_LOGIN} LOGIN IN ROLE {TEAM}")
            yield server
        finally:
            _call([*control, "-m", "immediate", "stop"], user)


def certificate(folder: Path, user: str | None = None) -> Path:
    """Make a key and a certificate for this computer that nobody else vouches for, and return the certificate."""
    key, made = folder / "server.key", folder / "server.crt"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    _call(["openssl", "req", "-x509", *kind, *subject, "-keyout", key, "-out", made], user)
    key.chmod(0o600)
    return made


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _french_order(there: Path) -> list[str]:
    told = subprocess.run([there / "initdb", "--help"], capture_output=True, text=True, check=True)
    return ["--locale-provider=icu", "--icu-locale=fr"] if "--icu-locale" in told.stdout else []


def _user() -> str | None:
    """Return the unprivileged user as whom to run; None where we are none other than ourselves."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _USERS if name in known)


def _call(command: list[object], user: str | None) -> None:
    # The server goes on after pg_ctl has ended and would hold a pipe open.
    subprocess.run(
        [os.fspath(str(part)) for part in command],
        user=user,
        extra_groups=[] if user else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
