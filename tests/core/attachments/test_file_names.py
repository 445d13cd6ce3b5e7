"""Names of files: shown, written and opened safely, whoever chose them."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerdesk.filenames import is_document, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Rapport été.PDF", "Rapport été.pdf"),
        ("E\u0301te\u0301.txt", "Été.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\System32\\cmd.exe", "cmd.exe"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a\nb\x1b[31m.txt", "ab[31m.txt"),
        ("CON.txt", "_CON.txt"),
        ("what?*.csv", "what__.csv"),
        ("...", "attachment"),
        ("", "attachment"),
        (".pdf", "pdf"),
        ("تقرير الشركاء.docx", "تقرير الشركاء.docx"),
        ("trailing. .pdf", "trailing.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_any_name_can_be_written_in_its_folder(name: str) -> None:
    safe = safe_name(name)

    assert safe == safe_name(safe)
    assert Path(safe).name == safe
    assert 0 < len(safe.encode()) <= 255
    assert unicodedata.is_normalized("NFC", safe)
    assert not any(unicodedata.category(character)[0] == "C" for character in safe)


def test_a_program_is_no_document_whatever_it_looks_like() -> None:
    assert is_document("scan.pdf")
    assert not any(is_document(name) for name in ("scan.pdf.exe", "run.bat", "page.html", "macro.docm", "x.lnk", "pdf"))
