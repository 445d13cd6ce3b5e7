"""The self-check tells whether an installation works."""

from pathlib import Path

import pytest

from partnerdesk.__main__ import main


def test_a_sound_installation_is_ok(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--selfcheck", str(tmp_path)])

    said = capsys.readouterr()
    assert (code, said.err) == (0, "")
    assert said.out.startswith("OK: PartnerDesk")
    assert len(said.out.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_does_not_work_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "PySide6.py").write_text('raise ImportError("libEGL.so.1 is missing")', "utf-8")

    code = main(["--selfcheck", str(tmp_path)])

    said = capsys.readouterr().err
    assert code == 1
    assert "the window" in said
    assert "libEGL.so.1" in said


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.write_text("", "utf-8")

    code = main(["--selfcheck", str(file)])

    assert code == 1
    assert str(file) in capsys.readouterr().err
