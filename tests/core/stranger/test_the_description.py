"""FORMAT.md names everything that travels: members, capabilities and limits of the code stand in it."""

import re
from pathlib import Path

import msgspec
import pytest

from partnerdesk.attachments import OWNERS
from partnerdesk.bundles import container, manifest
from partnerdesk.bundles.limits import LIMITS, MIB
from partnerdesk.bundles.soundness import MOST_SEEN
from partnerdesk.keys import KeyCard
from partnerdesk.store.ops import LONGEST_NAME, Op

TEXT = (Path(manifest.__file__).parent / "FORMAT.md").read_text(encoding="utf-8")
STRUCTS = [
    manifest.Manifest,
    manifest.Vectors,
    manifest.Blob,
    manifest.Welcome,
    manifest.UsedInstrument,
    manifest.Trailer,
    KeyCard,
    Op,
]


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_every_member_is_described(struct: type[msgspec.Struct]) -> None:
    names = [field.encode_name for field in msgspec.structs.fields(struct)]

    assert [name for name in names if f"`{name}`" not in TEXT] == []


def test_the_table_of_capabilities_is_that_of_the_program() -> None:
    section = TEXT[TEXT.index("## Versions") :]
    told = dict(re.findall(r"^\| `([a-z]+/\d+)` \| ([0-9.]+) \|", section, re.MULTILINE))
    told |= dict(re.findall(r"needs `([a-z]+/\d+)` \(\"([0-9.]+)\"\)", section))

    assert told == manifest.CAPABILITIES


def test_every_limit_is_told() -> None:
    section = TEXT[TEXT.index("## Limits") : TEXT.index("## Key cards")]
    counts = [LIMITS.pieces, LIMITS.lines, LIMITS.attachments, LIMITS.stanzas, LIMITS.ratio, MOST_SEEN]
    sizes = [
        LIMITS.file_bytes,
        LIMITS.manifest_bytes,
        LIMITS.line_bytes,
        LIMITS.ratio_free_bytes,
        LIMITS.attachment_bytes,
    ]

    missing = [f"{number:,}" for number in [*counts, container.MOST_RECIPIENTS] if f"{number:,}" not in section]
    missing += [f"{size // MIB} MiB" for size in [*sizes, 2**LIMITS.window_log] if f"{size // MIB} MiB" not in section]

    assert missing == []
    assert f"{LIMITS.payload_bytes // 2**30} GiB" in section
    assert f"at most {LONGEST_NAME} characters" in TEXT


def test_what_an_attachment_belongs_to_is_told() -> None:
    assert [name for name in OWNERS.values() if f"`{name}`" not in TEXT] == []
