"""The bundle file: an age file around a manifest, compressed lines, attachments and a signature. See FORMAT.md."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec
import nacl.exceptions
from nacl.signing import VerifyKey

from partnerdesk import age, durable, strictjson
from partnerdesk.bundles import framing, refusals, streams
from partnerdesk.bundles import manifest as manifests
from partnerdesk.bundles.limits import LIMITS, Limits
from partnerdesk.bundles.manifest import Manifest, Trailer
from partnerdesk.bundles.payload import Compressor, Lines
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.keys import DeviceKeys, KeyCard
from partnerdesk.progress import Report, unwatched

AGE_MAGIC = b"age-encryption.org/v1\n"
MOST_RECIPIENTS = 31


@dataclass(frozen=True)
class Written:
    """What became of a bundle: the size of the file, its lines, and its SHA-256 in hexadecimal."""

    bytes: int
    lines: int
    sha256: str


@dataclass(frozen=True)
class Opened:
    """A bundle whose signature fits `sender`; whether that sender is trusted is for the caller to say.

    `sha256` names the file. `attachments` are those that travelled, by SHA-256; what the manifest lists beside them may
    come in another bundle.
    """

    manifest: Manifest
    sender: KeyCard
    sha256: str
    lines: Lines
    attachments: dict[str, memoryview]


def write(
    target: Path,
    manifest: Manifest,
    lines: Iterable[bytes],
    keys: DeviceKeys,
    recipients: Sequence[str],
    report: Report = unwatched,
    small: bool = False,
    attachments: Iterable[bytes] = (),
    limits: Limits = LIMITS,
) -> Written:
    """Write a bundle for 1 to 31 recipients (age public keys), in place of whatever the target was.

    `lines` are JSON without line breaks; `attachments` are whole contents that the manifest's `blobs` list. Nothing is
    written in the clear, and the target is the old file or the whole new one. Reports (lines so far, 0).
    Raises PartnerDeskError when the recipients, the amount or the target do not allow it, and `Cancelled`.
    """
    named = sorted(set(recipients))
    _check_recipients(named)
    if manifest.sender.ed25519 != keys.verify_key:
        raise ValueError("the manifest names another sender than the one who signs")
    manifest = msgspec.structs.replace(manifest, recipients=named)
    compressor = Compressor(limits, small)
    plaintext = streams.Source(_plaintext(manifest, compressor, lines, attachments, keys, limits), compressor, report)
    try:
        with durable.replacing(target) as file:
            out = streams.Hashing(file)
            age.encrypt_stream(plaintext, out, named)
            if out.size > limits.file_bytes:
                raise _too_much()
    except OSError as error:
        raise _cannot_write(target, error) from None
    return Written(out.size, compressor.lines, out.sha256())


def read(source: Path, keys: DeviceKeys, report: Report = unwatched, limits: Limits = LIMITS) -> Opened:
    """Open a bundle for this device: bounds first, then decrypt in memory, verify, and only then look at the contents.

    Reports (bytes read, bytes in all). Raises a `BundleRefused` that tells the reason; `Cancelled`; PartnerDeskError when
    the file cannot be read. The lines are decompressed while they are iterated over, within the same bounds.
    """
    try:
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            _check_outside(file, size, limits)
            reader = streams.HashingReader(file)
            plaintext = streams.Memory(size, report)
            _decrypt(reader, plaintext, keys)
            return _parse(memoryview(plaintext.bytes), reader.sha256(), keys, limits)
    except OSError as error:
        raise _cannot_read(source, error) from None


def fingerprint(source: Path) -> str:
    """Return the SHA-256 of a bundle file, by which one that was imported before is known; raises PartnerDeskError."""
    try:
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _cannot_read(source, error) from None


def _plaintext(
    manifest: Manifest,
    compressor: Compressor,
    lines: Iterable[bytes],
    attachments: Iterable[bytes],
    keys: DeviceKeys,
    limits: Limits,
) -> Iterator[bytes]:
    head = manifests.encode(manifest)
    if len(head) > limits.manifest_bytes:
        raise _too_much()
    # A bundle that its readers would refuse must not come about; what is wrong here is a bug.
    strictjson.decode(head, Manifest, limits.manifest_bytes)
    yield framing.MAGIC
    yield framing.sized(head)
    for piece in compressor.frame(lines):
        yield framing.sized(piece)
    yield framing.sized(b"")
    listed = {blob.sha256 for blob in manifest.blobs}
    travelling: list[str] = []
    for content in attachments:
        digest = hashlib.sha256(content)
        if digest.hexdigest() not in listed:
            raise ValueError("an attachment that the manifest does not list")
        if not content or len(content) > limits.attachment_bytes or len(travelling) == limits.attachments:
            raise _too_much()
        travelling.append(digest.hexdigest())
        yield framing.sized(content)
    yield framing.sized(b"")
    trailer = Trailer(compressor.lines, compressor.bytes, compressor.sha256(), travelling)
    tail = manifests.encode(trailer)
    yield framing.sized(tail)
    yield keys.sign(framing.signed(head, tail))


def _check_recipients(named: Sequence[str]) -> None:
    if not 1 <= len(named) <= MOST_RECIPIENTS:
        raise PartnerDeskError(
            _("A bundle has 1 to {most} recipients; {count} were chosen. No bundle was written. Choose again.").format(
                most=MOST_RECIPIENTS, count=len(named)
            )
        )
    if not all(age.is_recipient(name) for name in named):
        raise PartnerDeskError(
            _("The key of a recipient is damaged. No bundle was written. Ask the recipient for the key card again.")
        )


def _check_outside(file: BinaryIO, size: int, limits: Limits) -> None:
    """Refuse by what can be seen without a key: the size, and the age header's length and number of entries."""
    if size > limits.file_bytes:
        raise refusals.TooLarge
    start = file.read(limits.header_bytes)
    file.seek(0)
    if not start.startswith(AGE_MAGIC[: len(start)]) or not start:
        raise refusals.NotABundle
    end = start.find(b"\n---")
    if end < 0:
        raise refusals.Truncated if size < limits.header_bytes else refusals.TooLarge
    if start.count(b"\n-> ", 0, end) > limits.stanzas:
        raise refusals.TooLarge


def _decrypt(reader: streams.HashingReader, plaintext: streams.Memory, keys: DeviceKeys) -> None:
    try:
        age.decrypt_stream(reader, plaintext, keys.age_secret)
    except age.NoMatchingKey:
        raise refusals.NotForUs from None
    except age.CannotDecrypt:
        # age seals blocks of 64 KiB: a cut shows at the last one only, and the reader has then seen the end.
        raise refusals.Truncated if reader.ended else refusals.Damaged from None


def _parse(plaintext: memoryview, sha256: str, keys: DeviceKeys, limits: Limits) -> Opened:
    """Take the parts apart; nothing in them is believed before the signature was verified."""
    parts = framing.Parts(plaintext)
    parts.magic()
    head = parts.sized()
    manifest = manifests.decode_manifest(bytes(head), limits)
    pieces = parts.until_empty(limits.pieces)
    attached = parts.until_empty(limits.attachments)
    tail = parts.sized()
    signature = bytes(parts.take(framing.SIGNATURE_BYTES))
    parts.end()
    try:
        VerifyKey(manifest.sender.ed25519).verify(framing.signed(head, tail), signature)
    except nacl.exceptions.BadSignatureError:
        raise refusals.Forged from None
    if keys.recipient not in manifest.recipients:
        raise refusals.Readdressed
    trailer = manifests.decode_trailer(bytes(tail), limits)
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    if digest.hexdigest() != trailer.payload_sha256:
        raise refusals.Forged
    lines = Lines(pieces, trailer, limits)
    return Opened(manifest, manifest.sender, sha256, lines, _attachments(attached, manifest, trailer, limits))


def _attachments(
    attached: Sequence[memoryview], manifest: Manifest, trailer: Trailer, limits: Limits
) -> dict[str, memoryview]:
    if any(len(content) > limits.attachment_bytes for content in attached):
        raise refusals.TooLarge
    digests = [hashlib.sha256(content).hexdigest() for content in attached]
    if digests != trailer.attachments:
        raise refusals.Forged
    listed = {blob.sha256: blob.bytes for blob in manifest.blobs}
    if any(listed.get(digest) != len(content) for digest, content in zip(digests, attached, strict=True)):
        raise refusals.Damaged
    return dict(zip(digests, attached, strict=True))


def _too_much() -> PartnerDeskError:
    return PartnerDeskError(
        _("There is too much for one bundle. No bundle was written. Choose fewer offices, and make several bundles.")
    )


def _cannot_write(target: Path, error: OSError) -> PartnerDeskError:
    # Translators: {reason} comes from the operating system.
    return PartnerDeskError(
        _(
            "The bundle {name} cannot be written ({reason}). No bundle was written. Check the folder and the space left."
        ).format(name=target.name, reason=error.strerror or error)
    )


def _cannot_read(source: Path, error: OSError) -> PartnerDeskError:
    # Translators: {reason} comes from the operating system.
    return PartnerDeskError(
        _(
            "The bundle {name} cannot be read ({reason}). Nothing was changed. Check the file or the stick it is on."
        ).format(name=source.name, reason=error.strerror or error)
    )
