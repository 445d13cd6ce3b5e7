"""What can be typed about partners that were recorded twice."""

from partnerdesk.cli.parser import Commands, Parser, command, group
from partnerdesk.i18n import _


def add(commands: Commands) -> None:
    """Add duplicates."""
    duplicates = group(commands, "duplicates", _("partners that were recorded twice"))
    made = command(
        duplicates, "list", "duplicates:list_look_alikes", _("list the partners that look alike, and why"), json=True
    )
    made.add_argument("--judged", action="store_true", help=_("what was judged already, contradictions first"))
    made = command(
        duplicates, "check", "duplicates:check", _("look for a partner before it is recorded again"), json=True
    )
    made.add_argument("name", metavar=_("NAME"), help=_("its name, or part of it"))
    made.add_argument("--acronym", default="", metavar=_("TEXT"), help=_("its acronym"))
    made.add_argument("--country", default="", metavar=_("CODE"), help=_("the code of its country, such as LB"))
    made = command(duplicates, "join", "duplicates:join", _("show two partners as one; nothing of either is changed"))
    _pair(made)
    made.add_argument("--lead", default="", metavar=_("ID"), help=_("the one whose name both go by; else the first"))
    made = command(duplicates, "separate", "duplicates:separate", _("part a partner from those it was joined with"))
    made.add_argument("partner", metavar=_("ID"), help=_("the partner's id"))
    _reason(made)
    made = command(duplicates, "lead", "duplicates:lead", _("let a partner carry the name of those it was joined with"))
    made.add_argument("partner", metavar=_("ID"), help=_("the partner's id"))
    _reason(made)
    made = command(duplicates, "dismiss", "duplicates:dismiss", _("remember that two partners are not the same"))
    _pair(made)
    made = command(duplicates, "forget", "duplicates:forget", _("take back what was judged about two partners"))
    _pair(made)


def _pair(made: Parser) -> None:
    made.add_argument("one", metavar=_("ID"), help=_("one partner's id"))
    made.add_argument("other", metavar=_("ID"), help=_("the other partner's id"))
    _reason(made)


def _reason(made: Parser) -> None:
    made.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why, for the record's history"))
    made.add_argument("--json", action="store_true", help=_("print JSON for programs"))
