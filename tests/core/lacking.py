"""Shipped instruments as they would be without some of their languages, for tests of what stands in for missing words."""

import json
from pathlib import Path
from typing import Any

from partnerdesk import resources
from partnerdesk.instruments import document


def lacking(folder: Path, file: str, *languages: str) -> Path:
    """Write a copy of a shipped instrument whose words and list of languages lack these languages; return the file."""
    found = document.read(resources.path("instruments", file))
    copy = folder / f"{Path(file).stem}.json"
    copy.write_text(json.dumps(_without(found.data, set(languages)), default=float), "utf-8")
    return copy


def _without(value: Any, languages: set[str]) -> Any:
    if isinstance(value, list):
        return [_without(one, languages) for one in value if not (isinstance(one, str) and one in languages)]
    if isinstance(value, dict):
        words = "en" in value
        return {key: _without(one, languages) for key, one in value.items() if not (words and key in languages)}
    return value
