"""The command as a whole: quick help, its languages, exit codes, and what it says when something goes wrong."""

import ast
import importlib
import os
import subprocess
import sys
from argparse import _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk import i18n
from partnerdesk.__main__ import main
from partnerdesk.cli import parser, program
from partnerdesk.cli.outcome import Outcome
from partnerdesk.errors import PartnerDeskError
from tests.core.cli.conftest import Command

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("sqlalchemy", "sqlcipher3", "reportlab", "PySide6", "babel", "yaml", "nacl", "pyrage", "jsonschema")


def run(*words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a process of its own, without a screen."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in screens} | variables
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def commands(of: parser.Parser) -> Iterator[parser.Parser]:
    """Yield a parser and those of all its commands."""
    yield of
    for action in of._actions:
        if isinstance(action, _SubParsersAction):
            for one in action.choices.values():
                yield from commands(one)


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["record", "list", "--help"], ["record"]])
def test_help_comes_at_once(words: list[str]) -> None:
    script = f"import sys; from partnerdesk.__main__ import main; main({words!r}); print(*sys.modules, file=sys.stderr)"

    result = run("-c", script)

    loaded = result.stderr.splitlines()[-1].split()
    assert [name for name in HEAVY if name in loaded] == []


def test_the_command_can_be_run_as_a_module() -> None:
    result = run("-m", "partnerdesk", "--version")

    assert (result.returncode, result.stdout) == (0, "PartnerDesk 0.2.0\n")


def test_every_command_does_something() -> None:
    named = {one.get_default("run") for one in commands(parser.build()) if one.get_default("run")}

    for name in named:
        module, _colon, function = name.partition(":")
        assert callable(getattr(importlib.import_module(f"partnerdesk.cli.{module}"), function))
    assert len(named) > 30


def test_wrong_usage_is_told_with_exit_code_2(partnerdesk: Command) -> None:
    assert partnerdesk("record") == 2
    assert partnerdesk("record", "show") == 2
    assert partnerdesk("unheard-of") == 2
    assert partnerdesk("bundle", "import", "file", "--accept", "--aside") == 2
    assert "usage: partnerdesk bundle import" in partnerdesk.err


@pytest.mark.parametrize("words", [["--language", "ar"], ["--language=ar"], ["--workspace", "fr", "--language", "ar"]])
def test_the_language_of_help_is_known_before_the_command(words: list[str]) -> None:
    main([*words, "--version"])

    assert i18n.language() == "ar"


def test_the_language_of_a_new_workspace_is_not_taken_for_that_of_help() -> None:
    assert program._language_asked_for(["init", "--language", "ar"]) == ""


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_argparse_says_keeps_its_fields_in_every_language(language: str) -> None:
    fields = {"prog": "p", "message": "m", "argument_name": "a", "value": "v", "choices": "c", "type": "t"}

    with i18n.using(language):
        for message in parser.ARGPARSE:
            words = i18n._(message)
            assert words.count("%") == message.count("%")
            assert words % fields if "%(" in message else words.replace("%s", "").replace("%r", "").count("%") == 0


def test_argparse_speaks_the_language_in_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")

    main(["record", "show"])

    with i18n.using("fr"):
        assert capsys.readouterr().err.startswith(i18n._("usage: "))


def test_without_a_screen_the_window_points_to_the_command_line() -> None:
    result = run("-m", "partnerdesk")

    assert result.returncode == 1
    assert "partnerdesk --help" in result.stderr


def test_without_qt_the_window_says_so() -> None:
    script = "import sys; sys.modules['PySide6'] = None\nfrom partnerdesk.__main__ import main\nsys.exit(main([]))"

    result = run("-c", script, QT_QPA_PLATFORM="offscreen")

    assert result.returncode == 1
    assert "needs Qt" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bug_is_reported_without_what_was_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = Outcome()

    with outcome:
        ast.literal_eval("what Amal said")

    (report,) = (tmp_path / "data" / "PartnerDesk" / "reports").iterdir()
    assert outcome.code == 70
    assert str(report) in capsys.readouterr().err
    assert "SyntaxError" in report.read_text("utf-8")
    assert "Amal" not in report.read_text("utf-8")
    assert str(ROOT) not in report.read_text("utf-8")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PartnerDeskError("Nothing was changed."), "Nothing was changed."),
        (KeyboardInterrupt(), "Stopped."),
        (PermissionError(13, "Permission denied", "form.pdf"), "form.pdf"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_what_can_be_helped_is_one_sentence(
    error: BaseException, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = Outcome()

    with outcome:
        raise error

    said = capsys.readouterr().err
    assert outcome.code == 1
    assert words in said
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another error for this")
def test_a_reader_that_leaves_early_is_no_mistake() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "partnerdesk", "instruments", "show", "closure"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""
    assert process.returncode == 1
