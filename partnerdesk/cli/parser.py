"""The grammar of the command line: argparse in the reader's language, and what every command understands."""

import argparse
from pathlib import Path
from typing import Any

from partnerdesk import __version__, i18n
from partnerdesk.i18n import N_, _, ngettext

ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
    N_("ignored explicit argument %r"),
)
"""What argparse itself says; it asks its own module for translations."""


class Parser(argparse.ArgumentParser):
    """A parser that takes options in full only: an abbreviation would mean something else once there are more options."""

    def __init__(self, **about: Any) -> None:
        super().__init__(allow_abbrev=False, **about)


Commands = Any
"""What argparse returns for a group of commands; its type has no public name."""


def build(*, commands: bool = True) -> Parser:
    """Return the parser of the whole command, in the language in use.

    Without `commands` it knows none: where nothing was typed the window opens, and need not wait for their grammar.
    """
    vars(argparse).update(_=_, ngettext=ngettext)
    parser = Parser(
        prog="partnerdesk",
        description=_("Partner assessments and consultation notes, offline. Without a command the window opens."),
        epilog=_("Exit codes: 0 done, 1 refused for a reason told on standard error, 2 wrong usage."),
    )
    parser.add_argument("--version", action="version", version=f"PartnerDesk {__version__}")
    parser.add_argument(
        "--workspace",
        type=Path,
        metavar=_("FOLDER"),
        help=_("the workspace; by default PARTNERDESK_WORKSPACE or the usual place"),
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("a file whose first line is the passphrase; else PARTNERDESK_PASSPHRASE or a prompt"),
    )
    parser.add_argument(
        "--language",
        dest="interface",
        choices=i18n.LANGUAGES,
        help=_("the language of what is shown; by default that of the workspace"),
    )
    parser.add_argument(
        "--selfcheck", type=Path, metavar=_("FOLDER"), help=_("try out this installation in a folder, and end")
    )
    parser.set_defaults(run="window:open_window")
    if commands:
        _add_commands(parser)
    return parser


def _add_commands(parser: Parser) -> None:
    from partnerdesk.cli.arguments import (
        assessing,
        conflicts,
        duplicates,
        erasing,
        exchange,
        moving,
        records,
        workspaces,
    )

    all_commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    for one in (workspaces, records, duplicates, conflicts, assessing, exchange, moving, erasing):
        one.add(all_commands)


def command(commands: Commands, name: str, run: str, words: str, *, json: bool = False) -> Parser:
    """Add a command that calls a function, named `module:function` below `partnerdesk.cli`."""
    made: Parser = commands.add_parser(name, help=words, description=words)
    made.set_defaults(run=run)
    if json:
        made.add_argument("--json", action="store_true", help=_("print JSON for programs"))
    return made


def group(commands: Commands, name: str, words: str) -> Commands:
    """Add a command that has commands of its own."""
    made: Parser = commands.add_parser(name, help=words, description=words)
    return made.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True, dest="subcommand")


def file(command: Parser, name: str, words: str, *, required: bool = True, nargs: str | None = None) -> None:
    """Add a file as an argument (a name without dashes) or as an option."""
    about: dict[str, Any] = {"type": Path, "metavar": _("FILE"), "help": words}
    if name.startswith("-"):
        about["required"] = required
    if nargs:
        about["nargs"] = nargs
    command.add_argument(name, **about)
