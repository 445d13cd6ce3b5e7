"""How fast bundles are made and merged, against the least that could be done: `python -m tests.benchmarks.merge --json`.

Twenty devices wrote 1,000,000 field changes in 176,000 saves over 97,000 records; 400 partners were edited by all of them. Ratios
compare CPU seconds of one run, each step in a process of its own; the raw side writes the same saves and final rows by
`executemany` into the same encrypted tables with their indexes, triggers and search, in one transaction for each bundle.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.merge_bundles import write_bundles

ROOT = Path(__file__).parents[2]
STEPS = ("merge", "raw", "export", "reimport", "size", "records", "small", "save")
POUCHDB = "pouchdb@9.0.0"


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--scale", type=float, default=1.0, help="0.1 for a quick look")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="partnerdesk-merge-") as name:
        folder = Path(name)
        _tell("writing bundles")
        figures = write_bundles(folder, given.scale)
        for step in STEPS:
            _tell(step)
            figures |= _run([sys.executable, "-m", "tests.benchmarks.merge_steps", step, name])
        figures |= _replicated(folder)
    outcome = {"scale": given.scale, **_ratios(figures), **figures}
    outcome = {name: round(value, 4) if isinstance(value, float) else value for name, value in outcome.items()}
    lines = [f"{name:22} {value}" for name, value in outcome.items()]
    sys.stdout.write(json.dumps(outcome, indent=2) + "\n" if given.json else "\n".join([*lines, ""]))
    return 0


def _ratios(figures: dict[str, Any]) -> dict[str, Any]:
    pouchdb = figures["pouchdb_cpu_s"]
    return {
        "merge_ratio": figures["merge_cpu_s"] / figures["raw_cpu_s"],
        "rss_mb": figures["rss_mb"],
        "export_ratio": figures["export_cpu_s"] / figures["export_raw_cpu_s"],
        "small_bundle_ratio": figures["small_full_cpu_ms"] / figures["small_empty_cpu_ms"],
        "reimport_cpu_s": figures["reimport_cpu_s"],
        "save_p95_ms": figures["save_p95_ms"],
        "size_ratio": figures["small_file_bytes"] / figures["zstd_19_bytes"],
        "pouchdb_ratio": None if pouchdb is None else pouchdb / figures["merge_cpu_s"],
    }


def _replicated(folder: Path) -> dict[str, Any]:
    """Return how long PouchDB takes for the same records, unsigned and unencrypted; None where npm is not there."""
    nothing: dict[str, Any] = {"pouchdb_cpu_s": None, "pouchdb_wall_s": None}
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        _tell("npm or node is not here, so PouchDB is not measured")
        return nothing
    _tell("PouchDB")
    install = [npm, "install", "--no-audit", "--no-fund", "--silent", POUCHDB]
    if subprocess.run(install, cwd=folder, check=False).returncode:
        _tell("npm could not install PouchDB, so it is not measured")
        return nothing
    shutil.copy(ROOT / "tests/benchmarks/replicate.js", folder)
    figures = _run([node, str(folder / "replicate.js"), str(folder)])
    return {"pouchdb_cpu_s": figures["cpu"], "pouchdb_wall_s": figures["wall"]}


def _run(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, env={**os.environ}, check=True, stdout=subprocess.PIPE)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
