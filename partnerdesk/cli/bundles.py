"""Commands about bundles: handing over, looking in, taking in, undoing."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from partnerdesk import attachments, batches, clock, erasures, i18n, receiving, returning, sending, showing
from partnerdesk.cli import several, shapes
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.cli.progressline import watched
from partnerdesk.cli.session import opened
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _, ngettext
from partnerdesk.progress import Report
from partnerdesk.receipts import gap_in_words
from partnerdesk.receiving import Receipt
from partnerdesk.store.kinds import kinds

STATES = {
    receiving.STAGED: N_("waits"),
    receiving.ASIDE: N_("kept aside"),
    receiving.APPLIED: N_("merged"),
    receiving.UNDONE: N_("undone"),
}


def export(given: Namespace) -> None:
    """Write a bundle for every trusted device of some offices."""
    with opened(given) as desk, watched() as report:
        to = _receivers(desk, given)
        most = 0 if given.without_attachments else max(0, given.attachments_limit) * attachments.MEGABYTE
        done = sending.export(
            desk, to, given.out, small=given.small, note=given.note, attachments_bytes=most, report=report
        )
    if given.json:
        emit(
            {
                "file": str(done.file),
                "ops": done.ops,
                "bytes": done.bytes,
                "offices": list(done.offices),
                "to": list(done.to),
                "decisions": done.decisions,
                "attachments": done.attachments,
                "attachments_left": done.attachments_left,
            }
        )
        return
    say(
        ngettext("{n} change written to {file}.", "{n} changes written to {file}.", done.ops).format(
            n=i18n.format_decimal(done.ops), file=done.file
        )
    )
    facts(
        [
            (_("Recipients"), "\n".join(done.to)),
            (_("Offices"), ", ".join(done.offices)),
            (_("Decisions sent back"), _unless_none(done.decisions)),
            (_("Attachments"), _unless_none(done.attachments)),
            (_("Attachments not sent along"), _unless_none(done.attachments_left)),
        ]
    )


def _receivers(desk: Desk, given: Namespace) -> list[str]:
    """Return the offices that were named and, where that was asked for, those to which decisions are to be sent back."""
    waiting = [one.office for one in returning.to_return(desk)] if given.decided else []
    found = list(dict.fromkeys([*given.to, *waiting]))
    if not found and given.decided:
        raise PartnerDeskError(_("Every office has confirmed what was decided here. No bundle was written."))
    if not found:
        raise PartnerDeskError(_("Name an office with --to, or use --decided. No bundle was written."))
    return found


def inspect(given: Namespace) -> None:
    """Look into a bundle; nothing is taken in."""
    with opened(given) as desk, watched() as report:
        found = receiving.inspect(desk, given.file, report)
    if given.json:
        emit({"file": str(given.file), **asdict(found)})
        return
    facts(
        [
            (_("Sender"), _who(found.sender)),
            (_("Trusted"), _("Yes") if found.trusted else _("No")),
            (_("Written on"), shapes.moment(found.created)),
            (_("Note"), found.note),
            (_("Offices"), ", ".join(found.offices)),
            (_("Changes"), i18n.format_decimal(found.ops)),
            (_("Attachments"), _files([file["bytes"] for file in found.attachments if file["here"]])),
            (_("Attachments that may come later"), _files([f["bytes"] for f in found.attachments if not f["here"]])),
        ]
    )
    say()
    table([_("Kind"), _("Changes")], _counted(found.kinds))


def take_in(given: Namespace) -> int:
    """Check bundles, then show what they would change, merge them or keep them aside.

    One refused bundle does not keep the others out; the exit code then says that not everything was done.
    """
    with opened(given) as desk:
        files = batches.bundles_in(given.files)
        if len(files) == 1 and given.files == files:
            with watched() as report:
                receipt = _taken_in(desk, files[0], given, report)
            _show(given, receipt)
            return 0
        return several.take_in(desk, files, given, STATES)


def list_receipts(given: Namespace) -> None:
    """List the bundles that arrived."""
    with opened(given) as desk:
        found = receiving.receipts(desk)
    if given.json:
        emit([shapes.receipt_json(receipt) for receipt in found])
        return
    table(
        [_("Arrived"), _("Sender"), _("State"), _("New"), _("File"), _("Receipt")],
        [
            [shapes.moment(one.at), _who(one.sender), _(STATES[one.state]), str(one.summary.new), one.file, one.id]
            for one in found
        ],
    )


def accept(given: Namespace) -> None:
    """Merge a bundle that waits."""
    with opened(given) as desk, watched() as report:
        receipt = receiving.accept(desk, given.receipt, report)
    _show(given, receipt)


def undo(given: Namespace) -> None:
    """Take out again what a bundle brought; it can be accepted anew."""
    with opened(given) as desk:
        receipt = receiving.undo(desk, given.receipt)
    _show(given, receipt)
    if receipt.summary.erased and not given.json:
        say(erasures.stays_erased())


def discard(given: Namespace) -> None:
    """Throw away a bundle that waits."""
    with opened(given) as desk:
        receiving.discard(desk, given.receipt)
    say(_("The bundle was thrown away. Its file can be taken in again."))


def _taken_in(desk: Desk, file: Path, given: Namespace, report: Report) -> Receipt:
    receipt = receiving.receive(desk, file, report)
    if given.aside:
        return receiving.keep_aside(desk, receipt.id)
    if not given.accept:
        # A bundle that is merged already has nothing to preview.
        return receipt if receipt.state == receiving.APPLIED else receiving.preview(desk, receipt.id, report)
    if receipt.state == receiving.STAGED and not receipt.trusted:
        receiving.keep_aside(desk, receipt.id)
    return receiving.accept(desk, receipt.id, report)


def _show(given: Namespace, receipt: Receipt) -> None:
    if given.json:
        emit(shapes.receipt_json(receipt))
        return
    summary = receipt.summary
    facts(
        [
            (_("Bundle"), receipt.file),
            (_("Sender"), _who(receipt.sender)),
            (_("Trusted"), _("Yes") if receipt.trusted else _("No")),
            (_("Note"), receipt.note),
            (_("State"), _(STATES[receipt.state])),
            (_("New changes"), i18n.format_decimal(summary.new)),
            (_("Known before"), i18n.format_decimal(summary.known)),
            (_("Records added"), _in_words(summary.created)),
            (_("Attachments"), _files([summary.attachment_bytes], summary.attachments)),
            (_("Records changed"), _in_words(summary.changed)),
            (_("Erased for good"), _unless_none(len({(one["kind"], one["record"]) for one in summary.erased}))),
            (_("To be decided"), _unless_none(summary.conflicts)),
            (_("Decisions of others"), _unless_none(summary.decisions)),
            (_("Needs a newer version"), _unless_none(summary.newer)),
            (_("Kept out: written twice"), _unless_none(summary.forks)),
            (_("Receipt"), receipt.id),
        ]
    )
    for words in erasures.in_words(summary):
        say(words)
    for gap in summary.waiting:
        say(gap_in_words(gap))
    for words in clock.remarks(receipt):
        say(words)


def _who(sender: dict[str, Any]) -> str:
    # Translators: a person and the office she works for.
    return _("{person}, {office}").format(person=sender["person"], office=sender["office"])


def _label(kind: str) -> str:
    return _(kinds()[kind].label) if kind in kinds() else kind


def _counted(counts: dict[str, int]) -> Iterable[list[str]]:
    return [[_label(kind), i18n.format_decimal(number)] for kind, number in counts.items()]


def _in_words(counts: dict[str, int]) -> str:
    return "\n".join(f"{_label(kind)}: {i18n.format_decimal(number)}" for kind, number in counts.items())


def _files(sizes: Sequence[int], number: int | None = None) -> str:
    """Return how many files there are and how large they are together; nothing for none."""
    count = len(sizes) if number is None else number
    if not count:
        return ""
    # Translators: {size} is the size of the files together, such as 1.4 MB.
    words = ngettext("{n} file, {size}", "{n} files, {size}", count)
    return words.format(n=i18n.format_decimal(count), size=showing.file_size(sum(sizes)))


def _unless_none(number: int) -> str:
    return i18n.format_decimal(number) if number else ""
