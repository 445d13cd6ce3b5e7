"""What can be typed about instruments, assessments and paper."""

from partnerdesk import i18n
from partnerdesk.cli.parser import Commands, Parser, command, file, group
from partnerdesk.i18n import _

ASSESSMENT_STEPS = ("submit", "return", "reopen", "validate", "share", "revise", "cancel")
SIZES = ("a4", "letter")


def add(commands: Commands) -> None:
    """Add instruments, score, assess, form and minutes."""
    _instruments(commands)
    _assess(commands)
    _paper(commands)


def _instruments(commands: Commands) -> None:
    instruments = group(commands, "instruments", _("the questionnaires"))
    command(instruments, "list", "instruments:list_instruments", _("list the instruments"), json=True)
    made = command(instruments, "show", "instruments:show", _("show the questions of an instrument"), json=True)
    _instrument(made)
    made = command(instruments, "check", "instruments:check", _("tell what is wrong with instrument files"), json=True)
    file(made, "files", _("an instrument file"), nargs="+")
    made = command(commands, "score", "instruments:score", _("score a file of answers"), json=True)
    _instrument(made)
    file(made, "answers", _("a YAML or JSON file with “context” and “answers”"))


def _instrument(made: Parser) -> None:
    made.add_argument("instrument", metavar=_("INSTRUMENT"), help=_("the key, such as pop4, or an instrument file"))


def _assess(commands: Commands) -> None:
    assess = group(commands, "assess", _("assess a partnership"))
    made = command(assess, "start", "assess:start", _("begin an assessment"), json=True)
    made.add_argument("partner", metavar=_("PARTNER"), help=_("the partner's id"))
    made.add_argument("instrument", metavar=_("INSTRUMENT"), help=_("the key, such as pop4"))
    made.add_argument("--subject", metavar=_("CODE"), help=_("whose conduct is judged"))
    made.add_argument("--purpose", default="periodic", metavar=_("CODE"), help=_("why now"))
    made.add_argument("--agreement", metavar=_("ID"), help=_("the agreement it is about"))
    made = command(assess, "answer", "assess:answer", _("answer questions"), json=True)
    _assessment(made)
    made.add_argument("answers", nargs="+", metavar=_("QUESTION=VALUE"), help=_("a value of the scale, NA, DK or text"))
    made.add_argument("--perspective", default="ours", metavar=_("CODE"), help=_("whose view: ours, partner or joint"))
    made.add_argument("--respondent", metavar=_("ID"), help=_("who answers, where one side has several"))
    made.add_argument(
        "--comment",
        action="append",
        default=[],
        metavar=_("QUESTION=TEXT"),
        help=_("what explains the answer to a question"),
    )
    made = command(assess, "status", "assess:status", _("take a step: submit, validate, share…"), json=True)
    _assessment(made)
    made.add_argument("action", choices=ASSESSMENT_STEPS, metavar=_("STEP"), help=", ".join(ASSESSMENT_STEPS))
    made.add_argument(
        "--note", default="", metavar=_("TEXT"), help=_("a comment or reason, where the step asks for one")
    )
    made.add_argument("--shared-with", default="", metavar=_("TEXT"), help=_("who receives it, and how"))
    made.add_argument("--partner-invited-on", metavar=_("DATE"), help=_("when the partner was invited to comment"))
    made.add_argument("--comments-reviewed", action="store_true", help=_("sensitive comments were reviewed"))
    made.add_argument("--recipients-informed", action="store_true", help=_("who received it knows of the revision"))
    made = command(assess, "show", "assess:show", _("show answers and results"), json=True)
    _assessment(made)


def _assessment(made: Parser) -> None:
    made.add_argument("assessment", metavar=_("ASSESSMENT"), help=_("the assessment's id"))


def _paper(commands: Commands) -> None:
    form = group(commands, "form", _("evaluation forms as PDF"))
    made = command(form, "blank", "paper:blank", _("print an instrument to fill in by hand"))
    made.add_argument("instrument", metavar=_("INSTRUMENT"), help=_("the key, such as pop4"))
    made.add_argument("--partner", metavar=_("ID"), help=_("the partner whose name stands on it"))
    _page(made)
    made.add_argument("--size", choices=SIZES, default="a4", help=_("the size of the paper"))
    made = command(form, "print", "paper:filled", _("print an assessment"))
    _assessment(made)
    _page(made)
    _readers(made)
    made.add_argument("--size", choices=SIZES, default="a4", help=_("the size of the paper"))
    made = command(commands, "minutes", "paper:minutes", _("print the minutes of a consultation"))
    made.add_argument("consultation", metavar=_("CONSULTATION"), help=_("the consultation's id"))
    _page(made)
    _readers(made)


def _page(made: Parser) -> None:
    made.add_argument("--language", choices=i18n.LANGUAGES, help=_("the language of the paper"))
    file(made, "--out", _("the PDF to write"))


def _readers(made: Parser) -> None:
    made.add_argument(
        "--audience", default="team", metavar=_("CODE"), help=_("who reads it: team, office, organisation, partner…")
    )
    made.add_argument(
        "--recipient", action="append", default=[], metavar=_("NAME"), help=_("a recipient to name on the paper")
    )
