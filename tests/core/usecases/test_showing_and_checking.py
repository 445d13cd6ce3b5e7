"""What a user sees of values: their words in four languages, what is wrong with them, and what an audience may see."""

import pytest

from partnerdesk import audience, showing, validation
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.ops import Value


@pytest.mark.parametrize(
    ("kind", "field", "value", "words"),
    [
        ("partner", "country", "CI", "Côte d’Ivoire"),
        ("partner", "level", "local", "Local"),
        ("partner", "org_type", ["cbo", "ngo"], "Organisation non gouvernementale, Organisation à base communautaire"),
        ("partner", "year_founded", 1999, "1999"),
        ("agreement", "amount", {"minor": 123456789, "currency": "EUR"}, "1\u202f234\u202f567,89 EUR"),
        ("agreement", "amount", {"minor": 123456, "currency": "XOF"}, "123\u202f456 XOF"),
        ("agreement", "status", "ended", "Échu"),
        ("action", "due", "2026-03-01", "1 mars 2026"),
        ("consultation", "dates", {"start": "2026-03-01", "end": "2026-03-01"}, "1 mars 2026"),
        ("note", "themes/access", True, "Accès humanitaire"),
        ("partner", "legal_name", None, ""),
        ("partner", "unknown_field", ["a", 1], "a, 1"),
        ("action", "due", "soon", "soon"),
    ],
)
def test_a_value_is_shown_in_words_of_the_language(kind: str, field: str, value: Value, words: str) -> None:
    shown = showing.shown(kind, field, value, "fr")

    assert shown == words


def test_lines_of_parts_are_told_one_after_the_other() -> None:
    registrations = [{"number": "R-12", "issued": "2020-03-01"}, {"number": "R-13"}]
    channels = [{"kind": "phone", "value": "+961 1 000 000", "safe": False}]

    assert showing.shown("partner", "registration", registrations) == "R-12, Issued: 1 Mar 2020; R-13"
    assert showing.shown("contact", "channels", channels) == "phone, +961 1 000 000, Safe to use: No"


def test_yes_and_no_and_nothing_are_three_things() -> None:
    assert [showing.shown("partner", "has_branches", value) for value in (True, False, None)] == ["Yes", "No", ""]


def test_a_reference_is_shown_by_the_title_of_what_it_refers_to() -> None:
    record = "a" * 32

    assert showing.shown("contact", "partner_id", record, titles={record: "Association Cèdre"}) == "Association Cèdre"
    assert showing.shown("contact", "partner_id", record) == record


@pytest.mark.parametrize(
    ("kind", "field", "value", "sentence"),
    [
        ("partner", "country", "ZZ", "“Country” has the value “ZZ”, which its list does not hold."),
        ("partner", "relation_type", ["funded", "owned"], "“Relation” has the value “owned”"),
        ("partner", "year_founded", 203, "“Year founded” is 203, which cannot be the year meant."),
        ("partner", "has_branches", "yes", "“Has field offices” must be yes or no."),
        ("agreement", "amount", {"minor": 5, "currency": None}, "“Amount” has an amount without a currency."),
        ("agreement", "amount", {"minor": 5, "currency": "EURO"}, "which is no code of ISO 4217."),
        ("agreement", "amount", {"minor": -5, "currency": "EUR"}, "“Amount” cannot be less than nothing."),
        (
            "agreement",
            "duration",
            {"start": "2026-02-01", "end": "2026-01-01"},
            "“Start and end” ends before it begins.",
        ),
        ("agreement", "status", "sleeping", "“Status” has the value “sleeping”"),
        ("action", "due", "2026-02-30", "“Due” is no date of the calendar."),
        ("participant", "number", 0, "“Number of people” must be 1 or more."),
        ("partner", "registration", [{"issued": "2026-02-01", "expires": "2025-01-01"}], "ends before it begins"),
        ("note", "speaker_id", "somebody", "“Speaker” does not name a record."),
        ("partner", "legal_name", " ", "“Legal name” is missing."),
    ],
)
def test_what_is_wrong_with_a_value_is_told_in_a_sentence(kind: str, field: str, value: Value, sentence: str) -> None:
    found = validation.check_change(kind, {field: value})

    assert [problem.field for problem in found] == [field]
    assert sentence in found[0].sentence


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("partner", {"org_type": ["ngo", "own_type"], "country": "LB", "year_founded": 1919, "sectors": ["wash"]}),
        ("consultation", {"themes": ["access", "flood_2026"], "dates": {"start": "2026-02-01", "end": None}}),
        ("agreement", {"amount": {"minor": 0, "currency": "XOF"}, "status": "draft"}),
        ("action", {"budget_change": {"minor": -500, "currency": "EUR"}}),
        ("partner", {"notes": None, "aliases": []}),
    ],
)
def test_nothing_is_wrong_with_these(kind: str, values: dict[str, Value]) -> None:
    assert validation.check_change(kind, values) == []


def test_dates_that_follow_each_other_are_compared(desk: Desk, partner: str) -> None:
    flag = desk.create(
        "flag", {"partner_id": partner, "summary": "Late", "noted_on": "2026-02-02", "closed_on": "2026-02-01"}
    )

    assert validation.needs_review(desk.view("flag", flag))
    assert [problem.sentence for problem in validation.problems("flag", desk.view("flag", flag).values)] == [
        "“Closed on” lies before “Noted on”."
    ]


def test_each_audience_sees_what_its_level_allows(desk: Desk) -> None:
    partner = desk.create("partner", {"legal_name": "Association Cèdre", "email": "a@example.org"})
    flag = desk.create("flag", {"partner_id": partner, "summary": "Late reports"})

    public = audience.masked(desk.view("partner", partner), "public")
    organisation = audience.masked(desk.view("flag", flag), "organisation")

    assert public.values["legal_name"] == "Association Cèdre"
    assert "email" in public.hidden
    assert "a@example.org" not in str(public.values)
    assert organisation.values == {}
    assert "summary" in organisation.hidden
    assert audience.masked(desk.view("flag", flag), "office").values["summary"] == "Late reports"


def test_a_container_is_as_sensitive_as_the_most_sensitive_thing_in_it() -> None:
    assert audience.highest(["low", None, "high", "moderate"]) == "high"
    assert audience.highest([]) == "low"
    assert audience.highest(["level of a newer version"]) == "severe"


def test_raising_a_mark_is_free_and_lowering_it_needs_a_reason(desk: Desk, partner: str) -> None:
    audience.mark(desk, "partner", partner, "high")

    with pytest.raises(PartnerDeskError, match="needs a reason"):
        audience.mark(desk, "partner", partner, "low")
    audience.mark(desk, "partner", partner, "low", reason="The partner published it")

    assert desk.view("partner", partner)["sensitivity"] == "low"


def test_an_audience_nobody_knows_is_refused() -> None:
    with pytest.raises(PartnerDeskError, match="“everybody” is no audience"):
        audience.reaches("everybody")
