"""Complete answer sets for shipped instruments give exactly the JSON that the command line promises."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from partnerdesk.instruments import document, library
from partnerdesk.instruments.answer_file import read_answer_file
from partnerdesk.instruments.report import to_json
from partnerdesk.instruments.score import score

SHIPPED = Path(__file__).parent.parent / "data" / "instrument-examples.yaml"


def examples() -> list[dict[str, Any]]:
    path = Path(os.environ.get("PARTNERDESK_INSTRUMENT_EXAMPLES") or SHIPPED)
    data: Any = document.read(path).data
    assert data["format"] == "partnerdesk-instrument-examples/1"
    cases: list[dict[str, Any]] = data["examples"]
    return cases


@pytest.mark.parametrize("case", examples(), ids=lambda case: str(case["id"]))
def test_instrument_example(case: dict[str, Any], tmp_path: Path) -> None:
    instrument = library.get(case["instrument"])
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"context": case["context"], "answers": case["answers"]}, default=float), "utf-8")

    given = read_answer_file(file, instrument)
    found = to_json(score(instrument, given.answers, given.context))

    wanted = json.loads(json.dumps(case["expect"], default=float))
    assert found == wanted
