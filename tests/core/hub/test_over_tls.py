"""A shared database on another computer: records travel over TLS, to the server that was meant."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from partnerdesk import workspace
from partnerdesk.errors import HubNotReached
from partnerdesk.store.engine import rows
from partnerdesk.store.keyslot import LIGHT
from tests.core.devices import FOCAL, PASSPHRASE
from tests.core.hub.server import CLERK, Server, certificate, running


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Give a server that lets a clerk in over the network, and only over TLS."""
    with ExitStack() as until_the_end:
        try:
            started = until_the_end.enter_context(running(over_tls=True))
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(
                f"no PostgreSQL server with TLS could be started here ({error}); it needs postgresql and openssl"
            )
        started.run(f"CREATE DATABASE partners OWNER {CLERK}")
        yield started


def test_records_travel_over_tls_to_the_server_that_the_certificate_names(server: Server, tmp_path: Path) -> None:
    hub = server.url_over_network("partners", sslmode="verify-full", sslrootcert=str(server.certificate))

    desk = workspace.create(tmp_path / "w", PASSPHRASE, FOCAL, LIGHT, hub=hub).desk
    partner = desk.create("partner", {"legal_name": "Cèdre"})

    with desk.reading() as connection:
        told = rows(connection, "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    assert told[0][0] is True
    assert told[0][1].startswith("TLSv1.")
    assert desk.view("partner", partner)["legal_name"] == "Cèdre"
    desk.close()


def test_a_server_with_another_certificate_is_not_spoken_to(server: Server, tmp_path: Path) -> None:
    hub = server.url_over_network("partners", sslmode="verify-full", sslrootcert=str(certificate(tmp_path)))

    with pytest.raises(HubNotReached, match="No encrypted connection"):
        workspace.create(tmp_path / "w", PASSPHRASE, FOCAL, LIGHT, hub=hub)

    assert not (tmp_path / "w").exists()


def test_a_server_that_wants_tls_is_not_reached_without(server: Server, tmp_path: Path) -> None:
    with pytest.raises(HubNotReached):
        workspace.create(
            tmp_path / "w", PASSPHRASE, FOCAL, LIGHT, hub=server.url_over_network("partners", sslmode="disable")
        )
