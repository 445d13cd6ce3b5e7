"""Use cases about assessments: start, answer, read, submit, validate, share, revise, compare."""

from partnerdesk.assessments.answering import UNTOUCHED, answer
from partnerdesk.assessments.comparing import Cell, Row, compare
from partnerdesk.assessments.identifiers import answer_of, first_respondent
from partnerdesk.assessments.model import Question, Sheet, Side, Voice
from partnerdesk.assessments.results import Line, Outcome, results
from partnerdesk.assessments.revising import revise, revision_under_way
from partnerdesk.assessments.sheets import full_sheet, instrument_of, sheet
from partnerdesk.assessments.starting import add_respondent, remove_respondent, set_circumstances, start
from partnerdesk.assessments.steps import cancel, reopen, send_back, share, submit, validate

__all__ = [
    "UNTOUCHED",
    "Cell",
    "Line",
    "Outcome",
    "Question",
    "Row",
    "Sheet",
    "Side",
    "Voice",
    "add_respondent",
    "answer",
    "answer_of",
    "cancel",
    "compare",
    "first_respondent",
    "full_sheet",
    "instrument_of",
    "remove_respondent",
    "reopen",
    "results",
    "revise",
    "revision_under_way",
    "send_back",
    "set_circumstances",
    "share",
    "sheet",
    "start",
    "submit",
    "validate",
]
