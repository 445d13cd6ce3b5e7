"""Partners that were recorded twice: who looks alike and why, and joining them without losing anything (domain.md, R2)."""

from partnerdesk.duplicates.candidates import Known, LookAlike, candidates
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
    lead,
    leader_of,
    separate,
    shown_with,
)

__all__ = [
    "CANDIDATE",
    "Group",
    "Judged",
    "Known",
    "LookAlike",
    "Match",
    "Member",
    "candidates",
    "dismiss",
    "forget",
    "group_of",
    "join",
    "judged",
    "lead",
    "leader_of",
    "separate",
    "shown_with",
]
