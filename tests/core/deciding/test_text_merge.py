"""Two changes of one text: what each changed, and both together where they do not overlap."""

from hypothesis import given
from hypothesis import strategies as st

from partnerdesk.textmerge import MOST_WORDS, marked, merged, merged_all

WORDS = st.sampled_from(["la", "femme", "وقالت", "المرأة", "policy", "x", "..."])
GAPS = st.sampled_from([" ", "\n", ". ", "، ", "", "  "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=12).map(lambda parts: "".join(word + gap for word, gap in parts))


@given(TEXTS, TEXTS)
def test_the_pieces_put_together_are_the_two_texts(before: str, after: str) -> None:
    pieces = marked(before, after)

    assert "".join(piece.text for piece in pieces if piece.mark != "added") == before
    assert "".join(piece.text for piece in pieces if piece.mark != "removed") == after
    assert all(piece.mark == "same" for piece in marked(after, after))


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_whose_change_comes_first(before: str, one: str, other: str) -> None:
    assert merged(before, one, other) == merged(before, other, one)


@given(TEXTS, TEXTS)
def test_who_changed_nothing_or_the_same_takes_nothing_away(before: str, after: str) -> None:
    assert merged(before, after, before) == after
    assert merged(before, after, after) == after


@given(st.lists(TEXTS, min_size=3, max_size=6), st.data())
def test_changes_with_words_in_between_both_arrive(sentences: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(sentences) - 1))
    left, right = " ".join(sentences[:place]), " ".join(sentences[place:])

    def text(begin: str, end: str) -> str:
        return f"{begin} one two three {left} four five six {right} seven eight nine {end}"

    assert merged(text("a", "z"), text("A1 A2", "z"), text("a", "Z1 Z2")) == text("A1 A2", "Z1 Z2")


def test_changes_of_the_same_words_are_left_to_a_person() -> None:
    assert merged("The board meets twice.", "The board meets often.", "The board meets never.") is None
    assert merged("", "written here", "written there") is None
    assert merged("a b", "x b", "a y") is None, "side by side: nobody knows what belongs together"


def test_three_changes_are_put_together_as_long_as_none_overlap() -> None:
    before = "One is here. Two is here. Three is here."

    assert (
        merged_all(
            before,
            [
                "Eins is here. Two is here. Three is here.",
                before.replace("Two", "Zwei"),
                before.replace("Three", "Drei"),
            ],
        )
        == "Eins is here. Zwei is here. Drei is here."
    )
    assert merged_all(before, [before.replace("Two", "Zwei"), before, before.replace("Two", "Deux")]) is None


def test_marks_above_arabic_letters_stay_with_their_letters() -> None:
    pieces = marked("قالت المُنَسِّقة نعم", "قالت المُنَسِّقة لا")

    assert [piece.text for piece in pieces if piece.mark == "added"] == [" لا"]


def test_a_very_long_text_is_compared_line_by_line() -> None:
    lines = [f"line {number} of a text\n" for number in range(MOST_WORDS)]
    changed = [*lines[:5], "another line\n", *lines[6:]]

    assert merged("".join(lines), "".join(changed), "".join([*lines, "end"])) == "".join([*changed, "end"])
    assert [piece.text for piece in marked("".join(lines), "".join(changed)) if piece.mark == "added"] == [
        "another line\n"
    ]
