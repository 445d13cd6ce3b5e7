"""What holds for every file of the project: docstrings, words that can be translated, nothing about one machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("partnerdesk", "ui", "installer", "tests", "resources", "translations", ".ci")
TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".lock",
    ".po",
    ".sh",
    ".txt",
    ".in",
    ".svg",
    ".qss",
    ".mako",
    "",
}
WORDS = {"_", "N_", "ngettext", "pgettext"}
# Written in pieces, so that this file passes its own test.
TRACES = re.compile(
    "|".join(
        (
            r"(?<![\w./-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me|fa" + r"rm|o" + r"pt)/\w",
            r"py" + r"pi\.org",
            r"pythonho" + r"sted",
            r"deb\.deb" + r"ian\.org",
            r"--find-" + r"links[ =]/",
            r"--(?:extra-)?index-" + r"url[ =]",
        )
    )
)


def sources(*folders: str) -> list[Path]:
    """Return the Python files below these folders."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def texts() -> Iterator[Path]:
    """Return every text file of the project."""
    yield from (file for file in ROOT.iterdir() if file.is_file() and file.suffix in TEXTS)
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and file.suffix in TEXTS and "__pycache__" not in file.parts:
                yield file


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Return the calls that translate or mark a message."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS:
            yield node


def hidden_from_translators(source: str) -> list[int]:
    """Return the lines where a message is put together, or translated inside an f-string: extraction skips those."""
    tree = ast.parse(source)
    lines = [
        call.lineno
        for call in calls(tree)
        # The third argument of ngettext is the number, which may be computed.
        for argument in call.args[:2]
        if isinstance(argument, (ast.JoinedStr, ast.BinOp)) or _is_formatted(argument)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            lines += [call.lineno for call in calls(node) if isinstance(call.args[0], ast.Constant)]
    return sorted(set(lines))


def translated_too_early(source: str) -> list[int]:
    """Return the lines where a message is translated while a module is imported, before a language is chosen."""
    return sorted({line for name, line in _at_import(ast.parse(source)) if name != "N_"})


def _is_formatted(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join"}


def _at_import(node: ast.AST) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS:
        yield node.func.id, node.lineno
    children: list[ast.AST] = list(ast.iter_child_nodes(node))
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        # The body runs later; defaults and decorators run at once.
        children = [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
        if not isinstance(node, ast.Lambda):
            children += node.decorator_list
    for child in children:
        yield from _at_import(child)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("text = _('{n} notes').format(n=3)", []),
        ("text = _(kind.label)", []),
        ("text = f'{_(\"Partner\")}: {name}'", [1]),
        ("text = f'{_(kind.label)}: {name}'", []),
        ("\ntext = _(f'Partner {name}')", [2]),
        ("text = _('Partner ' + name)", [1]),
        ("text = ngettext('{n} note'.format(n=n), '{n} notes', n)", [1]),
    ],
)
def test_a_message_hidden_from_translators_is_found(source: str, lines: list[int]) -> None:
    assert hidden_from_translators(source) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("LABEL = N_('Partner')", []),
        ("def label():\n    return _('Partner')", []),
        ("LABEL = _('Partner')", [1]),
        ("class Field:\n    label = _('Partner')", [2]),
        ("def show(label=_('Partner')):\n    pass", [1]),
        ("show = lambda: _('Partner')", []),
    ],
)
def test_a_message_translated_while_importing_is_found(source: str, lines: list[int]) -> None:
    assert translated_too_early(source) == lines


def test_translators_see_every_message() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sources("partnerdesk", "ui")
        for line in hidden_from_translators(file.read_text("utf-8"))
    ]

    assert found == []


def test_no_message_is_translated_before_a_language_is_chosen() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sources("partnerdesk", "ui")
        for line in translated_too_early(file.read_text("utf-8"))
    ]

    assert found == []


def test_every_module_says_what_it_holds() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in sources("partnerdesk", "ui", "installer", "tests")
        if not ast.get_docstring(ast.parse(file.read_text("utf-8")))
    ]

    assert silent == []


def test_nothing_of_one_machine_or_registry_is_in_the_project() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for file in texts()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if TRACES.search(line)
    ]

    assert found == []
