"""Attachments that a changed program of a trusted device might describe or send."""

import hashlib
from pathlib import Path

import pytest

from partnerdesk import attachments, receiving, sending
from partnerdesk.bundles import container, refusals
from partnerdesk.bundles.manifest import Blob, Manifest, Vectors
from partnerdesk.desk import Desk
from partnerdesk.store.engine import rows
from partnerdesk.store.ops import Value
from tests.core.exchange import forged

HELLO = b"hello"
DIGEST = hashlib.sha256(HELLO).hexdigest()
ATTACHMENT = "b" * 32


def bundle(sender: Desk, receiver: Desk, target: Path, values: dict[str, Value], blobs: list[Blob]) -> Path:
    """Write a bundle with an attachment that says this of itself, and the bytes "hello"."""
    said = {"partner_id": "a" * 32, "sha256": DIGEST, "name": "hello.txt", **values}
    lines = [forged.op(1), forged.op(2, forged.hash_of(forged.op(1)), kind="attachment", id=ATTACHMENT, set=said)]
    vectors = Vectors(upto={"f" * 16: 2})
    manifest = Manifest(sender=sender.card(), created="", scopes={"LBN-TYR": vectors}, blobs=blobs)
    to = [receiver.keys().recipient]
    container.write(target, manifest, [forged.encode(op) for op in lines], sender.keys(), to, attachments=[HELLO])
    return target


@pytest.mark.parametrize("size", [0, 4, 6, 2**40])
def test_bytes_of_another_size_than_the_manifest_says_are_refused_before_staging(
    pair: tuple[Desk, Desk], tmp_path: Path, size: int
) -> None:
    field, region = pair
    file = bundle(field, region, tmp_path / "sizes.pdbundle", {}, [Blob(DIGEST, size)])

    with pytest.raises(refusals.Damaged):
        receiving.receive(region, file)

    with region.reading() as connection:
        assert rows(connection, "SELECT (SELECT count(*) FROM blob), (SELECT count(*) FROM receipt)") == [(0, 0)]


@pytest.mark.parametrize(
    "name", ["../../../escaped.txt", "C:\\escaped.txt", "/etc/escaped.txt", "x/../\u202eescaped.txt"]
)
def test_a_name_that_is_a_path_stays_in_the_folder_that_was_chosen(
    pair: tuple[Desk, Desk], tmp_path: Path, name: str
) -> None:
    field, region = pair
    file = bundle(field, region, tmp_path / "names.pdbundle", {"name": name}, [Blob(DIGEST, 5)])
    receiving.accept(region, receiving.receive(region, file).id)
    folder = tmp_path / "chosen"
    folder.mkdir()

    saved = attachments.save_copy(region, ATTACHMENT, folder)

    assert saved.read_bytes() == HELLO
    assert saved == folder / "escaped.txt"


@pytest.mark.parametrize(
    "values",
    [
        {"bytes": -5, "media_type": "text/html\n<script>"},
        {"bytes": "many", "media_type": ["list"], "name": {"a": 1}},
        {"sha256": "../../etc", "include_in_bundle": "maybe"},
        {"sha256": 5},
        {"sha256": ["x"], "partner_id": 3},
        {"sha256": DIGEST.upper()},
    ],
)
def test_whatever_an_attachment_says_of_itself_it_is_listed_and_passed_on(
    pair: tuple[Desk, Desk], tmp_path: Path, values: dict[str, Value]
) -> None:
    field, region = pair
    file = bundle(field, region, tmp_path / "odd.pdbundle", values, [Blob(DIGEST, 5)])
    receiving.accept(region, receiving.receive(region, file).id)

    found = attachments.attachment(region, ATTACHMENT)
    exported = sending.export(region, [field.office], tmp_path / "back.pdbundle")

    assert found.name
    assert found.bytes >= 0
    assert exported.ops > 0
