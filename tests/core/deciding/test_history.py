"""The history of a record: every value, who decided what and against what, by which bundle it came, and going back."""

from pathlib import Path

import pytest

from partnerdesk import assessments, conflicts
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history, put_back
from tests.core.deciding.conftest import share
from tests.core.devices import hand_over
from tests.core.usecases.assessing import say

Offices = tuple[Desk, Desk, Desk]
Pair = tuple[Desk, Desk]


def test_who_decided_against_what_and_why_stays_readable_everywhere(three: Offices) -> None:
    tyr, sai, region = three
    record = tyr.create("partner", {"legal_name": "Cèdre", "acronym": "OLD"})
    share(*three)
    for desk, value in zip(three, "ABC", strict=True):
        desk.change("partner", record, {"acronym": value})
    share(*three)
    conflicts.resolve(region, f"{record}.acronym", "B", "Saïda knows")
    share(*three)

    (decision, *_others) = history(sai, record)

    assert (decision.reason, decision.by, decision.note) == ("resolve", "Person of REG", "Saïda knows")
    assert decision.values == {"acronym": "B"}
    assert set(decision.lost["acronym"]) == {"A", "C"}
    assert [entry.standing for entry in history(sai, record)].count(("acronym",)) == 1


def test_who_writes_over_two_values_in_a_form_has_decided_as_well(three: Offices) -> None:
    tyr, _sai, region = three
    record = tyr.create("partner", {"legal_name": "Cèdre"})
    share(*three)
    tyr.change("partner", record, {"acronym": "A"})
    region.change("partner", record, {"acronym": "B"})
    share(*three)

    tyr.change("partner", record, {"acronym": "C"})

    assert set(history(tyr, record)[0].lost["acronym"]) == {"A", "B"}
    assert all(not entry.lost for entry in history(tyr, record)[1:])


def test_it_tells_by_which_bundle_each_value_came_and_when(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    record = field.create("partner", {"legal_name": "Cèdre"})
    receipt = hand_over(field, region, tmp_path)
    region.change("partner", record, {"acronym": "C"})

    own, brought = history(region, record)

    assert (own.bundle, own.bundle_at) == ("", "")
    assert (brought.bundle, brought.bundle_at) == (receipt.file, receipt.at)


def test_one_field_alone_is_shown(three: Offices) -> None:
    tyr = three[0]
    record = tyr.create("partner", {"legal_name": "Cèdre", "acronym": "A", "org_type": ["local_ngo"]})
    tyr.change("partner", record, {"place": "Tyr"})
    tyr.change("partner", record, {"acronym": "B", "place": "Sour"})

    assert [entry.values for entry in history(tyr, record, "acronym")] == [{"acronym": "B"}, {"acronym": "A"}]
    assert [entry.values for entry in history(tyr, record, "org_type")] == [{"org_type/local_ngo": True}]


def test_an_assessment_is_shown_with_its_answers(three: Offices) -> None:
    tyr = three[0]
    partner = tyr.create("partner", {"legal_name": "Cèdre"})
    form = assessments.start(tyr, partner, "pop4")
    question = next(asked.key for asked in assessments.sheet(tyr, form).instrument.criteria("ours") if asked.scale)
    say(tyr, form, question, value=2)
    say(tyr, form, question, value=1)

    with_answers = history(tyr, form, parts=True)

    assert [entry.values.get("value") for entry in with_answers if entry.kind == "answer"] == [1, 2]
    assert {entry.kind for entry in history(tyr, form)} == {"assessment"}


def test_a_value_that_was_is_given_again_as_an_ordinary_edit(three: Offices) -> None:
    tyr, _sai, region = three
    record = tyr.create("partner", {"legal_name": "Cèdre", "acronym": "A", "org_type": ["local_ngo"]})
    first = history(tyr, record)[-1]
    tyr.change("partner", record, {"acronym": "B", "org_type": []})

    put_back(tyr, first, "acronym", "It was right")
    put_back(tyr, first, "org_type")
    share(*three)

    assert (region.view("partner", record)["acronym"], region.view("partner", record)["org_type"]) == (
        "A",
        ["local_ngo"],
    )
    assert (history(tyr, record, "acronym")[0].reason, history(tyr, record, "acronym")[0].note) == (
        "revert",
        "It was right",
    )


def test_a_change_that_did_not_set_a_field_has_nothing_to_give_back(three: Offices) -> None:
    tyr = three[0]
    record = tyr.create("partner", {"legal_name": "Cèdre"})

    with pytest.raises(PartnerDeskError, match="holds no value of this field"):
        put_back(tyr, history(tyr, record)[0], "acronym")
