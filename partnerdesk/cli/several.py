"""Several bundles at once on the command line: one table of what they would change, or of what became of them."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from partnerdesk import batches, clock, erasures, i18n, receiving
from partnerdesk.batches import Arrival
from partnerdesk.cli import shapes
from partnerdesk.cli.outcome import refuse
from partnerdesk.cli.output import emit, say, table
from partnerdesk.cli.progressline import watched
from partnerdesk.desk import Desk
from partnerdesk.i18n import _
from partnerdesk.receipts import APPLIED, ASIDE, STAGED, Receipt, gap_in_words


def take_in(desk: Desk, files: Sequence[Path], given: Namespace, states: dict[str, str]) -> int:
    """Receive bundles, then preview, merge or keep them aside; the exit code says whether everything was done."""
    with watched() as report:
        arrivals = batches.receive_all(desk, files, report)
    names = [one.receipt.id for one in arrivals if one.receipt]
    problems = [f"{one.file}: {one.refused}" for one in arrivals if one.refused]
    found: dict[str, Receipt] = {}
    if given.accept:
        with watched() as report:
            done = batches.accept_all(desk, names, report)
        problems += [f"{one.file}: {one.refused}" for one in done if one.refused]
        found = {one.receipt.id: one.receipt for one in done if one.receipt}
        problems += [_left_aside(one) for one in found.values() if one.state == ASIDE]
    elif given.aside:
        found = {name: receiving.keep_aside(desk, name) for name in _undecided(arrivals)}
    else:
        with watched() as report:
            found = {one.id: one for one in batches.preview_all(desk, names, report)}
    outcome = [Arrival(one.file, found.get(one.receipt.id, one.receipt)) if one.receipt else one for one in arrivals]
    if given.json:
        emit([_as_json(one) for one in outcome])
    else:
        _show(outcome, states)
    return refuse("\n".join(problems)) if problems else 0


def _undecided(arrivals: Sequence[Arrival]) -> list[str]:
    return [one.receipt.id for one in arrivals if one.receipt and one.receipt.state in {STAGED, ASIDE}]


def _left_aside(receipt: Receipt) -> str:
    return _("{file}: its sender, {person} of {office}, is not trusted here, so it was kept aside.").format(
        file=receipt.file, person=receipt.sender["person"], office=receipt.sender["office"]
    )


def _as_json(one: Arrival) -> dict[str, Any]:
    if one.receipt is None:
        return {"file": one.file, "refused": one.refused}
    return {**shapes.receipt_json(one.receipt), "file": one.file}


def _show(arrivals: Sequence[Arrival], states: dict[str, str]) -> None:
    table(
        [_("Office"), _("Sender"), _("Trusted"), _("State"), _("New"), _("To be decided"), _("File")],
        [_row(one, states) for one in arrivals],
    )
    receipts = [one.receipt for one in arrivals if one.receipt]
    # Each receipt names every gap that was open after it; what the last one names is still open.
    merged = [one for one in receipts if one.trusted or one.state == APPLIED]
    sentences = [gap_in_words(gap) for gap in (merged[-1].summary.waiting if merged else ())]
    sentences += [f"{one.file}: {words}" for one in receipts for words in clock.remarks(one)]
    sentences += [f"{one.file}: {words}" for one in receipts for words in erasures.in_words(one.summary)]
    for words in sentences:
        say(words)


def _row(one: Arrival, states: dict[str, str]) -> list[str]:
    if one.receipt is None:
        return ["", "", "", _("refused"), "", "", one.file]
    receipt, summary = one.receipt, one.receipt.summary
    return [
        receipt.sender["office"],
        receipt.sender["person"],
        _("Yes") if receipt.trusted else _("No"),
        _(states[receipt.state]),
        i18n.format_decimal(summary.new),
        i18n.format_decimal(summary.conflicts) if summary.conflicts else "",
        one.file,
    ]
