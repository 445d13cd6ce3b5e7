"""The lines of a bundle: compressed while they are written, bounded and decompressed while they are read."""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from partnerdesk import strictjson
from partnerdesk.bundles.limits import Limits
from partnerdesk.bundles.manifest import Trailer
from partnerdesk.bundles.refusals import Damaged, TooLarge
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BLOCK = 256 * 1024
_FEW = 32
"""So many lines are looked at together: each may be as long as a line may be."""

QUICK = 3
SMALL = 19


class Compressor:
    """Turns lines into one zstd frame, and counts."""

    def __init__(self, limits: Limits, small: bool) -> None:
        self._limits = limits
        self._level = SMALL if small else QUICK
        self._hash = hashlib.sha256()
        self.lines = 0
        self.bytes = 0

    def frame(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the frame in pieces; raises PartnerDeskError for what no reader would take."""
        compressor = zstd.ZstdCompressor(level=self._level)
        for block in self._blocks(lines):
            if piece := compressor.compress(block):
                self._hash.update(piece)
                yield piece
        piece = compressor.flush()
        self._hash.update(piece)
        yield piece

    def sha256(self) -> str:
        """Return the digest of the frame."""
        return self._hash.hexdigest()

    def _blocks(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        gathered: list[bytes] = []
        size = 0
        remaining = iter(lines)
        while few := list(islice(remaining, _FEW)):
            lengths = list(map(len, few))
            if max(lengths) > self._limits.line_bytes:
                raise PartnerDeskError(
                    _("One record is too long to travel in a bundle. No bundle was written. Shorten its longest text.")
                )
            gathered += few
            size += sum(lengths) + len(few)
            if size >= BLOCK:
                yield self._block(gathered, size)
                gathered, size = [], 0
        if gathered:
            yield self._block(gathered, size)

    def _block(self, gathered: list[bytes], size: int) -> bytes:
        self.lines += len(gathered)
        self.bytes += size
        if self.bytes > self._limits.payload_bytes or self.lines > self._limits.lines:
            raise PartnerDeskError(
                _(
                    "There is too much for one bundle. No bundle was written. Choose fewer offices, and make several bundles."
                )
            )
        block = b"\n".join([*gathered, b""])
        if block.count(b"\n") != len(gathered) or b"" in gathered:
            raise ValueError("a line of a bundle is neither empty nor broken")
        return block


class Lines:
    """The lines of an opened bundle: `len()` says how many, every iteration decompresses them anew.

    Iterating raises Damaged or TooLarge when the signer's own figures were wrong; roll back what was begun with them.
    """

    def __init__(self, pieces: Sequence[memoryview], trailer: Trailer, limits: Limits) -> None:
        compressed = sum(len(piece) for piece in pieces)
        if trailer.bytes > limits.ratio_free_bytes and trailer.bytes > compressed * limits.ratio:
            raise TooLarge
        self._pieces = pieces
        self._trailer = trailer
        self._limits = limits

    def __len__(self) -> int:
        return self._trailer.lines

    def __iter__(self) -> Iterator[bytes]:
        rest = b""
        count = 0
        for block in self._blocks():
            *whole, rest = (rest + block).split(b"\n")
            count += len(whole)
            if count > self._trailer.lines or b"" in whole:
                raise Damaged
            for line in whole:
                # Most lines are short and flat: a function call for each would cost as much as taking it out.
                if len(line) > self._limits.line_bytes or line.count(b"{") + line.count(b"[") > strictjson.DEEPEST:
                    self._check(line)
                yield line
            if len(rest) > self._limits.line_bytes:
                raise TooLarge
        if rest or count != self._trailer.lines:
            raise Damaged

    def _check(self, line: bytes) -> None:
        if len(line) > self._limits.line_bytes:
            raise TooLarge
        try:
            strictjson.check_depth(line)
        except strictjson.Malformed:
            raise TooLarge from None

    def _blocks(self) -> Iterator[bytes]:
        """Yield decompressed blocks, never more than the signed number of bytes."""
        decompressor = zstd.ZstdDecompressor(
            options={zstd.DecompressionParameter.window_log_max: self._limits.window_log}
        )
        size = 0
        for piece in self._pieces:
            fed: memoryview | bytes = piece
            while True:
                try:
                    block = decompressor.decompress(fed, max_length=BLOCK)
                except (zstd.ZstdError, EOFError):
                    raise Damaged from None
                size += len(block)
                if size > self._trailer.bytes:
                    raise Damaged
                if block:
                    yield block
                if decompressor.needs_input or decompressor.eof:
                    break
                fed = b""
        if not decompressor.eof or decompressor.unused_data or size != self._trailer.bytes:
            raise Damaged
