"""The lock files name every requirement, with hashes, and nothing else."""

import ast
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[3]
RUNTIME = ROOT / "installer" / "requirements.lock"
DEVELOPMENT = ROOT / "installer" / "requirements-dev.lock"


def locked(file: Path) -> dict[str, str]:
    """Return the version of each package in a lock file."""
    pins = re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", file.read_text("utf-8"), re.MULTILINE)
    return dict(pins)


def requirements(extra: str = "") -> list[Requirement]:
    """Return what pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [
        Requirement(line) for line in (project["optional-dependencies"][extra] if extra else project["dependencies"])
    ]


def unmet(asked: list[Requirement], pins: dict[str, str]) -> list[str]:
    """Return the requirements for which no fitting version is locked."""
    return [str(one) for one in asked if pins.get(canonicalize_name(one.name), "none") not in one.specifier]


def test_every_requirement_is_locked_in_a_version_that_fits() -> None:
    assert unmet([*requirements(), *requirements("build")], locked(RUNTIME)) == []
    assert unmet([*requirements(), *requirements("build"), *requirements("dev")], locked(DEVELOPMENT)) == []


def test_checks_run_with_the_versions_that_users_get() -> None:
    assert locked(RUNTIME).items() <= locked(DEVELOPMENT).items()


def test_the_versions_known_to_be_sound_are_locked() -> None:
    # 6.12.0 loses references on Python 3.11, 6.11.0 and 6.11.1 have layout bugs.
    assert locked(RUNTIME)["pyside6-essentials"] == "6.11.3"
    assert "pyside6" not in locked(DEVELOPMENT)


def test_every_line_is_a_pin_or_a_hash() -> None:
    for file in (RUNTIME, DEVELOPMENT):
        heading, *lines = file.read_text("utf-8").splitlines()
        others = [line for line in lines if not re.match(r"[a-z0-9-]+==|    --hash=sha256:[0-9a-f]{64}( \\)?$", line)]
        pins = [number for number, line in enumerate(lines) if "==" in line.partition(";")[0]]

        assert heading.startswith("#")
        assert others == []
        assert all("--hash=" in lines[number + 1] for number in pins)


def test_the_installer_needs_nothing_but_python() -> None:
    for name in ("dev", "checks", "environment", "lock", "system"):
        tree = ast.parse((ROOT / "installer" / f"{name}.py").read_text("utf-8"))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

        assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names | {"installer"}
