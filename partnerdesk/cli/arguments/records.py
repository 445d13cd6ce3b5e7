"""What can be typed about records: listing, showing, their history, writing."""

from partnerdesk.cli.arguments import moving
from partnerdesk.cli.parser import Commands, Parser, command, file, group
from partnerdesk.i18n import _


def add(commands: Commands) -> None:
    """Add record and attachment."""
    records = group(commands, "record", _("partners, agreements, consultations and all other records"))
    _list(records)
    made = command(records, "show", "records:show", _("show one record"), json=True)
    _record(made)
    _history(records)
    _writing(records)
    moving.add_to_records(records)
    _attachments(commands)


def _list(records: Commands) -> None:
    made = command(records, "list", "records:list_records", _("list the records of a kind"), json=True)
    made.add_argument("kind", metavar=_("KIND"), help=_("such as partner, assessment or action"))
    made.add_argument("--search", default="", metavar=_("WORDS"), help=_("words that the record must hold"))
    made.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar=_("FIELD=VALUE"),
        help=_("only records with this value; of several for one field any fits"),
    )
    made.add_argument("--office", default="", metavar=_("CODE"), help=_("only what this office recorded"))
    made.add_argument("--conflicts", action="store_true", help=_("only records with something to decide"))
    made.add_argument("--sort", default="", metavar=_("FIELD"), help=_("the field to sort by"))
    made.add_argument("--desc", action="store_true", help=_("the last first"))
    made.add_argument("--limit", type=int, metavar=_("NUMBER"), help=_("at most so many"))


def _history(records: Commands) -> None:
    made = command(records, "history", "history:history", _("show every change of a record"), json=True)
    _record(made)
    made.add_argument("--field", default="", metavar=_("FIELD"), help=_("only changes of this field"))
    made.add_argument("--parts", action="store_true", help=_("also changes of what is part of it, such as answers"))
    made = command(records, "revert", "history:revert", _("give a field the value that it had by an earlier change"))
    _record(made)
    made.add_argument("change", metavar=_("CHANGE"), help=_("as the history shows it in brackets"))
    made.add_argument("--field", required=True, metavar=_("FIELD"), help=_("the field to set back"))
    made.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why, for the record's history"))


def _writing(records: Commands) -> None:
    made = command(records, "new", "editing:new", _("record something new"), json=True)
    made.add_argument("kind", metavar=_("KIND"), help=_("such as partner, contact or consultation"))
    _values(made, nargs="*")
    made = command(records, "set", "editing:change", _("change fields of a record"), json=True)
    _record(made)
    _values(made, nargs="+")
    made.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why, for the record's history"))
    made = command(
        records, "step", "editing:step", _("take a step of a record's states, such as start or close"), json=True
    )
    _record(made)
    made.add_argument("action", metavar=_("STEP"), help=_("such as start, report or verify"))
    _values(made, nargs="*")
    made.add_argument("--note", default="", metavar=_("TEXT"), help=_("a comment, where the step asks for one"))
    made = command(
        records, "share", "editing:share", _("let what stays on this device of a record travel with bundles"), json=True
    )
    _record(made)
    made.add_argument("--yes", action="store_true", help=_("share it; only erasing takes that back"))
    made = command(records, "delete", "editing:delete", _("take a record away"))
    _record(made)
    made.add_argument("--yes", action="store_true", help=_("also when other records refer to it"))
    made.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why, for the record's history"))
    made = command(records, "restore", "editing:restore", _("bring a record back that was taken away"))
    _record(made)


def _record(made: Parser) -> None:
    made.add_argument("record", metavar=_("ID"), help=_("the record's id, as a list shows it"))


def _values(made: Parser, nargs: str) -> None:
    made.add_argument(
        "values",
        nargs=nargs,
        metavar=_("FIELD=VALUE"),
        help=_(
            "lists by commas (+x adds, -x removes), days as 2026-03-31, periods as 2026-01-01..2026-12-31,"
            " amounts as 1200.50 EUR, @FILE for a long text, nothing to empty a field"
        ),
    )


def _attachments(commands: Commands) -> None:
    files = group(commands, "attachment", _("files that belong to records"))
    made = command(
        files, "add", "attachments:add", _("copy files into the workspace, as belonging to a record"), json=True
    )
    _record(made)
    file(made, "files", _("a file of at most 25 MB"), nargs="+")
    made.add_argument("--caption", default="", metavar=_("TEXT"), help=_("what it is, in a few words"))
    made.add_argument("--kind", metavar=_("CODE"), help=_("such as registration, minutes or report"))
    made.add_argument(
        "--sensitivity", metavar=_("CODE"), help=_("low, moderate, high or severe; at least that of the record")
    )
    made.add_argument("--personal-data", action="store_true", help=_("it holds personal data"))
    made.add_argument("--stays", action="store_true", help=_("it does not travel in bundles"))
    made.add_argument("--keep-until", metavar=_("DATE"), help=_("the day until which it is kept"))
    made = command(files, "list", "attachments:list_attachments", _("list the files of a record"), json=True)
    _record(made)
    made = command(files, "save", "attachments:save", _("write a copy of a file"), json=True)
    _attachment(made)
    file(made, "--out", _("the file to write, or a folder"))
    made = command(files, "remove", "attachments:remove", _("take a file away; “record restore” brings it back"))
    _attachment(made)
    made.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why, for the record's history"))


def _attachment(made: Parser) -> None:
    made.add_argument("attachment", metavar=_("ID"), help=_("the attachment's id, as the list shows it"))
