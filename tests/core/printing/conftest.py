"""What the tests of paper share: reading a PDF back, and an assessment to print."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from partnerdesk.instruments import library
from partnerdesk.printing.snapshot import Action, FormSnapshot, Reply, Respondent

OURS: Mapping[str, int] = {
    "acc.balance": 3,
    "acc.inform": 3,
    "acc.credit": 2,
    "tra.clarity": 4,
    "tra.learning": 2,
    "tra.sharing": 3,
    "res.context": 3,
    "res.power": 1,
    "res.humility": 2,
    "equ.leadership": 3,
    "equ.voice": 3,
    "equ.risk": 2,
}


@pytest.fixture
def read() -> Callable[[Path], str]:
    """Return the text of all pages, in one line."""

    def text(path: Path) -> str:
        with pypdfium2.PdfDocument(path) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        return " ".join(" ".join(pages).split())

    return text


@pytest.fixture
def page_count() -> Callable[[Path], int]:
    def count(path: Path) -> int:
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                page.render(scale=0.3)
            return len(document)

    return count


@pytest.fixture
def metadata() -> Callable[[Path], dict[str, str]]:
    def described(path: Path) -> dict[str, str]:
        with pypdfium2.PdfDocument(path) as document:
            return dict(document.get_metadata_dict())

    return described


@pytest.fixture
def respondent() -> Callable[..., Respondent]:
    """Return somebody who rates as OURS does, but for the changes; a change to None leaves the answer out."""

    def build(perspective: str = "ours", changes: Mapping[str, object] | None = None, name: str = "") -> Respondent:
        values = {**OURS, **(changes or {})}
        replies = {key: Reply(value) for key, value in values.items() if value is not None}
        return Respondent(perspective, name, replies)

    return build


@pytest.fixture
def assessment() -> Callable[..., FormSnapshot]:
    """Return a four-principles assessment by these respondents, in English."""

    def build(respondents: Sequence[Respondent], **changes: object) -> FormSnapshot:
        values: dict[str, object] = {
            "instrument": library.get("pop4"),
            "language": "en",
            "record_id": "0" * 24 + "7f3a91c2",
            "version": "5",
            "respondents": tuple(respondents),
            "reference": "LBN-2026-POP4-0042",
            "partner": "Al-Nour Association",
            "office": "Tyre office",
            "subject": "us",
            "done_on": date(2026, 3, 3),
            "actions": (Action("Discuss the budget first", "Tyre office", date(2026, 5, 1), "Open"),),
        }
        return FormSnapshot(**{**values, **changes})  # type: ignore[arg-type]  # fields by name, checked when built

    return build
