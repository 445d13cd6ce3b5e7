"""Checks a bundle's ops one by one and stages what is new; nothing touches the journal before a person accepts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from partnerdesk import strictjson
from partnerdesk.bundles import athand
from partnerdesk.bundles.clocks import Clocks
from partnerdesk.bundles.manifest import Vectors
from partnerdesk.bundles.refusals import Damaged
from partnerdesk.bundles.soundness import is_sound
from partnerdesk.progress import Report, unwatched
from partnerdesk.store import packing, redacting
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.fold import NewOp
from partnerdesk.store.ops import Op, Stream, decode, name_of
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import now

BATCH = 10_000
"""At most so many ops are staged, and later merged, at once: a row is then written once for all that is new about it."""

BATCH_BYTES = 8 * 2**20


@dataclass
class Staged:
    """How a bundle's ops relate to the journal."""

    new: int = 0
    known: int = 0
    forks: int = 0
    authors: dict[str, int] = field(default_factory=dict)
    clocks: Clocks = field(default_factory=lambda: Clocks(datetime.now(UTC)))


class Stager:
    """Stages the ops of one bundle, inside the caller's transaction."""

    def __init__(self, connection: Connection, receipt: str, scopes: dict[str, Vectors]) -> None:
        self._connection = connection
        self._receipt = receipt
        self._scopes = scopes
        self._highest: dict[Stream, int] = {}
        self._streams = Streams(connection)
        self._sieve = Sieve(connection, self._streams, receipt)
        self._line = 0
        self.result = Staged()

    def stage(self, lines: Iterable[bytes], total: int, report: Report = unwatched) -> Staged:
        """Take in every line; raises Damaged when one is no op that this bundle may hold."""
        for batch in batches(lines):
            self._take([self._checked(line) for line in batch])
            report(self._line, total)
        self._reject_unjustified()
        self.result.known, self.result.forks = self._sieve.known, self._sieve.forks
        return self.result

    def _checked(self, line: bytes) -> NewOp:
        op = read_op(line)
        vectors = self._scopes.get(op.scope)
        stream = op.stream
        if vectors is None or not self._highest.get(stream, 0) < op.seq <= vectors.upto.get(op.site, 0):
            raise Damaged
        self._highest[stream] = op.seq
        return NewOp(op, line, name_of(op, line), self._receipt)

    def _take(self, batch: list[NewOp]) -> None:
        new = self._sieve.sift(batch)
        authors = self.result.authors
        for (office, by), count in Counter([(one.op.office, one.op.by) for one in new]).items():
            author = f"{office}: {by}"
            authors[author] = authors.get(author, 0) + count
        self.result.clocks.see_all([new_op.op.at for new_op in new])
        self.result.new += len(new)
        # What is erased here must not lie here again, not even while it waits.
        left = redacting.without_erased(self._connection, self._streams, new)
        if left:
            packed = put_aside(self._connection, self._receipt, self._line, [one.body for one in left])
            athand.keep(self._receipt, packed, left)
        self._line += len(batch)

    def _reject_unjustified(self) -> None:
        for new in self._sieve.unjustified():
            packing.change_waiting(self._connection, _without(new.body), self._receipt)
            self.result.new -= 1
            self.result.authors[f"{new.op.office}: {new.op.by}"] -= 1
            self._sieve.reject(new)


def _without(gone: bytes) -> Callable[[bytes], bytes | None]:
    return lambda body: None if body == gone else body


class Sieve:
    """Tells ops that are new from those that the journal holds and from forks, which it puts into quarantine.

    Used when a bundle is staged, and again when it is accepted: other bundles may have come in between.
    """

    def __init__(self, connection: Connection, streams: Streams, receipt: str) -> None:
        self._connection = connection
        self._streams = streams
        self._receipt = receipt
        self._last: dict[Stream, tuple[int, str]] = {}
        self._erased: set[tuple[str, str]] = set()
        self._tombstones: list[NewOp] = []
        self.known = 0
        self.forks = 0

    def sift(self, batch: list[NewOp]) -> list[NewOp]:
        """Return what is new of these ops, which come in ascending order of each stream."""
        held, tops = self._held(batch)
        new = []
        stream = ("", "")
        top = 0
        last: tuple[int, str] | None = None
        for one in batch:
            op, own_hash = one.op, one.hash
            seq = op.seq
            if stream != (op.site, op.scope):
                # Most ops come in long runs of one stream.
                stream = op.stream
                top = tops[stream]
                last = self._last.get(stream)
            follows = seq > top and last == (seq - 1, op.prev)
            there = None if follows else held.get((stream, seq))
            if there == own_hash:
                self.known += 1
            elif not follows and (there is not None or self._breaks_chain(op, own_hash)):
                # What follows a fork does not fit the chain either, so a fork never becomes the last known op.
                self._fork(one)
                continue
            else:
                new.append(one)
                if op.redact or op.was:
                    self._note_erasure(one)
            self._last[stream] = last = (seq, own_hash.hex())
        return new

    def _note_erasure(self, new: NewOp) -> None:
        if new.op.redact:
            self._erased.add((new.op.kind, new.op.id))
        else:
            self._tombstones.append(new)

    def unjustified(self) -> list[NewOp]:
        """Return the tombstones among all that was new of whose records neither they nor the journal hold a redaction."""
        return [
            new
            for new in self._tombstones
            if (new.op.kind, new.op.id) not in self._erased and not redacting.is_justified(self._connection, new.op)
        ]

    def reject(self, new: NewOp) -> None:
        """Put an op that was taken for new into quarantine; the caller takes it out of where it put it."""
        self._fork(new)

    def _held(self, batch: list[NewOp]) -> tuple[dict[tuple[Stream, int], bytes], dict[Stream, int]]:
        """Return the hashes of those of these ops that the journal holds, and the highest number that it holds of each stream."""
        first: dict[Stream, int] = {}
        for one in batch:
            first.setdefault(one.op.stream, one.op.seq)
        tops = {stream: self._streams.top(stream) for stream in first}
        found = {}
        for stream, low in first.items():
            if low <= tops[stream]:
                high = max(one.op.seq for one in batch if one.op.stream == stream)
                sql = "SELECT seq, hash FROM op WHERE stream = ? AND seq BETWEEN ? AND ?"
                for seq, its_hash in rows(self._connection, sql, (self._streams.number(stream), low, high)):
                    found[stream, seq] = bytes(its_hash)
        return found, tops

    def _breaks_chain(self, op: Op, own_hash: bytes) -> bool:
        """Tell whether an op does not fit the op before it or the one after it, as far as we know them."""
        if op.seq == 1:
            fits = op.prev == ""
        else:
            last = self._last.get(op.stream)
            before = last[1] if last and last[0] == op.seq - 1 else self._hash_in_journal(op.stream, op.seq - 1)
            fits = before is None or before == op.prev
        if fits and op.seq < self._streams.top(op.stream):
            after = self._in_journal(op.stream, op.seq + 1, "body")
            fits = after is None or decode(after).prev == own_hash.hex()
        return not fits

    def _hash_in_journal(self, stream: Stream, seq: int) -> str | None:
        found = self._in_journal(stream, seq, "hash")
        return None if found is None else found.hex()

    def _in_journal(self, stream: Stream, seq: int, column: str) -> bytes | None:
        if seq > self._streams.top(stream):
            return None
        sql = f"SELECT {column} FROM op WHERE stream = ? AND seq = ?"  # noqa: S608  one of our own columns
        found = rows(self._connection, sql, (self._streams.number(stream), seq))
        return bytes(found[0][0]) if found else None

    def _fork(self, new: NewOp) -> None:
        op = new.op
        self.forks += 1
        many(
            self._connection,
            "INSERT INTO fork (hash, site, scope, seq, body, receipt, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [(new.hash, op.site, op.scope, op.seq, new.body, self._receipt, now())],
        )


def read_op(line: bytes) -> Op:
    """Read a line that a stranger may have written, as `payload.Lines` hands it out; raises Damaged when it is no op."""
    try:
        op = strictjson.decode_bounded(line, Op)
    except strictjson.Malformed:
        raise Damaged from None
    if not is_sound(op, line):
        raise Damaged
    return op


def batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield lines in batches that are bounded by number and by size."""
    batch: list[bytes] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) == BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def put_aside(connection: Connection, receipt: str, line: int, bodies: list[bytes]) -> bytes:
    """Stage ops of a receipt outside the journal and return them as packed; `line` says after how many others they stand."""
    packed = packing.packed(bodies)
    many(connection, "INSERT INTO staged (receipt, line, body) VALUES (?, ?, ?)", [(receipt, line + 1, packed)])
    return packed


def staged_ops(connection: Connection, receipt: str) -> Iterator[list[NewOp]]:
    """Yield the staged ops of a receipt in batches, in the order in which they came."""
    line = 0
    sql = "SELECT line, body FROM staged WHERE receipt = ? AND line > ? ORDER BY line LIMIT 1"
    while found := rows(connection, sql, (receipt, line)):
        line, packed = found[0]
        yield athand.found(receipt, bytes(packed)) or [
            _read_again(body, receipt) for body in packing.unpacked(bytes(packed))
        ]


def _read_again(body: bytes, receipt: str) -> NewOp:
    op = decode(body)
    return NewOp(op, body, name_of(op, body), receipt)


def take_out(connection: Connection, receipt: str) -> None:
    """Forget the staged ops of a receipt: they are merged, or thrown away."""
    many(connection, "DELETE FROM staged WHERE receipt = ?", [(receipt,)])
    athand.forget(receipt)
