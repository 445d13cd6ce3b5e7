"""What can be typed about offices: moving records between them, and which are known."""

from partnerdesk.cli.parser import Commands, command, group
from partnerdesk.i18n import _


def add(commands: Commands) -> None:
    """Add office."""
    about = group(commands, "office", _("the offices that exchange records"))
    command(about, "list", "moving:list_offices", _("list the offices that are known here"), json=True)
    made = command(about, "record", "moving:record_office", _("record an office for everybody, as a focal point"))
    made.add_argument("code", metavar=_("CODE"), help=_("such as LBN-TYR"))
    made.add_argument("--name", metavar=_("NAME"), help=_("what the office is called"))
    made.add_argument("--parent", metavar=_("CODE"), help=_("the office that it reports to"))


def add_to_records(records: Commands) -> None:
    """Add move and left-behind to the commands about records."""
    made = command(records, "move", "moving:move", _("move a record with all its parts to another office"), json=True)
    made.add_argument("kind", metavar=_("KIND"), help=_("partner, assessment, consultation or action"))
    made.add_argument("record", metavar=_("ID"), help=_("the record's id, as a list shows it"))
    made.add_argument("--to", required=True, metavar=_("OFFICE"), help=_("the code of the office that receives it"))
    made.add_argument("--why", default="", metavar=_("TEXT"), help=_("why, for both offices to read"))
    made.add_argument("--dry-run", action="store_true", help=_("only show what would go along"))
    command(
        records,
        "left-behind",
        "moving:left_behind",
        _("list what an office added to records that had moved away by then"),
        json=True,
    )
