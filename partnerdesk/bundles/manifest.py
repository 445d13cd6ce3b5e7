"""What a bundle says about itself: the signed manifest before its payload and the trailer after it. See FORMAT.md."""

from typing import Annotated

import msgspec

from partnerdesk import __version__, strictjson
from partnerdesk.bundles.limits import Limits
from partnerdesk.bundles.refusals import Damaged, NewerVersion, TooLarge
from partnerdesk.keys import BadCard, KeyCard

FORMAT = "partnerdesk-bundle/1"

CAPABILITIES = {"ops/1": "0.1.0", "move/1": "0.2.0", "redact/1": "0.2.0"}
"""What this program can read, each with the first version of PartnerDesk that could."""

ALWAYS_NEEDED = ("ops/1",)
"""What every bundle asks of its reader; the rest only where a bundle makes use of it."""

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Text = Annotated[str, msgspec.Meta(max_length=10_000, pattern=r"\A[^\x00]*\Z")]
Short = Annotated[str, msgspec.Meta(max_length=200, pattern=r"\A[^\x00-\x1f]*\Z")]
Version = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,6}(\.[0-9]{1,6}){0,3}\Z")]
Vector = dict[Short, Count]
"""Of each site, the number of an op."""

_encode = msgspec.json.Encoder(order="sorted").encode


def needed(*capabilities: str) -> dict[str, str]:
    """Return what a bundle asks of its reader that makes use of these capabilities."""
    return {name: CAPABILITIES[name] for name in (*ALWAYS_NEEDED, *capabilities)}


class Blob(msgspec.Struct, frozen=True):
    """A file that ops refer to; it may travel in this bundle, in another one, or later."""

    sha256: Sha256
    bytes: Count
    media_type: Short = ""


class Vectors(msgspec.Struct, frozen=True):
    """Where the slice of one scope begins and ends, what the sender has (its acknowledgement), and which blobs it lacks."""

    since: Vector = {}
    upto: Vector = {}
    has: Vector = {}
    wants: list[Sha256] = []


class UsedInstrument(msgspec.Struct, frozen=True):
    """An instrument by which records of the bundle were made."""

    key: Short
    version: Short


class Welcome(msgspec.Struct, frozen=True):
    """What a new device is told beside the records: offices by name, devices that the sender trusts, instruments in use.

    Cards that a reader cannot check are left out by it; they are no reason to refuse the rest.
    """

    offices: dict[Short, Text] = {}
    cards: list[KeyCard] = []
    instruments: list[UsedInstrument] = []


class Manifest(msgspec.Struct, frozen=True):
    """The signed beginning of a bundle. `recipients` is filled in when the bundle is written.

    `number` counts the bundles of one site; 0 where that is not known.
    """

    sender: KeyCard
    created: Short
    scopes: dict[Short, Vectors] = {}
    purpose: Short = ""
    note: Text = ""
    blobs: list[Blob] = []
    needs: dict[Short, Version] = msgspec.field(default_factory=needed)
    recipients: list[Short] = []
    number: Count = 0
    program: Short = __version__
    format: str = FORMAT
    welcome: Welcome | msgspec.UnsetType = msgspec.UNSET


class Trailer(msgspec.Struct, frozen=True):
    """The signed end of a bundle: what is known only when everything was written."""

    lines: Count
    bytes: Count
    payload_sha256: Sha256
    attachments: list[Sha256]


class _Needs(msgspec.Struct, frozen=True):
    needs: dict[Short, Version]


def encode(part: Manifest | Trailer) -> bytes:
    """Return the bytes that are written and signed: keys sorted, UTF-8, no spaces; the same for the same contents."""
    return _encode(part)


def decode_manifest(text: bytes, limits: Limits) -> Manifest:
    """Read a manifest; raises NewerVersion, Damaged or TooLarge. Fields that are not known are ignored."""
    if len(text) > limits.manifest_bytes:
        raise TooLarge
    try:
        # First alone: whatever needs a newer version may have other types in the rest.
        _require_known(strictjson.decode(text, _Needs, limits.manifest_bytes).needs)
        manifest = strictjson.decode(text, Manifest, limits.manifest_bytes)
        manifest.sender.check()
    except (strictjson.Malformed, BadCard):
        raise Damaged from None
    if manifest.format != FORMAT:
        raise Damaged
    return manifest


def decode_trailer(text: bytes, limits: Limits) -> Trailer:
    """Read a trailer; raises Damaged or TooLarge."""
    try:
        trailer = strictjson.decode(text, Trailer, limits.manifest_bytes)
    except strictjson.Malformed:
        raise Damaged from None
    if (
        trailer.bytes > limits.payload_bytes
        or trailer.lines > limits.lines
        or len(trailer.attachments) > limits.attachments
    ):
        raise TooLarge
    return trailer


def _require_known(needs: dict[str, str]) -> None:
    newer = [version for capability, version in needs.items() if capability not in CAPABILITIES]
    if newer:
        raise NewerVersion(max(newer, key=lambda version: [int(part) for part in version.split(".")]), __version__)
