"""The main job from the command line, as the contract `journey.sh` tells it, word for word."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CONTRACT = ROOT.parent / "shared" / "acceptance" / "journey.sh"
COPY = HERE / "journey.sh"

needs_bash = pytest.mark.skipif(sys.platform == "win32" or shutil.which("bash") is None, reason="needs bash")


@needs_bash
def test_a_field_office_and_its_region_agree_through_files_alone(tmp_path: Path) -> None:
    variables = os.environ | {"PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))}

    result = subprocess.run(
        ["bash", str(COPY), str(tmp_path)], env=variables, capture_output=True, encoding="utf-8", check=False
    )

    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1] == "journey: ok"


@pytest.mark.skipif(not CONTRACT.exists(), reason="the contract lies beside some checkouts only")
def test_the_journey_played_is_the_contract() -> None:
    assert COPY.read_text("utf-8") == CONTRACT.read_text("utf-8")
