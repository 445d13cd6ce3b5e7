"""The translators' tool: what it takes from the sources, what it refuses, what it compiles."""

import gettext
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from installer.messages import PLURALS, problems

ROOT = Path(__file__).resolve().parents[3]
SOURCE = '''"""A page."""
# Translators: {name} is an organisation.
title = _("Partner {name}")
count = ngettext("{n} note about {name}", "{n} notes about {name}", n)
label = N_("Office")
verb = pgettext("verb", "Open")
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a small project with the tool, one page, and catalogues."""
    (tmp_path / "installer").mkdir()
    for name in ("__init__.py", "catalogues.py", "messages.py"):
        shutil.copy(ROOT / "installer" / name, tmp_path / "installer")
    for folder in ("partnerdesk", "ui"):
        (tmp_path / folder).mkdir()
    (tmp_path / "ui" / "page.py").write_text(SOURCE, "utf-8")
    tool(tmp_path, "update")
    return tmp_path


def tool(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tool as a translator does."""
    command = [sys.executable, "-X", "utf8", "installer/catalogues.py", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)


def fill(project: Path, language: str, words: Mapping[str, str | list[str]]) -> subprocess.CompletedProcess[str]:
    """Fill in translations."""
    (project / "words.json").write_text(json.dumps(words), "utf-8")
    return tool(project, "fill", language, "words.json")


def catalogue(project: Path, language: str) -> str:
    """Read a catalogue's text."""
    return (project / "translations" / language / "LC_MESSAGES" / "partnerdesk.po").read_text("utf-8")


FRENCH: dict[str, str | list[str]] = {
    "Partner {name}": "Partenaire {name}",
    "{n} note about {name}": ["{n} note sur {name}", "{n} notes sur {name}"],
    "Office": "Bureau",
    "verb\x04Open": "Ouvrir",
}


def test_translators_find_what_is_missing_with_its_comment(project: Path) -> None:
    listed = tool(project, "missing", "fr").stdout
    to_fill = json.loads(tool(project, "missing", "ar", "--json").stdout)

    assert "Partner {name}\n    {name} is an organisation.\n    ui/page.py\n" in listed
    assert listed.endswith("fr: 4 of 4 messages to translate\n")
    assert to_fill["{n} note about {name}"] == [""] * 6
    assert to_fill["verb\x04Open"] == ""


def test_a_complete_catalogue_passes_and_speaks(project: Path) -> None:
    filled = fill(project, "fr", FRENCH)
    tool(project, "compile")

    words = gettext.translation("partnerdesk", project / "translations", ["fr"])
    assert filled.returncode == 0, filled.stdout
    assert "fr: 4 messages, 0 problems" in tool(project, "check").stdout
    assert words.ngettext("{n} note about {name}", "{n} notes about {name}", 0) == "{n} note sur {name}"
    assert words.pgettext("verb", "Open") == "Ouvrir"


def test_a_misspelt_field_is_refused_and_the_rest_is_taken(project: Path) -> None:
    filled = fill(project, "fr", FRENCH | {"Partner {name}": "Partenaire {nom}"})

    assert filled.returncode == 1
    assert "'Partner {name}' lacks {name}" in filled.stdout
    assert "3 taken, 1 refused, 1 to go" in filled.stdout


def test_a_text_that_is_no_message_is_refused(project: Path) -> None:
    filled = fill(project, "es", {"Offices": "Oficinas", "{n} note about {name}": "notas"})

    assert filled.returncode == 1
    assert "'Offices' is no message of the sources" in filled.stdout
    assert "takes a list of plural forms" in filled.stdout


def test_a_catalogue_behind_the_sources_fails_the_check_until_it_is_updated(project: Path) -> None:
    for language in PLURALS:
        whole = {
            source: [text[0]] * 6 if isinstance(text, list) and language == "ar" else text
            for source, text in FRENCH.items()
        }
        fill(project, language, whole)
    before = tool(project, "check").returncode
    page = project / "ui" / "page.py"

    page.write_text(SOURCE.replace('N_("Office")', 'N_("Country")'), "utf-8")
    behind = tool(project, "check")
    tool(project, "update")

    assert before == 0
    assert behind.returncode == 1
    assert "fr: not up to date" in behind.stdout
    assert 'msgid "Country"\nmsgstr ""' in catalogue(project, "fr")
    assert "Office" not in catalogue(project, "fr")
    assert 'msgstr "Partenaire {name}"' in catalogue(project, "fr")


def test_moving_a_line_changes_no_catalogue(project: Path) -> None:
    before = catalogue(project, "ar")

    page = project / "ui" / "page.py"
    page.write_text(SOURCE.replace("label =", "\n\n\nlabel ="), "utf-8")
    tool(project, "update")

    assert catalogue(project, "ar") == before


def test_arabic_counts_in_six_forms(project: Path) -> None:
    forms = [
        "لا ملاحظات {name}",
        "ملاحظة {name}",
        "ملاحظتان {name}",
        "{n} ملاحظات {name}",
        "{n} ملاحظة {name}",
        "{n} من {name}",
    ]
    fill(project, "ar", {"{n} note about {name}": forms})
    tool(project, "compile")

    words = gettext.translation("partnerdesk", project / "translations", ["ar"])
    shown = [
        words.ngettext("{n} note about {name}", "{n} notes about {name}", n)
        for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)
    ]
    assert [forms.index(text) for text in shown] == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3]


@pytest.mark.parametrize(
    ("language", "source", "text", "found"),
    [
        ("fr", "Delete {name}?", "Supprimer {name} ?", []),
        ("fr", "Delete {name}?", "Supprimer\u00a0?", ["lacks {name}"]),
        ("fr", "Delete?", "Supprimer {name} ?", ["has {name}, which the source has not"]),
        ("fr", "Delete {name}?", "Supprimer {name ?", ["has a broken {field}: expected '}' before end of string"]),
        ("fr", "{total:.2f} points", "{total} points", ["lacks {total:.2f}", "has {total}, which the source has not"]),
        ("es", "Office: ", "Oficina:", ["begins or ends with other spaces than the source"]),
        ("es", "Office", "", ["is not translated"]),
        ("fr", ("{n} note", "{n} notes"), ("une note", "{n} notes"), ["form 0 lacks {n}"]),
        ("es", ("{n} note", "{n} notes"), ("una nota", "{n} notas"), []),
        ("es", ("One note", "{n} notes"), ("una nota", "notas"), ["form 1 lacks {n}"]),
        ("ar", ("{n} note", "{n} notes"), ("ملاحظة", "{n}"), ["has 2 plural forms instead of 6"]),
    ],
)
def test_a_translation_that_would_fail_at_the_reader_is_found(
    language: str, source: str | tuple[str, str], text: str | tuple[str, ...], found: list[str]
) -> None:
    message = Message(source, text)

    assert problems(message, language) == found


def test_a_guess_of_a_translation_is_no_translation() -> None:
    message = Message("Office", "Bureau", flags={"fuzzy"})

    assert problems(message, "fr") == ["is marked fuzzy"]
