"""Wrong clocks, pointed out in sentences: no clock decides anything, but dates that are wrong mislead people."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from partnerdesk.bundles.clocks import FAR
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, format_datetime, ngettext
from partnerdesk.receipts import Receipt
from partnerdesk.store.engine import rows
from partnerdesk.store.ops import decode

RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
"""No copy of this version is older; a clock that says an earlier day is wrong."""

_PATIENCE = timedelta(hours=1)


def moment(text: str) -> datetime | None:
    """Return a moment that somebody's clock told; None for what is none."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def remarks(receipt: Receipt) -> list[str]:
    """Say what is odd about the clocks behind a bundle, compared with this device's when it arrived."""
    here, written, latest = moment(receipt.at), moment(receipt.created), moment(receipt.summary.latest)
    found = []
    if here and written and written - here > FAR:
        found.append(
            _(
                "By its sender's clock this bundle was written on {theirs}, and it arrived here on {ours}. One of the two clocks"
                " is wrong. Nothing depends on it but the dates that are shown."
            ).format(theirs=format_datetime(written), ours=format_datetime(here))
        )
    elif latest and written and latest - written > FAR:
        found.append(
            _(
                "By its sender's clock this bundle was written on {theirs}, but it holds changes of {latest}. The sender's clock"
                " may be slow. Nothing depends on it but the dates that are shown."
            ).format(theirs=format_datetime(written), latest=format_datetime(latest))
        )
    if receipt.summary.ahead and latest:
        found.append(
            ngettext(
                "{n} change carries a date in the future, {latest}. Whoever wrote it should check the clock.",
                "{n} changes carry a date in the future, up to {latest}. Whoever wrote them should check the clock.",
                receipt.summary.ahead,
            ).format(n=receipt.summary.ahead, latest=format_datetime(latest))
        )
    return found


def own(desk: Desk, here: datetime | None = None) -> str:
    """Say that this device's clock is slow, because it wrote later than now or the program is younger; else nothing."""
    here = here or datetime.now(UTC)
    with desk.reading() as connection:
        sql = "SELECT o.body FROM stream s JOIN op o ON o.stream = s.id AND o.seq = s.top WHERE s.site = ?"
        written = [moment(decode(bytes(row[0])).at) for row in rows(connection, sql, (desk.site,))]
    last = max((at for at in written if at), default=None)
    if last and last - here > _PATIENCE:
        return _(
            "This computer's clock says {now}, but the last change was saved here on {last}. Please set the clock. Nothing is"
            " lost and nothing depends on it but the dates that are shown."
        ).format(now=format_datetime(here), last=format_datetime(last))
    if RELEASED - here > _PATIENCE:
        return _(
            "This computer's clock says {now}, which is before this program was made. Please set the clock. Nothing depends on"
            " it but the dates that are shown."
        ).format(now=format_datetime(here))
    return ""


def fast_devices(desk: Desk, here: datetime | None = None) -> list[str]:
    """Say whose last change here carries a date in the future."""
    here = here or datetime.now(UTC)
    with desk.reading() as connection:
        # A cross join begins with the streams; SQLite would choose the whole journal.
        sql = "SELECT o.body FROM stream s CROSS JOIN op o WHERE o.stream = s.id AND o.seq = s.top ORDER BY s.scope, s.site"
        last = [decode(bytes(row[0])) for row in rows(connection, sql)]
    told = ((op.by, op.office, moment(op.at)) for op in last)
    return list(dict.fromkeys(_in_future((by, office, at) for by, office, at in told if at and at - here > FAR)))


def _in_future(found: Iterable[tuple[str, str, datetime]]) -> Iterable[str]:
    for by, office, at in found:
        yield _(
            "The last change of {person}, {office}, carries a date in the future: {at}. That clock is wrong."
        ).format(person=by, office=office, at=format_datetime(at))
