"""Which questions are asked, what may be answered, and what keeps a form from being handed in."""

from datetime import date
from fractions import Fraction

import pytest

from partnerdesk.instruments import library
from partnerdesk.instruments.answers import (
    allowed_values,
    is_allowed,
    missing,
    needs_evidence,
    progress,
    shown,
    uncommented,
    unmet_gates,
    why_not,
    without_evidence,
)
from partnerdesk.instruments.model import Condition, Criterion, Instrument

POP4, PSEA8, PCR = library.get("pop4"), library.get("psea8"), library.get("pcr")
CLOSURE, RAC, GHP5 = library.get("closure"), library.get("rac"), library.get("ghp5")


def criterion(instrument: Instrument, key: str) -> Criterion:
    found = instrument.criterion(key)
    assert found is not None
    return found


def keys(criteria: tuple[Criterion, ...]) -> set[str]:
    return {one.key for one in criteria}


def test_a_gap_is_asked_about_only_where_a_standard_is_not_met() -> None:
    assert "ps.policy.gap" not in keys(shown(PSEA8, {}, {}))
    assert "ps.policy.gap" not in keys(shown(PSEA8, {"ps.policy": 3}, {}))
    assert "ps.policy.gap" in keys(shown(PSEA8, {"ps.policy": 2}, {}))


def test_the_early_end_is_asked_about_only_when_the_closure_is_known_to_be_early() -> None:
    assert "ee.reasons" not in keys(shown(CLOSURE, {}, {}))
    assert "ee.reasons" not in keys(shown(CLOSURE, {}, {"closure.type": "on_term"}))
    assert "ee.reasons" in keys(shown(CLOSURE, {}, {"closure.type": "early"}))


def test_a_question_for_some_is_asked_until_it_is_known_not_to_apply() -> None:
    known = {"partner.has_branches": False, "partner.has_subpartners": False}

    assert {"org.branches", "sub.selection"} <= keys(shown(PCR, {}, {}))
    assert not {"org.branches", "sub.selection"} & keys(shown(PCR, {}, known))
    assert "org.branches" in keys(shown(PCR, {}, {"partner.has_branches": True}))


def test_joint_conclusions_are_asked_of_the_joint_view_only() -> None:
    assert "con.agreed" not in keys(shown(POP4, {}, {}, "ours"))
    assert "con.agreed" in keys(shown(POP4, {}, {}, "joint"))


@pytest.mark.parametrize(
    ("condition", "given", "met"),
    [
        (Condition("eq", 2), 2, True),
        (Condition("eq", 2), "2", True),
        (Condition("ne", "no"), "yes", True),
        (Condition("ne", "no"), None, False),
        (Condition("in", ("a", "b")), ["c", "b"], True),
        (Condition("in", ("a", "b")), "c", False),
        (Condition("ne", "a"), ["a", "b"], False),
        (Condition("lt", 2), "NA", False),
        (Condition("lt", 2), "DK", False),
        (Condition("lte", Fraction(1, 2)), "0.5", True),
        (Condition("gt", 2), 2, False),
        (Condition("gte", 2), 2, True),
        (Condition("present"), "file", True),
        (Condition("present"), "", False),
    ],
)
def test_a_condition_compares_what_was_given(condition: Condition, given: object, met: bool) -> None:
    assert condition.accepts(given) is met


@pytest.mark.parametrize(
    ("instrument", "key", "value", "allowed"),
    [
        (POP4, "acc.balance", 4, True),
        (POP4, "acc.balance", "4", True),
        (POP4, "acc.balance", 5, False),
        (POP4, "acc.balance", True, False),
        (POP4, "acc.balance", "NA", True),
        (POP4, "acc.balance", None, True),
        (PSEA8, "ps.policy", "NA", False),
        (PSEA8, "ps.policy", "DK", True),
        (RAC, "fr.attribution", "chatham", True),
        (RAC, "fr.attribution", "everybody", False),
        (RAC, "ac.constraints", ["mines", "terrain"], True),
        (RAC, "ac.constraints", ["mines", "lions"], False),
        (RAC, "ac.constraints", "mines", False),
        (RAC, "fr.purpose", "نص", True),
        (RAC, "fr.purpose", 3, False),
        (RAC, "rk.table", [{"likelihood": 2, "impact": 3}], True),
        (RAC, "rk.table", "high", False),
        (CLOSURE, "cd.date", date(2026, 3, 31), True),
        (CLOSURE, "cd.date", "2026-03-31", True),
        (CLOSURE, "cd.date", "31/03/2026", False),
        (CLOSURE, "ee.notice", "a1b2", True),
        (CLOSURE, "ee.notice", 7, False),
    ],
)
def test_only_values_of_the_question_are_allowed(
    instrument: Instrument, key: str, value: object, allowed: bool
) -> None:
    one = criterion(instrument, key)

    assert is_allowed(one, value) is allowed
    assert (why_not(one, value) is None) is allowed


def test_a_refusal_names_the_question_and_what_may_be_answered() -> None:
    refusal = why_not(criterion(POP4, "acc.balance"), 7)

    assert refusal == "“acc.balance” cannot be answered with “7”. Allowed are: 0, 1, 2, 3, 4, NA, DK."
    assert allowed_values(criterion(CLOSURE, "cd.date")) == ()


def test_progress_counts_what_applies_and_takes_cannot_say_as_open() -> None:
    answers = {"p6.policy": 3, "p6.management": "DK", "p6.training": None}
    pop4 = {"acc.balance": "NA", "acc.inform": 2, "tra.example": "  "}

    assert (
        progress(library.get("psea6"), answers, {}).answered,
        progress(library.get("psea6"), answers, {}).applicable,
    ) == (1, 6)
    assert (progress(POP4, pop4, {}, "ours").answered, progress(POP4, pop4, {}, "ours").applicable) == (1, 15)
    assert not progress(POP4, pop4, {}, "ours").is_complete


def test_a_form_is_not_handed_in_with_required_questions_open() -> None:
    answers: dict[str, object] = {one.key: 3 for one in PSEA8.criteria() if one.kind == "scale"}

    assert missing(PSEA8, answers, {}) == ()
    assert keys(missing(PSEA8, answers | {"ps.policy": None, "ps.training": 9}, {})) == {"ps.policy", "ps.training"}
    assert missing(PSEA8, answers | {"ps.policy": "DK"}, {}) == ()


def test_an_open_critical_question_blocks() -> None:
    critical = {one.key for one in GHP5.criteria() if one.critical}

    assert critical <= keys(missing(GHP5, {}, {}))
    assert len(critical) == 1


def test_not_applicable_has_to_be_explained() -> None:
    answers = {"acc.balance": "NA", "acc.inform": "DK", "acc.credit": "NA"}

    assert keys(uncommented(POP4, answers, {}, {"acc.credit": "No joint success yet"})) == {"acc.balance"}


@pytest.mark.parametrize(
    ("key", "value", "needed"),
    [
        ("org.registration", 1, True),
        ("org.registration", 4, True),
        ("org.integrity", 2, True),
        ("org.integrity", 3, False),
        ("org.integrity", None, False),
        ("org.branches", "NA", False),
    ],
)
def test_a_good_rating_of_a_partner_asks_for_proof(key: str, value: object, needed: bool) -> None:
    assert needs_evidence(criterion(PCR, key), value) is needed


def test_proof_of_another_type_does_not_do() -> None:
    answers = {"org.registration": 1, "fin.audit": 2, "ppl.conduct": 4}

    without = without_evidence(PCR, answers, {}, {"org.registration": {"minutes"}, "fin.audit": ["audit_report"]})

    assert keys(without) == {"org.registration"}


def test_closing_waits_for_everybody_to_be_briefed_and_a_warning_only_warns() -> None:
    early = {"closure.type": "early"}

    assert keys(unmet_gates(CLOSURE, {"pr.briefed": 1}, {}, "close")) == {"pr.briefed"}
    assert unmet_gates(CLOSURE, {"pr.briefed": 2}, {}, "close") == ()
    assert unmet_gates(CLOSURE, {}, {}, "terminate") == ()
    levels = {one.key: one.gate.level for one in unmet_gates(CLOSURE, {}, early, "terminate") if one.gate}
    assert levels == {"ee.measures": "warning", "ee.notice": "block"}
