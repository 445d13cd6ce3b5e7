"""The lock files: every package with its version and hashes, for all platforms, without the name of any registry."""

from installer import environment
from installer.environment import DEVELOPMENT_LOCK, PYPROJECT, ROOT, RUNTIME_LOCK

HEADER = "# Written by: python3 installer/dev.py lock\n"
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--python-version=3.11",
    "--only-binary=:all:",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-build-options",
    "--no-header",
    "--no-annotate",
    "--quiet",
)
PLATFORMS = ("x86_64-manylinux_2_34", "x86_64-pc-windows-msvc", "aarch64-apple-darwin", "x86_64-apple-darwin")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def write() -> int:
    """Resolve pyproject.toml anew and check that each platform finds a wheel with one of the hashes; 1 if not."""
    for lock, extras in ((RUNTIME_LOCK, ("build",)), (DEVELOPMENT_LOCK, ("build", "dev"))):
        command = [environment.program("uv"), "pip", "compile", *OPTIONS, f"--output-file={lock}"]
        command += [f"--extra={extra}" for extra in extras]
        if lock == DEVELOPMENT_LOCK:
            command.append(f"--constraints={RUNTIME_LOCK}")
        if environment.call([*command, str(PYPROJECT)]):
            return 1
        lock.write_text(HEADER + lock.read_text("utf-8"), "utf-8", newline="\n")
        print(f"Wrote {lock.relative_to(ROOT)}")
    return max(_try(platform, python) for platform in PLATFORMS for python in PYTHONS)


def _try(platform: str, python: str) -> int:
    print(f"Looking for wheels: {platform}, Python {python}")
    command = [environment.program("uv"), "pip", "install", "--dry-run", "--quiet", "--require-hashes", "--no-build"]
    command += [
        f"--python-platform={platform}",
        f"--python-version={python}",
        f"--target={environment.FOLDER / 'none'}",
    ]
    return environment.call([*command, f"--requirement={DEVELOPMENT_LOCK}"])
