"""Blank forms: every instrument in every language, and what a person needs to fill one in."""

import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from partnerdesk import i18n, papercodes
from partnerdesk.errors import PartnerDeskError
from partnerdesk.instruments import library, load
from partnerdesk.printing import print_blank, wording
from partnerdesk.progress import Cancelled
from tests.core.lacking import lacking

Read = Callable[[Path], str]
Count = Callable[[Path], int]

KEYS = [title.key for title in library.titles()]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_instrument_prints_in_every_language(key: str, language: str, tmp_path: Path, page_count: Count) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get(key), language, target, office="Tyre office")

    assert 1 <= page_count(target) <= 8


def test_a_form_names_itself_its_version_and_its_pages(tmp_path: Path, read: Read, page_count: Count) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("pop4"), "en", target)

    pages = page_count(target)
    assert "Principles of partnership" in read(target)
    assert "(1.0.0)" in read(target)
    assert "POP4-BLANK-EN" in read(target)
    assert f"Page {pages} of {pages}" in read(target)


def test_every_question_and_every_step_of_its_scale_can_be_ticked(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"
    instrument = library.get("psea6")

    print_blank(instrument, "en", target)

    text = read(target)
    assert all(criterion.text.words("en") in text for criterion in instrument.criteria())
    steps = [option for criterion in instrument.criteria() if criterion.scale for option in criterion.scale.options]
    assert text.count("☐") >= len(steps)


def test_each_step_is_explained_once_for_a_scale(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("pop4"), "en", target)

    assert read(target).count("Efforts exist but depend on individuals.") == 1


def test_a_question_that_depends_on_an_answer_says_so_in_words(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("psea8"), "en", target)

    assert "Only if the answer to question 1 is: Absent, Progressing." in read(target)


def test_a_section_for_some_partners_says_for_which(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("pcr"), "en", target)

    assert "Only if the partner works through partners of its own." in read(target)


def test_evidence_that_an_answer_needs_is_named(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("pcr"), "en", target)

    assert "Name the evidence: Registration" in read(target)
    assert "Name the evidence for an answer of 2 or less: Minutes." in read(target)


def test_a_list_of_evidence_is_written_with_arabic_commas(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("psea8"), "ar", target)

    assert "سياسة، مدونة سلوك، إجراء مكتوب." in unicodedata.normalize("NFKC", read(target))


def test_names_of_both_sides_stand_in_the_questions_when_it_is_known_who_is_rated(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("pop4"), "en", target, office="Tyre office", partner="Al-Nour", subject="partner")

    assert "Al-Nour warns and consults Tyre office in good time" in read(target)
    assert "☑ The partner" in read(target)


def test_without_names_a_question_begins_with_the_general_words(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("pop4"), "en", target)

    assert "The organisation being rated warns and consults the other party" in read(target)


def test_a_missing_language_is_told_in_one_line(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"
    instrument = load.load(lacking(tmp_path, "ghp-five-principles.yaml", "es"))

    print_blank(instrument, "es", target)

    assert re.search("español.{,60}inglés", read(target))
    assert "Each side knows and takes account of" in read(target)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_shipped_instrument_says_nothing_about_languages(language: str) -> None:
    with i18n.using(language):
        assert [wording.missing_language(instrument) for instrument in library.shipped()] == [""] * len(KEYS)


def test_the_same_form_is_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"

    print_blank(library.get("rac"), "ar", first)
    print_blank(library.get("rac"), "ar", second)

    assert first.read_bytes() == second.read_bytes()


def test_mark_up_in_a_name_is_printed_as_it_is(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"
    name = '<img src="/etc/hostname"/> & <a href="http://example.org">x</a>'

    print_blank(library.get("pulse"), "en", target, partner=name)

    assert "<img" in read(target)
    assert "& <a" in read(target)


def test_printing_leaves_the_language_of_the_program_alone(tmp_path: Path) -> None:
    before = i18n.language()

    print_blank(library.get("pulse"), "ar", tmp_path / "blank.pdf")

    assert i18n.language() == before


def test_a_form_of_a_record_carries_the_record(tmp_path: Path, read: Read) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("pulse"), "en", target, record_id="0" * 24 + "7f3a91c2", version="12")

    assert "PULSE-7F3A91C2-12" in read(target)


def test_the_qr_code_names_instrument_record_and_state() -> None:
    assert papercodes.payload("pop4", "1.0.0", "ab" * 16, "7") == f"PD1:pop4@1.0.0:{'ab' * 16}:7"
    assert papercodes.form_code("pop4", "0" * 24 + "7f3a91c2", "7") == "POP4-7F3A91C2-7"


def test_letter_paper_is_possible(tmp_path: Path) -> None:
    target = tmp_path / "blank.pdf"

    print_blank(library.get("pulse"), "en", target, size="letter")

    with pypdfium2.PdfDocument(target) as document:
        assert document[0].get_size() == (612, 792)


def test_stopping_leaves_neither_a_half_file_nor_a_lost_one(tmp_path: Path) -> None:
    target = tmp_path / "blank.pdf"
    target.write_bytes(b"what was there")

    def stop(done: int, _total: int) -> None:
        if done > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_blank(library.get("pop4"), "en", target, report=stop)

    assert [path.name for path in tmp_path.iterdir()] == ["blank.pdf"]
    assert target.read_bytes() == b"what was there"


def test_steps_are_reported(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    print_blank(
        library.get("pop4"), "en", tmp_path / "blank.pdf", report=lambda done, total: steps.append((done, total))
    )

    assert steps
    assert all(0 < done <= total for done, total in steps)


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PartnerDeskError, match="could not be written"):
        print_blank(library.get("pulse"), "en", tmp_path / "missing" / "blank.pdf")


def test_importing_the_package_does_not_load_the_layout_engine() -> None:
    script = "import sys, partnerdesk.printing; sys.exit('reportlab' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
