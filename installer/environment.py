"""The virtual environment beside the sources: made, filled from the lock files, left alone while nothing changed."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer import system

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PROGRAMS = FOLDER / ("Scripts" if sys.platform == "win32" else "bin")
PYPROJECT = ROOT / "pyproject.toml"
RUNTIME_LOCK = ROOT / "installer" / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "installer" / "requirements-dev.lock"
STAMP = FOLDER / "partnerdesk-setup.txt"


class SetupError(Exception):
    """Why the environment could not be set up, told in one sentence."""


def set_up(development: bool = False) -> None:
    """Bring the environment up to date: nothing is done where it is.

    Raises SetupError where Python or the network do not allow it; running it again goes on from there.
    """
    if not is_done(development):
        _make()
        lock = DEVELOPMENT_LOCK if development or _has_development() else RUNTIME_LOCK
        print(f"Installing what {lock.relative_to(ROOT)} names; the first time this takes some minutes.")
        _pip("--require-hashes", "--only-binary=:all:", "--requirement", str(lock))
        print("Installing PartnerDesk itself.")
        # The compatible mode is a plain path entry: start-up does not pay for an import hook.
        _pip("--no-deps", "--no-build-isolation", "--config-settings=editable_mode=compat", "--editable", str(ROOT))
        STAMP.write_text(_stamp(lock == DEVELOPMENT_LOCK), "utf-8")
        print("The environment is ready.")
    _compile_catalogues()


def is_done(development: bool) -> bool:
    """Tell whether everything is installed as the lock files say, with or without what the checks need."""
    if not STAMP.exists() or not Path(python()).exists():
        return False
    found = STAMP.read_text("utf-8")
    return found == _stamp(development=True) or (not development and found == _stamp(development=False))


def python() -> str:
    """Return the path of the environment's Python."""
    return program("python")


def program(name: str) -> str:
    """Return the path of a program of the environment."""
    return str(PROGRAMS / (name + (".exe" if sys.platform == "win32" else "")))


def call(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run a command in the checkout's folder and return its exit code."""
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=os.environ | (environment or {}), check=False).returncode


def _has_development() -> bool:
    # Whoever ran the checks here keeps their tools when `run` finds a new lock file.
    return STAMP.exists() and STAMP.read_text("utf-8").startswith("development")


def _stamp(development: bool) -> str:
    digest = hashlib.sha256()
    for file in (RUNTIME_LOCK, DEVELOPMENT_LOCK, PYPROJECT, Path(__file__)):
        digest.update(file.read_bytes())
    digest.update(f"{sys.version} {FOLDER}".encode())
    return f"{'development' if development else 'runtime'} {digest.hexdigest()}\n"


def _make() -> None:
    if _works():
        return
    if FOLDER.exists():
        print("The environment belongs to another Python or place; making it anew.")
        shutil.rmtree(FOLDER)
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not shutil.which("apt-get"):
            raise SetupError("Python's ensurepip module is missing; please install it with your system's packages.")
        if not system.apt_install([package], "Python's venv module is missing"):
            raise SetupError("Nothing else was done; then run this again.")
    print(f"Making the virtual environment {FOLDER.name}.")
    if call([sys.executable, "-m", "venv", str(FOLDER)]):
        shutil.rmtree(FOLDER, ignore_errors=True)
        raise SetupError("The virtual environment could not be made; the reason stands above.")


def _works() -> bool:
    """Tell whether the environment was made by this Python, for this place, and has pip."""
    settings = FOLDER / "pyvenv.cfg"
    # The programs in an environment that was moved still call the old place; only its settings tell.
    if not Path(python()).exists() or not settings.exists() or f"{FOLDER}\n" not in settings.read_text("utf-8"):
        return False
    question = "import sys, pip; print(sys.version)"
    answer = subprocess.run([python(), "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sys.version


def _pip(*arguments: str) -> None:
    # On a terminal pip shows how far a slow download has come; elsewhere its hundred lines would hide the others.
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    command = [python(), "-m", "pip", "--disable-pip-version-check", "install", *quiet, *arguments]
    if call(command):
        raise SetupError(
            "pip could not install everything; the reason stands above. Running this again goes on from there."
        )


def _compile_catalogues() -> None:
    sources = ROOT.glob("translations/*/LC_MESSAGES/*.po")
    if all(_is_newer(source.with_suffix(".mo"), source) for source in sources):
        return
    print("Compiling the catalogues.")
    if call([python(), "installer/catalogues.py", "compile"]):
        raise SetupError("The catalogues could not be compiled; the reason stands above.")


def _is_newer(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns
