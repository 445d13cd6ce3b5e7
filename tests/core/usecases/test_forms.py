"""Assessments on paper: what each audience reads, in which language, and what stays out of the file."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from partnerdesk import actions, assessments, forms, i18n
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from tests.core.usecases.assessing import answer_all, say, submitted


def text_of(pdf: Path) -> str:
    """Return the words on all pages, with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(words.split())


@pytest.fixture
def assessment(desk: Desk, partner: str) -> str:
    """Give an assessment of which one answer is confidential by its question and one by its own mark."""
    made = assessments.start(desk, partner, "pop4")
    answer_all(desk, made, value=3)
    say(desk, made, "res.power", comment="The director decides alone")
    say(desk, made, "acc.balance", comment="Severe matter", sensitivity="severe")
    say(desk, made, "acc.inform", comment="Ordinary matter")
    return made


def test_a_filled_form_holds_answers_comments_reference_and_status(desk: Desk, assessment: str, tmp_path: Path) -> None:
    forms.print_assessment(desk, assessment, tmp_path / "form.pdf", "en")

    words = text_of(tmp_path / "form.pdf")
    assert str(desk.view("assessment", assessment)["reference"]) in words
    assert "Association Cèdre" in words
    assert "Ordinary matter" in words
    assert "The director decides alone" in words
    assert "Severe matter" in words
    assert "Draft" in words


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_form_is_printed_in_each_language_whatever_the_window_speaks(
    desk: Desk, assessment: str, tmp_path: Path, language: str
) -> None:
    forms.print_assessment(desk, assessment, tmp_path / "form.pdf", language)

    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF-")
    assert i18n.language() == "en"


@pytest.mark.parametrize(
    ("audience", "read"),
    [
        ("team", {"Severe matter", "The director decides alone", "Ordinary matter"}),
        ("office", {"The director decides alone", "Ordinary matter"}),
        ("partner", {"Ordinary matter"}),
    ],
)
def test_each_audience_reads_no_more_than_its_level(
    desk: Desk, assessment: str, tmp_path: Path, audience: str, read: set[str]
) -> None:
    forms.print_assessment(desk, assessment, tmp_path / "form.pdf", "en", audience, recipients=["Ana"])

    words = text_of(tmp_path / "form.pdf")
    comments = {"Severe matter", "The director decides alone", "Ordinary matter"}
    assert {comment for comment in comments if comment in words} == read


def test_an_assessment_above_the_audience_is_not_printed_at_all(desk: Desk, assessment: str, tmp_path: Path) -> None:
    with pytest.raises(PartnerDeskError, match=r"above what “Public” may read. Nothing was printed"):
        forms.print_assessment(desk, assessment, tmp_path / "form.pdf", "en", "public")

    assert list(tmp_path.glob("*.pdf")) == []


def test_the_public_reads_no_comment_and_no_name(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4", values={"sensitivity": "low"})
    respondent = assessments.add_respondent(desk, assessment, "ours", name="Rana Haddad")
    assessments.answer(desk, assessment, respondent, "acc.balance", value=3, comment="They told us")

    taken = forms.snapshot(desk, assessment, "en", "public")

    (voice,) = taken.respondents
    assert (voice.name, voice.replies["acc.balance"].value) == ("", 3)
    assert voice.replies["acc.balance"].comment == "[comment masked]"


def test_an_anonymous_respondent_is_never_named(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pulse")
    respondent = assessments.add_respondent(desk, assessment, "partner", name="Ana", role="Director", anonymous=True)
    assessments.answer(desk, assessment, respondent, "pu.trust", value=1)

    taken = forms.snapshot(desk, assessment, "en")

    assert [(one.name, one.anonymous) for one in taken.respondents] == [("", True)]


def test_too_few_anonymous_answers_are_not_on_paper(desk: Desk, partner: str, tmp_path: Path) -> None:
    assessment = assessments.start(desk, partner, "pulse")
    for _number in range(2):
        respondent = assessments.add_respondent(desk, assessment, "partner", anonymous=True)
        assessments.answer(desk, assessment, respondent, "pu.trust", value=1, comment="We do not trust them")

    forms.print_assessment(desk, assessment, tmp_path / "form.pdf", "en")

    assert "We do not trust them" not in text_of(tmp_path / "form.pdf")


def test_evidence_and_agreed_actions_are_on_paper(desk: Desk, partner: str, tmp_path: Path) -> None:
    assessment = submitted(desk, partner, "pcr", value=1)
    actions.from_assessment(
        desk, assessment, {"description": "Renew the registration", "responsible": "Ana", "due": "2026-09-01"}
    )

    forms.print_assessment(desk, assessment, tmp_path / "form.pdf", "en")

    words = text_of(tmp_path / "form.pdf")
    assert "Folder 3 (seen on 15 Jan 2026)" in words
    assert "Renew the registration" in words


def test_the_version_on_paper_changes_with_the_answers_and_is_the_same_on_both_devices(
    desk: Desk, assessment: str, make_desk: Callable[..., Desk], carry: Callable[[Desk, Desk], None]
) -> None:
    before = forms.snapshot(desk, assessment, "en").version

    say(desk, assessment, "acc.credit", value=1)
    other = make_desk("Omar", "MENA-RO", "focal_point")
    carry(desk, other)

    after = forms.snapshot(desk, assessment, "en").version
    assert before != after
    assert forms.snapshot(other, assessment, "fr").version == after


def test_a_partner_s_respondent_does_not_print_our_view_before_both_are_complete(
    desk: Desk, assessment: str, make_desk: Callable[..., Desk], carry: Callable[[Desk, Desk], None]
) -> None:
    respondent = make_desk("Ana", "CEDRE", "partner_respondent")
    carry(desk, respondent)
    say(respondent, assessment, "acc.balance", "partner", value=2)

    taken = forms.snapshot(respondent, assessment, "en")

    assert [one.perspective for one in taken.respondents] == ["partner"]


def test_a_blank_form_names_the_office_and_the_partner(desk: Desk, partner: str, tmp_path: Path) -> None:
    forms.print_blank(desk, "pop4", tmp_path / "blank.pdf", "en", partner)

    words = text_of(tmp_path / "blank.pdf")
    assert "Association Cèdre" in words
    assert "Office LBN-TYR" in words


def test_a_blank_form_needs_no_workspace(tmp_path: Path) -> None:
    forms.print_blank(None, "pulse", tmp_path / "blank.pdf", "fr")

    assert "Confiance" in text_of(tmp_path / "blank.pdf")
