"""Long statements can be stopped at any time: who works on a database is asked now and then whether to go on."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from partnerdesk import backup, doctor, progress
from partnerdesk.desk import Desk
from partnerdesk.progress import Cancelled
from partnerdesk.store import sqlcipher
from partnerdesk.store.engine import Engine, reading, rows
from tests.core.devices import PASSPHRASE

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def stop() -> None:
    raise Cancelled


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the database ask at nearly every step."""
    monkeypatch.setattr(progress, "_BETWEEN_S", 0)
    monkeypatch.setattr(sqlcipher, "_STEPS_BETWEEN", 10)


def stop_at(part: int, parts: int) -> Callable[[int, int], None]:
    """Return a report that goes on when a part begins, and stops at the next time it is asked."""
    asked: list[int] = []

    def report(done: int, total: int) -> None:
        asked.append(done * parts // total)
        if asked.count(part) == 2:
            raise Cancelled

    return report


def test_a_statement_without_an_end_is_stopped(engine: Engine) -> None:
    with reading(engine) as connection:
        with pytest.raises(Cancelled), connection.asking(stop):
            rows(connection, ENDLESS)

        assert rows(connection, "SELECT count(*) FROM partner") == [(0,)]


def test_who_asks_often_is_asked_ten_times_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 0.05, 0.11, 0.15, 0.22])
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))
    times: list[str] = []
    asked = progress.now_and_then(lambda: times.append("asked"))

    told = [(asked(), len(times))[1] for _call in range(4)]

    assert told == [0, 1, 1, 2]


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_a_check_up_is_stopped_in_each_of_its_parts(field: Desk, part: int) -> None:
    field.create("partner", {"legal_name": "Cèdre"})

    with pytest.raises(Cancelled):
        doctor.examine(field, rebuild=True, report=stop_at(part, 4))

    assert doctor.examine(field).problems == []


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("part", [0, 1])
def test_a_backup_that_is_stopped_leaves_the_one_before_and_nothing_else(
    field: Desk, tmp_path: Path, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PIECE", 1000)
    target = tmp_path / "first.pdbackup"
    backup.back_up(field, target)
    before, files = target.read_bytes(), set(field.folder.rglob("*"))
    field.create("partner", {"legal_name": "Cèdre"})

    with pytest.raises(Cancelled):
        backup.back_up(field, target, stop_at(part, 2))

    assert target.read_bytes() == before
    assert set(field.folder.rglob("*")) == files


@pytest.mark.parametrize("part", [0, 1])
def test_a_restoring_that_is_stopped_leaves_no_folder(field: Desk, tmp_path: Path, part: int) -> None:
    source = tmp_path / "first.pdbackup"
    backup.back_up(field, source)
    before = set(tmp_path.rglob("*"))

    def report(done: int, _total: int) -> None:
        if done == part:
            raise Cancelled

    with pytest.raises(Cancelled):
        backup.restore(source, tmp_path / "restored", PASSPHRASE, report)

    assert set(tmp_path.rglob("*")) == before
