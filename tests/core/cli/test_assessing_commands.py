"""Instruments, scores, assessments and paper on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from partnerdesk import resources
from partnerdesk.__main__ import main
from partnerdesk.instruments import document
from tests.core.cli.conftest import Command
from tests.core.lacking import lacking

EXAMPLES = Path(__file__).parents[1] / "data" / "instrument-examples.yaml"


@pytest.fixture
def assessment(partnerdesk: Command) -> str:
    """Start an assessment with ten traffic lights and return its id."""
    partner = partnerdesk.new("partner", "legal_name=Amal", "org_type=ngo")
    return str(partnerdesk.json("assess", "start", partner, "pulse")["id"])


def example() -> dict[str, Any]:
    """Return the first worked example."""
    read: Any = document.read(EXAMPLES).data
    found: dict[str, Any] = read["examples"][0]
    return found


def test_the_shipped_instruments_are_listed(partnerdesk: Command) -> None:
    listed = partnerdesk.json("instruments", "list")

    assert {one["key"] for one in listed} == {"pop4", "ghp5", "closure", "psea8", "psea6", "pcr", "rac", "pulse"}
    partnerdesk("--language", "fr", "instruments", "list")
    assert "pop4" in partnerdesk.out


def test_questions_are_shown_with_their_keys_and_answers(partnerdesk: Command) -> None:
    shown = partnerdesk.json("instruments", "show", "pop4")

    first = shown["sections"][0]["criteria"][0]
    assert first["key"] == "acc.balance"
    assert first["allowed"] == [0, 1, 2, 3, 4, "NA", "DK"]
    partnerdesk("--language", "ar", "instruments", "show", "pop4")
    assert "acc.balance" in partnerdesk.out
    assert "المنظمة محل التقييم" in partnerdesk.out
    assert "pulse" in partnerdesk.refused("instruments", "show", "unheard-of")


def test_an_instrument_without_the_language_in_use_says_which_one_stands_in(
    partnerdesk: Command, tmp_path: Path
) -> None:
    file = lacking(tmp_path, "partnership-pulse.yaml", "ar")

    partnerdesk("--language", "ar", "instruments", "show", file)

    assert "English" in partnerdesk.out
    assert "Shared purpose" in partnerdesk.out


def test_a_sound_instrument_file_is_called_sound(partnerdesk: Command) -> None:
    files = sorted(resources.path("instruments").glob("*.yaml"))

    assert partnerdesk("instruments", "check", *files) == 0

    assert partnerdesk.out.count(": sound") == len(files)


def test_a_broken_instrument_file_is_told_with_its_line(partnerdesk: Command, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    text = resources.path("instruments", "partnership-pulse.yaml").read_text("utf-8")
    broken.write_text(text.replace("perspectives:", "perspektives:", 1), "utf-8")

    refusal = partnerdesk.refused("instruments", "check", broken)

    assert "1 instrument file cannot be used." in refusal
    assert f"{broken}:" in partnerdesk.out
    assert "perspektives" in partnerdesk.out
    assert partnerdesk("instruments", "check", broken, "--json") == 1
    assert json.loads(partnerdesk.out)[0]["problems"][0]["line"] > 0


@pytest.mark.parametrize("named", ["key", "file"])
def test_a_file_of_answers_is_scored_as_promised(
    named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = example()
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"context": case["context"], "answers": case["answers"]}, default=float), "utf-8")
    files = {"pop4": "pop-four-principles.yaml"}
    shipped = resources.path("instruments", files[case["instrument"]])

    code = main(["score", case["instrument"] if named == "key" else str(shipped), str(file), "--json"])

    assert code == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(case["expect"], default=float))


def test_a_score_for_people_has_a_column_for_each_view(partnerdesk: Command, tmp_path: Path) -> None:
    case = example()
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"context": case["context"], "answers": case["answers"]}, default=float), "utf-8")

    assert partnerdesk("score", case["instrument"], file) == 0

    head = partnerdesk.out.splitlines()[0]
    assert "Our view" in head
    assert "Partner's view" in head
    assert "views differ by" in partnerdesk.out


def test_answers_that_cannot_be_scored_are_refused_with_their_line(partnerdesk: Command, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("answers:\n  ours:\n    pu.purpose: 9\n", "utf-8")

    refusal = partnerdesk.refused("score", "pulse", file, "--json")

    assert "Line 3" in refusal
    assert "none.yaml" in partnerdesk.refused("score", "pulse", tmp_path / "none.yaml")


def test_an_assessment_is_answered_question_by_question(partnerdesk: Command, assessment: str) -> None:
    shown = partnerdesk.json(
        "assess", "answer", assessment, "pu.purpose=3", "pu.roles=DK", "--comment", "pu.purpose=Agreed in May"
    )

    (respondent,) = shown["sides"]["ours"]["respondents"]
    assert respondent["answers"]["pu.purpose"] == {"value": 3, "comment": "Agreed in May"}
    assert respondent["answers"]["pu.roles"] == {"value": "DK", "comment": ""}
    assert shown["sides"]["ours"]["answered"] == 1
    assert shown["scores"]["ours"]["final_band"] == "insufficient_data"
    partnerdesk("assess", "show", assessment)
    assert "Agreed in May" in partnerdesk.out
    assert "Not enough answers for a rating" in partnerdesk.out


def test_an_answer_can_be_taken_back(partnerdesk: Command, assessment: str) -> None:
    partnerdesk.json("assess", "answer", assessment, "pu.purpose=3")

    shown = partnerdesk.json("assess", "answer", assessment, "pu.purpose=")

    assert shown["sides"]["ours"]["respondents"][0]["answers"] == {}


def test_of_several_answers_none_is_saved_when_one_is_not_allowed(partnerdesk: Command, assessment: str) -> None:
    refusal = partnerdesk.refused("assess", "answer", assessment, "pu.purpose=3", "pu.roles=9")

    assert "Allowed are: 1, 2, 3, DK" in refusal
    assert partnerdesk.json("assess", "show", assessment)["sides"]["ours"]["answered"] == 0
    assert "pu.purpose" in partnerdesk.refused("assess", "answer", assessment, "purpose=3")
    assert "partner" in partnerdesk.refused("assess", "answer", assessment, "pu.roles=1", "--perspective", "theirs")


def test_an_assessment_goes_through_its_states(partnerdesk: Command, assessment: str) -> None:
    refusal = partnerdesk.refused("assess", "status", assessment, "submit")
    questions = partnerdesk.json("instruments", "show", "pulse")["sections"][0]["criteria"]
    partnerdesk.json("assess", "answer", assessment, *(f"{one['key']}=3" for one in questions))

    submitted = partnerdesk.json("assess", "status", assessment, "submit")
    sent_back = partnerdesk.json("assess", "status", assessment, "return", "--note", "Ask the partner too")
    reopened = partnerdesk.json("assess", "status", assessment, "reopen")
    cancelled = partnerdesk.json("assess", "status", assessment, "cancel", "--note", "Held twice")

    assert "Nobody has answered yet" in refusal
    states = [one["status"] for one in (submitted, sent_back, reopened, cancelled)]
    assert states == ["submitted", "returned", "draft", "cancelled"]
    assert "cancelled" in partnerdesk.refused("assess", "answer", assessment, "pu.purpose=1").casefold()
    assert partnerdesk("assess", "status", assessment, "explode") == 2


def test_an_assessment_begins_only_with_what_is_known(partnerdesk: Command) -> None:
    partner = partnerdesk.new("partner", "legal_name=Amal", "org_type=ngo")

    assert "pop4" in partnerdesk.refused("assess", "start", partner, "unheard-of")
    assert "not here" in partnerdesk.refused("assess", "start", "0" * 32, "pop4")
    assert "periodic" in partnerdesk.refused("assess", "start", partner, "pop4", "--purpose", "fun")


def test_a_blank_form_needs_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARTNERDESK_PASSPHRASE")
    file = tmp_path / "form.pdf"

    assert main(["form", "blank", "pulse", "--language", "ar", "--out", str(file)]) == 0

    assert file.read_bytes().startswith(b"%PDF-")


def test_a_blank_form_can_name_the_partner(partnerdesk: Command, tmp_path: Path) -> None:
    partner = partnerdesk.new("partner", "legal_name=Amal", "org_type=ngo")
    file = tmp_path / "form.pdf"

    assert partnerdesk("form", "blank", "pulse", "--partner", partner, "--out", file) == 0

    assert str(file) in partnerdesk.out
    assert file.read_bytes().startswith(b"%PDF-")


def test_an_assessment_is_printed_for_an_audience(partnerdesk: Command, assessment: str, tmp_path: Path) -> None:
    partnerdesk.json("assess", "answer", assessment, "pu.purpose=3")
    file = tmp_path / "filled.pdf"

    assert partnerdesk("form", "print", assessment, "--language", "fr", "--audience", "office", "--out", file) == 0

    assert file.read_bytes().startswith(b"%PDF-")
    assert "office" in partnerdesk.refused("form", "print", assessment, "--audience", "everybody", "--out", file)
    assert "pop4" in partnerdesk.refused("form", "blank", "unheard-of", "--out", file)
    assert partnerdesk.refused("form", "blank", "pulse", "--out", tmp_path / "missing" / "form.pdf")


def test_minutes_are_printed(partnerdesk: Command, tmp_path: Path) -> None:
    meeting = partnerdesk.new("consultation", "name=Round table", "kind=workshop", "dates=2026-03-01..2026-03-02")
    file = tmp_path / "minutes.pdf"

    assert partnerdesk("minutes", meeting, "--language", "es", "--out", file) == 0

    assert file.read_bytes().startswith(b"%PDF-")
