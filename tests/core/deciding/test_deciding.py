"""What a person sees of a conflict and what deciding does: one, many at once, and taken back, the same on every device."""

import pytest

from partnerdesk import conflicts, threeway
from partnerdesk.conflicts import Narrow, Take
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.naming import Names, value_words
from tests.core.deciding.conftest import share
from tests.core.devices import shown

Offices = tuple[Desk, Desk, Desk]


def partner(desk: Desk, **values: object) -> str:
    return desk.create("partner", {"legal_name": "Cèdre", **values})


def disputed(three: Offices, field: str = "acronym", before: object = "OLD", **given: object) -> str:
    """Let every office named give a field a value of its own, and all hear of it."""
    record = partner(three[0], **({field: before} if before is not None else {}))
    share(*three)
    for desk in three:
        if desk.office in given:
            desk.change("partner", record, {field: given[desk.office]})
    share(*three)
    return record


def test_each_side_names_office_person_and_the_base_that_all_had_seen(three: Offices) -> None:
    disputed(three, TYR="FIELD", REG="REGION")

    (conflict,) = conflicts.conflicts(three[1])

    assert {(side.value, side.office, side.by) for side in conflict.values} == {
        ("FIELD", "TYR", "Person of TYR"),
        ("REGION", "REG", "Person of REG"),
    }
    assert conflict.base is not None
    assert (conflict.base.value, conflict.base_known) == ("OLD", True)


def test_a_field_that_was_empty_before_says_so(three: Offices) -> None:
    disputed(three, before=None, TYR="FIELD", REG="REGION")

    (conflict,) = conflicts.conflicts(three[2])

    assert (conflict.base, conflict.base_known) == (None, True)


def test_three_values_stand_beside_each_other_and_one_decision_covers_them_all(three: Offices) -> None:
    record = disputed(three, TYR="A", SAI="B", REG="C")
    (conflict,) = conflicts.conflicts(three[2])

    conflicts.resolve(three[2], conflict, "B", "Saïda knows")
    share(*three)

    assert len(conflict.values) == 3
    assert [conflicts.count(desk) for desk in three] == [0, 0, 0]
    assert {desk.view("partner", record)["acronym"] for desk in three} == {"B"}


def test_who_gave_the_same_value_is_named_beside_the_first(three: Offices) -> None:
    disputed(three, TYR="A", SAI="A", REG="C")

    (conflict,) = conflicts.conflicts(three[2])

    assert sorted(len(side.givers) for side in conflict.values) == [1, 2]
    assert conflict.people == {"Person of TYR", "Person of SAI", "Person of REG"}


def test_against_a_deletion_stands_what_was_edited_meanwhile(three: Offices) -> None:
    tyr, _sai, region = three
    record = partner(tyr)
    share(*three)
    tyr.delete("partner", record)
    region.change("partner", record, {"place": "Tyr"})
    share(*three)

    (conflict,) = conflicts.conflicts(region)

    with region.reading() as connection:
        names = Names(connection)
        told = [value_words(names, "partner", record, "deleted", side.value, side.changes) for side in conflict.values]
    assert told[0] == "Deleted"
    assert told[1].startswith("Kept and edited")
    assert "Tyr" in told[1]


def test_texts_are_put_together_where_the_changes_do_not_overlap(three: Offices) -> None:
    text = "They train staff every year. The board meets twice. Accounts are audited."
    disputed(
        three,
        "legal_name",
        text,
        TYR=text.replace("every year", "each spring"),
        REG=text.replace("audited", "audited and published"),
    )

    (conflict,) = conflicts.conflicts(three[2])

    assert (
        threeway.combined(conflict)
        == "They train staff each spring. The board meets twice. Accounts are audited and published."
    )
    assert all(any(piece.mark == "added" for piece in view) for view in threeway.views(conflict))


def test_a_list_of_conflicts_is_narrowed_by_office_person_kind_field_and_words(three: Offices) -> None:
    disputed(three, "acronym", TYR="A", REG="B")
    disputed(three, "place", SAI="Saïda", REG="Sour")

    def found(text: str = "", **narrow: str) -> list[str]:
        asked = Narrow(**{name: {word} for name, word in narrow.items()}, text=text)
        return [one.field for one in conflicts.conflicts(three[2], narrow=asked, with_bases=False)]

    assert sorted(found()) == ["acronym", "place"]
    assert found(offices="TYR") == found(people="Person of TYR") == found(fields="acronym") == ["acronym"]
    assert found(text="saida") == ["place"]
    assert found(kinds="action") == []


def test_taking_always_one_office_decides_all_at_once_and_leaves_what_is_not_clear(three: Offices) -> None:
    one = disputed(three, "acronym", TYR="A", REG="B")
    other = disputed(three, "acronym", SAI="C", REG="D")
    region = three[2]

    planned = conflicts.plan(conflicts.conflicts(region), Take(office="TYR"))
    conflicts.resolve_many(region, [(conflict, side.value) for conflict, side in planned.decided], "as agreed")

    assert [conflict.record for conflict, _side in planned.decided] == [one]
    assert [conflict.record for conflict in planned.left] == [other]
    assert region.view("partner", one)["acronym"] == "A"
    assert conflicts.count(region) == 1


def test_what_somebody_decided_before_goes_before_what_was_only_edited(three: Offices) -> None:
    tyr, sai, region = three
    record = disputed(three, TYR="A", REG="B")
    conflicts.resolve(region, f"{record}.acronym", "B", "decided")
    sai.change("partner", record, {"acronym": "C"})
    share(*three)

    (conflict,) = conflicts.conflicts(tyr)
    planned = conflicts.plan([conflict], Take(decided=True))

    assert [side.value for _conflict, side in planned.decided] == ["B"]


@pytest.mark.parametrize("office", [0, 1, 2])
def test_a_decision_that_is_taken_back_is_open_again_everywhere_with_all_its_values(
    three: Offices, office: int
) -> None:
    record = disputed(three, TYR="A", SAI="B", REG="C")
    conflicts.resolve(three[2], f"{record}.acronym", "B", "too fast")
    share(*three)

    conflicts.reopen(three[office], [f"{record}.acronym"], "asked again")
    share(*three)

    for desk in three:
        (conflict,) = conflicts.conflicts(desk)
        assert {(side.value, side.office) for side in conflict.values} == {("A", "TYR"), ("B", "SAI"), ("C", "REG")}
        assert conflict.base is not None
    assert len({tuple(shown(desk).items()) for desk in three}) == 1


def test_many_decisions_are_taken_back_as_one(three: Offices) -> None:
    tyr, _sai, region = three
    record = disputed(three, TYR="A", REG="B")
    tyr.delete("partner", record)
    region.change("partner", record, {"place": "Sour"})
    share(*three)
    open_before = {one.field for one in conflicts.conflicts(region)}
    conflicts.resolve_many(region, [(one, one.values[0].value) for one in conflicts.conflicts(region)])

    conflicts.reopen(region, [f"{record}.{name}" for name in open_before])
    share(*three)

    assert open_before == {"acronym", "deleted"}
    assert [{one.field for one in conflicts.conflicts(desk)} for desk in three] == [open_before] * 3


def test_what_was_changed_since_is_not_taken_back(three: Offices) -> None:
    record = disputed(three, TYR="A", REG="B")
    region = three[2]
    conflicts.resolve(region, f"{record}.acronym", "B")
    region.change("partner", record, {"acronym": "LATER"})

    with pytest.raises(PartnerDeskError, match="changed since"):
        conflicts.reopen(region, [f"{record}.acronym"])

    assert region.view("partner", record)["acronym"] == "LATER"


def test_a_decision_is_refused_once_it_is_no_longer_open(three: Offices) -> None:
    record = disputed(three, TYR="A", REG="B")
    region = three[2]
    (on_the_screen,) = conflicts.conflicts(region)
    conflicts.resolve(region, f"{record}.acronym", "B")

    with pytest.raises(PartnerDeskError, match="no open decision"):
        conflicts.resolve(region, on_the_screen, "A")


def test_both_taking_the_same_element_out_and_in_is_asked_about_that_element_only(three: Offices) -> None:
    tyr, _sai, region = three
    record = partner(tyr, org_type=["local_ngo"])
    share(*three)
    shown_to_tyr = tyr.view("partner", record).seen
    tyr.change("partner", record, {"org_type": []}, shown_to_tyr)
    region.change("partner", record, {"org_type": ["local_ngo", "women_led"]})
    share(*three)

    assert conflicts.conflicts(region) == []
    assert region.view("partner", record)["org_type"] == ["women_led"]
