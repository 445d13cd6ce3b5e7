"""The check-up: whether the workspace is sound, what each office shows as a digest, and the rebuild from the journal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from partnerdesk import clock, forks
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext
from partnerdesk.progress import Ask, Report, share, unwatched
from partnerdesk.receiving import waiting
from partnerdesk.store import blobs, sameness, state
from partnerdesk.store.engine import rows
from partnerdesk.store.ops import PRIVATE
from partnerdesk.welcome import instruments_in_use, missing


@dataclass(frozen=True)
class Findings:
    """What the check-up found; `problems` are whole sentences, none when all is well."""

    scopes: dict[str, dict[str, Any]]
    problems: list[str]
    waiting: list[dict[str, Any]] = field(default_factory=list)
    site: str = ""
    attachments: dict[str, int] = field(default_factory=dict)
    """How many files are here (`held`) and how many bytes, how many are `missing`, `damaged`, and `removed` as unused."""
    hints: list[str] = field(default_factory=list)
    """What deserves a look and is no problem of the workspace: clocks, instruments that are not here."""
    forks: list[dict[str, Any]] = field(default_factory=list)
    """What was kept out and nobody has looked at: device, numbers and the bundle that brought it."""


def examine(desk: Desk, *, rebuild: bool = False, report: Report = unwatched) -> Findings:
    """Check pages, chains, forks and attachments and digest what is shown; with `rebuild` make all rows anew and compare them.

    Bytes of attachments that nothing refers to any more are removed.

    A rebuild changes nothing that people see, unless rows had come apart from the journal: that is then a problem told,
    and mended by the rebuild.
    """
    problems = []
    parts = 4 if rebuild else 3

    def part(number: int) -> Ask:
        return partial(share(report, number, parts), 0, 0)

    with desk.reading() as connection:
        with connection.own.asking(part(0)):
            damage = state.damage(connection.own)
        if damage:
            problems.append(
                _("Part of the database file is damaged. Make no further entries and restore the latest backup.")
            )
        with connection.asking(part(1)):
            broken = state.chain_breaks(connection)
            settled = sameness.is_settled(connection)
        with connection.asking(part(2)):
            scopes = _scopes(connection)
        gaps = waiting(connection)
        lacking = missing(instruments_in_use(connection))
    if broken:
        problems.append(_chain_problem(broken))
    forked = forks.forks(desk, unsettled_only=True)
    problems += [fork.in_words() for fork in forked]
    if not settled:
        problems.append(_groups_problem())
    before = {name: about["digest"] for name, about in scopes.items()}
    if rebuild and (differing := _rebuild(desk, before, share(report, 3, parts))):
        problems.append(
            _("What was shown of {offices} differed from the journal. It was made anew from the journal.").format(
                offices=", ".join(differing)
            )
        )
    # Into a damaged database nothing more is written.
    files = {} if damage else _attachments(desk)
    if files.get("damaged"):
        problems.append(_damage_problem(files["damaged"]))
    return Findings(
        scopes,
        problems,
        gaps,
        desk.site,
        files,
        _hints(desk, lacking, files.get("missing", 0)),
        [_told(fork) for fork in forked],
    )


def _attachments(desk: Desk) -> dict[str, int]:
    """Check the bytes of every attachment, and remove those that nothing refers to."""
    with desk.reading() as connection:
        damaged = blobs.damaged(connection)
    with desk.writing() as connection:
        removed = blobs.drop_unused(connection)
        blobs.mark_damaged(connection, damaged)
        held, size = rows(connection, "SELECT count(*), coalesce(sum(bytes), 0) FROM blob WHERE held")[0]
        missing = rows(
            connection,
            "SELECT count(*) FROM attachment a WHERE NOT a.deleted AND a.sha256 IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM blob b WHERE b.sha256 = a.sha256 AND b.held)",
        )[0][0]
    return {"held": held, "bytes": size, "missing": missing, "damaged": len(damaged), "removed": removed}


def _hints(desk: Desk, lacking: Sequence[tuple[str, str]], missing_files: int) -> list[str]:
    found = [words for words in (clock.own(desk), *clock.fast_devices(desk)) if words]
    if lacking:
        found.append(
            _(
                "Assessments use instruments that this PartnerDesk does not have: {names}. The answers are kept. Update"
                " PartnerDesk to see their questions."
            ).format(names=", ".join(f"{key} {version}" for key, version in lacking))
        )
    if missing_files:
        found.append(
            ngettext(
                "{n} file has not been received yet. Each bundle to its office asks for it.",
                "{n} files have not been received yet. Each bundle to their offices asks for them.",
                missing_files,
            ).format(n=missing_files)
        )
    return found


def _told(fork: forks.Fork) -> dict[str, Any]:
    return {
        "site": fork.site,
        "office": fork.office,
        "person": fork.person,
        "from": fork.first,
        "to": fork.last,
        "changes": [one.name for one in fork.kept],
        "file": fork.came_with,
        "sender": fork.sender,
    }


def _scopes(connection: Any) -> dict[str, dict[str, Any]]:
    counts = dict(
        rows(connection, "SELECT s.scope, count(*) FROM op o JOIN stream s ON s.id = o.stream GROUP BY s.scope")
    )
    return {
        scope: {"digest": digest, "ops": counts.get(scope, 0)} for scope, digest in state.digests(connection).items()
    }


def _rebuild(desk: Desk, before: dict[str, str], report: Report) -> list[str]:
    with desk.writing() as connection:
        state.rebuild(connection, report)
        after = state.digests(connection)
    return sorted(scope for scope in {*before, *after} if before.get(scope) != after.get(scope))


def _chain_problem(broken: list[tuple[str, str, int]]) -> str:
    site, scope, number = broken[0]
    return ngettext(
        "{n} entry of the journal is not what its author wrote, at {office} {site}:{number}. Restore a backup.",
        "{n} entries of the journal are not what their authors wrote, the first at {office} {site}:{number}. Restore a backup.",
        len(broken),
    ).format(n=len(broken), office=_("this device") if scope == PRIVATE else scope, site=site, number=number)


def _groups_problem() -> str:
    return _("Which partners are shown as one was not what people judged. Making all rows anew puts that right.")


def _damage_problem(damaged: int) -> str:
    return ngettext(
        "{n} attachment is damaged. It will be asked for with the next bundles; restore a backup if nobody else has it.",
        "{n} attachments are damaged. They will be asked for with the next bundles; restore a backup if nobody else has them.",
        damaged,
    ).format(n=damaged)
