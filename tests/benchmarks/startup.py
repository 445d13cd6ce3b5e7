"""How long the window takes to be seen and to show rows, against a bare window: `python -m tests.benchmarks.startup --json`.

Every figure is the median of runs that take turns with runs of a bare PySide6 window, each timed from just before its
process is spawned by the clock that all processes of a machine share. The window is started as users start it: by the
command `partnerdesk`, with bytecode at hand, on a sample workspace that `PARTNERDESK_PASSPHRASE` opens.
"""

import argparse
import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.workspaces import PASSPHRASE, sample

ROOT = Path(__file__).resolve().parent.parent.parent
_SECONDS = 120

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow

class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", time.monotonic(), flush=True)
        QApplication.exit(0)

app = QApplication(sys.argv[:1])
window = Bare()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
import sys, time
from pathlib import Path
import partnerdesk.__main__
from partnerdesk.cli import window as command

def load(name):
    app = import_module(name)
    from ui.preferences import Preferences

    class Watched(app.Window):
        told = False

        def paintEvent(self, event):
            super().paintEvent(event)
            if not self.told:
                self.told = True
                print("painted", time.monotonic(), flush=True)
                self.painted.connect(watch_tables)

    app.Window = Watched
    app.Preferences = lambda: Preferences(Path(sys.argv[1]))
    return app

def watch_tables():
    from PySide6.QtWidgets import QApplication
    from ui.widgets.record_table import RecordTable
    paint = RecordTable.paintEvent

    def paint_and_tell(table, event):
        paint(table, event)
        if table.model().rowCount():
            print("rows", time.monotonic(), flush=True)
            QApplication.exit(0)

    RecordTable.paintEvent = paint_and_tell

import_module, command.import_module = command.import_module, load
code = partnerdesk.__main__.main([])
try:
    import resource
    print("kilobytes", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
except ImportError:
    pass
sys.exit(code)
"""
"""The command itself; its window tells when it was painted, and its table when it has painted rows."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the ratios and the seconds behind them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="region", choices=["S", "M", "L", "region", "hq"])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    figures = measure(sample(given.size), given.runs)
    outcome: dict[str, object] = {"size": given.size, "runs": given.runs, **figures}
    sys.stdout.write(json.dumps(outcome, indent=2) + "\n" if given.json else _table(outcome))
    return 0


def measure(workspace: Path, runs: int) -> dict[str, float]:
    """Return the ratios and the medians in seconds of so many runs, after one of each that warms the disk's cache."""
    for package in ("partnerdesk", "ui"):
        compileall.compile_dir(ROOT / package, quiet=1)
    with tempfile.TemporaryDirectory() as scratch:
        environment = _environment(workspace, Path(scratch))
        remembered = Path(scratch) / "preferences.ini"
        # As for somebody who was in the list of partners when the window was last closed.
        remembered.write_text("[General]\nplace=partners\n", "utf-8")
        bare, first, rows, size = [], [], [], 0.0
        for number in range(runs + 1):
            plain = _run(BARE, environment)
            ours = _run(OURS, environment, str(remembered))
            if number:
                bare.append(plain["painted"])
                first.append(ours["painted"])
                rows.append(ours["rows"])
            size = max(size, ours.get("kilobytes", 0.0) / 1024)
    return {
        "first_paint_ratio": round(median(first) / median(bare), 2),
        "rows_ratio": round(median(rows) / median(bare), 2),
        "rss_mb": round(size, 1),
        "bare_first_paint_s": round(median(bare), 3),
        "first_paint_s": round(median(first), 3),
        "rows_s": round(median(rows), 3),
    }


def _environment(workspace: Path, scratch: Path) -> dict[str, str]:
    own = {
        "PYTHONPATH": str(ROOT),
        "PARTNERDESK_WORKSPACE": str(workspace),
        "PARTNERDESK_PASSPHRASE": PASSPHRASE,
        "XDG_CACHE_HOME": str(scratch),
    }
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "PYTHONDEVMODE"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted} | own
    if sys.platform.startswith("linux") and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _run(code: str, environment: dict[str, str], *arguments: str) -> dict[str, float]:
    """Run a window until it has shown what it is timed for; return what it told, moments as seconds since the start."""
    command = [sys.executable, "-c", code, *arguments]
    started = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False)
    told = {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}
    if done.returncode or "painted" not in told:
        raise RuntimeError(f"the window ended with {done.returncode}: {done.stderr}")
    return {name: value if name == "kilobytes" else value - started for name, value in told.items()}


def _table(outcome: dict[str, object]) -> str:
    return "".join(f"{name:20} {value}\n" for name, value in outcome.items())


if __name__ == "__main__":
    sys.exit(main())
