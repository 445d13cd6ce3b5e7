"""What can be typed about decisions: listing, looking at one, deciding one or all of a kind, and taking a decision back."""

from partnerdesk.cli.parser import Commands, Parser, command, group
from partnerdesk.i18n import _


def add(commands: Commands) -> None:
    """Add conflicts."""
    conflicts = group(commands, "conflicts", _("fields that two people changed without knowing of each other"))
    made = command(conflicts, "list", "conflicts:list_conflicts", _("list what is to be decided"), json=True)
    _narrow(made)
    made.add_argument("--office", default="", metavar=_("CODE"), help=_("only where this office gave a value"))
    made.add_argument("--person", default="", metavar=_("NAME"), help=_("only where this person gave a value"))
    made = command(
        conflicts, "show", "conflicts:show", _("show one decision with all sides, and texts word by word"), json=True
    )
    _one(made)
    made = command(
        conflicts, "decided", "conflicts:list_decided", _("list what others decided about our records"), json=True
    )
    made.add_argument("--unread", action="store_true", help=_("only what nobody has looked at"))
    made.add_argument("--read", action="store_true", help=_("note that these were looked at"))
    _resolve(conflicts)
    made = command(
        conflicts, "reopen", "conflicts:reopen", _("take a decision back: its values stand beside each other again")
    )
    _one(made)
    _reason(made)
    _parallel(conflicts)


def _parallel(conflicts: Commands) -> None:
    made = command(
        conflicts,
        "parallel",
        "parallel:list_parallel",
        _("list what two people edited at the same time in different fields: nothing to decide, but worth a look"),
        json=True,
    )
    made.add_argument("--receipt", default="", metavar=_("ID"), help=_("only what came with this bundle"))
    made.add_argument("--all", action="store_true", help=_("also what somebody has looked at"))
    made.add_argument("--looked", action="store_true", help=_("note that these were looked at"))


def _resolve(conflicts: Commands) -> None:
    made = command(
        conflicts,
        "resolve",
        "conflicts:resolve",
        _("decide which value stands; with --all, of many at once: always that of an office or person"),
        json=True,
    )
    made.add_argument("conflict", nargs="?", default="", metavar=_("ID"), help=_("as the list shows it"))
    choice = made.add_mutually_exclusive_group()
    choice.add_argument("--value", metavar=_("VALUE"), help=_("the value that shall stand"))
    choice.add_argument("--pick", type=int, metavar=_("NUMBER"), help=_("the value with this number in the list"))
    choice.add_argument("--combined", action="store_true", help=_("a text with all changes, where they do not overlap"))
    choice.add_argument("--all", action="store_true", help=_("every decision that --kind and --field leave"))
    made.add_argument("--office", default="", metavar=_("CODE"), help=_("with --all: take the value of this office"))
    made.add_argument("--person", default="", metavar=_("NAME"), help=_("with --all: take the value of this person"))
    made.add_argument(
        "--decided", action="store_true", help=_("with --all: take the value that somebody decided before")
    )
    _narrow(made)
    _reason(made)
    made.add_argument("--dry-run", action="store_true", help=_("with --all: only show what would be decided"))


def _narrow(made: Parser) -> None:
    made.add_argument("--kind", default="", metavar=_("KIND"), help=_("only records of this kind, such as partner"))
    made.add_argument("--field", default="", metavar=_("FIELD"), help=_("only this field"))


def _one(made: Parser) -> None:
    made.add_argument("conflict", metavar=_("ID"), help=_("as the list shows it"))


def _reason(made: Parser) -> None:
    made.add_argument(
        "--reason", "--why", dest="reason", default="", metavar=_("TEXT"), help=_("why, for everybody to read")
    )
