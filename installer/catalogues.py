"""The translators' tool: brings catalogues up to date, lists what is missing, fills in, checks and compiles."""

import argparse
import json
import sys
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, Python would look beside this file only

from babel.messages.catalog import Catalog, Message  # noqa: E402
from babel.messages.mofile import write_mo  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402

from installer.messages import PLURALS, extracted, problems, source_of, translations_of  # noqa: E402

CATALOGUES = ROOT / "translations"
HEADER = """\
# The words of PartnerDesk in "{language}". Written by: installer/catalogues.py update
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals={plurals.forms}; plural={plurals.expression};\\n"

"""


def path(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return CATALOGUES / language / "LC_MESSAGES" / "partnerdesk.po"


def read(language: str) -> Catalog:
    """Read the catalogue of a language; an empty one where there is none yet."""
    if not path(language).exists():
        return Catalog(locale=language)
    with path(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def renewed(language: str, sources: Catalog) -> Catalog:
    """Return the messages of the sources with the translations that the catalogue already has."""
    old, new = read(language), Catalog(locale=language)
    for message in sources:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        flags = known.flags & {"fuzzy"} if known else set()
        fitting = known is not None and known.pluralizable == message.pluralizable
        new.add(
            message.id,
            known.string if known and fitting else None,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            flags=flags,
            context=message.context,
        )
    return new


def written(language: str, catalogue: Catalog) -> bytes:
    """Return the text of a catalogue: sorted, one message a line, without line numbers, so that changes stay small."""
    for message in catalogue:
        message.flags -= {"python-format", "python-brace-format"}
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER.format(language=language, plurals=PLURALS[language]).encode() + body.getvalue()


def save(language: str, catalogue: Catalog) -> None:
    """Write a catalogue in one go."""
    target = path(language)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    partial.write_bytes(written(language, catalogue))
    partial.replace(target)


def update() -> int:
    """Take new messages of the sources into every catalogue and drop those no longer used."""
    sources = extracted()
    for language in PLURALS:
        save(language, renewed(language, sources))
        print(f"{language}: {len(sources)} messages, {len(_missing(read(language)))} to translate")
    return 0


def compile_all() -> int:
    """Compile every catalogue to the form that is read at run time."""
    for language in PLURALS:
        if not path(language).exists():
            continue
        target = path(language).with_suffix(".mo")
        partial = target.with_suffix(".partial")
        with partial.open("wb") as file:
            write_mo(file, read(language))
        partial.replace(target)
    return 0


def check() -> int:
    """Tell whether every catalogue is up to date, complete and sound; 1 where one is not."""
    sources, found = extracted(), 0
    for language in PLURALS:
        catalogue = read(language)
        stale = not path(language).exists() or path(language).read_bytes() != written(
            language, renewed(language, sources)
        )
        wrong = [(source_of(message), problem) for message in catalogue for problem in _problems(message, language)]
        if stale:
            print(f"{language}: not up to date with the sources; run: python installer/catalogues.py update")
        for source, problem in wrong:
            print(f"{language}: {source!r} {problem}")
        print(f"{language}: {len(catalogue)} messages, {len(wrong)} problems")
        found += len(wrong) + stale
    return 1 if found else 0


def missing(language: str, as_json: bool) -> int:
    """List what is still to be translated: to read, or as JSON to be filled in and given to `fill`."""
    waiting = _missing(read(language))
    if as_json:
        empty = {source_of(message): _empty(message, language) for message in waiting}
        print(json.dumps(empty, ensure_ascii=False, indent=1))
        return 0
    for message in waiting:
        plural = "" if isinstance(message.id, str) else f" | {message.id[1]}"
        notes = "".join(f"\n    {comment}" for comment in message.auto_comments)
        print(f"{source_of(message)}{plural}{notes}\n    {', '.join(name for name, _line in message.locations)}")
    print(f"{language}: {len(waiting)} of {len(read(language))} messages to translate")
    return 0


def fill(language: str, file: Path) -> int:
    """Take translations from a JSON file: English text to translation, or to the list of its plural forms.

    What is sound is taken; what is not is told, left as it was, and makes the result 1.
    """
    given = json.loads(file.read_text("utf-8"))
    catalogue = renewed(language, extracted())
    known = {source_of(message): message for message in catalogue if message.id}
    refused = 0
    for source, text in given.items():
        wrong = _fill_one(known.get(source), text, language)
        refused += bool(wrong)
        for problem in wrong:
            print(f"{language}: {source!r} {problem}")
    save(language, catalogue)
    print(f"{language}: {len(given) - refused} taken, {refused} refused, {len(_missing(catalogue))} to go")
    return 1 if refused else 0


def _fill_one(message: Message | None, text: str | list[str], language: str) -> list[str]:
    if message is None:
        return ["is no message of the sources"]
    if isinstance(text, list) != bool(message.pluralizable):
        return ["takes a list of plural forms" if message.pluralizable else "takes one text, no list"]
    before, flags = message.string, set(message.flags)
    message.string = tuple(text) if isinstance(text, list) else text
    message.flags.discard("fuzzy")
    wrong = problems(message, language)
    if wrong:
        message.string, message.flags = before, flags
    return wrong


def _problems(message: Message, language: str) -> list[str]:
    return problems(message, language) if message.id else []


def _missing(catalogue: Catalog) -> list[Message]:
    waiting = [message for message in catalogue if message.id and (not all(translations_of(message)) or message.fuzzy)]
    return sorted(waiting, key=lambda message: (sorted(message.locations), source_of(message)))


def _empty(message: Message, language: str) -> str | list[str]:
    return [""] * PLURALS[language].forms if message.pluralizable else ""


def main() -> int:
    """Run one command of the translators' tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="take the messages of the sources into the catalogues")
    commands.add_parser("check", help="tell whether the catalogues are up to date, complete and sound")
    commands.add_parser("compile", help="compile the catalogues")
    listing = commands.add_parser("missing", help="list what is still to be translated")
    listing.add_argument("language", choices=PLURALS)
    listing.add_argument("--json", action="store_true", help="as a file to fill in")
    filling = commands.add_parser("fill", help="take translations from a JSON file")
    filling.add_argument("language", choices=PLURALS)
    filling.add_argument("file", type=Path)
    given = parser.parse_args()
    match given.command:
        case "update":
            return update()
        case "check":
            return check()
        case "compile":
            return compile_all()
        case "missing":
            return missing(given.language, given.json)
        case _:
            return fill(given.language, given.file)


if __name__ == "__main__":
    sys.exit(main())
