"""What a field office installs: the wheel holds the program, its data and its words, and nothing else."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("partnerdesk", "ui", "resources", "translations")
COMPILED = {".mo", ".po", ".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Build the wheel from a copy of the sources and return the names in it."""
    copy, target = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("wheel")
    for name in (*PACKAGES, "installer"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    for name in ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(target), str(copy)], check=True)
    with zipfile.ZipFile(next(target.glob("*.whl"))) as file:
        return set(file.namelist())


def test_everything_the_program_reads_is_in_the_wheel(wheel: set[str]) -> None:
    needed = {
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and file.suffix not in COMPILED
    }
    words = {f"translations/{language}/LC_MESSAGES/partnerdesk.mo" for language in ("fr", "es", "ar")}

    assert (needed | words) - wheel == set()


def test_nothing_else_is_in_the_wheel(wheel: set[str]) -> None:
    others = {name for name in wheel if name.split("/")[0] not in PACKAGES and ".dist-info/" not in name}

    assert others == set()
    assert not any(name.endswith(".po") for name in wheel)
