"""Answers of many assessments at once: three queries for a whole page of a list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.ops import Value

_FACTS = ("org_type", "has_branches", "holds_stock", "has_subpartners", "affected_people")


@dataclass(frozen=True, slots=True)
class Round:
    """One assessment among those of its partner, with what a score of it rests on."""

    id: str
    partner_id: str
    instrument: str
    subject: str | None
    status: str
    on: str
    """The day it was done, or else recorded; ISO."""
    context: dict[str, Value] | None
    revision_of: str | None
    partner: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Given:
    """What one respondent answered, by criterion."""

    respondent: str
    perspective: str
    anonymous: bool
    answers: dict[str, Value]


def rounds(connection: Connection, assessments: Sequence[str]) -> dict[str, Round]:
    """Return these assessments by id, and all others of the same partners and of those that they were joined with."""
    sql = f"""
        WITH shown AS (
            SELECT coalesce(s.leader, b.partner_id) AS partner
            FROM assessment b LEFT JOIN same_as s ON s.partner = b.partner_id
            WHERE b.id IN (SELECT value FROM json_each(?1))
        )
        SELECT a.id, coalesce(s.leader, a.partner_id), a.instrument, a.subject, a.status, a.done_on, a.created_at, a.context,
               a.revision_of, {", ".join(f"p.{name}" for name in _FACTS)}
        FROM assessment a LEFT JOIN partner p ON p.id = a.partner_id LEFT JOIN same_as s ON s.partner = a.partner_id
        WHERE NOT a.deleted AND (
            a.id IN (SELECT value FROM json_each(?1)) OR a.partner_id IN (SELECT partner FROM shown)
            OR a.partner_id IN (SELECT partner FROM same_as WHERE leader IN (SELECT partner FROM shown))
        )
    """
    return {row[0]: _round(row) for row in rows(connection, sql, (to_text(list(assessments)),))}


def _round(row: Any) -> Round:
    record, partner_id, instrument, subject, status, done_on, created_at, context, revision_of, *facts = row
    types, *known = facts
    partner = {"org_type": from_text(types) or []}
    partner |= {name: None if one is None else bool(one) for name, one in zip(_FACTS[1:], known, strict=True)}
    return Round(
        id=record,
        partner_id=partner_id or "",
        instrument=instrument or "",
        subject=subject,
        status=status or "draft",
        on=done_on or created_at[:10],
        context=from_text(context),
        revision_of=revision_of,
        partner=partner,
    )


def given(connection: Connection, assessments: Collection[str]) -> dict[str, list[Given]]:
    """Return what every respondent of these assessments answered, by assessment."""
    wanted = to_text(list(assessments))
    respondents = rows(
        connection,
        "SELECT id, assessment_id, perspective, anonymous FROM respondent"
        " WHERE NOT deleted AND assessment_id IN (SELECT value FROM json_each(?)) ORDER BY n",
        (wanted,),
    )
    known: dict[str, Given] = {}
    result: dict[str, list[Given]] = {assessment: [] for assessment in assessments}
    for respondent, assessment, perspective, anonymous in respondents:
        known[respondent] = Given(respondent, perspective or "", bool(anonymous), {})
        result[assessment].append(known[respondent])
    answers = rows(
        connection,
        "SELECT respondent_id, criterion, value FROM answer"
        " WHERE NOT deleted AND value IS NOT NULL AND assessment_id IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    for respondent, criterion, value in answers:
        if respondent in known:
            known[respondent].answers[criterion] = from_text(value)
    return result
