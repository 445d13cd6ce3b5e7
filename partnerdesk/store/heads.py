"""The journal's ops as one transaction reads them, each once, and the heads column of rows that names them."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import msgspec

from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.merge import Heads
from partnerdesk.store.ops import Dot, Op, decode
from partnerdesk.store.streams import Streams

Entry = tuple[int, int, list[str]]
"""An op by stream number and seq, and the fields whose head it is."""

CHUNK = 400
_encode = msgspec.json.Encoder().encode
entries_in = msgspec.json.Decoder(list[list[Any]]).decode
"""Returns what the heads column of a row says: of each op its stream, its number and the fields whose head it is.

Most records were written once; their rows hold one entry with 0 for the fields, which means all that the op set.
"""


def without(entries: Iterable[Entry], fields: Set[str]) -> list[Entry]:
    """Return entries as they stand without some fields; nothing may be left of one."""
    return [
        entry
        if fields.isdisjoint(entry[2])
        else (entry[0], entry[1], [name for name in entry[2] if name not in fields])
        for entry in entries
    ]


@dataclass
class OpsAtHand:
    """Ops of the journal, read when they are asked for and kept."""

    connection: Connection
    streams: Streams
    _ops: dict[Dot, Op] = field(default_factory=dict)

    def heads(self, text: str, fields: Collection[str] | None = None) -> Heads:
        """Read the heads column of a row, of all fields or some."""
        return self.heads_among(self.told(entries_in(text)), fields)

    def told(self, entries: Iterable[Sequence[Any]]) -> list[Entry]:
        """Return entries with their fields named."""
        return [
            (number, seq, names or list(self.lookup((self.streams.stream(number), seq)).set))
            for number, seq, names in entries
        ]

    def heads_among(self, entries: Sequence[Entry], fields: Collection[str] | None = None) -> Heads:
        """Return the heads that entries tell of, of all fields or some."""
        if fields is not None:
            entries = [(*entry[:2], its) for entry in entries if (its := [name for name in entry[2] if name in fields])]
        self.streams.know([number for number, _seq, _names in entries])
        result = Heads()
        for number, seq, names in entries:
            dot = (self.streams.stream(number), seq)
            for name in names:
                result.fields.setdefault(name, []).append(dot)
        for dots in result.fields.values():
            dots.sort()
        return result

    def heads_text(self, heads: Heads, others: Iterable[Entry] = ()) -> str:
        """Write the heads column of a row: these heads, and `others` of other fields."""
        told = {(number, seq): names for number, seq, names in others if names}
        for name, dots in heads.fields.items():
            for stream, seq in dots:
                told.setdefault((self.streams.number(stream), seq), []).append(name)
        if len(told) == 1:
            return _encode([(*at, 0) for at in told]).decode()
        return _encode([(*at, sorted(names)) for at, names in sorted(told.items())]).decode()

    def read_heads(self, found: Iterable[Mapping[str, Any]]) -> None:
        """Read the ops that are heads of these rows, many at once."""
        self.read({(number, seq) for row in found for number, seq, _names in entries_in(row["heads"])})

    def read(self, wanted: Collection[tuple[int, int]]) -> None:
        """Read ops by (stream number, seq), many at once, as far as they are not at hand."""
        stream = self.streams.stream
        self.streams.know({number for number, _seq in wanted})
        missing = [(number, seq) for number, seq in wanted if (stream(number), seq) not in self._ops]
        for start in range(0, len(missing), CHUNK):
            part = missing[start : start + CHUNK]
            sql = f"SELECT stream, seq, body FROM op WHERE (stream, seq) IN (VALUES {','.join(['(?, ?)'] * len(part))})"
            for number, seq, body in rows(self.connection, sql, list(chain.from_iterable(part))):
                self._ops[stream(number), seq] = decode(body)

    def lookup(self, dot: Dot) -> Op:
        """Return an op of the journal."""
        if (op := self._ops.get(dot)) is None:
            key = (self.streams.number(dot[0]), dot[1])
            body = rows(self.connection, "SELECT body FROM op WHERE stream = ? AND seq = ?", key)[0][0]
            op = self._ops[dot] = decode(body)
        return op
