"""The codes on paper: what is printed is read again, by a scanner or as somebody types it."""

from hypothesis import given
from hypothesis import strategies as st

from partnerdesk import papercodes

RECORD = "0198c0d1" + "a" * 16 + "7f3a91c2"


@given(st.text(max_size=20))
def test_what_is_printed_names_the_record_whatever_its_state(state: str) -> None:
    scanned = papercodes.payload("pop4", "1.0.0", RECORD, state)
    typed = papercodes.form_code("pop4", RECORD, state or "5")

    assert papercodes.record_named(scanned) == papercodes.record_named(f" {scanned.upper()}\n") == RECORD
    if not typed.endswith("-"):
        assert papercodes.record_named(typed) == papercodes.record_named(typed.lower()) == RECORD[-8:]


def test_a_code_has_no_more_of_a_state_than_letters_and_digits_and_not_many() -> None:
    assert papercodes.payload("pop4", "1.0.0", "ab" * 16, "7:é/") == f"PD1:pop4@1.0.0:{'ab' * 16}:7"
    assert papercodes.form_code("pop4", "0" * 24 + "7f3a91c2", "7") == "POP4-7F3A91C2-7"
    assert papercodes.form_code("pulse", papercodes.BLANK, "fr") == "PULSE-BLANK-FR"


@given(st.text())
def test_other_words_are_no_code(text: str) -> None:
    assert papercodes.record_named(f"{text} Amel") == ""


def test_names_with_a_hyphen_and_blank_forms_are_no_code() -> None:
    assert papercodes.record_named("Al-Amel-Liban") == ""
    assert papercodes.record_named("PULSE-BLANK-FR") == ""
    assert papercodes.record_named("PD1:pulse@1.0.0:blank:fr") == ""
