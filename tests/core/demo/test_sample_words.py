"""The words of sample data: every language says as much, every sentence can be filled in, every place is a country."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from partnerdesk import countries, vocabulary
from partnerdesk.demo import words
from partnerdesk.demo.words import LANGUAGES


def sentences(part: Any) -> Iterator[str]:
    """Yield every text below a part of the words."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for one in part.values():
            yield from sentences(one)
    else:
        for one in part:
            yield from sentences(one)


def shape(part: Any) -> Any:
    """Return how many texts there are, by place."""
    if isinstance(part, dict):
        return {name: shape(one) for name, one in part.items()}
    return len(part) if isinstance(part, list | tuple) else 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_as_much_as_french(language: str) -> None:
    assert shape(msgspec.to_builtins(words.words(language))) == shape(msgspec.to_builtins(words.words("fr")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled_in(language: str) -> None:
    for sentence in sentences(msgspec.to_builtins(words.words(language))):
        filled = sentence.format(n=3, place="Tyr", aim="…")

        assert "{" not in filled
        assert filled.strip() == filled


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_about_codes_of_the_vocabulary(language: str) -> None:
    known = words.words(language)

    assert set(known.themes) <= set(vocabulary.codes("theme"))
    assert set(known.consultations) == set(vocabulary.codes("consultation_kind"))
    assert set(known.flags) == set(vocabulary.codes("flag_category"))
    assert set(known.documents) == set(vocabulary.codes("evidence_type"))
    assert set(known.offices) == set(vocabulary.codes("office_kind"))


def test_offices_lie_in_countries_and_speak_languages_of_the_sample() -> None:
    for country in words.countries().values():
        assert country.code in countries.codes()
        assert set(country.languages) <= set(LANGUAGES)
        assert country.culture in words.names().persons


def test_the_parts_of_a_name_come_in_both_scripts_or_in_one() -> None:
    for language, parts in words.names().organisations.items():
        every = {text.count("|") for text in sentences(msgspec.to_builtins(parts))}

        assert len(every) == 1, language
        assert set(parts.heads) <= set(vocabulary.codes("org_type"))
