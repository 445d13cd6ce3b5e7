"""How long a list takes to answer: first page, last page and search as typed; `python -m tests.benchmarks.lists --json`."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from functools import partial

from partnerdesk.desk import Desk
from partnerdesk.store.listings import Query, ids, page
from tests.benchmarks.workspaces import opened, percentile

PAGE = 64
TYPED = ("a", "as", "ass", "asso", "association", "éc", "ecole", "جم", "جمعيه", "solidarite fem", "zz", "ONG")


def main(arguments: list[str] | None = None) -> int:
    """Measure every kind of list that the window shows and print p95 in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="hq", choices=["S", "M", "L", "region", "hq"])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    desk = opened(given.size)
    kinds = ("partner", "assessment", "consultation", "action")
    figures = {kind: _measure(desk, kind, given.runs) for kind in kinds}
    worst = {name: max(figures[kind][name] for kind in kinds) for name in figures["partner"]}
    desk.close()
    outcome = {"size": given.size, **worst, "kinds": figures}
    sys.stdout.write(json.dumps(outcome, indent=2) + "\n" if given.json else _table(figures))
    return 0


def _measure(desk: Desk, kind: str, runs: int) -> dict[str, float]:
    return {
        "first_page_p95_ms": _p95(runs, [lambda: _first(desk, Query(kind))]),
        "last_page_p95_ms": _p95(runs, [lambda: _last(desk, Query(kind))]),
        "search_p95_ms": _p95(runs, [partial(_first, desk, Query(kind, text=text)) for text in TYPED]),
    }


def _p95(runs: int, jobs: list[Callable[[], None]]) -> float:
    times = []
    for _run in range(runs):
        for job in jobs:
            started = time.perf_counter()
            job()
            times.append((time.perf_counter() - started) * 1000)
    return round(percentile(times, 0.95), 1)


def _first(desk: Desk, query: Query) -> None:
    with desk.reading() as connection:
        page(connection, query.kind, ids(connection, query)[:PAGE])


def _last(desk: Desk, query: Query) -> None:
    with desk.reading() as connection:
        page(connection, query.kind, ids(connection, query)[-PAGE:])


def _table(figures: dict[str, dict[str, float]]) -> str:
    lines = [
        f"{kind:14}" + "  ".join(f"{name} {value}" for name, value in about.items()) for kind, about in figures.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
