"""Decisions that were made here and that the offices concerned have not confirmed yet: what is to be sent back."""

from dataclasses import dataclass

import msgspec

from partnerdesk import offices, trust
from partnerdesk.bundles import slices
from partnerdesk.desk import Desk
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.identity import setting
from partnerdesk.store.ops import PRIVATE, stream_of
from partnerdesk.store.streams import Streams
from partnerdesk.trust import Peer


@dataclass(frozen=True)
class ToReturn:
    """An office to which decisions are to be sent back, and how many."""

    office: str
    decisions: int


class _Decision(msgspec.Struct, gc=False):
    """As much of an op as tells whether it decides something, and of whom its author had seen something."""

    why: str = "edit"
    ctx: dict[str, int] = {}


_decode = msgspec.json.Decoder(_Decision).decode


def to_return(desk: Desk) -> list[ToReturn]:
    """Return the offices concerned by decisions that one of their devices has not confirmed, by code."""
    with desk.reading() as connection:
        waiting: dict[str, int] = {}
        for peer in trust.peers(connection):
            if peer.is_trusted:
                number = unconfirmed(connection, desk, peer)
                waiting[peer.card.office] = max(number, waiting.get(peer.card.office, 0))
        return [ToReturn(office, number) for office, number in sorted(waiting.items()) if number]


def unconfirmed(connection: Connection, desk: Desk, peer: Peer) -> int:
    """Return how many decisions concern a device that has not confirmed them.

    They are of its office's journal, or about something that it wrote.
    """
    may_have = offices.receives(connection, peer, desk.office)
    known = slices.acknowledged(connection, peer.site)
    streams = Streams(connection)
    own = {desk.site, *setting(connection, "former_sites", [])}
    number = 0
    for stream, (_upto, top) in streams.all().items():
        site, scope = stream
        since = known.get(stream, 0)
        if site not in own or top <= since or scope == PRIVATE or (may_have is not None and scope not in may_have):
            continue
        sql = "SELECT body FROM op WHERE stream = ? AND seq > ?"
        for (body,) in rows(connection, sql, (streams.number(stream), since)):
            op = _decode(body)
            number += op.why == "resolve" and (scope == peer.card.office or _has_seen(op, peer.site, scope))
    return number


def _has_seen(op: _Decision, site: str, scope: str) -> bool:
    return any(stream_of(name, scope)[0] == site for name in op.ctx)
