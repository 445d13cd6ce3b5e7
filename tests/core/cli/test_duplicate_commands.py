"""Partners that were recorded twice, at the command line: found, explained, joined, parted, dismissed."""

import pytest

from tests.core.cli.conftest import Command


@pytest.fixture
def twice(partnerdesk: Command) -> tuple[str, str]:
    """Give the ids of an organisation that was recorded twice."""
    one = partnerdesk.new("partner", "legal_name=Association des femmes du Nord", "org_type=ngo", "country=LB")
    other = partnerdesk.new("partner", "legal_name=Femmes du Nord, association", "org_type=ngo", "country=LB")
    partnerdesk.new("partner", "legal_name=Association des femmes du Sud", "org_type=ngo", "country=LB")
    return one, other


def listed(partnerdesk: Command) -> list[str]:
    return [row["id"] for row in partnerdesk.json("record", "list", "partner")]


def test_look_alikes_are_listed_with_score_and_reasons(partnerdesk: Command, twice: tuple[str, str]) -> None:
    found = partnerdesk.json("duplicates", "list")
    partnerdesk("duplicates", "list")

    assert [{match["one"], match["other"]} for match in found] == [set(twice)]
    assert found[0]["score"] >= 70
    assert "Same country: Lebanon." in found[0]["reasons"]
    assert set(found[0]["titles"]) == {"Association des femmes du Nord", "Femmes du Nord, association"}
    assert "Same country: Lebanon." in partnerdesk.out
    assert "1 pair of partners looks alike." in partnerdesk.out


def test_a_name_can_be_checked_before_it_is_recorded_again(partnerdesk: Command, twice: tuple[str, str]) -> None:
    found = partnerdesk.json("duplicates", "check", "femmes nord", "--country", "LB")
    partnerdesk("duplicates", "check", "Fondation Olivier")

    assert {one["id"] for one in found} == set(twice)
    assert partnerdesk.out == "No partner that is known here looks like this.\n"


def test_a_new_partner_that_looks_like_a_known_one_is_recorded_and_pointed_out(
    partnerdesk: Command, twice: tuple[str, str]
) -> None:
    partnerdesk("record", "new", "partner", "legal_name=Femmes du Nord", "org_type=ngo", "country=LB")
    told = partnerdesk.err
    partnerdesk("record", "new", "partner", "legal_name=Fondation Olivier", "org_type=ngo", "country=LB")

    assert {line.partition(" of office")[0] for line in told.splitlines()} == {
        "Looks like Association des femmes du Nord",
        "Looks like Femmes du Nord, association",
    }
    assert all(record in told for record in twice)
    assert partnerdesk.err == ""


def test_joined_partners_are_listed_once_until_they_are_parted(partnerdesk: Command, twice: tuple[str, str]) -> None:
    one, other = twice
    group = partnerdesk.json("duplicates", "join", one, other, "--lead", other, "--reason", "Same director")
    joined = listed(partnerdesk)
    led = partnerdesk.json("duplicates", "lead", one)
    partnerdesk("duplicates", "separate", other)

    assert (group["leader"], [member["id"] for member in group["members"]]) == (other, [other, one])
    assert (one in joined, other in joined) == (False, True)
    assert led["leader"] == one
    assert partnerdesk.out == "Femmes du Nord, association is shown alone.\n"
    assert {one, other} <= set(listed(partnerdesk))


def test_what_was_judged_is_remembered_listed_and_taken_back(partnerdesk: Command, twice: tuple[str, str]) -> None:
    partnerdesk("duplicates", "dismiss", *twice)
    remembered = partnerdesk.json("duplicates", "list")
    judged = partnerdesk.json("duplicates", "list", "--judged")
    partnerdesk("duplicates", "list", "--judged")
    partnerdesk_said = partnerdesk.out
    partnerdesk("duplicates", "forget", *twice)

    assert remembered == []
    assert [(one["verdict"], one["disputed"]) for one in judged] == [("different", False)]
    assert "Not the same" in partnerdesk_said
    assert len(partnerdesk.json("duplicates", "list")) == 1


def test_what_cannot_be_joined_is_refused_in_a_sentence(partnerdesk: Command, twice: tuple[str, str]) -> None:
    assert "two different partners" in partnerdesk.refused("duplicates", "join", twice[0], "f" * 32)
    assert "not joined" in partnerdesk.refused("duplicates", "separate", twice[0])
    partnerdesk("duplicates", "dismiss", *twice)
    (judged,) = partnerdesk.json("duplicates", "list", "--judged")
    for words in (["new", "sameness", "verdict=same"], ["set", judged["record"], "verdict=same"]):
        assert "partnerdesk duplicates --help" in partnerdesk.refused("record", *words)
