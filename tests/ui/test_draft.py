"""What is typed and not saved."""

from collections.abc import Mapping

from partnerdesk.errors import PartnerDeskError
from ui.draft import Draft


class Record:
    """A place to save to, which can be made to refuse."""

    def __init__(self) -> None:
        self.saved: list[tuple[dict[str, object], int]] = []
        self.full = False

    def save(self, values: Mapping[str, object], seen: int) -> int:
        if self.full:
            raise PartnerDeskError("The disk is full. What you typed is kept.")
        self.saved.append((dict(values), seen))
        return seen + 1


def test_what_was_typed_is_saved_once_with_what_its_author_had_seen() -> None:
    record = Record()
    draft = Draft(record.save, 7)

    draft.put("name", "A")
    draft.put("name", "Ab")
    first, again = draft.flush(), draft.flush()

    assert (first, again) == (True, True)
    assert record.saved == [({"name": "Ab"}, 7)]


def test_a_second_save_starts_from_the_context_of_the_first() -> None:
    record = Record()
    draft = Draft(record.save, 7)

    draft.put("name", "A")
    draft.flush()
    draft.put("place", "Tyr")
    draft.flush()

    assert record.saved[1] == ({"place": "Tyr"}, 8)


def test_a_refused_save_keeps_what_was_typed_until_it_can_be_saved() -> None:
    record = Record()
    draft = Draft(record.save, 7)
    record.full = True
    draft.put("name", "A")

    refused = draft.flush()
    problem = str(draft.problem)
    record.full = False
    saved = draft.flush()

    assert (refused, saved) == (False, True)
    assert problem.startswith("The disk is full")
    assert draft.problem is None
    assert record.saved == [({"name": "A"}, 7)]


def test_what_is_typed_while_saving_stays_pending() -> None:
    record = Record()
    draft = Draft(record.save, 7)
    draft.put("name", "A")

    def typed_meanwhile(values: Mapping[str, object], seen: int) -> int:
        draft.pending["name"] = "Ab"
        return record.save(values, seen)

    draft._save = typed_meanwhile
    finished = draft.flush()

    assert not finished
    assert draft.pending == {"name": "Ab"}


def test_listeners_hear_of_every_change_of_state() -> None:
    draft = Draft(Record().save, 7)
    heard: list[bool] = []
    draft.listeners.append(lambda changed: heard.append(changed.is_clean()))

    draft.put("name", "A")
    draft.flush()

    assert heard == [False, True]


def test_a_value_that_may_not_be_saved_waits_and_holds_up_no_other() -> None:
    record = Record()
    draft = Draft(record.save, 7, lambda values: {} if values.get("name", "A") else {"name": "The name is missing."})

    draft.put("name", None)
    draft.put("place", "Tyr")
    held_up = draft.flush()
    problems = dict(draft.problems)
    draft.put("name", "A")
    saved = draft.flush()

    assert (held_up, saved) == (False, True)
    assert problems == {"name": "The name is missing."}
    assert record.saved == [({"place": "Tyr"}, 7), ({"name": "A"}, 8)]
    assert draft.problem is None
