"""Workspaces on a shared database: made and joined, at the command line as well, and refused with a sentence where that fails."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from partnerdesk import backup, doctor, hubs, i18n, workspace
from partnerdesk.__main__ import main
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store import database
from partnerdesk.store.engine import rows
from partnerdesk.store.hub import address
from partnerdesk.store.hub.errors import not_reached
from partnerdesk.store.keyslot import LIGHT
from partnerdesk.store.schema import MIGRATIONS
from tests.core.devices import FOCAL, OFFICER, PASSPHRASE
from tests.core.hub.conftest import COLLEAGUE, NewDatabase, NewDesk
from tests.core.hub.server import CLERK, CLERKS_PASSWORD, COLLEAGUES_LOGIN, TEAM, Server


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.set_language("en")


@pytest.fixture
def empty(server: Server) -> str:
    """Give the name of a database in which there is nothing, and in which the team may make something."""
    server.run("DROP DATABASE IF EXISTS empty WITH (FORCE)")
    server.run(f"CREATE DATABASE empty OWNER {TEAM}")
    return "empty"


def test_an_empty_database_is_made_and_then_joined(server: Server, empty: str, new_desk: NewDesk) -> None:
    first = new_desk(FOCAL, f"{server.url(empty, user=CLERK, password=CLERKS_PASSWORD)}&role={TEAM}")
    partner = first.create("partner", {"legal_name": "Cèdre"})
    second = new_desk(COLLEAGUE, f"{server.url(empty, user=COLLEAGUES_LOGIN)}&role={TEAM}")

    second.change("partner", partner, {"acronym": "CDR"})
    assert first.view("partner", partner)["acronym"] == "CDR"
    assert doctor.examine(second, rebuild=True).problems == []


def test_two_people_may_make_it_at_the_same_time(server: Server, empty: str, tmp_path: Path, new_desk: NewDesk) -> None:
    surroundings = os.environ | {"PARTNERDESK_PASSPHRASE": PASSPHRASE, "PARTNERDESK_HUB": server.url(empty)}
    people = []
    for who in (FOCAL, OFFICER):
        init = [sys.executable, "-m", "partnerdesk", "--workspace", str(tmp_path / who.office), "init", "--hub"]
        named = ["--office", who.office, "--office-name", who.office_name, "--person", who.person]
        people.append(subprocess.Popen([*init, *named], env=surroundings, stdout=subprocess.DEVNULL))
    assert [one.wait(timeout=60) for one in people] == [0, 0]

    joined = new_desk(COLLEAGUE, server.url(empty))
    with joined.reading() as connection:
        assert rows(connection, "SELECT code FROM office ORDER BY code") == [(OFFICER.office,), (FOCAL.office,)]


def test_the_password_lies_in_no_file_and_is_shown_nowhere(server: Server, empty: str, new_desk: NewDesk) -> None:
    desk = new_desk(FOCAL, server.url(empty, user=CLERK, password=CLERKS_PASSWORD))
    desk.keep("draft", "typed")

    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    written = b"".join(path.read_bytes() for path in files)

    assert len(files) >= 2
    assert not any(word.encode() in written for word in (CLERKS_PASSWORD, CLERK, "postgresql"))
    assert CLERKS_PASSWORD not in desk.hub
    assert CLERK in desk.hub


def test_what_is_of_one_device_alone_stays_there(new_desk: NewDesk, new_database: NewDatabase) -> None:
    hub = new_database()
    one, other = new_desk(FOCAL, hub), new_desk(COLLEAGUE, hub)

    one.keep("draft", {"legal_name": "half ty"})

    assert other.setting("draft") is None
    assert one.keys().verify_key != other.keys().verify_key
    assert one.identity.person != other.identity.person
    with one.reading() as connection:
        assert rows(connection, "SELECT count(*) FROM setting") == [(0,)]


@pytest.mark.parametrize(
    ("user", "password", "name", "told"),
    [
        (CLERK, "wrong", "postgres", "refused the name or the password"),
        ("nobody_of_that_name", "", "postgres", "cannot be reached"),
        ("partnerdesk", "", "no_such_database", "cannot be reached"),
        (CLERK, CLERKS_PASSWORD, "postgres", "does not allow this"),
    ],
)
def test_a_server_that_lets_nobody_in_leaves_no_workspace(
    server: Server, tmp_path: Path, user: str, password: str, name: str, told: str
) -> None:
    with pytest.raises(PartnerDeskError, match=told) as refused:
        workspace.create(tmp_path / "w", PASSPHRASE, FOCAL, LIGHT, hub=server.url(name, user=user, password=password))

    assert not (tmp_path / "w").exists()
    assert not password or password not in str(refused.value)


def test_a_server_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PartnerDeskError, match="cannot be reached"):
        workspace.create(tmp_path / "w", PASSPHRASE, FOCAL, LIGHT, hub=f"postgresql:///x?host={tmp_path}")


def test_a_server_that_cannot_encrypt_is_told_in_a_sentence() -> None:
    elsewhere = address.read("postgresql://rana:secret@db.example.org/partners")
    by_the_driver = psycopg.OperationalError("connection failed: server does not support SSL, but SSL was required")

    assert "No encrypted connection" in str(not_reached(by_the_driver, elsewhere))


def test_a_connection_that_was_lost_is_told_and_the_next_piece_of_work_connects_anew(
    new_desk: NewDesk, new_database: NewDatabase, server: Server
) -> None:
    desk = new_desk(FOCAL, new_database())
    partner = desk.create("partner", {"legal_name": "Cèdre"})

    def lose_connection() -> None:
        with desk.writing() as connection:
            server.part_everybody()
            rows(connection, "SELECT 1")

    with pytest.raises(PartnerDeskError, match="was lost"):
        lose_connection()
    server.part_everybody()

    assert desk.view("partner", partner)["legal_name"] == "Cèdre"


def test_a_database_of_a_newer_version_is_refused_also_while_it_is_open(
    new_desk: NewDesk, new_database: NewDatabase
) -> None:
    desk = new_desk(FOCAL, new_database())
    with desk.writing() as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(PartnerDeskError, match="newer"):
        desk.create("partner", {"legal_name": "Cèdre"})
    with pytest.raises(PartnerDeskError, match="newer"):
        workspace.open_workspace(desk.folder, PASSPHRASE)


def test_a_database_of_an_older_version_is_brought_up_to_date(server: Server, empty: str, new_desk: NewDesk) -> None:
    server.run("CREATE SCHEMA partnerdesk", empty)
    with psycopg.connect(host=str(server.folder), dbname=empty, user="partnerdesk", autocommit=True) as driver:
        driver.execute("SET search_path = partnerdesk")
        with create_engine("postgresql+psycopg://", creator=lambda: driver, poolclass=StaticPool).connect() as lent:
            driver.execute("BEGIN")
            config = Config(attributes={"connection": lent})
            config.set_main_option("script_location", str(MIGRATIONS))
            command.upgrade(config, "0001")
            driver.execute("COMMIT")

    desk = new_desk(FOCAL, server.url(empty))

    partner = desk.create("partner", {"legal_name": "Cèdre"})
    assert desk.view("partner", partner)["legal_name"] == "Cèdre"
    with desk.reading() as connection:
        assert rows(connection, "SELECT version_num FROM alembic_version") == [(database.SCHEMA,)]


def test_an_address_can_be_replaced_and_a_wrong_one_is_not_kept(
    new_desk: NewDesk, new_database: NewDatabase, server: Server
) -> None:
    url = new_database()
    desk = new_desk(FOCAL, url)
    site = desk.site
    desk.close()

    with pytest.raises(PartnerDeskError, match="cannot be reached"):
        hubs.move(desk.folder, PASSPHRASE, server.url("no_such_database"))
    assert hubs.move(desk.folder, PASSPHRASE, f"{url}&schema=partnerdesk") == desk.hub

    again = workspace.open_workspace(desk.folder, PASSPHRASE)
    assert again.site == site
    again.close()


def test_a_shared_database_that_went_back_in_time_gets_a_new_site_for_what_comes(
    new_desk: NewDesk, new_database: NewDatabase
) -> None:
    desk = new_desk(FOCAL, new_database())
    desk.create("partner", {"legal_name": "Cèdre"})
    desk.close()

    hubs.move(desk.folder, PASSPHRASE, new_database())
    again = workspace.open_workspace(desk.folder, PASSPHRASE)

    assert again.site != desk.site
    again.close()


def test_a_shared_database_put_back_while_somebody_works_takes_nothing_under_numbers_used_before(
    new_desk: NewDesk, server: Server, empty: str
) -> None:
    desk = new_desk(FOCAL, server.url(empty))
    server.part_everybody()
    server.run("DROP DATABASE IF EXISTS former WITH (FORCE)")
    server.run(f"CREATE DATABASE former TEMPLATE {empty}")
    desk.create("partner", {"legal_name": "Cèdre"})

    server.run(f"DROP DATABASE {empty} WITH (FORCE)")
    server.run(f"ALTER DATABASE former RENAME TO {empty}")

    with pytest.raises(PartnerDeskError, match="older state"):
        desk.create("partner", {"legal_name": "Élan"})
    again = workspace.open_workspace(desk.folder, PASSPHRASE)
    assert again.site != desk.site
    again.close()


def test_a_backup_brings_back_the_device_and_says_what_it_does_not_hold(
    new_desk: NewDesk, new_database: NewDatabase, tmp_path: Path
) -> None:
    desk = new_desk(FOCAL, new_database())
    partner = desk.create("partner", {"legal_name": "Cèdre"})

    backup.back_up(desk, tmp_path / "device.pdbackup")
    restored = backup.restore(tmp_path / "device.pdbackup", tmp_path / "restored", PASSPHRASE)

    assert "pg_dump" in hubs.about_backup(desk)
    assert restored.keys() == desk.keys()
    assert restored.view("partner", partner)["legal_name"] == "Cèdre"
    restored.close()


def test_the_command_line_makes_one_shows_where_it_is_and_takes_a_new_address(
    server: Server,
    empty: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = server.url(empty, user=CLERK, password=CLERKS_PASSWORD)
    (tmp_path / "address").write_text(f"{url}\n", encoding="utf-8")
    monkeypatch.setenv("PARTNERDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("PARTNERDESK_HUB", url)
    monkeypatch.setenv("PARTNERDESK_WORKSPACE", str(tmp_path / "one"))
    person = ["--office", "MENA-RO", "--office-name", "Region", "--person", "Focal point", "--role", "focal_point"]

    assert main(["init", *person, "--hub-file", str(tmp_path / "address")]) == 0
    assert main(["record", "new", "partner", "legal_name=Cèdre"]) == 0
    assert main(["--workspace", str(tmp_path / "two"), "init", *person, "--hub", "--json"]) == 0
    assert main(["--workspace", str(tmp_path / "two"), "record", "list", "partner"]) == 0
    assert main(["hub", "move", "--hub", url]) == 0
    assert main(["backup", str(tmp_path / "copy.pdbackup")]) == 0
    capsys.readouterr()
    assert main(["hub", "show", "--json"]) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["hub"].startswith(f"{CLERK}@")
    assert CLERKS_PASSWORD not in told.out
    assert main(["hub", "move", "--hub", "nonsense"]) == 1
