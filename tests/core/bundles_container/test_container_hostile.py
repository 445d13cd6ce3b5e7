"""Bundles that are damaged, cut, forged, or made to exhaust the device: refused with a sentence, before they cost anything."""

import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerdesk import age, keys, strictjson
from partnerdesk.bundles import container, framing, refusals
from partnerdesk.bundles import manifest as manifests
from partnerdesk.bundles.limits import LIMITS, Limits
from partnerdesk.bundles.manifest import Trailer

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SEALED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


def read_all(source: Path, device: Any, limits: Limits = LIMITS) -> list[bytes]:
    return list(container.read(source, device.keys, limits=limits).lines)


def forge(
    path: Path,
    sender: Any,
    to: Any,
    *,
    head: bytes | None = None,
    frame: bytes | None = None,
    trailer: dict[str, Any] | None = None,
    lines: bytes = b'{"seq":1}\n',
) -> Path:
    """Write a bundle by hand, properly signed by its sender, as a hostile program would."""
    named = [to.keys.recipient]
    head = head or manifests.encode(sender.manifest(recipients=named))
    frame = zstd.compress(lines) if frame is None else frame
    figures = {"lines": lines.count(b"\n"), "bytes": len(lines), "attachments": []}
    tail = json.dumps(figures | {"payload_sha256": hashlib.sha256(frame).hexdigest()} | (trailer or {})).encode()
    parts = [framing.sized(head), framing.sized(frame) if frame else b"", bytes(4), bytes(4), framing.sized(tail)]
    text = framing.MAGIC + b"".join(parts) + sender.keys.sign(framing.signed(head, tail))
    path.write_bytes(age.encrypt(text, named))
    return path


def test_the_forger_of_these_tests_can_write_a_good_bundle(field: Any, region: Any, path: Path) -> None:
    assert read_all(forge(path, field, region), region) == [b'{"seq":1}']


def test_every_flipped_byte_of_the_file_is_refused(export: Any, region: Any) -> None:
    source = export([b'{"seq":1}'])
    whole = source.read_bytes()

    for position in range(len(whole)):
        source.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        with pytest.raises(refusals.BundleRefused, match="Nothing was changed"):
            container.read(source, region.keys)


def test_a_flipped_bit_in_the_middle_of_a_large_file_is_called_damage(export: Any, region: Any) -> None:
    source = export([hashlib.sha512(b"%d" % number).hexdigest().encode() for number in range(5000)])
    whole = source.read_bytes()

    source.write_bytes(whole[:100_000] + bytes([whole[100_000] ^ 4]) + whole[100_001:])

    with pytest.raises(refusals.Damaged):
        container.read(source, region.keys)


def test_every_truncation_is_refused_as_such(export: Any, region: Any) -> None:
    source = export([b'{"seq":1}'])
    whole = source.read_bytes()

    for length in range(1, len(whole)):
        source.write_bytes(whole[:length])
        with pytest.raises((refusals.Truncated, refusals.NotForUs)):
            container.read(source, region.keys)

    source.write_bytes(b"")
    with pytest.raises(refusals.NotABundle):
        container.read(source, region.keys)


@pytest.mark.parametrize("length", [70_000, 65_536 + 400, 200_000])
def test_a_large_file_that_was_cut_is_called_cut(export: Any, region: Any, length: int) -> None:
    source = export([hashlib.sha512(b"%d" % number).hexdigest().encode() for number in range(5000)])

    source.write_bytes(source.read_bytes()[:length])

    with pytest.raises(refusals.Truncated, match="end of this bundle is missing"):
        container.read(source, region.keys)


def test_bytes_behind_the_end_are_refused(export: Any, region: Any) -> None:
    source = export()

    source.write_bytes(source.read_bytes() + b"x")

    with pytest.raises(refusals.BundleRefused):
        container.read(source, region.keys)


def test_a_bundle_for_somebody_else_is_not_for_us(export: Any, field: Any) -> None:
    with pytest.raises(refusals.NotForUs, match="not made for this device"):
        container.read(export(), field.keys)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04zip", b"%PDF-1.7", b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"\x00" * 5000]
)
def test_another_kind_of_file_is_no_bundle(region: Any, path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(refusals.NotABundle):
        container.read(path, region.keys)


def test_an_age_file_with_something_else_inside_is_no_bundle(region: Any, path: Path) -> None:
    path.write_bytes(age.encrypt(b"hello", [region.keys.recipient]))

    with pytest.raises(refusals.NotABundle):
        container.read(path, region.keys)


def test_every_byte_that_a_recipient_changes_inside_is_refused(export: Any, reseal: Any, region: Any) -> None:
    whole = age.decrypt(export([b'{"seq":1}']).read_bytes(), region.keys.age_secret)

    for position in range(len(whole)):
        source = reseal(lambda _text, at=position: whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(refusals.BundleRefused):
            read_all(source, region)


def test_every_cut_inside_is_refused(export: Any, reseal: Any, region: Any) -> None:
    whole = age.decrypt(export([b'{"seq":1}']).read_bytes(), region.keys.age_secret)

    for length in range(len(whole)):
        source = reseal(lambda _text, end=length: whole[:end])
        with pytest.raises(refusals.BundleRefused):
            read_all(source, region)


@SEALED
@given(content=st.binary(max_size=400))
def test_anything_inside_the_encryption_is_refused(content: bytes, region: Any, path: Path) -> None:
    for text in (content, framing.MAGIC + content, framing.MAGIC + framing.sized(content)):
        path.write_bytes(age.encrypt(text, [region.keys.recipient]))
        with pytest.raises(refusals.BundleRefused):
            container.read(path, region.keys)


def test_a_bundle_passed_on_to_somebody_the_sender_did_not_name_is_refused(
    export: Any, field: Any, region: Any
) -> None:
    source = export()
    text = age.decrypt(source.read_bytes(), region.keys.age_secret)

    source.write_bytes(age.encrypt(text, [field.keys.recipient]))

    with pytest.raises(refusals.Readdressed, match="did not name this device"):
        container.read(source, field.keys)


def test_a_sender_cannot_be_replaced_by_another_card(export: Any, region: Any, reseal: Any) -> None:
    export()
    other = keys.generate().card(site="2b" * 16, office="XXX", office_name="Bureau", person="Agente", role="reader")

    def replaced(text: bytes) -> bytes:
        size = int.from_bytes(text[21:25], "big")
        manifest = msgspec.json.decode(text[25 : 25 + size], type=manifests.Manifest)
        head = manifests.encode(msgspec.structs.replace(manifest, sender=other))
        return framing.MAGIC + framing.sized(head) + text[25 + size :]

    with pytest.raises(refusals.Forged, match="does not come from the sender"):
        container.read(reseal(replaced), region.keys)


def test_a_card_that_somebody_changed_is_refused(field: Any, region: Any, path: Path) -> None:
    card = msgspec.structs.replace(field.card, office="XXX")
    head = manifests.encode(field.manifest(sender=card, recipients=[region.keys.recipient]))

    with pytest.raises(refusals.Damaged):
        container.read(forge(path, field, region, head=head), region.keys)


def test_the_lines_of_another_bundle_cannot_be_put_in(export: Any, region: Any, reseal: Any) -> None:
    export()

    source = reseal(lambda text: text.replace(zstd_frame(text), zstd.compress(b'{"seq":666}\n')))

    with pytest.raises(refusals.BundleRefused):
        container.read(source, region.keys)


def zstd_frame(text: bytes) -> bytes:
    start = text.index(b"\x28\xb5\x2f\xfd")
    return text[start : start + int.from_bytes(text[start - 4 : start], "big")]


def test_a_newer_capability_names_the_version_that_is_needed(export: Any, region: Any) -> None:
    source = export(needs={"ops/1": "0.1.0", "photos/1": "2.9.0", "ops/2": "2.10.1"})

    with pytest.raises(
        refusals.NewerVersion, match=r"newer PartnerDesk \(2\.10\.1\); this one is .*Update PartnerDesk"
    ):
        container.read(source, region.keys)


def test_a_newer_container_asks_for_an_update(export: Any, region: Any, reseal: Any) -> None:
    export()

    source = reseal(lambda text: text.replace(b"bundle/1\n", b"bundle/2\n", 1))

    with pytest.raises(refusals.NewerVersion, match="partnerdesk-bundle/2"):
        container.read(source, region.keys)


@pytest.mark.parametrize(
    "change",
    [
        {"created": 5},
        {"note": None},
        {"note": "\x00"},
        {"needs": ["ops/1"]},
        {"needs": {"x": "1; rm"}},
        {"recipients": {}},
        {"recipients": [["age1"]]},
        {"scopes": {"LBN-TYR": {"upto": {"a": -1}}}},
        {"scopes": {"LBN-TYR": {"upto": {"a": 1.0}}}},
        {"scopes": {"LBN-TYR": {"upto": {"a": 2**64}}}},
        {"scopes": {"LBN-TYR": {"upto": {"a": True}}}},
        {"scopes": {"LBN-TYR": []}},
        {"blobs": [{"sha256": "../../etc/passwd", "bytes": 1}]},
        {"blobs": [{"sha256": "0" * 64, "bytes": 10**30}]},
        {"sender": "somebody"},
        {"purpose": "x" * 201},
        {"format": "partnerdesk-bundle/0"},
        {"extra": float("nan")},
        {"extra": "\ud800"},
        {"note": "\ud800"},
        {"extra": json.loads("[" * 30 + "]" * 30)},
    ],
)
def test_a_manifest_of_wrong_types_is_refused_though_it_is_signed(
    field: Any, region: Any, path: Path, change: Any
) -> None:
    manifest = msgspec.to_builtins(field.manifest(recipients=[region.keys.recipient])) | change

    source = forge(path, field, region, head=json.dumps(manifest).encode())

    with pytest.raises(refusals.Damaged):
        container.read(source, region.keys)


@pytest.mark.parametrize(
    "raw", [b'"\xff"', b'"\xed\xa0\x80"', b"Infinity", b"[" * 100_000, b'{"a":' * 100_000, b"1e", b""]
)
def test_a_manifest_that_is_no_json_is_refused(field: Any, region: Any, path: Path, raw: bytes) -> None:
    head = manifests.encode(field.manifest(recipients=[region.keys.recipient])).replace(
        b'"note"', b'"x":' + raw + b',"note"'
    )

    with pytest.raises(refusals.Damaged):
        container.read(forge(path, field, region, head=head), region.keys)


def test_a_huge_manifest_is_refused(field: Any, region: Any, path: Path) -> None:
    head = b'{"note":"' + b"x" * 2_000_000 + b'"}'

    with pytest.raises(refusals.TooLarge):
        container.read(forge(path, field, region, head=head), region.keys)


@pytest.mark.parametrize(
    ("trailer", "refusal"),
    [
        ({"lines": 2}, refusals.Damaged),
        ({"lines": 0}, refusals.Damaged),
        ({"bytes": 9}, refusals.Damaged),
        ({"bytes": 11}, refusals.Damaged),
        ({"bytes": 0}, refusals.Damaged),
        ({"lines": "1"}, refusals.Damaged),
        ({"lines": 10**17}, refusals.Damaged),
        ({"lines": 10**12}, refusals.TooLarge),
        ({"bytes": 10**12}, refusals.TooLarge),
        ({"attachments": ["0" * 64]}, refusals.Forged),
        ({"attachments": ["0" * 64] * 10_001}, refusals.TooLarge),
        ({"payload_sha256": "0" * 64}, refusals.Forged),
        ({"payload_sha256": "zz"}, refusals.Damaged),
    ],
)
def test_figures_that_are_not_true_are_refused(field: Any, region: Any, path: Path, trailer: Any, refusal: Any) -> None:
    with pytest.raises(refusal):
        read_all(forge(path, field, region, trailer=trailer), region)


def test_a_zstd_bomb_is_refused_by_its_own_figures(field: Any, region: Any, path: Path) -> None:
    bomb = zstd.compress(bytes(64 * 1024 * 1024))

    with pytest.raises(refusals.TooLarge):
        read_all(forge(path, field, region, frame=bomb, trailer={"bytes": 64 * 1024 * 1024}), region)


def test_a_zstd_bomb_that_lies_stops_at_its_signed_size(field: Any, region: Any, path: Path) -> None:
    bomb = zstd.compress(bytes(256 * 1024 * 1024))
    source = forge(path, field, region, frame=bomb)
    started = time.process_time()

    with pytest.raises(refusals.Damaged):
        read_all(source, region)

    assert time.process_time() - started < 0.5


def test_a_zstd_window_beyond_the_bound_is_refused(field: Any, region: Any, path: Path) -> None:
    option = zstd.CompressionParameter
    lines = b"".join(hashlib.sha256(b"%d" % number).digest().hex().encode() + b"\n" for number in range(200_000))
    frame = zstd.compress(lines, options={option.window_log: 25, option.compression_level: 1})

    with pytest.raises(refusals.Damaged):
        read_all(forge(path, field, region, frame=frame, lines=lines), region)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"garbage",
        zstd.compress(b'{"seq":1}\n')[:-1],
        zstd.compress(b'{"seq":1}\n') + b"x",
        zstd.compress(b'{"seq":1}\n') * 2,
        zstd.compress(b'{"seq":1} '),
        zstd.compress(b'\n{"seq":1'),
    ],
)
def test_a_frame_that_is_cut_doubled_or_no_frame_is_refused(field: Any, region: Any, path: Path, frame: bytes) -> None:
    with pytest.raises(refusals.Damaged):
        read_all(forge(path, field, region, frame=frame), region)


def test_an_endless_line_is_refused(field: Any, region: Any, path: Path) -> None:
    with pytest.raises(refusals.TooLarge):
        read_all(forge(path, field, region, lines=b"x" * 3_000_000 + b"\n"), region)


def test_a_line_nested_too_deeply_is_refused(field: Any, region: Any, path: Path) -> None:
    with pytest.raises(refusals.TooLarge, match="deeply nested"):
        read_all(forge(path, field, region, lines=b"[" * 21 + b"]" * 21 + b"\n"), region)


def test_more_lines_than_the_bound_are_refused_before_decompression(export: Any, region: Any) -> None:
    with pytest.raises(refusals.TooLarge):
        container.read(export(), region.keys, limits=Limits(lines=39))


def test_too_many_pieces_are_refused(field: Any, region: Any, path: Path) -> None:
    head = manifests.encode(field.manifest(recipients=[region.keys.recipient]))
    path.write_bytes(
        age.encrypt(framing.MAGIC + framing.sized(head) + framing.sized(b"x") * 200_000, [region.keys.recipient])
    )

    with pytest.raises(refusals.TooLarge):
        container.read(path, region.keys)


def test_a_file_beyond_the_bound_is_not_read(export: Any, region: Any) -> None:
    source = export()

    with pytest.raises(refusals.TooLarge):
        container.read(source, region.keys, limits=Limits(file_bytes=source.stat().st_size - 1))


def test_a_header_with_many_recipients_is_refused_at_once(region: Any, path: Path) -> None:
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
    started = time.process_time()

    for count in (33, 5000):
        path.write_bytes(b"age-encryption.org/v1\n" + stanza * count + b"--- " + b"C" * 43 + b"\n" + bytes(100))
        with pytest.raises(refusals.TooLarge):
            container.read(path, region.keys)

    assert time.process_time() - started < 0.2


def test_a_header_without_an_end_is_refused_at_once(region: Any, path: Path) -> None:
    path.write_bytes(b"age-encryption.org/v1\n-> X25519 " + b"A" * 5_000_000)

    with pytest.raises(refusals.TooLarge):
        container.read(path, region.keys)


@pytest.mark.parametrize(
    ("text", "deep"),
    [
        (b"[" * 20 + b"]" * 20, False),
        (b"[" * 21 + b"]" * 21, True),
        (b"[{},{},[]]" * 100, False),
        (b'"' + b"[" * 5000 + b'"', False),
        (b'"\\"' + b"[" * 5000 + b'"', False),
        (b'"\\\\"' + b"[" * 5000, True),
        (b'{"a":' * 21, True),
        (b'["' + b'\\"' * 500_000, False),
        (b"[" * 30 + b'"' + b'\\"' * 300_000, True),
    ],
)
def test_depth_counts_brackets_outside_of_text_only(text: bytes, deep: bool) -> None:
    if deep:
        with pytest.raises(strictjson.Malformed):
            strictjson.check_depth(text)
    else:
        strictjson.check_depth(text)


@settings(max_examples=40)
@given(
    st.recursive(
        st.text(max_size=5), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner), max_leaves=12
    )
)
def test_ordinary_json_is_never_called_deep(value: Any) -> None:
    strictjson.check_depth(json.dumps([value, "[{" * 30]).encode(), deepest=20)


def test_the_trailer_and_manifest_of_this_version_are_read_back(field: Any) -> None:
    trailer = Trailer(1, 2, "0" * 64, ["1" * 64])

    assert manifests.decode_trailer(manifests.encode(trailer), LIMITS) == trailer
    assert manifests.decode_manifest(manifests.encode(field.manifest()), LIMITS) == field.manifest()
