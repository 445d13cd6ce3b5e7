"""What can be typed about a workspace: making one, its passphrase, check-up and backup."""

from pathlib import Path

from partnerdesk import i18n
from partnerdesk.cli.parser import Commands, Parser, command, file, group
from partnerdesk.i18n import _

SIZES = ("S", "M", "L", "region", "hq")


def add(commands: Commands) -> None:
    """Add init, demo, passphrase, recover, hub, doctor, backup and restore."""
    made = command(commands, "init", "workspaces:init", _("make a new workspace"), json=True)
    _identity(made)
    _hub(made)
    made = command(
        commands, "demo", "workspaces:demo", _("make a new workspace with invented organisations"), json=True
    )
    _identity(made)
    made.add_argument("--size", choices=SIZES, default="S", help=_("a small to large office, a region, headquarters"))
    made.add_argument("--seed", type=int, default=1, metavar=_("NUMBER"), help=_("the same number gives the same data"))
    _passphrases(commands)
    shared = group(commands, "hub", _("the shared database of the workspace"))
    command(shared, "show", "hubs:show", _("tell where the records lie"), json=True)
    _hub(command(shared, "move", "hubs:move", _("keep a new address or a new password")))
    made = command(
        commands, "doctor", "workspaces:doctor", _("check the workspace and what each office shows"), json=True
    )
    made.add_argument("--rebuild", action="store_true", help=_("make all rows anew from the journal, and compare"))
    made = command(
        commands, "backup", "workspaces:backup", _("write the whole workspace into one encrypted file"), json=True
    )
    file(made, "file", _("the backup to write"))
    made = command(commands, "restore", "workspaces:restore", _("bring a backup back into a new folder"), json=True)
    file(made, "file", _("the backup"))
    made.add_argument("folder", type=Path, metavar=_("FOLDER"), help=_("an empty or new folder"))


def _hub(made: Parser) -> None:
    made.add_argument(
        "--hub",
        nargs="?",
        const="",
        metavar=_("ADDRESS"),
        help=_("records in a shared database on PostgreSQL; without an address PARTNERDESK_HUB or a prompt"),
    )
    file(made, "--hub-file", _("a file whose first line is the address of the shared database"), required=False)


def _identity(made: Parser) -> None:
    made.add_argument("--office", required=True, metavar=_("CODE"), help=_("the office's code, such as LBN-TYR"))
    made.add_argument("--office-name", required=True, metavar=_("NAME"), help=_("the office's name"))
    made.add_argument("--person", required=True, metavar=_("NAME"), help=_("who works here"))
    made.add_argument("--role", default="field_officer", metavar=_("CODE"), help=_("the person's role"))
    made.add_argument("--language", choices=i18n.LANGUAGES, help=_("the language of the workspace"))


def _passphrases(commands: Commands) -> None:
    made = command(
        group(commands, "passphrase", _("the passphrase of the workspace")),
        "change",
        "workspaces:change_passphrase",
        _("set a new passphrase"),
    )
    new = _("a file whose first line is the new passphrase; else PARTNERDESK_NEW_PASSPHRASE or a prompt")
    file(made, "--new-passphrase-file", new, required=False)
    made = command(commands, "recover", "workspaces:recover", _("set a new passphrase with the recovery key"))
    kept = _("a file whose first line is the recovery key; else PARTNERDESK_RECOVERY_KEY or a prompt")
    file(made, "--recovery-file", kept, required=False)
    file(made, "--new-passphrase-file", new, required=False)
