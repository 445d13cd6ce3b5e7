"""One run of the command: language, arguments, the function of the command, and the exit code."""

import io
import sys
from collections.abc import Sequence
from importlib import import_module

from partnerdesk import i18n
from partnerdesk.cli import parser
from partnerdesk.cli.outcome import Outcome

_WITH_VALUE = frozenset({"--workspace", "--passphrase-file", "--selfcheck"})


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Windows gives code page 1252, which knows no Arabic; in a program without a console there is no stream at all.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    outcome = Outcome()
    with outcome:
        i18n.set_language(_language_asked_for(arguments) or i18n.preferred_language())
        given = parser.build(commands=bool(arguments)).parse_args(arguments)
        module, _colon, function = given.run.partition(":")
        outcome.code = getattr(import_module(f"partnerdesk.cli.{module}"), function)(given) or 0
        if sys.stdout is not None:
            # A full disk or a closed pipe shows here, not when the interpreter ends.
            sys.stdout.flush()
    return outcome.code


def _language_asked_for(arguments: Sequence[str]) -> str:
    """Return the language named before the subcommand: the words of help and errors are needed before parsing."""
    words = iter(arguments)
    for word in words:
        if word == "--language":
            return _known(next(words, ""))
        if word.startswith("--language="):
            return _known(word.partition("=")[2])
        if word in _WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            break
    return ""


def _known(language: str) -> str:
    return language if language in i18n.LANGUAGES else ""
