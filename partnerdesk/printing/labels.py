"""Labels of the vocabulary's codes, in the language in use."""

from functools import cache

import yaml

from partnerdesk import resources
from partnerdesk.instruments.text import Text


@cache
def _lists() -> dict[str, dict[str, Text]]:
    data = yaml.safe_load(resources.path("vocabulary.yaml").read_text("utf-8"))["code_lists"]
    return {k: {c["code"]: Text(c["label"]) for c in v["codes"]} for k, v in data.items()}


def label(code_list: str, code: str) -> str:
    """Return the label."""
    found = _lists()[code_list].get(code)
    return found.words() if found else code


def codes(code_list: str) -> list[str]:
    return list(_lists()[code_list])
