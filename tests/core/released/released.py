"""The fixtures of released versions, copied for a test, and a device that is the recipient of their bundles."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnerdesk import keys, trust, workspace
from partnerdesk.desk import BACKUPS, INBOX, Desk, Identity
from partnerdesk.store.engine import rows
from tests.core.devices import device

FIXTURES = Path(__file__).parents[2] / "fixtures"


@dataclass(frozen=True)
class Release:
    """What one released version wrote, and what it showed of that."""

    folder: Path
    expected: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def bundle(self) -> Path:
        return self.folder / "first.pdbundle"

    def open_workspace(self, place: Path) -> Desk:
        """Open a copy of the workspace, migrating it."""
        copy = Path(shutil.copytree(self.folder / "workspace", place / "workspace"))
        for name in (INBOX, BACKUPS):
            (copy / name).mkdir()
        return workspace.open_workspace(copy, self.expected["workspace"]["passphrase"])

    def recipient(self, place: Path) -> Desk:
        """Make a device of today that is the bundle's recipient and trusts its sender."""
        told = json.loads((self.folder / "recipient.json").read_bytes())
        desk = device(place / "recipient", Identity(**told["identity"]))
        desk.keep("keys", told["keys"])
        trust.trust_card(desk, keys.load_card(self.folder / "sender.json"))
        return desk


def releases() -> list[Release]:
    """Return every released version of which there are fixtures."""
    folders = sorted(path.parent for path in FIXTURES.glob("*/expected.json"))
    return [Release(folder, json.loads((folder / "expected.json").read_bytes())) for folder in folders]


def counts(desk: Desk, kinds: Mapping[str, int]) -> dict[str, int]:
    """Return how many records of these kinds a desk shows."""
    with desk.reading() as connection:
        return {
            kind: int(rows(connection, f"SELECT count(*) FROM {kind} WHERE NOT deleted")[0][0])  # noqa: S608
            for kind in kinds
        }
