"""Streams by number: the database names each (site, scope) by a small integer and knows how far it is held."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.ops import Stream

_CHUNK = 400
_READ = "SELECT id, site, scope, upto, top FROM stream"
_EXTENT = "UPDATE stream SET upto = ?, top = ? WHERE id = ?"


class Streams:
    """The streams as one transaction sees them, read when they are asked for: a save needs one or two of many hundreds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[Stream, int | None] = {}
        """None for a stream that the database does not know."""
        self._names: dict[int, Stream] = {}
        self._extent: dict[int, tuple[int, int]] = {}

    def _read(self, where: str = "", parameters: tuple[str | int, ...] = ()) -> dict[Stream, tuple[int, int]]:
        found = {}
        for number, site, scope, upto, top in rows(self._connection, f"{_READ} {where}", parameters):
            stream = (site, scope)
            self._ids[stream] = number
            self._names[number] = stream
            found[stream] = self._extent[number] = (upto, top)
        return found

    def _known(self, stream: Stream) -> int | None:
        """Return the number of a stream; None when the database does not know it."""
        if stream not in self._ids and not self._read("WHERE site = ? AND scope = ?", stream):
            self._ids[stream] = None
        return self._ids[stream]

    def number(self, stream: Stream) -> int:
        """Return the number of a stream, entering it when it is new."""
        number = self._known(stream)
        if number is None:
            many(self._connection, "INSERT INTO stream (site, scope, upto, top) VALUES (?, ?, 0, 0)", [stream])
            number = int(rows(self._connection, "SELECT id FROM stream WHERE site = ? AND scope = ?", stream)[0][0])
            self._ids[stream], self._names[number], self._extent[number] = number, stream, (0, 0)
        return number

    def know(self, numbers: Iterable[int]) -> None:
        """Read the streams of these numbers, all that are not at hand at once."""
        missing = tuple(number for number in numbers if number not in self._names)
        for start in range(0, len(missing), _CHUNK):
            part = missing[start : start + _CHUNK]
            self._read(f"WHERE id IN ({','.join('?' * len(part))})", part)

    def stream(self, number: int) -> Stream:
        if number not in self._names:
            self._read("WHERE id = ?", (number,))
        return self._names[number]

    def upto(self, stream: Stream) -> int:
        """Return the highest number below which nothing of the stream is missing; 0 for an unknown stream."""
        number = self._known(stream)
        return 0 if number is None else self._extent[number][0]

    def top(self, stream: Stream) -> int:
        """Return the highest number held of the stream; 0 for an unknown stream."""
        number = self._known(stream)
        return 0 if number is None else self._extent[number][1]

    def all(self) -> dict[Stream, tuple[int, int]]:
        """Return (upto, top) of every stream."""
        return self._read()

    def of_scope(self, scope: str) -> dict[Stream, tuple[int, int]]:
        """Return (upto, top) of the streams of an office's journal."""
        return self._read("WHERE scope = ?", (scope,))

    def extend(self, taken: Iterable[tuple[int, int]]) -> None:
        """Bring `upto` and `top` in line with the ops held, after these (stream, number) came."""
        by_stream: dict[int, list[int]] = defaultdict(list)
        for number, seq in taken:
            by_stream[number].append(seq)
        ends = []
        for number, seqs in by_stream.items():
            stream = self.stream(number)
            first, last, top = min(seqs), max(seqs), self.top(stream)
            if self.upto(stream) == top == first - 1 and last - first == len(seqs) - 1:
                # Most bundles go on where the last one ended.
                self._extent[number] = (last, last)
                ends.append((last, last, number))
            else:
                self.remeasure({number: first})
        many(self._connection, _EXTENT, ends)

    def remeasure(self, lowest: Mapping[int, int]) -> None:
        """Bring `upto` and `top` in line with the ops held, after ops from these numbers on came or went."""
        for number, seq in lowest.items():
            upto, top = self._measured(number, min(self.upto(self.stream(number)), seq - 1))
            self._extent[number] = (upto, top)
            many(self._connection, _EXTENT, [(upto, top, number)])

    def _measured(self, number: int, upto: int) -> tuple[int, int]:
        """Return `upto` and `top`; up to the number given nothing is missing."""
        held = rows(self._connection, "SELECT seq FROM op WHERE stream = ? AND seq > ? ORDER BY seq", (number, upto))
        top = upto
        for (seq,) in held:
            if seq == upto + 1:
                upto = seq
            top = seq
        return upto, top


def lowest(ops: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return of each stream among these (stream, number) the lowest number."""
    result: dict[int, int] = {}
    for stream, seq in ops:
        if seq < result.get(stream, seq + 1):
            result[stream] = seq
    return result
