"""Commands that print: forms to fill in, filled assessments, minutes."""

from argparse import Namespace
from pathlib import Path

from partnerdesk import forms, i18n
from partnerdesk import minutes as papers
from partnerdesk.cli.output import say
from partnerdesk.cli.progressline import watched
from partnerdesk.cli.session import opened
from partnerdesk.i18n import _


def blank(given: Namespace) -> None:
    """Print an instrument to fill in by hand; the workspace is opened only for the name of a partner."""
    language = given.language or i18n.language()
    if given.partner is None:
        with watched() as report:
            forms.print_blank(None, given.instrument, given.out, language, size=given.size, report=report)
    else:
        with opened(given) as desk, watched() as report:
            forms.print_blank(
                desk, given.instrument, given.out, language, given.partner, size=given.size, report=report
            )
    _tell(given.out)


def filled(given: Namespace) -> None:
    """Print an assessment for an audience."""
    with opened(given) as desk, watched() as report:
        forms.print_assessment(
            desk,
            given.assessment,
            given.out,
            given.language or i18n.language(),
            given.audience,
            recipients=given.recipient,
            size=given.size,
            report=report,
        )
    _tell(given.out)


def minutes(given: Namespace) -> None:
    """Print the minutes of a consultation for an audience."""
    with opened(given) as desk, watched() as report:
        papers.print_minutes(
            desk,
            given.consultation,
            given.out,
            given.language or i18n.language(),
            given.audience,
            recipients=given.recipient,
            report=report,
        )
    _tell(given.out)


def _tell(file: Path) -> None:
    say(_("Printed to {file}.").format(file=file))
