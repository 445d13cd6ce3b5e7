"""Making an Instrument out of the plain data of its file, which has been checked before."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from partnerdesk.instruments.model import (
    PERSPECTIVES,
    SCALED,
    Choice,
    Condition,
    Criterion,
    Critical,
    Evidence,
    Gate,
    Instrument,
    Option,
    Scale,
    Section,
    Special,
)
from partnerdesk.instruments.numbers import as_number
from partnerdesk.instruments.rating import Band, Points100, RatingRule, RiskMatrix, Scoring, SpecialRating
from partnerdesk.instruments.text import Text

Raw = Mapping[str, Any]
"""A mapping from a checked file."""


def number(value: object) -> Fraction:
    """Return the exact number; the file was checked to hold one."""
    exact = as_number(value)
    if exact is None:
        raise ValueError(f"no number: {value!r}")
    return exact


def _number_or_none(value: object) -> Fraction | None:
    return None if value is None else number(value)


def _text(raw: Raw | None) -> Text | None:
    return None if raw is None else Text(dict(raw))


def _condition(raw: Raw | None) -> Condition | None:
    if raw is None:
        return None
    value = raw.get("value")
    return Condition(
        op=raw["op"],
        value=tuple(value) if isinstance(value, list) else value,
        answer=raw.get("answer"),
        context=raw.get("context"),
    )


def _scale(key: str, raw: Raw) -> Scale:
    options = (Option(number(one["value"]), Text(one["label"]), _text(one.get("anchor"))) for one in raw["options"])
    specials = (Special(one["code"], Text(one["label"]), one.get("requires_comment", False)) for one in raw["special"])
    return Scale(key, raw["direction"] == "higher_is_better", tuple(options), tuple(specials))


def _critical(raw: Raw | None) -> Critical | None:
    if raw is None:
        return None
    fails_when = _condition(raw["fails_when"])
    return Critical(fails_when, raw["cap_band"], _text(raw.get("reason"))) if fails_when else None


def _evidence(raw: Raw | None) -> Evidence | None:
    return None if raw is None else Evidence(raw["rule"], tuple(raw["types"]), _number_or_none(raw.get("value")))


def _gate(raw: Raw | None) -> Gate | None:
    require = _condition(raw["require"]) if raw else None
    return Gate(raw["before"], require, raw.get("level", "block")) if raw and require else None


def criterion(raw: Raw, scales: Mapping[str, Scale]) -> Criterion:
    """Make one criterion; `scales` are those of its instrument."""
    return Criterion(
        key=raw["key"],
        kind=raw["kind"],
        weight=number(raw["weight"]),
        required=raw["required"],
        text=Text(raw["text"]),
        scale=scales[raw["scale"]] if raw["kind"] == SCALED else None,
        options=tuple(Choice(one["code"], Text(one["label"])) for one in raw.get("options", ())),
        commitment=_text(raw.get("commitment")),
        na_allowed=raw.get("na_allowed"),
        key_question=raw.get("key_question", False),
        sensitivity=raw.get("sensitivity"),
        critical=_critical(raw.get("critical")),
        evidence=_evidence(raw.get("evidence")),
        visible_if=_condition(raw.get("visible_if")),
        applicable_if=_condition(raw.get("applicable_if")),
        gate=_gate(raw.get("gate")),
        columns=tuple(raw.get("columns", ())),
        supersedes=tuple((raw.get("lineage") or {}).get("supersedes", ())),
    )


def _section(raw: Raw, scales: Mapping[str, Scale]) -> Section:
    return Section(
        key=raw["key"],
        weight=number(raw["weight"]),
        title=Text(raw["title"]),
        criteria=tuple(criterion(one, scales) for one in raw["criteria"]),
        aim=_text(raw.get("aim")),
        perspectives=tuple(raw.get("perspectives", ())),
        visible_if=_condition(raw.get("visible_if")),
        applicable_if=_condition(raw.get("applicable_if")),
    )


def _bands(raw: Raw) -> tuple[Band, ...]:
    """Make the bands; where none states a rank, their order in the file is the rank."""
    follow_up = raw.get("follow_up", {})
    return tuple(
        Band(
            key=one["key"],
            label=Text(one["label"]),
            rank=one.get("rank", position),
            minimum=_number_or_none(one.get("min")),
            min_ratio=_number_or_none(one.get("min_ratio")),
            max_sum=_number_or_none(one.get("max_sum")),
            below_fraction=_number_or_none(one.get("below_fraction")),
            risk=one.get("risk"),
            follow_up=_text(one.get("follow_up") or follow_up.get(one["key"])),
        )
        for position, one in enumerate(raw.get("bands", ()))
    )


def _risk_matrix(raw: Raw | None) -> RiskMatrix | None:
    if raw is None:
        return None
    return RiskMatrix((raw["likelihood"][0], raw["likelihood"][1]), (raw["impact"][0], raw["impact"][1]), _bands(raw))


def _points_100(raw: Raw | None) -> Points100 | None:
    if raw is None or raw["method"] != "points_100":
        return None
    return Points100({key: number(value) for key, value in raw["section_max"].items()}, _bands(raw))


def scoring(raw: Raw) -> Scoring:
    """Make the rules of scoring. Counts, sums and points rate finished forms only, unless the file says otherwise."""
    method = raw["method"]
    least = 1 if method in ("risk_points", "points_100", "count_met", "sum_values") else 0
    gap = raw.get("gap", {})
    return Scoring(
        method=method,
        bands=_bands(raw),
        min_completeness=number(raw.get("min_completeness", least)),
        section_min_completeness=number(raw.get("section_min_completeness", 0)),
        steps_above_weakest=raw.get("indivisible", {}).get("max_bands_above_lowest_section"),
        risk_rule=raw.get("rule", "v2"),
        met_values=tuple(number(value) for value in raw.get("met_values", ())),
        lights={light: number(raw[f"{light}_value"]) for light in ("red", "amber", "green") if f"{light}_value" in raw},
        rating_rules=tuple(
            RatingRule(rule["band"], tuple((one["count"], one["min"]) for one in rule["any"]))
            for rule in raw.get("rating_rule", ())
        ),
        risk_matrix=_risk_matrix(raw.get("risk_matrix")),
        points_100=_points_100(raw if method == "points_100" else raw.get("alternative")),
        special_ratings=tuple(SpecialRating(one["code"], Text(one["label"])) for one in raw.get("special_ratings", ())),
        report_sections=tuple(raw.get("report_sections", ())),
        note=_text(raw.get("note") if isinstance(raw.get("note"), Mapping) else None),
        aligned_below=number(gap.get("aligned_below", 10)),
        diverging_from=number(gap.get("diverging_from", 25)),
    )


def instrument(raw: Raw) -> Instrument:
    """Make the instrument from checked data."""
    scales = {key: _scale(key, one) for key, one in raw["scales"].items()}
    lineage = raw["lineage"]
    parent = lineage.get("parent")
    return Instrument(
        key=raw["key"],
        version=raw["version"],
        status=raw["status"],
        kind=raw["kind"],
        title=Text(raw["title"]),
        purpose=Text(raw["purpose"]),
        languages=tuple(raw["languages"]),
        scales=scales,
        sections=tuple(_section(one, scales) for one in raw["sections"]),
        scoring=scoring(raw["scoring"]),
        perspectives=tuple(raw.get("perspectives", PERSPECTIVES)),
        subject_roles=tuple(raw.get("subject_roles", ())),
        sources=tuple(raw["sources"]),
        house_conventions=tuple(map(str, raw.get("house_conventions", ()))),
        to_verify=tuple(map(str, raw.get("to_verify", ()))),
        steps=tuple(raw.get("steps", ())),
        validity_months=raw.get("validity_months"),
        anonymous_allowed=raw.get("anonymous_allowed", False),
        placeholders={key: Text(words) for key, words in raw.get("placeholders", {}).items()},
        context=raw.get("context", {}),
        locked=tuple(raw["adaptation"]["locked"]),
        allowed=tuple(raw["adaptation"]["allowed"]),
        retired_by=raw.get("retired_by"),
        parent=parent if isinstance(parent, str) else None,
        supersedes=lineage.get("supersedes_instrument"),
    )
