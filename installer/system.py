"""What PartnerDesk needs from the system: Qt's libraries, Python's venv module, a screen."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Debian's package for each library that Qt 6 loads; a missing libxcb-shape0 is reported by Qt as xcb-cursor0.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
# The public tool that has to open our bundles, and a server for shared databases, each by Debian's package.
TEST_TOOLS = {"age": "age", "initdb": "postgresql"}
# Debian keeps the programs of a server out of the way.
SERVER_PROGRAMS = Path("/usr/lib/postgresql")
# An explicit platform of Qt is somebody's decision, for instance `offscreen` in a test.
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def has_screen() -> bool:
    """Tell whether a window can be opened; systems other than Linux always have a screen."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in SCREENS)


def provide_qt_libraries() -> bool:
    """Install the system libraries that Qt lacks, or name the command in one line; tell whether all are there."""
    if not sys.platform.startswith("linux"):
        return True
    missing = [library for library in QT_LIBRARIES if not _loads(library)]
    if not missing:
        return True
    if shutil.which("apt-get") is None:
        print(f"Qt needs these system libraries; please install their packages: {' '.join(missing)}")
        return False
    packages = [QT_LIBRARIES[library] for library in missing]
    return apt_install(packages, "Qt's windows need system libraries")


def provide_test_tools() -> None:
    """Install what some tests compare with, where this is permitted; elsewhere those tests tell that they are skipped."""
    missing = [package for tool, package in TEST_TOOLS.items() if not _has(tool)]
    if missing and _is_root() and shutil.which("apt-get"):
        apt_install(missing, "Some tests will be skipped")


def _has(tool: str) -> bool:
    return shutil.which(tool) is not None or any(SERVER_PROGRAMS.glob(f"*/bin/{tool}"))


def apt_install(packages: list[str], why: str) -> bool:
    """Install packages of Debian where this is permitted, else name the command in one line; tell whether it worked."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if _is_root():
        print(f"Installing system packages: {' '.join(packages)}")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for step in (["apt-get", "update"], command):
            result = subprocess.run(step, env=quiet, stdout=subprocess.DEVNULL, check=False)
        if result.returncode == 0:
            return True
    print(f"{why}; please run: {'' if _is_root() else 'sudo '}{' '.join(command)}")
    return False


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
