"""How much a bundle may ask of the device that opens it."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds that are checked before the work they bound; a real bundle is far below each."""

    file_bytes: int = 256 * MIB
    """The file as it lies on the stick; it is decrypted in memory."""
    header_bytes: int = 16 * 1024
    stanzas: int = 32
    """Entries in the age header; the time to decrypt grows with their square."""
    manifest_bytes: int = MIB
    payload_bytes: int = 2048 * MIB
    """All lines together, decompressed; they are never in memory at once."""
    pieces: int = 100_000
    """Parts into which the compressed payload is cut; each costs memory of its own."""
    lines: int = 20_000_000
    line_bytes: int = MIB
    ratio: int = 250
    """Decompressed to compressed bytes, beyond the first `ratio_free_bytes`."""
    ratio_free_bytes: int = 16 * MIB
    window_log: int = 23
    """The zstd window is at most 2 to this power, 8 MiB."""
    attachments: int = 10_000
    attachment_bytes: int = 64 * MIB


LIMITS = Limits()
