"""Streams by number: the database names each (site, scope) by a small integer and knows how far it is held."""

from collections.abc import Iterable, Mapping

from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.ops import Stream


class Streams:
    """The streams as one transaction sees them; unknown ones are entered on first use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[Stream, int] = {}
        self._names: dict[int, Stream] = {}
        self._extent: dict[int, tuple[int, int]] = {}
        for number, site, scope, upto, top in rows(connection, "SELECT id, site, scope, upto, top FROM stream"):
            self._enter(number, (site, scope), upto, top)

    def _enter(self, number: int, stream: Stream, upto: int, top: int) -> None:
        self._ids[stream] = number
        self._names[number] = stream
        self._extent[number] = (upto, top)

    def number(self, stream: Stream) -> int:
        """Return the number of a stream, entering it when it is new."""
        if stream not in self._ids:
            cursor = self._connection.cursor()
            cursor.execute("INSERT INTO stream (site, scope, upto, top) VALUES (?, ?, 0, 0)", stream)
            cursor.close()
            number = rows(self._connection, "SELECT id FROM stream WHERE site = ? AND scope = ?", stream)[0][0]
            self._enter(number, stream, 0, 0)
        return self._ids[stream]

    def stream(self, number: int) -> Stream:
        return self._names[number]

    def upto(self, stream: Stream) -> int:
        """Return the highest number below which nothing of the stream is missing; 0 for an unknown stream."""
        number = self._ids.get(stream)
        return 0 if number is None else self._extent[number][0]

    def top(self, stream: Stream) -> int:
        """Return the highest number held of the stream; 0 for an unknown stream."""
        number = self._ids.get(stream)
        return 0 if number is None else self._extent[number][1]

    def all(self) -> dict[Stream, tuple[int, int]]:
        """Return (upto, top) of every stream."""
        return {stream: self._extent[number] for stream, number in self._ids.items()}

    def remeasure(self, lowest: Mapping[int, int]) -> None:
        """Bring `upto` and `top` in line with the ops held, after ops from these numbers on came or went."""
        for number, seq in lowest.items():
            upto, top = self._measured(number, min(self._extent[number][0], seq - 1))
            self._extent[number] = (upto, top)
            many(self._connection, "UPDATE stream SET upto = ?, top = ? WHERE id = ?", [(upto, top, number)])

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
