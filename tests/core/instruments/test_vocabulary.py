"""The words of the field are there in the four languages, and the state machines hang together."""

import pytest

from partnerdesk import i18n, vocabulary


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_code_state_and_term_has_words_in_every_language(language: str) -> None:
    words = [*vocabulary._vocabulary().glossary.values()]
    words += [text for name in vocabulary.lists() for text in vocabulary._vocabulary().lists[name].labels.values()]
    words += [
        text for name in vocabulary.machines() for text in vocabulary._vocabulary().machines[name].states.values()
    ]

    without = [text for text in words if not text.has(language)]

    assert without == []


def test_labels_of_one_list_never_look_alike() -> None:
    alike = [
        (name, language)
        for name in vocabulary.lists()
        for language in i18n.LANGUAGES
        if len(set(vocabulary.labels(name, language).values())) < len(vocabulary.codes(name))
    ]

    assert alike == []


def test_a_code_is_shown_in_the_language_asked_for() -> None:
    label = vocabulary.label("theme", "duty_of_care", "ar")

    assert label == "واجب الرعاية"


def test_an_unknown_code_of_an_office_is_shown_as_it_is() -> None:
    label = vocabulary.label("theme", "flood_2026", "fr")

    assert label == "flood_2026"
    assert vocabulary.is_extensible("theme")
    assert not vocabulary.is_extensible("sensitivity")


def test_a_submitted_assessment_can_be_validated_returned_or_cancelled() -> None:
    steps = {step.action: step.to for step in vocabulary.transitions("assessment", "submitted")}

    assert steps == {"return": "returned", "validate": "validated", "cancel": "cancelled"}
    assert vocabulary.initial("assessment") == "draft"
    assert vocabulary.state_label("assessment", "validated", "fr") == "Validé"


@pytest.mark.parametrize("machine", vocabulary.machines())
def test_every_state_can_be_reached_from_the_first_one(machine: str) -> None:
    reached = {vocabulary.initial(machine)}
    ahead = set(reached)

    while ahead:
        ahead = {step.to for state in ahead for step in vocabulary.transitions(machine, state)} - reached
        reached |= ahead

    assert reached == set(vocabulary.states(machine))


def test_terms_are_words_and_unknown_ones_stay() -> None:
    assert vocabulary.term("gap", "en") == "Gap between views"
    assert vocabulary.term("nothing of the kind", "en") == "nothing of the kind"
    assert "psea" in vocabulary.terms()
