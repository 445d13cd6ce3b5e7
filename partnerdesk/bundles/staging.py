"""Checks a bundle's ops one by one and stages what is new; nothing touches the journal before a person accepts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from partnerdesk import strictjson
from partnerdesk.bundles.limits import LIMITS
from partnerdesk.bundles.manifest import Vectors
from partnerdesk.bundles.refusals import Damaged
from partnerdesk.progress import Report, unwatched
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.fold import NewOp
from partnerdesk.store.ops import Op, Stream, decode, digest
from partnerdesk.store.streams import Streams

BATCH = 2000


@dataclass
class Staged:
    """How a bundle's ops relate to the journal."""

    new: int = 0
    known: int = 0
    forks: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    authors: dict[str, int] = field(default_factory=dict)


class Stager:
    """Stages the ops of one bundle, inside the caller's transaction."""

    def __init__(self, connection: Connection, receipt: str, scopes: dict[str, Vectors]) -> None:
        self._connection = connection
        self._receipt = receipt
        self._scopes = scopes
        self._streams = Streams(connection)
        self._last: dict[Stream, tuple[int, bytes]] = {}
        self._line = 0
        self.result = Staged()

    def stage(self, lines: Iterable[bytes], total: int, report: Report = unwatched) -> Staged:
        """Take in every line; raises Damaged when one is no op that this bundle may hold."""
        batch: list[tuple[Op, bytes]] = []
        for line in lines:
            batch.append((self._checked(line), line))
            if len(batch) == BATCH:
                self._take(batch)
                batch = []
                report(self._line, total)
        self._take(batch)
        return self.result

    def _checked(self, line: bytes) -> Op:
        try:
            op = strictjson.decode(line, Op, LIMITS.line_bytes)
        except strictjson.Malformed:
            raise Damaged from None
        vectors = self._scopes.get(op.scope)
        if vectors is None or not 0 < op.seq <= vectors.upto.get(op.site, 0) or not is_sound(op):
            raise Damaged
        return op

    def _take(self, batch: list[tuple[Op, bytes]]) -> None:
        held = self._held([op for op, _line in batch])
        staged = []
        for op, line in batch:
            self._line += 1
            own_hash = digest(line)
            there = held.get(op.dot)
            if there == own_hash:
                self.result.known += 1
            elif there is not None or self._breaks_chain(op):
                # What follows a fork does not fit the chain either, so a fork never becomes the last known op.
                self._fork(op, line, own_hash)
                continue
            else:
                staged.append((self._receipt, self._line, line))
                self._count(op)
            self._last[op.stream] = (op.seq, own_hash)
        many(self._connection, "INSERT INTO staged (receipt, line, body) VALUES (?, ?, ?)", staged)

    def _count(self, op: Op) -> None:
        self.result.new += 1
        self.result.kinds[op.kind] = self.result.kinds.get(op.kind, 0) + 1
        author = f"{op.office}: {op.by}"
        self.result.authors[author] = self.result.authors.get(author, 0) + 1

    def _held(self, ops: list[Op]) -> dict[tuple[Stream, int], bytes]:
        """Return the hashes of those of these ops that the journal holds."""
        spans: dict[Stream, tuple[int, int]] = {}
        for op in ops:
            low, high = spans.get(op.stream, (op.seq, op.seq))
            spans[op.stream] = (min(low, op.seq), max(high, op.seq))
        found = {}
        for stream, (low, high) in spans.items():
            if low <= self._streams.top(stream):
                sql = "SELECT seq, hash FROM op WHERE stream = ? AND seq BETWEEN ? AND ?"
                for seq, its_hash in rows(self._connection, sql, (self._streams.number(stream), low, high)):
                    found[stream, seq] = bytes(its_hash)
        return found

    def _breaks_chain(self, op: Op) -> bool:
        """Tell whether an op names another predecessor than the one that we know."""
        if op.seq == 1:
            return op.prev != ""
        last = self._last.get(op.stream)
        if last is not None and last[0] == op.seq - 1:
            return last[1].hex() != op.prev
        key = (self._streams.number(op.stream), op.seq - 1)
        before = rows(self._connection, "SELECT hash FROM op WHERE stream = ? AND seq = ?", key)
        return bool(before) and bytes(before[0][0]).hex() != op.prev

    def _fork(self, op: Op, line: bytes, its_hash: bytes) -> None:
        self.result.forks += 1
        many(
            self._connection,
            "INSERT INTO fork (hash, site, scope, seq, body, receipt) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(its_hash, op.site, op.scope, op.seq, line, self._receipt)],
        )


def staged_ops(connection: Connection, receipt: str) -> Iterable[NewOp]:
    """Yield the staged ops of a receipt, in the order in which they came, leaving out what the journal holds by now."""
    streams = Streams(connection)
    held_sql = "SELECT 1 FROM op WHERE stream = ? AND seq = ?"
    for (body,) in rows(connection, "SELECT body FROM staged WHERE receipt = ? ORDER BY line", (receipt,)):
        op = decode(body)
        if op.seq > streams.top(op.stream) or not rows(connection, held_sql, (streams.number(op.stream), op.seq)):
            yield NewOp(op, body, digest(body), receipt)


def is_sound(op: Op) -> bool:
    """Tell whether an op of a foreign hand has the form that the journal relies on."""
    return (
        _is_name(op.site)
        and _is_name(op.kind)
        and len(op.id) == 32
        and all(character in "0123456789abcdef" for character in op.id)
        and bool(op.set)
        and all(0 < len(name) <= 300 for name in op.set)
        and all(seq > 0 for seq in op.ctx.values())
        and (op.own is None or 0 <= op.own < op.seq)
        and not any(_holds_float(value) for value in op.set.values())
    )


def _is_name(text: str) -> bool:
    return 0 < len(text) <= 64 and text.isascii() and text.replace("_", "").replace("-", "").isalnum()


def _holds_float(value: Any) -> bool:
    if isinstance(value, list):
        return any(_holds_float(item) for item in value)
    if isinstance(value, dict):
        return any(_holds_float(item) for item in value.values())
    return isinstance(value, float)
