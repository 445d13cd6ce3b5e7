"""Ids that several devices derive alike, so that what they write about the same thing meets in one record."""

import uuid

_SPACE = uuid.UUID("c0a1f1a6-6a55-4b9c-9a55-2f6f0b8f7d31")


def first_respondent(assessment: str, perspective: str) -> str:
    """Return the id of the respondent that a side of an assessment has from the start."""
    return uuid.uuid5(_SPACE, f"{assessment}/{perspective}").hex


def answer_of(respondent: str, criterion: str) -> str:
    """Return the id of the record that holds what a respondent answered to a criterion."""
    return uuid.uuid5(_SPACE, f"{respondent}/{criterion}").hex
