"""What hostile bundles lead to and what they cost: `python -m tests.benchmarks.hostile --runs N --json`.

The inputs are those of `tests/hostile/mutations.py`, in turn and by numbered chance, so that each finding can be repeated with
`--first`. They are read in processes of their own: one that dies is a crash, and the next one goes on behind the deadly input.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from random import Random

from tests.hostile.mutations import MUTATIONS
from tests.hostile.target import AcceptedWrongly, Target

WORKER = "--worker"
AT_ONCE = 500
"""Inputs that one process reads; its memory is measured over all of them."""


@dataclass
class Figures:
    """What came of the inputs; `told` names the findings by number."""

    inputs: int = 0
    refused: int = 0
    crashes: int = 0
    accepted_wrongly: int = 0
    max_rss_mb: float = 0
    max_s: float = 0
    told: list[str] = field(default_factory=list)


def main(arguments: list[str] | None = None) -> int:
    """Run the inputs and print the figures; 1 when one of them crashed the program or was believed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(WORKER, action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.worker:
        _work(given.first, given.runs)
        return 0
    figures = Figures()
    at, end = given.first, given.first + given.runs
    while at < end:
        at = _let_work(figures, at, min(AT_ONCE, end - at))
    told = asdict(figures)
    words = json.dumps(told, indent=2) if given.json else "\n".join(f"{name}: {value}" for name, value in told.items())
    sys.stdout.write(words + "\n")
    return 1 if figures.crashes or figures.accepted_wrongly else 0


def _let_work(figures: Figures, first: int, count: int) -> int:
    """Have a process read some inputs; return the number of the next one."""
    command = [sys.executable, "-m", "tests.benchmarks.hostile", WORKER, f"--first={first}", f"--runs={count}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        at = first
        for line in process.stdout or ():
            about = json.loads(line)
            at = about["number"] + 1
            figures.inputs += 1
            figures.refused += about["outcome"] == "refused"
            figures.accepted_wrongly += about["outcome"] == "accepted wrongly"
            figures.crashes += about["outcome"] == "crash"
            figures.max_s = max(figures.max_s, about["seconds"])
            figures.max_rss_mb = max(figures.max_rss_mb, about["rss_mb"])
            if about["told"]:
                figures.told.append(f"{about['number']}: {about['told']}")
    if process.returncode and at < first + count:
        figures.inputs += 1
        figures.crashes += 1
        figures.told.append(f"{at}: the process ended with {process.returncode}")
        at += 1
    return at


def _work(first: int, count: int) -> None:
    target = Target()
    for number in range(first, first + count):
        name = list(MUTATIONS)[number % len(MUTATIONS)]
        given = MUTATIONS[name](target.sound, Random(number))  # noqa: S311  no secret
        started = time.perf_counter()
        told = ""
        try:
            outcome = "refused" if target.hand_over(given).refused else "taken in"
        except AcceptedWrongly as error:
            outcome, told = "accepted wrongly", f"{name}: {error}"
        except Exception as error:  # noqa: BLE001  whatever it is, it is what we look for
            outcome, told = "crash", f"{name}: {error!r}"
        seconds = round(time.perf_counter() - started, 3)
        if told:
            target.close()
            target = Target()
        rss = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
        about = {"number": number, "outcome": outcome, "told": told, "seconds": seconds, "rss_mb": rss}
        sys.stdout.write(json.dumps(about) + "\n")
        sys.stdout.flush()
    target.close()


if __name__ == "__main__":
    sys.exit(main())
