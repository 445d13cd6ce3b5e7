"""The core works on a computer that has neither Qt nor a screen."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

SCRIPT = """
import sys

class WithoutWindow:
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6", "ui"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, WithoutWindow())
import importlib, pathlib
for file in sorted(pathlib.Path("partnerdesk").rglob("*.py")):
    parts = file.with_suffix("").parts
    # Alembic runs its own script inside a migration only.
    if parts[-1] not in {"__init__", "env"} and "versions" not in parts:
        importlib.import_module(".".join(parts))
        print(file)
"""


def test_every_module_of_the_core_loads_without_qt() -> None:
    result = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
    assert len(result.stdout.splitlines()) > 20
