"""Commands about a workspace as a whole: making one, its passphrase, check-up, backup."""

import time
from argparse import Namespace
from dataclasses import asdict
from decimal import Decimal

from partnerdesk import backup as backups
from partnerdesk import doctor as checkup
from partnerdesk import hubs, i18n, vocabulary, workspace
from partnerdesk.cli import passphrases
from partnerdesk.cli.hubs import address
from partnerdesk.cli.outcome import refuse, tell
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.cli.progressline import watched
from partnerdesk.cli.session import folder, opened, passphrase_of, speak_as_at
from partnerdesk.cli.values import refused
from partnerdesk.desk import Desk, Identity
from partnerdesk.i18n import _
from partnerdesk.receipts import gap_in_words
from partnerdesk.store import listings
from partnerdesk.store.keyslot import weakness
from partnerdesk.store.kinds import kinds
from partnerdesk.store.listings import Query
from partnerdesk.workspace import Made

_DIGITS = 16
"""Two people compare so many characters of a digest by eye; JSON has them all."""


def init(given: Namespace) -> None:
    """Make a new workspace and show its recovery key, once."""
    identity, passphrase = _identity(given), passphrases.to_make(given)
    made = workspace.create(folder(given), passphrase, identity, hub=address(given))
    made.desk.close()
    _advise(passphrase)
    if given.json:
        emit(_made_json(made))
        return
    say(_("The workspace is in {folder}.").format(folder=made.desk.folder))
    if made.desk.hub:
        say(_("The records lie in the shared database {address}.").format(address=made.desk.hub))
    _show_recovery_key(made)


def demo(given: Namespace) -> None:
    """Make a new workspace, fill it with invented data, and tell how much and how long it took."""
    from partnerdesk.demo import make

    identity, passphrase = _identity(given), passphrases.to_make(given)
    started = time.monotonic()
    with watched() as report:
        made = make(folder(given), passphrase, identity, given.size, given.seed, report=report)
    seconds = round(time.monotonic() - started, 1)
    counts = _counted(made.desk)
    made.desk.close()
    _advise(passphrase)
    if given.json:
        emit({**_made_json(made), "size": given.size, "seed": given.seed, "counts": counts, "seconds": seconds})
        return
    say(_("The workspace with invented data is in {folder}.").format(folder=made.desk.folder))
    table([_("Kind"), _("Number")], [[_(kinds()[kind].label), str(number)] for kind, number in counts.items()])
    say(_("It took {seconds} seconds.").format(seconds=i18n.format_decimal(Decimal(str(seconds)), 1)))
    _show_recovery_key(made)


def change_passphrase(given: Namespace) -> None:
    """Set a new passphrase for somebody who knows the present one."""
    place = folder(given)
    old = passphrase_of(given)
    desk = workspace.open_workspace(place, old)
    desk.close()
    speak_as_at(desk, given)
    new = passphrases.to_replace(given)
    workspace.change_passphrase(place, old, new)
    _advise(new)
    say(_("The passphrase was changed. The recovery key is as it was."))


def new_recovery_key(given: Namespace) -> int:
    """Make a new recovery key and show it, once; without the word for it nothing is changed."""
    place = folder(given)
    passphrase = passphrase_of(given)
    with opened(given):
        pass
    if not given.new:
        return refuse(
            _(
                "The recovery key is kept nowhere, so it cannot be shown again. Nothing was changed. Add --new to make another"
                " one; the former one then opens nothing any more."
            )
        )
    recovery = workspace.new_recovery_key(place, passphrase)
    if given.json:
        emit({"recovery_key": recovery})
        return 0
    say(
        _(
            "New recovery key, shown this once. Write it down and keep it away from this computer; destroy the former one:"
        )
    )
    say(recovery)
    return 0


def recover(given: Namespace) -> None:
    """Set a new passphrase for somebody who has the recovery key."""
    place = folder(given)
    # Nobody is asked for the key of a workspace that is not there.
    key, new = ("", "")
    if workspace.exists(place):
        key, new = passphrases.recovery_key(given), passphrases.to_replace(given)
    desk = workspace.open_with_recovery(place, key, new)
    desk.close()
    speak_as_at(desk, given)
    _advise(new)
    say(_("The new passphrase opens the workspace. The recovery key is as it was."))


def doctor(given: Namespace) -> int:
    """Check the workspace; problems are a refusal to call it sound."""
    with opened(given) as desk, watched() as report:
        findings = checkup.examine(desk, rebuild=given.rebuild, report=report)
    if given.json:
        emit(asdict(findings))
    else:
        _show_findings(findings)
    if not findings.problems:
        return 0
    return refuse(" ".join(findings.problems))


def backup(given: Namespace) -> None:
    """Write a backup."""
    with opened(given) as desk, watched() as report:
        size = backups.back_up(desk, given.file, report)
        elsewhere = hubs.about_backup(desk)
    if given.json:
        emit({"file": str(given.file), "bytes": size})
        return
    say(
        _("The backup is in {file}, {kilobytes} kB. The passphrase of today opens it.").format(
            file=given.file, kilobytes=i18n.format_decimal(max(1, size // 1000))
        )
    )
    if elsewhere:
        say(elsewhere)


def restore(given: Namespace) -> None:
    """Bring a backup back into a new folder."""
    passphrase = passphrases.to_open(given)
    with watched() as report:
        desk = backups.restore(given.file, given.folder, passphrase, report)
    desk.close()
    speak_as_at(desk, given)
    if given.json:
        emit({"workspace": str(desk.folder), "office": desk.office, "site": desk.site})
        return
    say(_("The backup was brought back into {folder}.").format(folder=desk.folder))


def _identity(given: Namespace) -> Identity:
    language = given.language or given.interface or i18n.language()
    if not given.interface:
        i18n.set_language(language)
    roles = vocabulary.codes("person_role")
    if given.role not in roles:
        raise refused(_("role"), given.role, roles)
    return Identity(given.office, given.office_name, given.person, given.role, language)


def _counted(desk: Desk) -> dict[str, int]:
    with desk.reading() as connection:
        found = {kind: listings.count(connection, Query(kind)) for kind in kinds()}
    return {kind: number for kind, number in found.items() if number}


def _advise(passphrase: str) -> None:
    if advice := weakness(passphrase):
        tell(advice)


def _made_json(made: Made) -> dict[str, str | None]:
    desk = made.desk
    return {
        "workspace": str(desk.folder),
        "office": desk.office,
        "site": desk.site,
        "hub": desk.hub or None,
        "language": desk.identity.language,
        "recovery_key": made.recovery,
    }


def _show_recovery_key(made: Made) -> None:
    say()
    say(_("Recovery key, shown this once. Write it down and keep it away from this computer:"))
    say(made.recovery)


def _show_findings(findings: checkup.Findings) -> None:
    facts([(_("Device"), findings.site)])
    say()
    table(
        [_("Office"), _("Changes"), _("Digest")],
        [[scope, str(about["ops"]), str(about["digest"])[:_DIGITS]] for scope, about in findings.scopes.items()],
    )
    if findings.waiting:
        say()
    for gap in findings.waiting:
        say(gap_in_words(gap))
    for words in findings.hints:
        say()
        say(words)
    if not findings.problems:
        say()
        say(_("No problem was found."))
