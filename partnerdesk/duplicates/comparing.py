"""Two partners side by side in words, as somebody needs them who judges whether they are one."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnerdesk import showing
from partnerdesk.conflicts import conflicts
from partnerdesk.desk import Desk
from partnerdesk.duplicates.candidates import candidates
from partnerdesk.duplicates.likeness import Match
from partnerdesk.duplicates.verdicts import Judged, judged
from partnerdesk.i18n import _
from partnerdesk.progress import Report, unwatched
from partnerdesk.store import sameness
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.kinds import kind_named
from partnerdesk.text import words
from partnerdesk.views import View

_FIELDS = (
    "legal_name", "acronym", "local_name", "aliases", "former_names", "org_type", "level", "country", "place", "registration",
    "year_founded", "email", "phone",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A field of two partners in words; `alike` when both say the same."""

    label: str
    one: str
    other: str
    alike: bool


@dataclass(frozen=True)
class Comparison:
    """Two partners side by side; `richer` is the one that more is noted about."""

    one: str
    other: str
    titles: tuple[str, str]
    offices: tuple[str, str]
    lines: tuple[Line, ...]
    reasons: tuple[str, ...]
    richer: str
    score: int = 0
    """How much they look alike, from 0 to 100; 0 where somebody judged already."""


@dataclass(frozen=True)
class Review:
    """Everything to judge, and what was judged: `matches` look alike, `contradictions` were judged both ways."""

    matches: tuple[Match, ...]
    contradictions: tuple[Judged, ...]
    settled: tuple[Judged, ...]
    titles: Mapping[str, str]

    @property
    def waiting(self) -> int:
        """How much waits for a person."""
        return len(self.matches) + len(self.contradictions)


def review(desk: Desk, report: Report = unwatched) -> Review:
    """Return what looks alike and what was judged."""
    matches, verdicts = candidates(desk, report), judged(desk)
    pairs = [(one.one, one.other) for one in matches] + [(one.one, one.other) for one in verdicts]
    named = {partner for pair in pairs for partner in pair}
    return Review(
        matches=tuple(matches),
        contradictions=tuple(one for one in verdicts if one.disputed),
        settled=tuple(one for one in verdicts if not one.disputed),
        titles=desk.titles("partner", named) if named else {},
    )


def waiting(desk: Desk, report: Report = unwatched) -> int:
    """Return how many pairs wait for somebody to judge them."""
    return len(candidates(desk, report)) + sum(one.disputed for one in judged(desk))


def stamp(desk: Desk) -> str:
    """Return what changes whenever a review may tell something else."""
    with desk.reading() as connection:
        partners = rows(connection, "SELECT count(*), max(changed_at), sum(length(heads)) FROM partner")
        return repr((partners, rows(connection, "SELECT heads, conflicts FROM sameness ORDER BY id")))


def compare_match(desk: Desk, match: Match) -> Comparison | None:
    """Return two look-alikes side by side; None when one of them went away meanwhile."""
    return _compare(desk, match.one, match.other, match.reasons, match.score)


def compare_verdict(desk: Desk, verdict: Judged) -> Comparison | None:
    """Return two partners on which people disagree side by side, with who judged what; None when one is not here."""
    told = [
        # Translators: a person, the code of an office, and what that person judged two partners to be.
        _("{person} ({office}): {verdict}").format(
            person=side.by, office=side.office, verdict=showing.shown(sameness.KIND, "verdict", side.value)
        )
        for conflict in conflicts(desk, verdict.record)
        if conflict.field == "verdict"
        for side in conflict.values
    ]
    through = _("Somebody judged that these are not the same, but they are joined through others.")
    return _compare(desk, verdict.one, verdict.other, tuple(told or [through]))


def _compare(desk: Desk, one: str, other: str, reasons: tuple[str, ...], score: int = 0) -> Comparison | None:
    views = [desk.find("partner", record) for record in (one, other)]
    if views[0] is None or views[1] is None or views[0].deleted or views[1].deleted:
        return None
    first, second = views[0], views[1]
    with desk.reading() as connection:
        noted = [_noted(connection, record) for record in (one, other)]
    counts = Line(_("Noted under it"), _counted(noted[0]), _counted(noted[1]), noted[0] == noted[1])
    recorded = Line(_("Recorded by"), _recorded(first), _recorded(second), alike=False)
    return Comparison(
        one=one,
        other=other,
        titles=(first.title, second.title),
        offices=(first.scope, second.scope),
        lines=(*(line for name in _FIELDS if (line := _line(name, first, second)).one or line.other), counts, recorded),
        reasons=reasons,
        richer=other if sum(noted[1].values()) > sum(noted[0].values()) else one,
        score=score,
    )


def _line(name: str, one: View, other: View) -> Line:
    mine, theirs = (showing.shown("partner", name, view[name]) for view in (one, other))
    return Line(showing.field_label("partner", name), mine, theirs, words(mine) == words(theirs))


def _recorded(view: View) -> str:
    # Translators: a person and the code of an office.
    who = _("{person} ({office})").format(person=view.created_by, office=view.scope)
    # A line of its own: a date beside a name in another script would be torn apart.
    return f"{who}\n{showing.day(view.created_at[:10])}"


def _noted(connection: Connection, partner: str) -> dict[str, int]:
    """Return how many records of each kind name a partner."""
    found: dict[str, int] = {}
    for kind, name in kind_named("partner").children():
        if kind.name != sameness.KIND:
            sql = f'SELECT count(*) FROM {kind.name} WHERE "{name}" = ? AND deleted = FALSE'  # noqa: S608  our own names
            found[kind.label] = int(rows(connection, sql, (partner,))[0][0])
    return found


def _counted(noted: Mapping[str, int]) -> str:
    # Translators: how many records of a kind there are, such as "Contact: 3".
    one_kind = _("{kind}: {n}")
    return showing.joined(one_kind.format(kind=_(label), n=number) for label, number in noted.items() if number)
