"""All checks of the project, one after the other, each as the command that anybody could type."""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from installer import environment

PYTEST = ("python", "-m", "pytest")
BESIDE_EACH_OTHER = ("-n", "auto", "--dist", "loadfile")
"""As many files of tests at once as there are processors; what a file makes for all its tests is made once."""


@dataclass(frozen=True)
class Check:
    """One command and the variables it needs; its first word is a program of the environment."""

    name: str
    command: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)


CHECKS = (
    Check("format", ("ruff", "format", "--check", ".")),
    Check("lint", ("ruff", "check", ".")),
    Check("types", ("mypy",)),
    Check("imports", ("lint-imports", "--no-cache", "--no-logo")),
    Check("words", ("python", "installer/catalogues.py", "check")),
    # tests/core/conftest.py makes PySide6 unimportable; pytest's Qt plug-in would have loaded it before.
    Check("core", (*PYTEST, "tests/core", "-p", "no:pytest-qt", *BESIDE_EACH_OTHER)),
    Check("ui", (*PYTEST, "tests/ui", *BESIDE_EACH_OTHER), {"QT_QPA_PLATFORM": "offscreen"}),
    Check("journeys", (*PYTEST, "tests/journeys"), {"QT_QPA_PLATFORM": "offscreen"}),
)


def names() -> list[str]:
    """Return the names of the checks, in the order in which they run."""
    return [check.name for check in CHECKS]


def run(only: Sequence[str] = ()) -> int:
    """Run all checks, or only some, also after one has failed; 1 where one has."""
    if unknown := set(only) - set(names()):
        print(f"There is no check named {', '.join(sorted(unknown))}; there are {', '.join(names())}.")
        return 2
    lines, failed, start = [], False, time.monotonic()
    for check in CHECKS:
        if only and check.name not in only:
            continue
        code, seconds = _run(check)
        failed |= code != 0
        lines.append(f"  {check.name:<10} {'ok' if code == 0 else f'FAILED ({code})':<12} {seconds:6.1f} s")
    print("\nSummary\n" + "\n".join(lines))
    print(f"{'Some checks FAILED' if failed else 'All checks passed'} in {time.monotonic() - start:.0f} s")
    return 1 if failed else 0


def _run(check: Check) -> tuple[int, float]:
    variables = "".join(f"{name}={value} " for name, value in check.variables.items())
    print(f"\n$ {variables}{' '.join(check.command)}")
    program, *arguments = check.command
    # The programs of the environment come first, as in an activated one: the journeys call `partnerdesk`.
    path = os.pathsep.join((str(environment.PROGRAMS), os.environ.get("PATH", "")))
    start = time.monotonic()
    code = environment.call([environment.program(program), *arguments], {"PATH": path, **check.variables})
    seconds = time.monotonic() - start
    print(f"[{check.name}: {seconds:.1f} s]")
    return code, seconds
