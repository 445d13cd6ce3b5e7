"""The single steps that `merge` measures, each in a process of its own: `python -m tests.benchmarks.merge_steps STEP FOLDER`."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import keys, receiving, sending, trust, workspace
from partnerdesk.bundles import container, payload
from partnerdesk.bundles.manifest import Manifest
from partnerdesk.demo.pen import dice
from partnerdesk.desk import Desk, Identity
from partnerdesk.keys import DeviceKeys, read_card
from partnerdesk.store import rowvalues
from partnerdesk.store.engine import many, rows
from partnerdesk.store.keyslot import LIGHT
from partnerdesk.store.kinds import kinds
from partnerdesk.store.sqlcipher import open_alone
from tests.benchmarks import merge_bundles, merge_data
from tests.benchmarks.workspaces import percentile

PASSPHRASE = "seven words that open this measuring device"
_AS_LARGE = "x" * 40_000
"""It lies on as many pages as a save changes."""
_SAVES = "SELECT stream, seq, record, kind, body, hash, receipt FROM op"
_SAVE = "INSERT INTO op (stream, seq, record, kind, body, hash, receipt) VALUES (?, ?, ?, ?, ?, ?, ?)"
if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

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


def export(folder: Path) -> dict[str, Any]:
    """Export nearly all of the merged workspace, and read, join and compress the same ops alone."""
    desk = opened(folder / "merged")
    # The first one loads the encryption and fills the cache, from which both sides read then.
    sending.export(desk, ["BEN-01"], folder / "export.out")
    clock = Clock()
    sending.export(desk, ["BEN-01"], folder / "export.out")
    seconds = clock.read("export")
    clock = Clock()
    with desk.reading() as connection, (folder / "raw.out").open("wb") as file:
        compressor = zstd.ZstdCompressor(level=payload.QUICK)
        cursor = connection.cursor().execute(
            "SELECT o.body FROM op o JOIN stream s ON s.id = o.stream WHERE s.site <> ? ORDER BY o.stream, o.seq",
            (peer_of_office(folder, 0),),
        )
        while bodies := cursor.fetchmany(500):
            file.write(compressor.compress(b"".join([body + b"\n" for (body,) in bodies])))
        file.write(compressor.flush())
    seconds |= clock.read("export_raw")
    desk.close()
    return {**seconds, "export_mb": (folder / "export.out").stat().st_size / 2**20}


def peer_of_office(folder: Path, number: int) -> str:
    """Return the site of a device."""
    return read_card((folder / f"{number:02}.card").read_bytes()).site


def small(folder: Path) -> dict[str, Any]:
    """Merge bundles of 100 changes into the merged workspace and into an empty one, in turn; the median of each counts."""
    device = merge_data.Device(merge_data.SITES, dice(7, "small"), keys.generate(), made=merge_data.LATER)
    receiver = DeviceKeys.from_dict(json.loads((folder / "receiver.json").read_bytes()))
    desks = {"small_full": opened(folder / "merged"), "small_empty": made(folder / "empty", folder)}
    figures: dict[str, list[float]] = {name: [] for name in desks}
    for desk in desks.values():
        trust.trust_card(desk, device.card())
    for _run in range(15):
        lines = [device.save("note", device.new_id(), merge_data.note(device)) for _note in range(10)]
        bundle = folder / "small.out"
        merge_bundles.write_bundle(bundle, device, iter(lines), receiver)
        for name, desk in desks.items():
            clock = Clock()
            receiving.accept(desk, receiving.receive(desk, bundle).id)
            figures[name].append(clock.read("")["_cpu_s"])
    for desk in desks.values():
        desk.close()
    return {f"{name}_cpu_ms": statistics.median(its) * 1000 for name, its in figures.items()}


def reimport(folder: Path) -> dict[str, Any]:
    """Receive a bundle once more that is merged."""
    desk = opened(folder / "merged")
    times = []
    for number in range(5):
        clock = Clock()
        receipt = receiving.receive(desk, folder / f"{number:02}.pdbundle")
        times.append(clock.read("")["_cpu_s"])
        if receipt.summary.new:
            raise RuntimeError("a bundle that is merged brought something")
    desk.close()
    return {"reimport_cpu_s": statistics.median(times)}


def save(folder: Path) -> dict[str, Any]:
    """Save changes of records one by one in the merged workspace, as the window does, and see how long the slow ones take."""
    desk = opened(folder / "merged")
    with desk.reading() as connection:
        answers = [row[0] for row in rows(connection, "SELECT id FROM answer ORDER BY id LIMIT 300")]
        partners = [row[0] for row in rows(connection, "SELECT id FROM partner ORDER BY id LIMIT 100")]
    if hasattr(os, "sync"):
        # A save must not wait until the disk has taken what the steps before this one wrote.
        os.sync()
    times, cpu = [], []
    for record in (*answers, *partners):
        kind, values = ("answer", {"comment": "Vu"}) if record in answers else ("partner", {"phone": "01 234"})
        seen = desk.view(kind, record).seen
        clock = Clock()
        desk.change(kind, record, values, seen)
        seconds = clock.read("")
        times.append(seconds["_wall_s"] * 1000)
        cpu.append(seconds["_cpu_s"] * 1000)
    desk.close()
    return {
        "save_p95_ms": percentile(times, 0.95),
        "save_p50_ms": percentile(times, 0.5),
        "save_p95_cpu_ms": percentile(cpu, 0.95),
        "least_save_p95_ms": percentile(_least_saves(folder / "least.db", len(times), "Vu"), 0.95),
        "as_large_save_p95_ms": percentile(_least_saves(folder / "large.db", len(times), _AS_LARGE), 0.95),
    }


def _least_saves(database: Path, number: int, text: str) -> list[float]:
    """Return how many milliseconds each of so many rows takes that is written and committed alone, encrypted as well."""
    connection = open_alone(database, bytes(32))
    connection.execute("CREATE TABLE IF NOT EXISTS least (n INTEGER PRIMARY KEY, text TEXT)")
    times = []
    for _one in range(number):
        clock = Clock()
        connection.begin_writing()
        connection.execute("INSERT INTO least (text) VALUES (?)", (text,))
        connection.commit()
        times.append(clock.read("")["_wall_s"] * 1000)
    connection.close()
    return times


def size(folder: Path) -> dict[str, Any]:
    """Write the ops of one device as a small bundle, and compress them alone as far as zstd goes."""
    desk = opened(folder / "merged")
    lines = list(container.read(folder / "00.pdbundle", desk.keys()).lines)
    manifest = Manifest(sender=desk.card(), created="2026-06-01T00:00:00+00:00")
    target = folder / "size.out"
    written = container.write(target, manifest, lines, desk.keys(), [desk.keys().recipient], small=True)
    desk.close()
    alone = zstd.compress(b"\n".join([*lines, b""]), 19)
    return {"small_file_bytes": written.bytes, "zstd_19_bytes": len(alone)}


def records(folder: Path) -> dict[str, Any]:
    """Write the records of the merged workspace as JSON lines, for others to replicate."""
    desk = opened(folder / "merged")
    count = 0
    with desk.reading() as connection, (folder / "records.jsonl").open("wb") as file:
        for kind in kinds().values():
            columns = ("id", *kind.fields)
            for row in rows(connection, f"SELECT {rowvalues.names(columns)} FROM {kind.name}"):  # noqa: S608
                values = {name: value for name, value in zip(columns, row, strict=True) if value is not None}
                file.write(
                    msgspec.json.encode({"_id": values.pop("id"), "kind_of_record": kind.name, **values}) + b"\n"
                )
                count += 1
    desk.close()
    return {"records": count}


def resident() -> float:
    """Return the most memory that this process held at once, in MB."""
    # Windows has no such count.
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 1024)


STEPS: dict[str, Callable[[Path], dict[str, Any]]] = {
    step.__name__: step for step in (merge, raw, export, small, reimport, save, size, records)
}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]))))
