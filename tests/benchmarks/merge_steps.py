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
from partnerdesk.store.kinds import Kind, kinds

PASSPHRASE = "seven words that open this measuring device"
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
    started, began = time.process_time(), time.perf_counter()
    conflicts = 0
    for bundle in bundles:
        conflicts += receiving.accept(desk, receiving.receive(desk, bundle).id).summary.conflicts
    cpu, wall = time.process_time() - started, time.perf_counter() - began
    desk.close()
    size = desk.database.stat().st_size / 2**20
    return {"merge_cpu_s": cpu, "merge_wall_s": wall, "rss_mb": resident(), "database_mb": size, "conflicts": conflicts}


def raw(folder: Path) -> dict[str, Any]:
    """Write the saves and the final rows of the merged workspace into an empty one, by `executemany` alone."""
    merged = opened(folder / "merged")
    with merged.reading() as connection:
        streams = rows(connection, "SELECT id, site, scope, upto, top FROM stream")
        ops = rows(
            connection, "SELECT stream, seq, record, kind, body, hash, receipt FROM op WHERE receipt IS NOT NULL"
        )
        ops.sort(key=lambda op: (op[6], op[0], op[1]))
        tables = {kind.name: rows(connection, _all_of(kind)) for kind in kinds().values()}
    merged.close()
    desk = made(folder / "raw", folder)
    with desk.writing() as connection:
        for table in ("op", "stream"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
    started, began = time.process_time(), time.perf_counter()
    with desk.writing() as connection:
        many(connection, "INSERT INTO stream (id, site, scope, upto, top) VALUES (?, ?, ?, ?, ?)", streams)
        many(
            connection,
            "INSERT INTO op (stream, seq, record, kind, body, hash, receipt) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ops,
        )
        connection.execute("UPDATE guard SET writing = 1")
        for name, its_rows in tables.items():
            many(connection, rowvalues.upsert(kinds()[name]), its_rows)
        connection.execute("UPDATE guard SET writing = 0")
    cpu, wall = time.process_time() - started, time.perf_counter() - began
    desk.close()
    return {"raw_cpu_s": cpu, "raw_wall_s": wall, "raw_mb": desk.database.stat().st_size / 2**20}


def _all_of(kind: Kind) -> str:
    return f"SELECT {rowvalues.names(rowvalues.columns(kind))} FROM {kind.name} ORDER BY n"  # noqa: S608


def resident() -> float:
    """Return the most memory that this process held at once, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 1024)


STEPS: dict[str, Callable[[Path], dict[str, Any]]] = {"merge": merge, "raw": raw}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]))))
