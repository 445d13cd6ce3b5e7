"""What a person is told when a workspace opens: a new site after a copy, a wrong clock, forks that nobody looked at."""

from dataclasses import dataclass

from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext

_TOLD = "told_former_sites"


@dataclass(frozen=True)
class Tiding:
    """One thing to know: `key` names it, `place` and `target` say where to do something about it."""

    key: str
    sentence: str
    place: str = ""
    target: str = ""


def tidings(desk: Desk) -> list[Tiding]:
    """Return what is to be told now, the most pressing first."""
    # Every command asks for a new site; only the window and the check-up need the rest.
    from partnerdesk import clock, forks

    found = []
    if new_site(desk):
        found.append(Tiding("site", _new_site_in_words()))
    if words := clock.own(desk):
        found.append(Tiding("clock", words))
    if number := sum(len(fork.kept) for fork in forks.forks(desk, unsettled_only=True)):
        words = ngettext(
            "{n} change was kept out: a workspace was copied and used in two places.",
            "{n} changes were kept out: a workspace was copied and used in two places.",
            number,
        ).format(n=number)
        found.append(Tiding("forks", words, "exchange", "forks"))
    return found


def new_site(desk: Desk) -> bool:
    """Tell whether this workspace took a new site since somebody was last told so."""
    return len(desk.setting("former_sites", [])) > int(desk.setting(_TOLD, 0))


def tell_new_site(desk: Desk) -> str:
    """Return what to say about a new site, once: it counts as told from now on; nothing when there is nothing to say."""
    if not new_site(desk):
        return ""
    mark_told(desk, "site")
    return _new_site_in_words()


def mark_told(desk: Desk, key: str) -> None:
    """Note that a person has read a tiding that is told only once."""
    if key == "site":
        desk.keep(_TOLD, len(desk.setting("former_sites", [])))


def _new_site_in_words() -> str:
    return _(
        "This workspace was copied, moved or restored. From now on it counts its changes as a device of its own, so that they"
        " never get mixed up with those of another copy. Nothing is lost and others trust it as before. If the other copy is"
        " still in use, work in one of the two only and hand over a bundle from each."
    )
