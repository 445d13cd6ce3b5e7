"""Instrument files: the shipped ones are sound, and a broken one is refused with the line and the reason."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from partnerdesk import resources
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import LANGUAGES
from partnerdesk.instruments import document, library, load
from partnerdesk.instruments.document import MAX_BYTES, BrokenFile, Problem

FILES = sorted(resources.path("instruments").glob("*.yaml"))
GHP5 = resources.path("instruments", "ghp-five-principles.yaml").read_text("utf-8")
PULSE = resources.path("instruments", "partnership-pulse.yaml").read_text("utf-8")
PSEA6 = resources.path("instruments", "psea-capacity-6.yaml").read_text("utf-8")
PSEA8 = resources.path("instruments", "psea-capacity.yaml").read_text("utf-8")
PCR = resources.path("instruments", "partner-capacity-risk.yaml").read_text("utf-8")
CLOSURE = resources.path("instruments", "partnership-closure.yaml").read_text("utf-8")


def changed(tmp_path: Path, source: str, old: str, new: str) -> tuple[Path, int]:
    """Write an instrument with one change; return the file and the line of the change."""
    assert old in source
    path = tmp_path / "changed.yaml"
    path.write_text(source.replace(old, new, 1), "utf-8")
    return path, source[: source.index(old)].count("\n") + 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_a_shipped_instrument_has_no_problem(path: Path) -> None:
    assert load.check(path) == []


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Give every text of an instrument: whatever has words in English."""
    if isinstance(value, dict) and "en" in value:
        yield value
    else:
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from texts(one)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_every_text_of_a_shipped_instrument_is_in_all_languages(path: Path) -> None:
    data: Any = document.read(path).data

    lacking = [text["en"] for text in texts(data) if {key for key in text if text[key].strip()} != set(LANGUAGES)]

    assert lacking == []
    assert set(data["languages"]) == set(LANGUAGES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_every_translation_asks_for_the_same_names_as_the_original(path: Path) -> None:
    names = [
        [sorted(re.findall(r"{\w+}", text[language])) for language in LANGUAGES]
        for text in texts(document.read(path).data)
    ]

    assert [one for one in names if one != [one[0]] * len(LANGUAGES)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_arabic_is_written_with_arabic_signs(path: Path) -> None:
    arabic = [re.sub(r"{\w+}", "", text["ar"]) for text in texts(document.read(path).data)]

    assert [words for words in arabic if re.search("[A-Za-z,;?]", words)] == []


def test_the_eight_instruments_are_listed_with_titles() -> None:
    titles = {title.key: title.title.words("fr") for title in library.titles()}

    assert set(titles) == {"pop4", "ghp5", "closure", "psea8", "psea6", "pcr", "rac", "pulse"}
    assert titles["pulse"] == "Pouls du partenariat (dix feux)"
    assert {one.key for one in library.shipped()} == set(titles)


def test_an_instrument_is_found_by_key_and_version() -> None:
    assert library.get("pop4", "1.0.0") is library.get("pop4")


@pytest.mark.parametrize(("key", "version"), [("nothing", None), ("pop4", "9.0.0")])
def test_an_unknown_instrument_or_version_is_refused_with_what_there_is(key: str, version: str | None) -> None:
    with pytest.raises(PartnerDeskError, match=r"pop4|1\.0\.0"):
        library.get(key, version)


@pytest.mark.parametrize(
    ("source", "old", "new", "reason"),
    [
        (GHP5, "    kind: scale", "    kind: scales", "is not one of: scale, single"),
        (GHP5, "  weight: 1", "  weight: -1", "-1 is smaller than 0"),
        (GHP5, "status: published", "status: [published]", "is not one of"),
        (GHP5, "version: 1.0.0", "version: 1.0", "not of the kind string"),
        (GHP5, "validity_months: 12", "validity_month: 12", "“validity_month” is not known"),
        (GHP5, "    scale: agree5", "    scale: agree7", "there is no scale “agree7”"),
        (GHP5, "cap_band: developing", "cap_band: fair", "there is no band “fair”"),
        (GHP5, "rank: 3", "rank: three", "not of the kind integer"),
        (PSEA8, "answer: ps.policy", "answer: ps.nothing", "there is no criterion “ps.nothing”"),
        (PSEA8, "op: in", "op: lt", "“lt” needs a single value"),
        (PCR, "op: gte\n        value: 3", "op: gte\n        value: three", "“gte” needs a number"),
        (PCR, "organisation: 15", "organisations: 15", "there is no section “organisations”"),
        (PCR, "rule: v2", "rule: v3", "is not one of: v1, v2"),
        (CLOSURE, "- early_end\n", "- early\n", "there is no section “early”"),
        (CLOSURE, "context: closure.type", "contxt: closure.type", "either “answer” or “context”"),
    ],
)
def test_a_broken_instrument_gives_the_line_and_the_reason(
    tmp_path: Path, source: str, old: str, new: str, reason: str
) -> None:
    path, line = changed(tmp_path, source, old, new)

    problems = load.check(path)

    assert any(reason in one.reason for one in problems)
    assert min(abs(one.line - line) for one in problems) <= 1
    with pytest.raises(BrokenFile, match=r"changed\.yaml cannot be used; nothing was changed\.\nLine \d+: "):
        load.load(path)


@pytest.mark.parametrize(
    ("source", "old", "new", "reason"),
    [
        (GHP5, "min: 25", "min: 95", "the limits must rise"),
        (GHP5, "min: 0", "min: 5", "one band must begin at 0"),
        (GHP5, "rank: 4", "rank: 3", "two bands have the same rank"),
        (PSEA6, "max_sum: 18", "max_sum: 17", "the highest sum is 18"),
        (PSEA8, "  met_values:\n  - 3\n", "", "“met_values” is missing"),
        (PULSE, "  - band: green\n    any: []\n", "", "the last rule must take what the others leave"),
        (PULSE, "  red_value: 1\n", "", "“red_value” is missing"),
        (PCR, "below_fraction: null", "below_fraction: 0.9", "exactly one band, the last, has no limit"),
        (
            PCR,
            "  - key: significant\n    below_fraction: 0.5",
            "  - key: significant",
            "needs a number as “below_fraction”",
        ),
    ],
)
def test_rules_of_scoring_that_leave_a_score_unrated_are_refused(
    tmp_path: Path, source: str, old: str, new: str, reason: str
) -> None:
    path, _line = changed(tmp_path, source, old, new)

    assert any(reason in one.reason for one in load.check(path))


def test_a_promised_language_without_words_is_told_where_it_is_missing(tmp_path: Path) -> None:
    without = "".join(line for line in PULSE.splitlines(keepends=True) if not line.lstrip().startswith("ar: "))
    path = tmp_path / "without.yaml"
    path.write_text(without, "utf-8")
    lines = without.splitlines()

    problems = [one for one in load.check(path) if "“ar”" in one.reason]

    assert lines[problems[0].line - 1] == "title:"
    assert len(problems) == len([line for line in lines if line.strip() in ("title:", "text:", "label:")])


def test_a_key_that_is_used_twice_is_told_at_its_second_place(tmp_path: Path) -> None:
    path, line = changed(tmp_path, PSEA6, "key: p6.training", "key: p6.policy")

    assert load.check(path) == [Problem(line, "sections[3].criteria[1].key: “p6.policy” appears twice.")]


def test_questions_that_wait_for_each_other_are_refused(tmp_path: Path) -> None:
    text = PSEA8.replace("answer: ps.policy\n", "answer: ps.policy.gap\n", 1)
    path = tmp_path / "circle.yaml"
    path.write_text(text, "utf-8")

    assert ["“ps.policy.gap” is only asked when it has been answered" in one.reason for one in load.check(path)] == [
        True
    ]


def test_words_that_ask_for_an_unknown_name_are_refused(tmp_path: Path) -> None:
    path, line = changed(tmp_path, PULSE, "en: Shared purpose", "en: Shared purpose of {donor}")

    assert [(one.line, "“donor”" in one.reason) for one in load.check(path)] == [(line, True)]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"a: &x [1]\nb: *x", 1, "Anchors and aliases"),
        (b"a: 1\nb: !!python/object/apply:os.system [ls]", 2, "Tags such as"),
        (b"a: " + b"[" * 5000, 1, "nested too deeply"),
        (b"a: 1\na: 2", 2, "“a” appears twice"),
        (b"a: 1\nb: \xff", 2, "not UTF-8"),
        (b"a: 1\nb: [1", 2, "not valid YAML"),
        (b"---\na: 1\n---\nb: 1", 3, "more than one document"),
        (b"? [a]\n: 1", 1, "A key must be plain text"),
        (b"a: 1\nb: \x07", 2, "not allowed"),
        (b'a: "\\0"', 1, "not allowed"),
        (b"x" * (MAX_BYTES + 1), 1, "larger than 2 MB"),
        (b"[" + b"1," * 100_001 + b"1]", 1, "too many values"),
        (b"", 1, "not an instrument"),
        (b"- 1", 1, "not an instrument"),
    ],
    ids=range(14),
)
def test_a_hostile_file_is_refused(tmp_path: Path, content: bytes, line: int, reason: str) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(content)

    problems = load.check(path)

    assert [one.line for one in problems] == [line]
    assert reason in problems[0].reason


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(PartnerDeskError, match=r"gone\.yaml cannot be read"):
        load.check(tmp_path / "gone.yaml")


def loaded_by(code: str) -> set[str]:
    """Tell which of the slow libraries a fresh Python has loaded after this code."""
    ask = f"import sys; {code}; print(*{{'yaml', 'jsonschema'}} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return set(found.stdout.split())


def test_the_model_comes_without_the_readers_of_files() -> None:
    assert loaded_by("import partnerdesk.instruments.model, partnerdesk.vocabulary") == set()


def test_listing_titles_reads_no_schema() -> None:
    code = (
        "import sys; from partnerdesk.instruments import library; library.titles(); print('jsonschema' in sys.modules)"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "False"
