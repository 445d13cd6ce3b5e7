"""How forms get at records: code lists, other records by name, and drafts that save through the desk."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from partnerdesk import showing, validation, vocabulary
from partnerdesk.store import listings
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.listings import Query
from ui.draft import Draft
from ui.widgets.basics import Choice

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.store.writer import Seen
    from partnerdesk.views import View
    from ui.widgets.record_form import Sources

_MOST_FOUND = 8


def choices(code_list: str) -> list[Choice]:
    """Return the entries of a code list in the language in use."""
    return [Choice(code, words) for code, words in vocabulary.labels(code_list).items()]


def states(machine: str) -> list[Choice]:
    """Return the states of a state machine in the language in use."""
    return [Choice(code, vocabulary.state_label(machine, code)) for code in vocabulary.states(machine)]


def sources(desk: "Desk") -> "Sources":
    """Return where a form finds code lists and other records."""
    # Lists use this module too, and need not wait for forms.
    from ui.widgets.record_form import Sources

    def find(kind: str, text: str) -> Sequence[Choice]:
        with desk.reading() as connection:
            found = listings.ids(connection, Query(kind, text=text))[:_MOST_FOUND]
            titles = listings.titles_of(connection, kind_named(kind), found)
        return [Choice(record, titles.get(record, "")) for record in found]

    def title(kind: str, record: str) -> str:
        return desk.titles(kind, [record]).get(record, "")

    return Sources(choices, find, title, showing.part_label, part_type)


def part_type(field: str, part: str) -> str:
    """Return how a part of a row is edited: "date", "bool", the name of a code list, or nothing for text."""
    if part in showing.PART_DATES:
        return "date"
    return "bool" if part in showing.PART_BOOLS else showing.part_codes(field, part) or ""


def draft_of(desk: "Desk", view: "View") -> "Draft[Seen]":
    """Return a draft of a record that saves what is typed as somebody who saw it as it stands in `view`."""
    kind, record, standing = view.kind.name, view.id, dict(view.values)

    def save(values: Mapping[str, object], seen: "Seen") -> "Seen":
        seen = desk.change(kind, record, values, seen).seen
        standing.update(values)
        return seen

    return Draft(save, view.seen, checked(kind, standing))


def draft_of_new(
    desk: "Desk", kind: str, belongs_to: Mapping[str, object], made: Callable[[str], None]
) -> "Draft[Seen]":
    """Return a draft of a record that comes into being with the first value saved; `made` is then told its id."""
    from partnerdesk.store.writer import Seen

    record, standing = "", dict(belongs_to)

    def save(values: Mapping[str, object], seen: Seen) -> Seen:
        nonlocal record
        is_new = not record
        if is_new:
            record = desk.create(kind, {**standing, **values})
            seen = desk.view(kind, record).seen
        else:
            seen = desk.change(kind, record, values, seen).seen
        standing.update(values)
        if is_new:
            made(record)
        return seen

    return Draft(save, Seen(), checked(kind, standing))


def checked(kind: str, standing: Mapping[str, object]) -> Callable[[Mapping[str, object]], Mapping[str, str]]:
    """Return a check that names what is wrong with values about to be saved over those that stand."""

    def check(values: Mapping[str, object]) -> Mapping[str, str]:
        wrong = validation.problems(kind, {**standing, **values})
        return {problem.field: problem.sentence for problem in wrong if problem.field in values}

    return check


def marks(view: "View") -> dict[str, str]:
    """Return for each field of a record that needs a person: "conflict" or "review"."""
    review = {problem.field: "review" for problem in validation.standing_problems(view.kind, view.values)}
    return review | {name.partition("/")[0]: "conflict" for name in view.conflicts}
