"""The bundles that `merge` measures with, written by the devices of `merge_data`."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import keys
from partnerdesk.bundles import container
from partnerdesk.bundles.manifest import Manifest
from partnerdesk.keys import DeviceKeys
from tests.benchmarks.merge_data import OWN, PARTNERS, SITES, Device, devices, own_records, shared_partners


def write_bundles(folder: Path, scale: float) -> dict[str, Any]:
    """Write a bundle of each device into a folder, for the receiver whose keys are written beside; return what they hold."""
    receiver = keys.generate()
    sites = devices()
    partners = shared_partners(sites, scale)
    for device in sites:
        spool = folder / "lines"
        with spool.open("wb") as file:
            for line in chain(partners.pop(device.site), own_records(device, scale)):
                file.write(line + b"\n")
        with spool.open("rb") as file:
            write_bundle(folder / f"{device.number:02}.pdbundle", device, (line[:-1] for line in file), receiver)
        spool.unlink()
        (folder / f"{device.number:02}.card").write_bytes(msgspec.json.encode(device.card()))
    (folder / "receiver.json").write_bytes(msgspec.json.encode(receiver.to_dict()))
    return {
        "saves": sum(device.saves for device in sites),
        "changes": sum(device.changes for device in sites),
        "records": round(PARTNERS * scale) + SITES * sum(round(number * scale) for number in OWN.values()),
    }


def write_bundle(target: Path, device: Device, lines: Iterator[bytes], receiver: DeviceKeys) -> None:
    """Write one device's bundle; its vectors end where the device stands now."""
    manifest = Manifest(sender=device.card(), created="2026-06-01T00:00:00+00:00", scopes=device.upto())
    container.write(target, manifest, lines, device.keys, [receiver.recipient])
