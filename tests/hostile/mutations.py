"""What strangers and changed programs might do to a bundle, each a function of a sound one and of chance."""

import json
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from random import Random
from typing import Any

from partnerdesk import keys
from partnerdesk.keys import DeviceKeys
from tests.hostile.forging import Parts, lines_of, put_together, sealed, taken_apart, with_lines

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

STRANGE: list[Any] = [
    None, True, -1, 0, 1.5, 2**31, 2**53, 2**63, 10**40, "", "x" * 70_000, "\x00", "../../etc/passwd", "C:\\CON",
    "=1+1", "<a href='file:///etc/passwd'>x</a>", "\u202e\u0640\u0301", [], {}, [[]], {"": ""}, [None] * 3000,
    {str(n): n for n in range(3000)},
]  # fmt: skip


@dataclass(frozen=True)
class Sound:
    """A sound bundle and the keys of its sender and its reader."""

    file: bytes
    text: bytes
    sender: DeviceKeys
    recipient: str


@dataclass(frozen=True)
class Input:
    """What a device is handed; `must_be_refused` when nothing of it may be believed."""

    file: bytes
    must_be_refused: bool


Mutation = Callable[[Sound, Random], Input]


def flipped_outside(sound: Sound, chance: Random) -> Input:
    """Bits of the file change on the way."""
    return Input(_flipped(sound.file, chance), must_be_refused=True)


def cut_outside(sound: Sound, chance: Random) -> Input:
    """The copy was interrupted, or goes on behind the end."""
    at = chance.randrange(len(sound.file))
    longer = sound.file + chance.randbytes(chance.randint(1, 300))
    return Input(chance.choice([sound.file[:at], longer]), must_be_refused=True)


def something_else(_sound: Sound, chance: Random) -> Input:
    """The file is no bundle at all: random bytes, a zip that inflates, or an age header without an end."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../escape", bytes(20_000_000))
    endless = b"age-encryption.org/v1\n" + b"-> X25519 AAAA\nAAAA\n" * 2000
    return Input(chance.choice([chance.randbytes(2000), archive.getvalue(), endless, b""]), must_be_refused=True)


def flipped_inside(sound: Sound, chance: Random) -> Input:
    """A recipient changes the text and encrypts it anew: the signature no longer fits."""
    text = _flipped(sound.text, chance) if chance.random() < 0.7 else sound.text[: chance.randrange(len(sound.text))]
    return Input(sealed(text, sound.recipient), must_be_refused=True)


def moved_inside(sound: Sound, chance: Random) -> Input:
    """Parts of the text are cut out, doubled or put elsewhere."""
    one, other = sorted(chance.sample(range(len(sound.text)), 2))
    moved = [
        sound.text[:one] + sound.text[other:],
        sound.text[:other] + sound.text[one:],
        sound.text[other:] + sound.text[one:other] + sound.text[:one],
    ]
    return Input(sealed(chance.choice(moved), sound.recipient), must_be_refused=True)


def forged_sender(sound: Sound, _chance: Random) -> Input:
    """Somebody else signs in the sender's name."""
    return _signed(sound, replace(taken_apart(sound.text), signer=keys.generate()), must_be_refused=True)


def swapped_recipient(sound: Sound, _chance: Random) -> Input:
    """The sender's own words for somebody else are passed on to this device."""
    parts = taken_apart(sound.text)
    manifest = json.loads(parts.manifest)
    manifest["recipients"] = [keys.generate().recipient]
    return _signed(sound, replace(parts, manifest=_json(manifest)), must_be_refused=True)


def strange_manifest(sound: Sound, chance: Random) -> Input:
    """The trusted sender's program writes something of another type or size into the manifest."""
    parts = taken_apart(sound.text)
    manifest = json.loads(parts.manifest)
    _put_somewhere(manifest, chance)
    return _signed(sound, replace(parts, manifest=_json(manifest)), must_be_refused=False)


def untrue_figures(sound: Sound, chance: Random) -> Input:
    """The trailer's figures are not those of the payload."""
    parts = taken_apart(sound.text)
    name = chance.choice(["lines", "bytes", "payload_sha256", "attachments"])
    wrong = chance.choice([value for value in STRANGE if value != parts.figures[name]])
    return _signed(sound, replace(parts, trailer={name: wrong}), must_be_refused=True)


def strange_lines(sound: Sound, chance: Random) -> Input:
    """Ops of wrong types, of giant numbers, doubled, left out, or in another order."""
    parts = taken_apart(sound.text)
    ops = [json.loads(line) for line in lines_of(parts)]
    for _change in range(chance.randint(1, 3)):
        _change_one(ops, chance)
    return _signed(sound, with_lines(parts, [_json(op) for op in ops]), must_be_refused=False)


def broken_lines(sound: Sound, chance: Random) -> Input:
    """Lines that are no JSON, or JSON that other readers might take."""
    parts = taken_apart(sound.text)
    lines = lines_of(parts)
    broken = [
        b"[" * 5000 + b"]" * 5000, b"NaN", b'{"seq":1e400}', b'"\\ud800"', b'{"a":1,"a":2}', b"\xff\xfe", b"null",
        lines[0].replace(b'"seq":', b'"seq":1e0,"seq":'), lines[0][:-1], lines[0] + b" x",
        lines[0].replace(b'"set":', b'"set":{},"x":'),
    ]  # fmt: skip
    lines[chance.randrange(len(lines))] = chance.choice(broken)
    return _signed(sound, with_lines(parts, lines), must_be_refused=True)


def bomb(sound: Sound, chance: Random) -> Input:
    """A small frame that asks for far more than it seems to."""
    parts = taken_apart(sound.text)
    zeros = zstd.compress(bytes(64 * 2**20), 19)
    lines = zstd.compress((b"[]\n") * 5_000_000, 19)
    figures = chance.choice([{}, {"bytes": 64 * 2**20, "lines": 1}, {"bytes": 2**31 - 1, "lines": 20_000_000}])
    frame = chance.choice([zeros, lines, parts.frame + parts.frame, parts.frame[:-3], b"\x28\xb5\x2f\xfd\xe4"])
    return _signed(sound, replace(parts, frame=frame, trailer=figures), must_be_refused=True)


def unlisted_attachment(sound: Sound, chance: Random) -> Input:
    """Files travel along of which the manifest says nothing, or something else."""
    content = chance.randbytes(chance.choice([1, 1000, 200_000]))
    return _signed(
        sound, replace(taken_apart(sound.text), attachments=[content] * chance.randint(1, 3)), must_be_refused=True
    )


MUTATIONS: dict[str, Mutation] = {
    made.__name__: made
    for made in (
        flipped_outside,
        cut_outside,
        something_else,
        flipped_inside,
        moved_inside,
        forged_sender,
        swapped_recipient,
        strange_manifest,
        untrue_figures,
        strange_lines,
        broken_lines,
        bomb,
        unlisted_attachment,
    )
}


def _signed(sound: Sound, parts: Parts, *, must_be_refused: bool) -> Input:
    return Input(sealed(put_together(parts, sound.sender), sound.recipient), must_be_refused)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _flipped(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _bit in range(chance.choice([1, 1, 1, 2, 8])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed) if bytes(changed) != content else content[:-1]


def _put_somewhere(target: dict[str, Any], chance: Random) -> None:
    """Replace a value at any depth, or add a member."""
    at: Any = target
    while True:
        keys_here = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys_here:
            break
        key = chance.choice(keys_here)
        if isinstance(at[key], dict | list) and at[key] and chance.random() < 0.6:
            at = at[key]
            continue
        at[key] = chance.choice(STRANGE)
        return
    if isinstance(at, dict):
        at["strange"] = chance.choice(STRANGE)


def _change_one(ops: list[Any], chance: Random) -> None:
    at = chance.randrange(len(ops))
    what = chance.choice(["put", "put", "put", "double", "drop", "swap", "jump"])
    if what == "put" and isinstance(ops[at], dict):
        _put_somewhere(ops[at], chance)
    elif what == "double":
        ops.insert(at, ops[chance.randrange(len(ops))])
    elif what == "drop" and len(ops) > 1:
        del ops[at]
    elif what == "jump" and isinstance(ops[at], dict):
        ops[at]["seq"] = chance.choice([0, -5, 2, 2**40, 2**63, "1"])
    else:
        other = chance.randrange(len(ops))
        ops[at], ops[other] = ops[other], ops[at]
