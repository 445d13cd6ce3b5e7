"""Reads bundles by what FORMAT.md says alone: nothing of the program is imported here, only libraries for published formats.

It is no second implementation to use, but the proof that the description is complete: whoever changes what travels and does not
write it there sees `test_the_stranger` fail.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyrage
from nacl.signing import VerifyKey

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MIB = 1024 * 1024
MAGIC = b"partnerdesk-bundle/1\n"
KNOWN = {"ops/1", "redact/1", "move/1"}

Json = dict[str, Any]
Stream = tuple[str, str]
Dot = tuple[Stream, int]


class Refused(Exception):  # noqa: N818  reads as what it is
    """The file is not as the description says."""


@dataclass(frozen=True)
class Bundle:
    """A bundle whose signature and digests are right."""

    manifest: Json
    lines: list[bytes]
    attachments: dict[str, bytes]


def open_bundle(file: bytes, age_secret: str) -> Bundle:
    """Open a bundle in the order of "Reading, in order"; raises Refused."""
    require(len(file) <= 256 * MIB, "file too large")
    end = file.find(b"\n---", 0, 16 * 1024)
    require(end > 0 and file.count(b"\n-> ", 0, end) <= 32, "age header")
    identity = pyrage.x25519.Identity.from_str(age_secret)
    rest = memoryview(pyrage.decrypt(file, [identity]))
    require(bytes(rest[: len(MAGIC)]) == MAGIC, "magic")
    parts = Parts(rest[len(MAGIC) :])
    head = parts.one()
    manifest = read_json(head, MIB)
    require(KNOWN.issuperset(manifest["needs"]), "needs a newer version")
    frames = list(parts.until_empty())
    attached = list(parts.until_empty())
    tail = parts.one()
    signature = parts.last(64)
    require(manifest["format"] == "partnerdesk-bundle/1", "format")
    check_card(manifest["sender"])
    digests = hashlib.sha256(head).digest() + hashlib.sha256(tail).digest()
    VerifyKey(base64.b64decode(manifest["sender"]["ed25519"])).verify(MAGIC + b"signature\n" + digests, signature)
    require(str(identity.to_public()) in manifest["recipients"], "addressed to somebody else")
    trailer = read_json(tail, MIB)
    payload = b"".join(frames)
    require(hashlib.sha256(payload).hexdigest() == trailer["payload_sha256"], "payload digest")
    named = [hashlib.sha256(content).hexdigest() for content in attached]
    require(named == trailer["attachments"], "attachment digests")
    sizes = {blob["sha256"]: blob["bytes"] for blob in manifest["blobs"]}
    require(all(sizes.get(name) == len(data) for name, data in zip(named, attached, strict=True)), "blobs")
    require(trailer["bytes"] <= max(16 * MIB, 250 * len(payload)), "ratio")
    text = zstd.decompress(payload, options={zstd.DecompressionParameter.window_log_max: 23})
    require(len(text) == trailer["bytes"] and (not text or text.endswith(b"\n")), "payload size")
    lines = text.split(b"\n")[:-1]
    require(len(lines) == trailer["lines"], "lines")
    return Bundle(manifest, lines, dict(zip(named, attached, strict=True)))


def require(holds: bool, what: str) -> None:
    """Refuse what does not hold."""
    if not holds:
        raise Refused(what)


def read_json(text: bytes, longest: int) -> Json:
    """Read an object; NaN and infinities are no JSON."""
    require(len(text) <= longest, "too long")
    found = json.loads(text.decode("utf-8"), parse_constant=lambda word: require(False, word))
    require(isinstance(found, dict), "no object")
    return dict(found)


def check_card(card: Json) -> None:
    """Check a key card's own signature."""
    members = ("format", "site", "office", "office_name", "person", "role", "age", "ed25519")
    signed = {name: card[name] for name in members}
    text = json.dumps(signed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    VerifyKey(base64.b64decode(card["ed25519"])).verify(
        b"partnerdesk-key/1\n" + text, base64.b64decode(card["signature"])
    )


class Parts:
    """Takes sized parts off the front."""

    def __init__(self, text: memoryview) -> None:
        self._rest = text

    def one(self) -> bytes:
        size = int.from_bytes(self._rest[:4], "big")
        part = bytes(self._rest[4 : 4 + size])
        require(len(part) == size and len(self._rest) >= 4, "cut off")
        self._rest = self._rest[4 + size :]
        return part

    def until_empty(self) -> Iterator[bytes]:
        while part := self.one():
            yield part

    def last(self, size: int) -> bytes:
        require(len(self._rest) == size, "something follows")
        return bytes(self._rest)


@dataclass
class Record:
    """A record as the merge rule shows it."""

    values: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, list[Any]] = field(default_factory=dict)
    heads: dict[str, list[Dot]] = field(default_factory=dict)
    deleted: bool = False
    office: str = ""
    """Where it moved to; empty where it never did."""


class Journal:
    """Ops of any number of bundles, in any order."""

    def __init__(self) -> None:
        self.ops: dict[Dot, Json] = {}
        self.names: dict[Dot, str] = {}

    def take_in(self, lines: Iterable[bytes]) -> None:
        """Add the ops of a bundle; raises Refused for a line that does not fit the chain."""
        for line in lines:
            require(len(line) <= MIB, "line too long")
            op = read_json(line, MIB)
            dot = dot_of(op)
            name = op.get("was") or hashlib.sha256(line).hexdigest()
            require(self.names.setdefault(dot, name) == name, "a fork")
            self.ops[dot] = op
        for (stream, seq), op in self.ops.items():
            if seq == 1:
                require("prev" not in op, "the first op follows nothing")
            elif (before := self.names.get((stream, seq - 1))) is not None:
                require(op.get("prev") == before, "the chain")

    def records(self) -> dict[tuple[str, str], Record]:
        """Return every record by kind and id."""
        by_record: dict[tuple[str, str], list[Json]] = {}
        for op in self.ops.values():
            by_record.setdefault((op["kind"], op["id"]), []).append(op)
        return {name: folded(ops) for name, ops in by_record.items()}


def dot_of(op: Json) -> Dot:
    return ((op["site"], op["scope"]), op["seq"])


def sees(op: Json, other: Json) -> bool:
    """Tell whether the author of an op had seen another one."""
    (site, scope), seq = dot_of(other)
    name = site if scope == op["scope"] else f"{site} {scope}"
    own = (site, scope) == (op["site"], op["scope"])
    upto = op.get("own", op["seq"] - 1) if own else op.get("ctx", {}).get(name, 0)
    return bool(seq <= upto or seq in op.get("also", {}).get(name, ()))


def covers(op: Json, other: Json) -> bool:
    """Of two ops that claim to have seen each other the greater covers."""
    return sees(op, other) and (not sees(other, op) or dot_of(op) > dot_of(other))


def without_erased(ops: list[Json]) -> list[Json]:
    """Return a record's ops without what redactions take from them."""
    redactions = [op for op in ops if op.get("why") == "redact" and "redact" in op]
    return [op if op in redactions else taken_from(op, redactions) for op in ops]


def taken_from(op: Json, redactions: list[Json]) -> Json:
    left = dict(op["set"])
    for redaction in redactions:
        if redaction["redact"] == ["*"]:
            left = {}
        elif not covers(op, redaction):
            left = {name: value for name, value in left.items() if base(name) not in redaction["redact"]}
    return {**op, "set": left}


def base(name: str) -> str:
    return name.partition("/")[0]


def folded(ops: list[Json]) -> Record:
    """Apply the merge rule to all ops of one record."""
    ops = without_erased(ops)
    record = Record()
    for name in sorted({name for op in ops for name in op["set"]}):
        setting = [op for op in ops if name in op["set"]]
        heads = [op for op in setting if not any(other is not op and covers(other, op) for other in setting)]
        heads.sort(key=dot_of)
        record.heads[name] = [dot_of(op) for op in heads]
        values = [op["set"][name] for op in heads]
        record.values[name] = values[-1]
        if name != "deleted" and any(value != values[0] for value in values):
            record.conflicts[name] = values
    by_dot = {dot_of(op): op for op in ops}
    settle_deletion(record, by_dot)
    settle_move(record, by_dot)
    return record


def settle_deletion(record: Record, ops: Mapping[Dot, Json]) -> None:
    deleting = [dot for dot in record.heads.get("deleted", ()) if ops[dot]["set"]["deleted"]]
    against = {
        dot
        for dots in record.heads.values()
        for dot in dots
        if dot not in deleting
        and "redact" not in ops[dot]
        and not any(sees(ops[deletion], ops[dot]) for deletion in deleting)
    }
    record.deleted = bool(deleting) and not against
    if deleting and against:
        record.conflicts["deleted"] = [True, False]


def settle_move(record: Record, ops: Mapping[Dot, Json]) -> None:
    """Add the fields that somebody changed at a former office without having seen the move."""
    moves = [ops[dot] for dot in record.heads.get("moved", ())]
    if not moves:
        return
    record.office = record.values["moved"]
    if "moved" in record.conflicts:
        return
    for name, dots in record.heads.items():
        former = [ops[dot] for dot in dots if dot[0][1] != record.office and "redact" not in ops[dot]]
        late = [op for op in former if op not in moves and not any(sees(move, op) for move in moves)]
        if late and name != "moved":
            record.conflicts.setdefault(name, [ops[dot]["set"][name] for dot in dots])
