"""Partners that were recorded twice: who looks alike and why, and joining them without losing anything (domain.md, R2)."""

from partnerdesk.duplicates.candidates import Known, LookAlike, candidates
from partnerdesk.duplicates.comparing import (
    Comparison,
    Line,
    Review,
    compare_match,
    compare_verdict,
    review,
    stamp,
    waiting,
)
from partnerdesk.duplicates.likeness import CANDIDATE, Match
from partnerdesk.duplicates.verdicts import (
    Group,
    Judged,
    Member,
    dismiss,
    forget,
    group_of,
    join,
    judged,
    last_word,
    lead,
    leader_of,
    separate,
    shown_with,
)

__all__ = [
    "CANDIDATE",
    "Comparison",
    "Group",
    "Judged",
    "Known",
    "Line",
    "LookAlike",
    "Match",
    "Member",
    "Review",
    "candidates",
    "compare_match",
    "compare_verdict",
    "dismiss",
    "forget",
    "group_of",
    "join",
    "judged",
    "last_word",
    "lead",
    "leader_of",
    "review",
    "separate",
    "shown_with",
    "stamp",
    "waiting",
]
