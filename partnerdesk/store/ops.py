"""An op: one save of one record, as it stands in the journal and travels in bundles."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from partnerdesk import strictjson
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

Value = Any
"""A field's value in the journal: text, whole number, bool, None, or lists and objects of these; never a float."""

Stream = tuple[str, str]
"""(site, scope): each installation counts its ops separately in every office's journal, so a slice has no false gaps."""

PRIVATE = "~"
"""The scope of what stays on the device, or in the shared database, where it was written: no bundle carries it.

No office has this code, and it comes after all of theirs. Its ops set only fields that stay (`kinds.field`).
"""

Dot = tuple[Stream, int]
"""The name of one op: its stream and its number in it, from 1 without gaps."""

Context = dict[Stream, int]
"""What an author had seen of a field: of each stream, every op on that field up to this number."""

Told = TypeVar("Told", int, list[int])

DEEPEST = strictjson.DEEPEST - 2
"""How deep a value may be nested: in an op it stands two levels down."""

_UNFIT = re.compile("[\x00\ud800-\udfff]")
LONGEST_TEXT = 200_000
LONGEST_NAME = 300
"""Letters of a field's name in an op; the name of a set's element holds the element itself."""

LARGEST_NUMBER = 2**63 - 1


class Op(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One change of one record by one device.

    All fields of `set` share one context `ctx`. The author has seen every earlier op of its own stream on these fields,
    unless `own` names an earlier one: two windows of one device may hold the same form. `also` lists, by the names that `ctx`
    uses, single ops that were seen beyond these numbers.

    `redact` names the fields that an erasure takes away, or everything (`redaction.py`). `was` is the hash, in hexadecimal,
    of the op as its author wrote it, in one of which an erasure has taken something away: a tombstone.
    """

    site: str
    scope: str
    seq: int
    kind: str
    id: str
    set: dict[str, Any]
    ctx: dict[str, int] = {}
    own: int | None = None
    also: dict[str, list[int]] = {}
    by: str = ""
    of: str = ""
    at: str = ""
    why: str = "edit"
    note: str = ""
    prev: str = ""
    redact: list[str] = []
    was: str = ""

    @property
    def office(self) -> str:
        """The office of the author, who may write in another office's journal."""
        return self.of or self.scope

    @property
    def stream(self) -> Stream:
        return (self.site, self.scope)

    @property
    def dot(self) -> Dot:
        return (self.stream, self.seq)

    def context(self) -> Context:
        """Return what the author had seen, own stream included; single ops beyond it are in `beyond`."""
        seen = {stream_of(name, self.scope): seq for name, seq in self.ctx.items()}
        seen[self.stream] = self.seq - 1 if self.own is None else self.own
        return seen

    def covers(self, dot: Dot) -> bool:
        """Tell whether the author of this op had seen that op of the same field, or it counts for nothing beside this one.

        What stays on a device is above nothing that was written for all: elsewhere nobody could be asked about it. Only after an
        erasure is it something new, if its author had seen that.
        """
        (site, scope), seq = dot
        if scope == PRIVATE != self.scope:
            return not self.redact
        name = site if scope == self.scope else f"{site} {scope}"
        own = self.seq - 1 if self.own is None else self.own
        upto = own if name == self.site else self.ctx.get(name, 0)
        return seq <= upto or (bool(self.also) and seq in self.also.get(name, ()))

    def beyond(self) -> Iterator[Dot]:
        """Yield the single ops that the author had seen beyond its context."""
        for name, numbers in self.also.items():
            for seq in numbers:
                yield stream_of(name, self.scope), seq


def record_id(milliseconds: int, chance: int) -> str:
    """Return an id for a record made so long after 1970, from 74 bits of chance: a UUID of version 7 (RFC 9562).

    Ids made one after the other lie side by side in every index, so new records touch few pages of a large database. They decide
    nothing, so a wrong clock does no harm.
    """
    made = (milliseconds % 2**48) << 80 | 7 << 76 | (chance >> 62) % 2**12 << 64 | 2 << 62 | chance % 2**62
    return f"{made:032x}"


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Op)


def stream_of(name: str, scope: str) -> Stream:
    """Read a stream's name in a context: a site alone means the scope of the op itself."""
    site, _space, other = name.partition(" ")
    return (site, other or scope)


def context_names(context: Mapping[Stream, Told], scope: str) -> dict[str, Told]:
    """Write a context with the short names that `stream_of` reads.

    What is written for others says nothing of what stays on a device, not even how much there is.
    """
    return {
        site if other == scope else f"{site} {other}": told
        for (site, other), told in context.items()
        if told and (other != PRIVATE or scope == PRIVATE)
    }


def encode(op: Op) -> bytes:
    """Return the canonical bytes of an op: sorted keys, UTF-8, no spaces. They are hashed, stored and relayed as they are."""
    return _encoder.encode(op)


def decode(body: bytes) -> Op:
    """Read an op; raises `msgspec.DecodeError` or `msgspec.ValidationError` for anything malformed."""
    return _decoder.decode(body)


def digest(body: bytes) -> bytes:
    """Return the hash by which the next op of the stream names this one."""
    return hashlib.sha256(body).digest()


def name_of(op: Op, body: bytes) -> bytes:
    """Return the hash that names an op in its chain: that of the original where an erasure has left a tombstone."""
    return bytes.fromhex(op.was) if op.was else digest(body)


def canonical(value: Value) -> bytes:
    """Return the bytes by which two values are compared."""
    return _encoder.encode(value)


def check_value(value: Value, depth: int = 0) -> Value:
    """Return the value in the form that the journal keeps: NFC text, no floats, no U+0000.

    Raises PartnerDeskError for what a person typed and cannot be kept; TypeError for a bug in the program.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _check_number(value)
    if isinstance(value, str):
        return _check_text(value)
    if depth == DEEPEST:
        raise TypeError("value nested too deeply")
    if isinstance(value, list | tuple):
        return [check_value(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {check_value(str(key)): check_value(item, depth + 1) for key, item in value.items()}
    raise TypeError(f"no journal value: {type(value).__name__}")


def _check_number(number: int) -> int:
    if abs(number) > LARGEST_NUMBER:
        raise PartnerDeskError(_("This number is too large to be stored. Nothing was changed. Check it."))
    return number


def _check_text(text: str) -> str:
    if _UNFIT.search(text):
        raise PartnerDeskError(_("This text holds a character that cannot be stored. Nothing was changed. Remove it."))
    if len(text) > LONGEST_TEXT:
        raise PartnerDeskError(
            _("This text is longer than {limit} characters. Nothing was changed. Split it.").format(limit=LONGEST_TEXT)
        )
    return text if text.isascii() else unicodedata.normalize("NFC", text)
