"""Setting up and checking a checkout, as far as it can be tried without installing anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer import checks, environment, system

ROOT = Path(__file__).resolve().parents[3]

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux")
when_set_up = pytest.mark.skipif(not environment.is_done(development=True), reason="needs installer/dev.py setup --dev")


def dev(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command of a checkout without a screen."""
    without = {name: text for name, text in os.environ.items() if name not in system.SCREENS}
    command = [sys.executable, str(ROOT / "installer" / "dev.py"), *arguments]
    return subprocess.run(command, env=without | variables, capture_output=True, encoding="utf-8", check=False)


@on_linux
@when_set_up
def test_without_a_screen_run_points_to_the_command_line() -> None:
    result = dev("run")

    assert result.returncode == 1
    assert result.stdout.startswith("There is no screen here, so no window can open; use the command line: ")
    assert result.stdout.endswith("partnerdesk --help\n")


@when_set_up
def test_setting_up_again_does_nothing() -> None:
    result = dev("setup")

    assert (result.returncode, result.stdout) == (0, "")


def test_an_unknown_check_is_named_with_those_that_exist() -> None:
    result = dev("check", "spelling")

    assert result.returncode == 2
    assert result.stdout == f"There is no check named spelling; there are {', '.join(checks.names())}.\n"


def test_the_first_step_needs_no_package() -> None:
    result = subprocess.run(
        [sys.executable, "-S", "-I", str(ROOT / "installer" / "dev.py"), "--help"], capture_output=True, check=False
    )

    assert result.returncode == 0, result.stderr


@on_linux
def test_where_packages_cannot_be_installed_one_line_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    refusing = tmp_path / "apt-get"
    refusing.write_text("#!/bin/sh\nexit 100\n", "utf-8")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    installed = system.apt_install(["libxcb-cursor0", "libegl1"], "Qt's windows need system libraries")

    told = capfd.readouterr().out.splitlines()[-1]
    assert not installed
    assert told.startswith("Qt's windows need system libraries; please run: ")
    assert told.endswith("apt-get install --yes --no-install-recommends libxcb-cursor0 libegl1")


@on_linux
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_screen_is_seen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for other in system.SCREENS:
        monkeypatch.delenv(other, raising=False)
    before = system.has_screen()

    monkeypatch.setenv(name, ":1")

    assert (before, system.has_screen()) == (False, True)
