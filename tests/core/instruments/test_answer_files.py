"""Files of answers for the command line: respondents are told apart, and every bad answer is refused with its line."""

from pathlib import Path

import pytest

from partnerdesk.instruments import library
from partnerdesk.instruments.answer_file import read_answer_file
from partnerdesk.instruments.document import BrokenFile

POP4, CLOSURE, RAC = library.get("pop4"), library.get("closure"), library.get("rac")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_list_is_one_entry_per_respondent_and_a_single_answer_is_everybodys(tmp_path: Path) -> None:
    path = written(tmp_path, "answers: {ours: {acc.balance: [3, NA, 1], acc.inform: [2], acc.credit: 4}}")

    found = read_answer_file(path, POP4)

    assert found.answers["ours"] == (
        {"acc.balance": 3, "acc.inform": 2, "acc.credit": 4},
        {"acc.balance": "NA", "acc.inform": None, "acc.credit": 4},
        {"acc.balance": 1, "acc.inform": None, "acc.credit": 4},
    )
    assert found.context == {}


def test_respondents_may_stand_one_after_the_other(tmp_path: Path) -> None:
    path = written(tmp_path, "answers:\n  partner:\n  - acc.balance: 3\n  - acc.balance: 1.0\n    acc.inform: 2")

    assert read_answer_file(path, POP4).answers["partner"] == ({"acc.balance": 3}, {"acc.balance": 1, "acc.inform": 2})


def test_several_choices_are_one_answer(tmp_path: Path) -> None:
    one = written(tmp_path, "context: {closure.type: early}\nanswers: {joint: {ee.reasons: [context, funding]}}")
    assert read_answer_file(one, CLOSURE).answers["joint"] == ({"ee.reasons": ["context", "funding"]},)

    two = written(tmp_path, "answers: {ours: {ee.reasons: [[context, funding], [other]]}}")
    assert [answers["ee.reasons"] for answers in read_answer_file(two, CLOSURE).answers["ours"]] == [
        ["context", "funding"],
        ["other"],
    ]


def test_yes_no_and_dates_are_text_as_they_were_typed(tmp_path: Path) -> None:
    path = written(tmp_path, "answers: {joint: {ag.choice: no, cd.date: 2026-03-31}}")

    assert read_answer_file(path, CLOSURE).answers["joint"] == ({"ag.choice": "no", "cd.date": "2026-03-31"},)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("answers:\n  ours:\n    acc.balance: 7", 3, "“acc.balance” cannot be answered with “7”. Allowed are: 0, 1"),
        ("answers:\n  ours:\n    acc.balance:\n    - 3\n    - 9", 5, "cannot be answered with “9”"),
        ("answers:\n  ours:\n    acc.balance:\n      value: 3", 3, "cannot be answered with"),
        ("answers:\n  ours:\n    acc.nothing: 1", 3, "pop4 has no criterion “acc.nothing”"),
        ("answers:\n  theirs:\n    acc.balance: 1", 2, "“theirs” is not used by pop4. Known are: ours, partner, joint"),
        ("answers:\n  ours: 4", 2, "Answers must stand by criterion"),
        ("answers:\n  ours:\n  - 4", 3, "Answers must stand by criterion"),
        ("context: [1]\nanswers: {}", 1, "“context” must hold facts by name"),
        ("answers: [1]", 1, "“answers” by perspective"),
        ("[]", 1, "“answers” by perspective"),
        ("answers: {ours: {acc.balance: [" + "1," * 1001 + "1]}}", 1, "more than 1000 respondents"),
        ("answers: {ours: {acc.balance: 1}", 1, "not valid YAML"),
        ("answers: &a {ours: *a}", 1, "aliases"),
    ],
    ids=range(13),
)
def test_a_bad_answer_is_refused_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(BrokenFile) as refused:
        read_answer_file(written(tmp_path, text), POP4)

    assert [one.line for one in refused.value.problems][:1] == [line]
    assert reason in str(refused.value)
