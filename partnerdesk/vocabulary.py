"""The words of the field: code lists, state machines with their guards, and the glossary, by language.

They are data in `resources/vocabulary.yaml`, read when the first word is needed and kept; the list of countries is ISO's.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import countries, kept, resources
from partnerdesk.instruments.text import Text

COUNTRY = "country"
"""The one code list that is not in the file: ISO 3166-1 has it, with names in every language."""


class CodeList(msgspec.Struct, frozen=True):
    """Codes in their order; an office may add its own to an extensible list."""

    labels: Mapping[str, Text]
    extensible: bool


class Transition(msgspec.Struct, frozen=True):
    """One step of a state machine; `guard` says in English what must be true, or "none"."""

    origin: str
    to: str
    action: str
    guard: str


class Machine(msgspec.Struct, frozen=True):
    """The states of a kind of record, the first one, and the steps between them."""

    initial: str
    states: Mapping[str, Text]
    transitions: tuple[Transition, ...]


class _Vocabulary(msgspec.Struct, frozen=True):
    lists: Mapping[str, CodeList]
    machines: Mapping[str, Machine]
    glossary: Mapping[str, Text]


@cache
def _vocabulary() -> _Vocabulary:
    file = resources.path("vocabulary.yaml")
    data: Any = kept.made("vocabulary", kept.stamp_of(file), lambda: _read(file))
    return _Vocabulary(
        lists={
            name: CodeList(_texts(one["codes"], "code"), one["extensible"]) for name, one in data["code_lists"].items()
        },
        machines={name: _machine(one) for name, one in data["state_machines"].items()},
        glossary=_texts(data["glossary"], "term"),
    )


def _read(file: Path) -> Any:
    # The reader of YAML is loaded only here: it takes thirty times as long as that of JSON.
    from partnerdesk.instruments import document

    return document.read(file).data


def _texts(entries: list[dict[str, Any]], key: str) -> dict[str, Text]:
    return {entry[key]: Text(entry["label"]) for entry in entries}


def _machine(raw: dict[str, Any]) -> Machine:
    steps = (Transition(one["from"], one["to"], one["action"], one["guard"]) for one in raw["transitions"])
    return Machine(raw["initial"], _texts(raw["states"], "code"), tuple(steps))


def label(code_list: str, code: str, language: str | None = None) -> str:
    """Return a code in words, in this language or the one in use; a code that is not known here as it is.

    Raises KeyError for a list that does not exist.
    """
    if code_list == COUNTRY:
        return countries.label(code, language)
    words = _vocabulary().lists[code_list].labels.get(code)
    return words.words(language) if words else code


def codes(code_list: str) -> tuple[str, ...]:
    """Return the codes of a list in the order to show them."""
    return tuple(labels(code_list) if code_list == COUNTRY else _vocabulary().lists[code_list].labels)


def labels(code_list: str, language: str | None = None) -> dict[str, str]:
    """Return every code of a list with its words, in the order to show them."""
    if code_list == COUNTRY:
        return dict(countries.choices(language))
    return {code: words.words(language) for code, words in _vocabulary().lists[code_list].labels.items()}


def lists() -> tuple[str, ...]:
    """Return the names of all code lists."""
    return tuple(_vocabulary().lists)


def is_extensible(code_list: str) -> bool:
    """Tell whether an office may add codes of its own to a list."""
    return code_list != COUNTRY and _vocabulary().lists[code_list].extensible


def machines() -> tuple[str, ...]:
    """Return the names of all state machines."""
    return tuple(_vocabulary().machines)


def initial(machine: str) -> str:
    """Return the state in which a record begins."""
    return _vocabulary().machines[machine].initial


def has(code_list: str, code: str) -> bool:
    """Tell whether a list holds this code."""
    return countries.exists(code) if code_list == COUNTRY else code in _vocabulary().lists[code_list].labels


def states(machine: str) -> tuple[str, ...]:
    """Return the states of a machine in order."""
    return tuple(_vocabulary().machines[machine].states)


def transitions(machine: str, state: str) -> tuple[Transition, ...]:
    """Return the steps that lead out of a state, in order."""
    return tuple(one for one in _vocabulary().machines[machine].transitions if one.origin == state)


def state_label(machine: str, state: str, language: str | None = None) -> str:
    """Return a state in words; one that is not known here as it is."""
    words = _vocabulary().machines[machine].states.get(state)
    return words.words(language) if words else state


def term(name: str, language: str | None = None) -> str:
    """Return a word of the glossary; its name where it is not there."""
    words = _vocabulary().glossary.get(name)
    return words.words(language) if words else name


def terms() -> tuple[str, ...]:
    """Return the names of all words of the glossary."""
    return tuple(_vocabulary().glossary)
