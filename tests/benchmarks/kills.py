"""Kills a working process again and again and looks at what it left: `python -m tests.benchmarks.kills --runs N --json`.

Half of the processes are killed at a call chosen by chance, the others at a moment chosen by chance, which may be in the middle
of a write. Afterwards nothing that was acknowledged may be lost and nothing may be half done. Needs `os.fork`.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.killed_erasing import Erase
from tests.benchmarks.killed_exchange import Export, Import, Undo
from tests.benchmarks.killed_work import BackUp, Create, HalfDone, Lost, Migrate, Restore, Save, Scenario, Work

SCENARIOS: dict[str, Scenario] = {
    made.name: made for made in (Save(), Import(), Undo(), Export(), BackUp(), Restore(), Create(), Migrate(), Erase())
}

READY = b"R"
DONE = b"D"


@dataclass
class Result:
    """What the kills of one scenario led to; `told` holds the first words about each finding."""

    kills: int = 0
    unharmed: int = 0
    lost: int = 0
    half_done: int = 0
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Measured:
    """How much a piece of work does when it is left alone."""

    calls: int
    seconds: float


class Victim:
    """A forked process that does a piece of work and reports through a pipe what is safely done."""

    def __init__(self, work: Callable[[Work], None], calls_to_live: int | None) -> None:
        self._reports, theirs = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._reports)
            _live(work, theirs, calls_to_live)
        os.close(theirs)

    def until_ready(self) -> bool:
        return os.read(self._reports, 1) == READY

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def last_words(self) -> bytes:
        """Return everything that it reported, once it is dead."""
        words = b""
        while more := os.read(self._reports, 65536):
            words += more
        os.close(self._reports)
        os.waitpid(self.pid, 0)
        return words


def _live(work: Callable[[Work], None], pipe: int, calls_to_live: int | None) -> None:
    """Do the work and end this process without any of the tidying of its parent."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}
        if calls == calls_to_live:
            os.kill(os.getpid(), signal.SIGKILL)

    def ready() -> None:
        os.write(pipe, READY)
        if calls_to_live is not None:
            sys.setprofile(count)

    code = 1
    try:
        work(Work(ready, lambda: os.write(pipe, b".")))
        sys.setprofile(None)
        os.write(pipe, DONE + str(calls).encode())
        code = 0
    finally:
        os._exit(code)


def measure(scenario: Scenario, template: Path, folder: Path) -> Measured:
    """Let the work be done once with and once without counting, and hold that it is then done."""
    counted = _one(scenario, template, folder, lambda victim: victim.until_ready(), -1)
    began: list[float] = []

    def note(victim: Victim) -> None:
        victim.until_ready()
        began.append(time.perf_counter())

    _one(scenario, template, folder, note, None)
    return Measured(int(counted.rpartition(DONE)[2]), time.perf_counter() - began[0])


def _one(
    scenario: Scenario, template: Path, folder: Path, attack: Callable[[Victim], object], calls: int | None
) -> bytes:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    scenario.settle(folder)
    victim = Victim(lambda work: scenario.work(folder, work), calls)
    attack(victim)
    return victim.last_words()


def attacked(scenario: Scenario, runs: int, chance: random.Random, place: Path) -> Result:
    """Kill a scenario so many times and judge what is left each time."""
    template, folder = place / "template", place / "attacked"
    template.mkdir(parents=True)
    scenario.prepare(template)
    whole = measure(scenario, template, folder)
    result = Result()
    for run in range(runs):
        if run % 2:
            delay = chance.random() * whole.seconds * 1.05
            words = _one(scenario, template, folder, partial(_kill_after, seconds=delay), None)
        else:
            calls = chance.randint(1, max(1, whole.calls))
            words = _one(scenario, template, folder, lambda victim: victim.until_ready(), calls)
        result.kills += DONE not in words
        result.unharmed += DONE in words
        _judge(scenario, folder, words.count(b"."), result)
    return result


def _kill_after(victim: Victim, seconds: float) -> None:
    victim.until_ready()
    time.sleep(seconds)
    victim.kill()


def _judge(scenario: Scenario, folder: Path, acknowledged: int, result: Result) -> None:
    try:
        scenario.check(folder, acknowledged)
    except Lost as finding:
        result.lost += 1
        result.told.append(f"{scenario.name}: {finding}")
    except (HalfDone, OSError, ValueError, RuntimeError, KeyError) as finding:
        result.half_done += 1
        result.told.append(f"{scenario.name}: {type(finding).__name__}: {finding}")


def main(arguments: list[str] | None = None) -> int:
    """Run all scenarios in turn; 0 when nothing was lost and nothing half done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400, help="how many processes to kill, over all scenarios")
    parser.add_argument("--only", choices=sorted(SCENARIOS), action="append", help="one scenario; may be repeated")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    if not hasattr(os, "fork"):
        sys.exit("This benchmark needs a system that can fork a process.")
    seed = random.SystemRandom().randrange(2**32) if given.seed is None else given.seed
    results = run(given.only or sorted(SCENARIOS), given.runs, seed)
    _tell(results, seed, as_json=given.json)
    return 1 if any(result.lost or result.half_done for result in results.values()) else 0


def run(names: list[str], runs: int, seed: int) -> dict[str, Result]:
    """Spread so many kills over these scenarios."""
    chance = random.Random(seed)  # noqa: S311  no secret
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        return {
            name: attacked(SCENARIOS[name], max(1, runs // len(names)), chance, Path(place) / name) for name in names
        }


def _tell(results: dict[str, Result], seed: int, *, as_json: bool) -> None:
    total: dict[str, Any] = {
        name: sum(getattr(result, name) for result in results.values())
        for name in ("kills", "unharmed", "lost", "half_done")
    }
    total |= {"seed": seed, "told": [words for result in results.values() for words in result.told][:20]}
    total["scenarios"] = {name: result.kills for name, result in results.items()}
    if as_json:
        print(json.dumps(total, ensure_ascii=False))  # noqa: T201
    else:
        print("\n".join(f"{name}: {value}" for name, value in total.items()))  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
