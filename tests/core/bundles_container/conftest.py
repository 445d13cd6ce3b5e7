"""Two devices, and a way to forge: take a bundle's text out of its encryption, change it, and encrypt it again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from partnerdesk import age, keys
from partnerdesk.bundles import container
from partnerdesk.bundles.manifest import Manifest, Vectors
from partnerdesk.keys import DeviceKeys, KeyCard

LINES = [b'{"seq":%d,"text":"%s"}' % (number, "évaluation à mi-parcours".encode()) for number in range(40)]


@dataclass(frozen=True)
class Device:
    """An installation with its keys and its card."""

    keys: DeviceKeys
    card: KeyCard

    def manifest(self, **changes: Any) -> Manifest:
        """Return what this device would say about a bundle of its own."""
        manifest = Manifest(
            sender=self.card,
            created="2026-03-01T09:30:00+02:00",
            scopes={"LBN-TYR": Vectors(since={"a": 3}, upto={"a": 43}, has={"a": 43, "b": 7})},
            purpose="update",
            note="Clé USB du mois de mars",
        )
        return msgspec.structs.replace(manifest, **changes)


def device(office: str) -> Device:
    """Return a new device of this office."""
    made = keys.generate()
    return Device(
        made, made.card(site="1a" * 16, office=office, office_name="Bureau", person="Agente", role="field_officer")
    )


@pytest.fixture(scope="session")
def field() -> Device:
    return device("LBN-TYR")


@pytest.fixture(scope="session")
def region() -> Device:
    return device("MENA-RO")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "up.pdbundle"


Export = Callable[..., Path]


@pytest.fixture
def export(field: Device, region: Device, path: Path) -> Export:
    """Write a bundle from the field office to the region, unless told otherwise."""

    def exported(lines: Iterable[bytes] = LINES, sender: Device = field, to: Device = region, **changes: Any) -> Path:
        container.write(path, sender.manifest(**changes), lines, sender.keys, [to.keys.recipient])
        return path

    return exported


Reseal = Callable[[Callable[[bytes], bytes]], Path]


@pytest.fixture
def reseal(region: Device, path: Path) -> Reseal:
    """Change the decrypted text of the bundle and encrypt it to the region again, as anybody can who received it."""

    def resealed(change: Callable[[bytes], bytes]) -> Path:
        text = age.decrypt(path.read_bytes(), region.keys.age_secret)
        path.write_bytes(age.encrypt(change(text), [region.keys.recipient]))
        return path

    return resealed
