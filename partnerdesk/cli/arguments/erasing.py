"""What can be typed about data protection: erasing, what is due for it, and consent that is withdrawn."""

from partnerdesk.cli.parser import Commands, Parser, command, group
from partnerdesk.i18n import _


def add(commands: Commands) -> None:
    """Add erase, retention and consent."""
    made = command(
        commands, "erase", "erasing:erase", _("erase a record, or fields of it, for good, on every device"), json=True
    )
    made.add_argument("record", metavar=_("ID"), help=_("the record's id, as a list shows it"))
    made.add_argument("--fields", default="", metavar=_("FIELDS"), help=_("only these, by commas; otherwise all of it"))
    made.add_argument("--referring", action="store_true", help=_("also what only refers to it"))
    _decision(made)
    _retention(commands)
    _consent(commands)


def _retention(commands: Commands) -> None:
    retention = group(commands, "retention", _("records whose time is over: nothing is erased on its own"))
    made = command(retention, "list", "erasing:list_due", _("list what is due for erasure, and why"), json=True)
    made.add_argument("--on", metavar=_("DATE"), help=_("as of this day, by default today"))
    command(retention, "log", "erasing:list_erasures", _("list what was erased, by whom and why"), json=True)
    made = command(retention, "keep", "erasing:keep", _("keep what is due until another day"), json=True)
    _chosen(made)
    made.add_argument("--until", required=True, metavar=_("DATE"), help=_("the day until which it is kept"))
    made.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("why, for the record's history"))
    made = command(retention, "erase", "erasing:erase_due", _("erase what is due, for good"), json=True)
    _chosen(made)
    _decision(made)


def _consent(commands: Commands) -> None:
    consent = group(commands, "consent", _("consent that people give and withdraw"))
    made = command(
        consent,
        "withdraw",
        "erasing:withdraw",
        _("find all that speaks of a contact or participant, and erase it with --yes"),
        json=True,
    )
    made.add_argument("record", metavar=_("ID"), help=_("the contact's or participant's id"))
    made.add_argument(
        "--only", default="", metavar=_("IDS"), help=_("erase only these of the list, by commas; “none” only notes it")
    )
    _decision(made)


def _chosen(made: Parser) -> None:
    made.add_argument("records", nargs="*", metavar=_("ID"), help=_("as the list shows them"))
    made.add_argument("--all", action="store_true", help=_("all that is due"))


def _decision(made: Parser) -> None:
    made.add_argument(
        "--reason", default="", metavar=_("TEXT"), help=_("why; it stays readable, so it should name nobody")
    )
    made.add_argument(
        "--asked-by", default="", metavar=_("NAME"), help=_("who asked, where another office recorded it")
    )
    made.add_argument("--yes", action="store_true", help=_("erase; without it only what would go is shown"))
