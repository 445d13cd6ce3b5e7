"""The texts of a conflict beside what stood before: what each side changed, and one text with all changes."""

from partnerdesk.sides import Conflict
from partnerdesk.store.kinds import kind_named
from partnerdesk.textmerge import Piece, marked, merged_all


def is_text(conflict: Conflict) -> bool:
    """Tell whether a conflict is about words that can be put together."""
    about = kind_named(conflict.kind).fields.get(conflict.field)
    values = [side.value for side in conflict.values]
    return about is not None and about.type in {"text", "longtext"} and all(isinstance(one, str) for one in values)


def before(conflict: Conflict) -> str | None:
    """Return the text that all sides had seen; None where that is not known."""
    if not conflict.base_known:
        return None
    value = conflict.base.value if conflict.base else ""
    return value if isinstance(value, str) else ""


def views(conflict: Conflict) -> list[list[Piece]]:
    """Return of each side what it changed; where nothing stood before, or that is not known, beside the first side."""
    if not is_text(conflict):
        return []
    texts = [str(side.value) for side in conflict.values]
    base = before(conflict)
    if not base:
        return [[Piece(texts[0], "same")], *(marked(texts[0], text) for text in texts[1:])]
    return [marked(base, text) for text in texts]


def combined(conflict: Conflict) -> str | None:
    """Return a text with the changes of all sides; None where they overlap, or where it is not known what stood before."""
    base = before(conflict)
    if base is None or not is_text(conflict):
        return None
    return merged_all(base, [str(side.value) for side in conflict.values])
