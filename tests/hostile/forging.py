"""Bundles written by hand, part by part: properly sealed and signed, as a trusted device with a changed program would."""

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerdesk import age
from partnerdesk.bundles import framing
from partnerdesk.keys import DeviceKeys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


@dataclass
class Parts:
    """What a bundle is made of; `trailer` and `signer` say what is wrong about it on purpose."""

    manifest: bytes
    frame: bytes
    figures: dict[str, Any]
    attachments: list[bytes] = field(default_factory=list)
    trailer: dict[str, Any] = field(default_factory=dict)
    signer: DeviceKeys | None = None


def taken_apart(text: bytes) -> Parts:
    """Take the decrypted text of a sound bundle apart."""
    parts = framing.Parts(memoryview(text))
    parts.magic()
    manifest = bytes(parts.sized())
    frame = b"".join(bytes(piece) for piece in parts.until_empty(10**6))
    attachments = [bytes(piece) for piece in parts.until_empty(10**6)]
    return Parts(manifest, frame, json.loads(bytes(parts.sized())), attachments)


def lines_of(parts: Parts) -> list[bytes]:
    """Return the lines that a bundle's payload holds."""
    return zstd.decompress(parts.frame).splitlines()


def with_lines(parts: Parts, lines: Sequence[bytes]) -> Parts:
    """Return the bundle with other lines, counted truly."""
    payload = b"".join(line + b"\n" for line in lines)
    figures = parts.figures | {"lines": len(lines), "bytes": len(payload)}
    return Parts(parts.manifest, zstd.compress(payload, 3), figures, parts.attachments)


def put_together(parts: Parts, keys: DeviceKeys) -> bytes:
    """Return the text of the bundle, signed by `keys` unless the parts name another signer."""
    true: dict[str, Any] = {"payload_sha256": hashlib.sha256(parts.frame).hexdigest()}
    true |= {"attachments": [hashlib.sha256(content).hexdigest() for content in parts.attachments]}
    tail = json.dumps(parts.figures | true | parts.trailer).encode()
    pieces = [parts.manifest, *([parts.frame] if parts.frame else []), b"", *parts.attachments, b"", tail]
    signature = (parts.signer or keys).sign(framing.signed(parts.manifest, tail))
    return framing.MAGIC + b"".join(map(framing.sized, pieces)) + signature


def sealed(text: bytes, recipient: str) -> bytes:
    """Return the file: the text encrypted to its recipient, as anybody can who has the recipient's card."""
    return age.encrypt(text, [recipient])
