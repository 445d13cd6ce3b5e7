"""A workspace for tests of the command line, and the command itself in this process."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from partnerdesk import i18n, workspace
from partnerdesk.__main__ import main
from partnerdesk.desk import Identity
from partnerdesk.store.keyslot import LIGHT

PASSPHRASE = "seven words that open this very laptop"


class Command:
    """Runs `partnerdesk` in one workspace and keeps what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        """Run one command in the workspace and return its exit code."""
        self._capsys.readouterr()
        code = main(["--workspace", str(self.folder), *map(str, words)])
        self.out, self.err = self._capsys.readouterr()
        return code

    def json(self, *words: object) -> Any:
        """Run one command with --json, which must not be refused, and return what it printed."""
        assert self(*words, "--json") == 0, self.err
        return json.loads(self.out)

    def refused(self, *words: object) -> str:
        """Run a command that must be refused and return the sentence; nothing else may be said."""
        assert self(*words) == 1, (self.out, self.err)
        assert "Traceback" not in self.err
        return self.err

    def new(self, kind: str, *values: str) -> str:
        """Record something and return its id."""
        return str(self.json("record", "new", kind, *values)["id"])


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak English, know the passphrase, and leave nothing outside the test's own folder."""
    for name in (
        "PARTNERDESK_WORKSPACE",
        "PARTNERDESK_NEW_PASSPHRASE",
        "PARTNERDESK_RECOVERY_KEY",
        "LC_ALL",
        "LC_MESSAGES",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("PARTNERDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = i18n.language()
    yield
    i18n.set_language(before)


def made(folder: Path, office: str, name: str, role: str, capsys: pytest.CaptureFixture[str]) -> Command:
    """Make a workspace that opens fast, and return the command for it."""
    workspace.create(folder, PASSPHRASE, Identity(office, name, f"Person of {office}", role, "en"), LIGHT).desk.close()
    return Command(folder, capsys)


@pytest.fixture
def partnerdesk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return the command of a field office."""
    return made(tmp_path / "field", "LBN-TYR", "Bureau de Tyr", "field_officer", capsys)


@pytest.fixture
def region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return the command of a regional office."""
    return made(tmp_path / "region", "MENA-RO", "Regional office", "focal_point", capsys)
