"""Bundles that a changed program of a trusted device might write: ops of any content under a true signature."""

from collections.abc import Iterable
from pathlib import Path

from partnerdesk.bundles import container
from partnerdesk.bundles.manifest import Manifest, Vectors
from partnerdesk.desk import Desk
from partnerdesk.store.ops import Op, digest, encode

__all__ = ["bundle", "encode", "hash_of", "op"]


def bundle(sender: Desk, receiver: Desk, target: Path, lines: Iterable[bytes | Op], highest: int = 2**40) -> Path:
    """Write a bundle of these lines from one device to another, for any site that they name."""
    written = [line if isinstance(line, bytes) else encode(line) for line in lines]
    sites = {"f" * 16, "e" * 16, sender.site, receiver.site}
    vectors = Vectors(upto=dict.fromkeys(sites, highest))
    manifest = Manifest(sender=sender.card(), created="2026-01-01T00:00:00+00:00", scopes={"LBN-TYR": vectors})
    container.write(target, manifest, written, sender.keys(), [receiver.keys().recipient])
    return target


def op(seq: int, prev: str = "", site: str = "f" * 16, **about: object) -> Op:
    """Return an op about a partner; `about` replaces any part of it."""
    parts = {"kind": "partner", "id": "a" * 32, "set": {"legal_name": "Cèdre"}, "prev": prev, **about}
    return Op(site=site, scope="LBN-TYR", seq=seq, **parts)  # type: ignore[arg-type]  # parts of any type on purpose


def hash_of(made: Op) -> str:
    """Return the name by which the next op of the stream calls this one."""
    return digest(encode(made)).hex()
