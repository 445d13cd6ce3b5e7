"""Decisions on the command line: looked at, decided one by one or all of a kind, and taken back."""

from pathlib import Path

import pytest

from partnerdesk.workspace import open_workspace
from tests.core.cli.conftest import PASSPHRASE, Command
from tests.core.devices import hand_over, introduce, ops_of, take_in


@pytest.fixture
def disputed(partnerdesk: Command, region: Command) -> str:
    """Let both sides change two fields of one partner, bring the field's changes up, and return the partner's id."""
    record = partnerdesk.new("partner", "legal_name=Amal", "acronym=OLD", "place=One two three four five")
    field, above = (open_workspace(one.folder, PASSPHRASE) for one in (partnerdesk, region))
    take_in(above, ops_of(field))
    field.change("partner", record, {"acronym": "FIELD", "place": "One two three four five six"})
    above.change("partner", record, {"acronym": "REGION", "place": "Zero two three four five"})
    take_in(above, ops_of(field))
    field.close()
    above.close()
    return record


def test_a_decision_is_shown_with_all_sides_their_base_and_what_each_changed(region: Command, disputed: str) -> None:
    listed = region.json("conflicts", "list", "--field", "acronym", "--office", "LBN-TYR")
    shown = region.json("conflicts", "show", f"{disputed}.place")
    region("conflicts", "show", f"{disputed}.place")

    assert [one["id"] for one in listed] == [f"{disputed}.acronym"]
    assert (listed[0]["base"], listed[0]["base_known"], listed[0]["base_by"]["office"]) == ("OLD", True, "LBN-TYR")
    assert shown["combined"] == "Zero two three four five six"
    assert "[+ six+]" in region.out
    assert region.json("conflicts", "list", "--person", "Nobody") == []


def test_texts_are_put_together_and_what_overlaps_is_left_to_a_person(region: Command, disputed: str) -> None:
    assert "without a person" in region.refused("conflicts", "resolve", f"{disputed}.acronym", "--combined")
    assert region("conflicts", "resolve", f"{disputed}.place", "--combined", "--reason", "both") == 0

    assert region.json("record", "show", disputed)["place"] == "Zero two three four five six"


def test_all_of_a_kind_are_decided_after_a_look_and_taken_back_again(region: Command, disputed: str) -> None:
    every = ("conflicts", "resolve", "--all", "--office", "LBN-TYR", "--kind", "partner", "--why", "the field knows")

    looked = region.json(*every, "--dry-run")
    left_open = len(region.json("conflicts", "list"))
    decided = region.json(*every)

    assert looked["decided"] == decided["decided"]
    assert (left_open, decided["done"], region.json("conflicts", "list")) == (2, True, [])
    assert region.json("record", "show", disputed)["acronym"] == "FIELD"
    assert region("conflicts", "reopen", f"{disputed}.acronym") == 0
    assert [one["field"] for one in region.json("conflicts", "list")] == ["acronym"]


def test_a_command_that_does_not_say_what_shall_stand_changes_nothing(region: Command, disputed: str) -> None:
    assert "--pick" in region.refused("conflicts", "resolve", f"{disputed}.place")
    assert "--office" in region.refused("conflicts", "resolve", "--all")
    assert len(region.json("conflicts", "list")) == 2


def test_edits_at_the_same_time_are_listed_until_somebody_looked(
    partnerdesk: Command, region: Command, tmp_path: Path
) -> None:
    field, above = (open_workspace(one.folder, PASSPHRASE) for one in (partnerdesk, region))
    introduce(field, above)
    record = field.create("partner", {"legal_name": "Amal"})
    hand_over(field, above, tmp_path)
    field.change("partner", record, {"acronym": "FIELD"})
    above.change("partner", record, {"place": "Sour"})
    hand_over(field, above, tmp_path)
    field.close()
    above.close()

    (listed,) = region.json("conflicts", "parallel")
    region("conflicts", "parallel", "--looked")
    said = region.out

    assert (listed["record"], listed["arrived"][0]["values"]) == (record, {"acronym": "FIELD"})
    assert listed["here"][0]["values"] == {"place": "Sour"}
    assert "Sour" in said
    assert region.json("conflicts", "parallel") == []
    assert [one["looked_at"] for one in region.json("conflicts", "parallel", "--all")] == [True]


def test_the_history_names_each_change_tells_what_lost_and_leads_back(region: Command, disputed: str) -> None:
    region("conflicts", "resolve", f"{disputed}.acronym", "--value", "FIELD", "--reason", "asked")

    decided, *_rest = region.json("record", "history", disputed, "--field", "acronym")
    region("record", "history", disputed, "--parts")
    said = region.out
    before = next(one for one in region.json("record", "history", disputed) if one["values"].get("acronym") == "REGION")

    assert (decided["reason"], decided["lost"], decided["note"]) == ("resolve", {"acronym": ["REGION"]}, "asked")
    assert "decided against: REGION" in said
    assert region("record", "revert", disputed, before["op"], "--field", "acronym") == 0
    assert region.json("record", "show", disputed)["acronym"] == "REGION"
    assert "no change" in region.refused("record", "revert", disputed, "nothing", "--field", "acronym")
