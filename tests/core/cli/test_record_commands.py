"""Records on the command line: listed, shown, written, stepped on, taken away and brought back."""

import pytest

from partnerdesk import i18n
from partnerdesk.cli import shapes
from partnerdesk.cli.output import one_line, width
from partnerdesk.store.kinds import kinds
from tests.core.cli.conftest import Command


@pytest.fixture
def partners(partnerdesk: Command) -> list[str]:
    """Record three partners and return their ids."""
    return [
        partnerdesk.new("partner", "legal_name=Œuvres du Cèdre", "org_type=ngo", "sectors=health,wash", "level=local"),
        partnerdesk.new("partner", "legal_name=Amal", "org_type=refugee_led", "sectors=health", "level=national"),
        partnerdesk.new("partner", "legal_name=جمعية الأرز", "org_type=ngo,women_led"),
    ]


def names(records: list[dict[str, str]]) -> list[str]:
    """Return the legal names of listed partners."""
    return [one["legal_name"] for one in records]


def test_a_list_keeps_its_order(partnerdesk: Command, partners: list[str]) -> None:
    listed = partnerdesk.json("record", "list", "partner")

    assert names(listed) == ["Amal", "Œuvres du Cèdre", "جمعية الأرز"]
    assert {one["id"] for one in listed} == set(partners)
    assert partnerdesk.json("record", "list", "partner") == listed


@pytest.mark.usefixtures("partners")
def test_a_list_is_searched_filtered_sorted_and_cut(partnerdesk: Command) -> None:
    assert names(partnerdesk.json("record", "list", "partner", "--search", "oeuvres cedre")) == ["Œuvres du Cèdre"]
    assert names(partnerdesk.json("record", "list", "partner", "--filter", "sectors=wash")) == ["Œuvres du Cèdre"]
    both = ("--filter", "org_type=women_led", "--filter", "org_type=refugee_led")
    assert names(partnerdesk.json("record", "list", "partner", *both)) == ["Amal", "جمعية الأرز"]
    assert names(partnerdesk.json("record", "list", "partner", "--desc", "--limit", "1")) == ["جمعية الأرز"]
    assert names(partnerdesk.json("record", "list", "partner", "--sort", "level", "--limit", "2")) == [
        "Œuvres du Cèdre",
        "Amal",
    ]
    assert partnerdesk.json("record", "list", "partner", "--office", "MENA-RO") == []
    assert partnerdesk.json("record", "list", "partner", "--conflicts") == []


def test_unknown_names_in_a_list_are_refused_with_the_known_ones(partnerdesk: Command) -> None:
    assert "agreement" in partnerdesk.refused("record", "list", "partners")
    assert "legal_name" in partnerdesk.refused("record", "list", "partner", "--sort", "name")
    assert "legal_name" in partnerdesk.refused("record", "list", "partner", "--filter", "name=x")
    assert "national" in partnerdesk.refused("record", "list", "partner", "--filter", "level=galactic")
    assert "draft" in partnerdesk.refused("record", "list", "assessment", "--filter", "status=galactic")


@pytest.mark.usefixtures("partners")
def test_a_list_for_people_has_columns_in_words(partnerdesk: Command) -> None:
    partnerdesk("record", "list", "partner")

    head, rule, *lines = partnerdesk.out.splitlines()
    assert head.startswith("Legal name")
    assert set(rule) == {"─", " "}
    assert "Organisation led by displaced" in lines[0]
    assert partnerdesk.out.endswith("3 records\n")


def test_columns_stand_under_each_other_in_every_script(partnerdesk: Command) -> None:
    partnerdesk.new("partner", "legal_name=جَمْعِيَّة", "org_type=ngo")

    partnerdesk("record", "list", "partner")

    head, _rule, line, *_rest = partnerdesk.out.splitlines()
    assert width(line.partition("Non-")[0]) == width(head.partition("Type")[0])


def test_control_characters_of_a_record_do_not_reach_the_terminal(partnerdesk: Command) -> None:
    record = partnerdesk.new("partner", "legal_name=A\x1b[2Jmal", "org_type=ngo")

    partnerdesk("record", "show", record)

    assert "\x1b" not in partnerdesk.out
    assert one_line("a\nb\x07") == "a b�"


def test_a_record_is_shown_with_its_values_by_name(partnerdesk: Command, partners: list[str]) -> None:
    shown = partnerdesk.json("record", "show", partners[0])

    assert shown["legal_name"] == "Œuvres du Cèdre"
    assert shown["sectors"] == ["health", "wash"]
    assert (shown["id"], shown["kind"], shown["office"]) == (partners[0], "partner", "LBN-TYR")
    assert (shown["conflicts"], shown["deleted"]) == ([], False)


def test_a_field_called_like_what_is_known_of_every_record_keeps_its_name(partnerdesk: Command) -> None:
    record = partnerdesk.new("consultation", "name=Round table", "kind=workshop")

    shown = partnerdesk.json("record", "show", record)

    assert (shown["record_kind"], shown["kind"], shown["scope"]) == ("consultation", "workshop", "LBN-TYR")
    taken = {"id", "record_kind", "scope", "deleted", "conflicts", "created_at", "created_by", "changed_at", "newer"}
    assert [name for kind in kinds().values() for name in kind.fields if name in taken] == []


def test_a_record_is_shown_to_people_with_labels_and_titles(partnerdesk: Command, partners: list[str]) -> None:
    record = partnerdesk.new("agreement", f"partner_id={partners[1]}", "name=Health 2026", "amount=1200.50 EUR")

    partnerdesk("record", "show", record)

    assert "Agreement: Health 2026" in partnerdesk.out
    assert "Amal" in partnerdesk.out
    assert "1,200.50 EUR" in partnerdesk.out


def test_people_read_their_own_language(partnerdesk: Command, partners: list[str]) -> None:
    workspace_language = partnerdesk("record", "show", partners[0])
    own = i18n.language()
    partnerdesk("--language", "fr", "record", "show", partners[0])

    assert workspace_language == 0
    assert (own, i18n.language()) == ("en", "fr")
    assert "Santé" in partnerdesk.out


def test_fields_are_changed_and_the_history_keeps_them(partnerdesk: Command, partners: list[str]) -> None:
    partnerdesk.json("record", "set", partners[0], "acronym=ODC", "sectors=-wash", "--reason", "Told by the partner")

    shown = partnerdesk.json("record", "show", partners[0])
    last, first = partnerdesk.json("record", "history", partners[0])
    assert (shown["acronym"], shown["sectors"]) == ("ODC", ["health"])
    assert last["values"] == {"acronym": "ODC", "sectors/wash": False}
    assert (last["note"], last["by"]) == ("Told by the partner", "Person of LBN-TYR")
    assert first["values"]["legal_name"] == "Œuvres du Cèdre"
    partnerdesk("record", "history", partners[0])
    assert "Acronym: ODC" in partnerdesk.out


def test_what_may_not_be_written_is_refused_and_nothing_changes(partnerdesk: Command, partners: list[str]) -> None:
    before = partnerdesk.json("record", "show", partners[0])

    assert "legal_name" in partnerdesk.refused("record", "set", partners[0], "name=x")
    assert "national" in partnerdesk.refused("record", "set", partners[0], "acronym=A", "level=galactic")
    assert "missing" in partnerdesk.refused("record", "set", partners[0], "legal_name=")
    assert "year meant" in partnerdesk.refused("record", "set", partners[0], "year_founded=12")
    assert "no record" in partnerdesk.refused("record", "set", "0" * 32, "acronym=A")
    assert "needs a reason" in partnerdesk.refused("record", "set", _marked(partnerdesk, "high"), "sensitivity=low")
    assert partnerdesk.json("record", "show", partners[0]) == before


def _marked(partnerdesk: Command, level: str) -> str:
    return partnerdesk.new("partner", "legal_name=Marked", "org_type=ngo", f"sensitivity={level}")


def test_a_mark_is_lowered_with_a_reason(partnerdesk: Command) -> None:
    record = _marked(partnerdesk, "high")

    partnerdesk.json("record", "set", record, "sensitivity=low", "acronym=M", "--reason", "Published by the partner")

    shown = partnerdesk.json("record", "show", record)
    assert (shown["sensitivity"], shown["acronym"]) == ("low", "M")


def test_a_reference_must_lead_somewhere(partnerdesk: Command) -> None:
    refusal = partnerdesk.refused("record", "new", "contact", "name=Amal", f"partner_id={'0' * 32}")

    assert "Partner" in refusal
    assert partnerdesk.json("record", "list", "contact") == []


def test_what_is_required_must_be_there(partnerdesk: Command) -> None:
    assert (
        "Legal name" in partnerdesk.refused("record", "new", "partner", "org_type=ngo")
        or "legal name" in partnerdesk.err
    )
    assert "“Name” is missing" in partnerdesk.refused("record", "new", "office", "code=LBN")
    assert "“Consultation” is missing" in partnerdesk.refused("record", "new", "session", "name=Morning")


def test_a_consultation_is_recorded_with_all_that_belongs_to_it(partnerdesk: Command) -> None:
    meeting = partnerdesk.new("consultation", "name=Round table", "kind=workshop", "dates=2026-03-01..2026-03-02")
    here = f"consultation_id={meeting}"

    session = partnerdesk.new("session", here, "name=Morning")
    speaker = partnerdesk.new("participant", here, "name=Amal", "organisation=Cedar Aid")
    note = partnerdesk.new("note", here, f"session_id={session}", f"speaker_id={speaker}", "raw_text=Access is hard.")
    partnerdesk.new("good_practice", here, "name=Joint visits")
    partnerdesk.new("recommendation", here, "text=Share security news")

    assert partnerdesk.json("record", "show", meeting)["reference"].startswith("LBN-TYR-")
    assert partnerdesk.json("record", "show", note)["raw_text"] == "Access is hard."


def test_steps_of_a_record_follow_its_states(partnerdesk: Command) -> None:
    action = partnerdesk.new("action", "description=Send the report")

    refusal = partnerdesk.refused("record", "step", action, "start")
    partnerdesk.json("record", "set", action, "responsible=Cedar Aid", "due=2026-12-01")
    partnerdesk.json("record", "step", action, "start")
    reported = partnerdesk.json("record", "step", action, "report", "action_taken=Sent by mail")

    assert "owner" in refusal
    assert (reported["status"], reported["action_taken"]) == ("reported_done", "Sent by mail")
    assert "Possible now" in partnerdesk.refused("record", "step", action, "start")
    assert "changes by steps" in partnerdesk.refused("record", "set", action, "status=open")


def test_a_kind_without_states_has_no_steps(partnerdesk: Command, partners: list[str]) -> None:
    contact = partnerdesk.new("contact", f"partner_id={partners[0]}", "name=Amal")

    assert "no steps" in partnerdesk.refused("record", "step", contact, "start")


def test_assessments_are_written_by_their_own_commands(partnerdesk: Command, partners: list[str]) -> None:
    assert "assess --help" in partnerdesk.refused("record", "new", "answer", "criterion=acc.balance")
    assert "assess --help" in partnerdesk.refused("record", "new", "assessment", f"partner_id={partners[0]}")


def test_a_partner_that_others_refer_to_is_taken_away_only_on_purpose(
    partnerdesk: Command, partners: list[str]
) -> None:
    partnerdesk.new("contact", f"partner_id={partners[0]}", "name=Amal")

    refusal = partnerdesk.refused("record", "delete", partners[0])
    done = partnerdesk("record", "delete", partners[0], "--yes")

    assert "--yes" in refusal
    assert done == 0
    assert partners[0] not in [one["id"] for one in partnerdesk.json("record", "list", "partner")]
    assert "Bring it back" in partnerdesk.refused("record", "set", partners[0], "acronym=A")


def test_what_was_taken_away_can_be_brought_back(partnerdesk: Command, partners: list[str]) -> None:
    partnerdesk("record", "delete", partners[2])
    gone = partnerdesk.json("record", "show", partners[2])["deleted"]

    partnerdesk("record", "restore", partners[2])

    assert gone is True
    assert partnerdesk.json("record", "show", partners[2])["deleted"] is False


def test_every_kind_has_columns_to_show() -> None:
    assert all(0 < len(shapes.columns_of(kind)) <= shapes.COLUMNS for kind in kinds().values())
