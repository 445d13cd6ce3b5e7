"""A program that is killed at any point: nothing that was acknowledged is lost, nothing is half done, and work goes on."""

import os
import random
from pathlib import Path

import pytest

from tests.benchmarks import kills
from tests.benchmarks.killed_work import Save, Work, opened

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing at chosen calls needs a forked process")

RUNS = {
    "save": 40,
    "import": 30,
    "undo": 20,
    "export": 20,
    "migrate": 30,
    "backup": 20,
    "restore": 20,
    "create": 12,
    "erase": 20,
}
CHANCE = random.Random(1)  # noqa: S311  no secret


@pytest.mark.parametrize("name", sorted(kills.SCENARIOS))
def test_nothing_is_lost_or_half_done_wherever_the_program_is_killed(name: str) -> None:
    seed = random.SystemRandom().randrange(2**32)

    result = kills.run([name], RUNS[name], seed)[name]

    assert (result.lost, result.half_done) == (0, 0), f"seed {seed}: {result.told}"
    assert result.kills > RUNS[name] // 2


class SaysSoTooEarly(Save):
    """Acknowledges a save before it is made."""

    def work(self, folder: Path, work: Work) -> None:
        """Promise first."""
        desk = opened(folder / "office")
        work.ready()
        for number in range(10):
            for _promise in range(4):
                work.done()
            desk.create("partner", {"legal_name": f"Partner {number}"})


def test_the_kills_catch_a_program_that_promises_too_early(tmp_path: Path) -> None:
    result = kills.attacked(SaysSoTooEarly(), 6, CHANCE, tmp_path)

    assert result.lost > 0


class LeavesHalves(Save):
    """Makes a record in two steps that belong together."""

    def work(self, folder: Path, work: Work) -> None:
        """Write twice what should be written once."""
        desk = opened(folder / "office")
        work.ready()
        for number in range(20):
            partner = desk.create("partner", {"legal_name": f"Partner {number}", "acronym": "A"})
            for _look in range(30):
                # Half of it stands nearly all the time, so that few kills find it.
                desk.view("partner", partner)
            desk.change("partner", partner, {"place": "Tyr"})
            work.done()
            work.done()


def test_the_kills_catch_work_that_is_left_half_done(tmp_path: Path) -> None:
    result = kills.attacked(LeavesHalves(), 12, CHANCE, tmp_path)

    assert result.half_done > 0
