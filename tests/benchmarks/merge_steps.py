"""The single steps that `merge` measures, each in a process of its own: `python -m tests.benchmarks.merge_steps STEP FOLDER`."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from partnerdesk import receiving, trust, workspace
from partnerdesk.desk import Desk, Identity
from partnerdesk.keys import read_card
from partnerdesk.store import rowvalues
from partnerdesk.store.engine import many, rows
from partnerdesk.store.keyslot import LIGHT
from partnerdesk.store.kinds import kinds

PASSPHRASE = "seven words that open this measuring device"
_SAVES = "SELECT stream, seq, record, kind, body, hash, receipt FROM op"
_SAVE = "INSERT INTO op (stream, seq, record, kind, body, hash, receipt) VALUES (?, ?, ?, ?, ?, ?, ?)"
IDENTITY = Identity("MENA-RO", "Bureau régional", "Point focal", "focal_point", "fr")


def made(folder: Path, bundles: Path) -> Desk:
    """Make a workspace that the bundles are encrypted to and that trusts their devices."""
    desk = workspace.create(folder, PASSPHRASE, IDENTITY, LIGHT).desk
    desk.keep("keys", json.loads((bundles / "receiver.json").read_bytes()))
    for card in sorted(bundles.glob("*.card")):
        trust.trust_card(desk, read_card(card.read_bytes()))
    return desk


def opened(folder: Path) -> Desk:
    """Open a workspace that `made` made."""
    return workspace.open_workspace(folder, PASSPHRASE)


def merge(folder: Path) -> dict[str, Any]:
    """Receive and accept every bundle; the workspace stays for the other steps."""
    desk = made(folder / "merged", folder)
    bundles = sorted(folder.glob("*.pdbundle"))
    clock = Clock()
    conflicts = 0
    for bundle in bundles:
        conflicts += receiving.accept(desk, receiving.receive(desk, bundle).id).summary.conflicts
    seconds = clock.read("merge")
    desk.close()
    size = desk.database.stat().st_size / 2**20
    return {**seconds, "rss_mb": resident(), "database_mb": size, "conflicts": conflicts}


def raw(folder: Path) -> dict[str, Any]:
    """Write the saves and the final rows of the merged workspace into an empty one, by `executemany` alone.

    One transaction for each bundle, as the merge has it: its saves, and the rows that no later bundle touches.
    """
    merged = opened(folder / "merged")
    with merged.reading() as connection:
        streams = rows(connection, "SELECT id, site, scope, upto, top FROM stream")
        receipts = [row[0] for row in rows(connection, "SELECT id FROM receipt ORDER BY file")]
        saves = {
            receipt: rows(connection, f"{_SAVES} WHERE receipt = ? ORDER BY stream, seq", (receipt,))
            for receipt in receipts
        }
        last = {save[2]: receipt for receipt in receipts for save in saves[receipt]}
        finals: dict[str, dict[str, list[Any]]] = {receipt: {} for receipt in receipts}
        for kind in kinds().values():
            columns = rowvalues.columns(kind)
            for row in rows(connection, f"SELECT {rowvalues.names(columns)} FROM {kind.name} ORDER BY n"):  # noqa: S608
                if receipt := last.get(row[columns.index("id")]):
                    finals[receipt].setdefault(kind.name, []).append(row)
    merged.close()
    desk = made(folder / "raw", folder)
    with desk.writing() as connection:
        many(connection, "DELETE FROM op", [()])
        many(connection, "DELETE FROM stream", [()])
        many(connection, "INSERT INTO stream (id, site, scope, upto, top) VALUES (?, ?, ?, ?, ?)", streams)
    clock = Clock()
    for receipt in receipts:
        with desk.writing() as connection:
            many(connection, _SAVE, saves[receipt])
            many(connection, "UPDATE guard SET writing = ?", [(1,)])
            for name, its_rows in finals[receipt].items():
                many(connection, rowvalues.upsert(kinds()[name]), its_rows)
            many(connection, "UPDATE guard SET writing = ?", [(0,)])
    seconds = clock.read("raw")
    desk.close()
    return seconds


class Clock:
    """Measures the CPU seconds of this process, and those that went by."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    def read(self, name: str) -> dict[str, float]:
        cpu, wall = time.process_time() - self._cpu, time.perf_counter() - self._wall
        return {f"{name}_cpu_s": cpu, f"{name}_wall_s": wall}


def resident() -> float:
    """Return the most memory that this process held at once, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 1024)


STEPS: dict[str, Callable[[Path], dict[str, Any]]] = {"merge": merge, "raw": raw}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]))))
