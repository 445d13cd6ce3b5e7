"""A bundle from one device to another: what goes in comes out, and the file is what it promises to be."""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import VerifyKey

from partnerdesk import age, keys
from partnerdesk.bundles import container
from partnerdesk.bundles import manifest as manifests
from partnerdesk.bundles.limits import LIMITS, Limits
from partnerdesk.bundles.manifest import Blob
from partnerdesk.errors import PartnerDeskError
from partnerdesk.progress import Cancelled

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINES = [b'{"seq":%d}' % number for number in range(1000)]


def test_what_went_in_comes_out(field: Any, region: Any, path: Path) -> None:
    manifest = field.manifest()

    written = container.write(path, manifest, iter(LINES), field.keys, [region.keys.recipient])
    opened = container.read(path, region.keys)

    assert list(opened.lines) == LINES
    assert len(opened.lines) == written.lines == 1000
    assert opened.sender == field.card
    assert opened.manifest == msgspec.structs.replace(manifest, recipients=[region.keys.recipient])
    assert opened.attachments == {}


def test_the_lines_can_be_read_twice(export: Any, region: Any) -> None:
    opened = container.read(export(LINES), region.keys)

    assert list(opened.lines) == list(opened.lines) == LINES


def test_a_bundle_without_lines_still_acknowledges(export: Any, region: Any) -> None:
    opened = container.read(export([]), region.keys)

    assert list(opened.lines) == []
    assert opened.manifest.scopes["LBN-TYR"].has == {"a": 43, "b": 7}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(lines=st.lists(st.binary(min_size=1, max_size=300), max_size=50))
def test_any_lines_come_out_as_they_went_in(lines: list[bytes], export: Any, region: Any) -> None:
    flat = [line.translate(None, b"\n{[") or b"0" for line in lines]

    assert list(container.read(export(flat), region.keys).lines) == flat


def test_lines_longer_than_a_block_and_larger_than_memory_pieces_come_out(export: Any, region: Any) -> None:
    lines = [b"%d" % size + b"x" * size for size in (1, 262_143, 262_144, 262_145, 900_000, 5)]

    assert list(container.read(export(lines), region.keys).lines) == lines


def test_the_digest_and_size_are_those_of_the_file(field: Any, region: Any, path: Path) -> None:
    written = container.write(path, field.manifest(), LINES, field.keys, [region.keys.recipient])

    digest = hashlib.sha256(path.read_bytes()).hexdigest()

    assert written.bytes == path.stat().st_size
    assert digest == written.sha256 == container.read(path, region.keys).sha256 == container.fingerprint(path)


def test_every_recipient_can_open_it_up_to_31(field: Any, path: Path) -> None:
    everyone = [keys.generate() for _number in range(31)]

    container.write(path, field.manifest(), LINES, field.keys, [device.recipient for device in everyone])

    assert [len(container.read(path, device).lines) for device in everyone] == [1000] * 31


@pytest.mark.parametrize("count", [0, 32])
def test_too_few_or_too_many_recipients_are_refused(field: Any, path: Path, count: int) -> None:
    named = [keys.generate().recipient for _number in range(count)]

    with pytest.raises(PartnerDeskError, match=f"{count} were chosen"):
        container.write(path, field.manifest(), LINES, field.keys, named)

    assert not path.exists()


def test_a_damaged_recipient_key_is_refused(field: Any, region: Any, path: Path) -> None:
    with pytest.raises(PartnerDeskError, match="key of a recipient is damaged"):
        container.write(path, field.manifest(), LINES, field.keys, [region.keys.recipient[:-1]])


def test_the_public_tool_age_opens_a_bundle(export: Any, region: Any, tmp_path: Path) -> None:
    tool = shutil.which("age")
    if tool is None:
        pytest.skip("the age tool is not installed (apt install age): interoperability was not tested")
    identity = tmp_path / "key.txt"
    identity.write_text(region.keys.age_secret + "\n")

    plain = subprocess.run([tool, "-d", "-i", identity, export(LINES)], capture_output=True, check=True).stdout

    assert plain.startswith(b"partnerdesk-bundle/1\n")
    assert export(LINES).read_bytes().startswith(b"age-encryption.org/v1\n")


def test_a_bundle_that_the_public_tool_encrypted_is_read(export: Any, region: Any, tmp_path: Path) -> None:
    tool = shutil.which("age")
    if tool is None:
        pytest.skip("the age tool is not installed (apt install age): interoperability was not tested")
    text = age.decrypt(export(LINES).read_bytes(), region.keys.age_secret)
    target = tmp_path / "by-age.pdbundle"

    subprocess.run([tool, "-r", region.keys.recipient, "-o", target], input=text, check=True, capture_output=True)

    assert list(container.read(target, region.keys).lines) == LINES


def test_small_asked_for_is_smaller(field: Any, region: Any, path: Path, tmp_path: Path) -> None:
    lines = [b'{"id":"%s","n":%d}' % (hashlib.sha256(b"%d" % (n % 700)).hexdigest().encode(), n) for n in range(8_000)]

    quick = container.write(path, field.manifest(), lines, field.keys, [region.keys.recipient])
    small = container.write(
        tmp_path / "small", field.manifest(), lines, field.keys, [region.keys.recipient], small=True
    )

    assert small.bytes < quick.bytes
    assert list(container.read(tmp_path / "small", region.keys).lines) == lines


def test_attachments_travel_and_those_left_behind_are_still_listed(field: Any, region: Any, path: Path) -> None:
    contents = [b"%PDF-1.7 one", b"two" * 1000]
    here, there = (hashlib.sha256(content).hexdigest() for content in contents)
    manifest = field.manifest(blobs=[Blob(here, len(contents[0]), "application/pdf"), Blob(there, len(contents[1]))])

    container.write(path, manifest, LINES, field.keys, [region.keys.recipient], attachments=contents[:1])
    opened = container.read(path, region.keys)

    assert {name: bytes(content) for name, content in opened.attachments.items()} == {here: contents[0]}
    assert [blob.sha256 for blob in opened.manifest.blobs] == [here, there]


def test_an_attachment_that_is_not_listed_is_a_bug(field: Any, region: Any, path: Path) -> None:
    with pytest.raises(ValueError, match="does not list"):
        container.write(path, field.manifest(), LINES, field.keys, [region.keys.recipient], attachments=[b"x"])


def test_the_manifest_is_written_the_same_way_every_time(field: Any) -> None:
    one = field.manifest(scopes={"B": manifests.Vectors(upto={"y": 1, "x": 2}), "A": manifests.Vectors()})
    two = field.manifest(scopes={"A": manifests.Vectors(), "B": manifests.Vectors(upto={"x": 2, "y": 1})})

    assert manifests.encode(one) == manifests.encode(two)
    assert manifests.encode(manifests.decode_manifest(manifests.encode(one), LIMITS)) == manifests.encode(one)


def test_fields_that_are_not_known_are_ignored(field: Any) -> None:
    text = manifests.encode(field.manifest()).replace(b'"note"', b'"later":{"deep":[1.5,null]},"note"')

    assert manifests.decode_manifest(text, LIMITS) == field.manifest()


def test_an_old_bundle_stays_until_the_new_one_is_whole(field: Any, region: Any, path: Path) -> None:
    path.write_bytes(b"old")

    def lines() -> Iterator[bytes]:
        yield from LINES
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError, match="went away"):
        container.write(path, field.manifest(), lines(), field.keys, [region.keys.recipient])

    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_nothing_is_written_in_the_clear_on_the_way(field: Any, region: Any, path: Path) -> None:
    seen = b""

    def lines() -> Iterator[bytes]:
        nonlocal seen
        for number in range(60_000):
            yield b'{"secret":"Bureau de Tyr %s"}' % hashlib.sha256(b"%d" % number).hexdigest().encode()
        seen = b"".join(file.read_bytes() for file in path.parent.iterdir())

    container.write(path, field.manifest(), lines(), field.keys, [region.keys.recipient])

    assert len(seen) > 1_000_000
    # Three letters alone come up by chance.
    assert b"Bureau de Tyr" not in seen
    assert b"\x28\xb5\x2f\xfd" not in seen


def test_writing_and_reading_can_be_stopped(field: Any, region: Any, path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        container.write(path, field.manifest(), LINES, field.keys, [region.keys.recipient], stop)
    assert list(path.parent.iterdir()) == []

    container.write(path, field.manifest(), LINES, field.keys, [region.keys.recipient])
    with pytest.raises(Cancelled):
        container.read(path, region.keys, stop)


def test_steps_are_told_while_reading(export: Any, region: Any) -> None:
    source = export([hashlib.sha512(b"%d" % number).hexdigest().encode() for number in range(5000)])
    steps: list[tuple[int, int]] = []

    container.read(source, region.keys, lambda done, total: steps.append((done, total)))

    assert len(steps) > 3
    assert {total for _done, total in steps} == {source.stat().st_size}
    assert steps == sorted(steps)


def test_a_record_too_long_for_a_bundle_is_told_before_anything_is_written(export: Any, path: Path) -> None:
    with pytest.raises(PartnerDeskError, match="too long to travel"):
        export([b"x" * (1024 * 1024 + 1)])

    assert not path.exists()


@pytest.mark.parametrize("line", [b"", b"two\nlines"])
def test_a_broken_line_is_a_bug(export: Any, line: bytes) -> None:
    with pytest.raises(ValueError, match="neither empty nor broken"):
        export([line])


@pytest.mark.parametrize(
    "limits", [Limits(lines=999), Limits(payload_bytes=5000), Limits(file_bytes=500), Limits(manifest_bytes=90)]
)
def test_more_than_readers_would_take_is_not_written(field: Any, region: Any, path: Path, limits: Limits) -> None:
    with pytest.raises(PartnerDeskError, match="too much for one bundle"):
        container.write(path, field.manifest(), LINES, field.keys, [region.keys.recipient], limits=limits)

    assert not path.exists()


def test_a_manifest_that_readers_would_refuse_is_a_bug(export: Any, path: Path) -> None:
    with pytest.raises(ValueError, match="length"):
        export(LINES, purpose="x" * 500)

    assert not path.exists()


def test_somebody_elses_card_cannot_be_signed_for(field: Any, region: Any, path: Path) -> None:
    with pytest.raises(ValueError, match="another sender"):
        container.write(path, region.manifest(), LINES, field.keys, [region.keys.recipient])


def test_a_folder_that_is_not_there_is_told(field: Any, region: Any, tmp_path: Path) -> None:
    with pytest.raises(PartnerDeskError, match="No bundle was written"):
        container.write(tmp_path / "no" / "up", field.manifest(), LINES, field.keys, [region.keys.recipient])


def test_a_bundle_that_is_not_there_is_told(region: Any, tmp_path: Path) -> None:
    for attempt in (
        lambda: container.read(tmp_path / "up", region.keys),
        lambda: container.fingerprint(tmp_path / "up"),
    ):
        with pytest.raises(PartnerDeskError, match="cannot be read"):
            attempt()


def test_a_stranger_can_read_it_by_the_description_alone(export: Any, region: Any) -> None:
    rest = age.decrypt(export(LINES).read_bytes(), region.keys.age_secret)

    def part() -> bytes:
        nonlocal rest
        size = int.from_bytes(rest[:4], "big")
        taken, rest = rest[4 : 4 + size], rest[4 + size :]
        return taken

    assert rest[:21] == b"partnerdesk-bundle/1\n"
    rest = rest[21:]
    manifest = part()
    payload = b"".join(iter(part, b""))
    attachments = list(iter(part, b""))
    trailer = part()
    told, figures = json.loads(manifest), json.loads(trailer)
    digests = hashlib.sha256(manifest).digest() + hashlib.sha256(trailer).digest()
    card = {name: value for name, value in told["sender"].items() if name != "signature"}
    canonical = json.dumps(card, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    verify = VerifyKey(base64.b64decode(card["ed25519"])).verify
    verify(b"partnerdesk-bundle/1\nsignature\n" + digests, rest)
    verify(b"partnerdesk-key/1\n" + canonical, base64.b64decode(told["sender"]["signature"]))
    lines = zstd.decompress(payload)
    assert lines.splitlines() == LINES
    assert figures == {
        "attachments": attachments,
        "bytes": len(lines),
        "lines": len(LINES),
        "payload_sha256": hashlib.sha256(payload).hexdigest(),
    }
    assert told["format"] == "partnerdesk-bundle/1"
    assert told["needs"] == {"ops/1": "0.1.0"}
    assert told["recipients"] == [region.keys.recipient]
    vectors = {"has": {"a": 43, "b": 7}, "since": {"a": 3}, "upto": {"a": 43}, "wants": []}
    assert told["scopes"] == {"LBN-TYR": vectors}
