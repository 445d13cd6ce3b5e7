"""The two commands of a checkout: `run` sets PartnerDesk up and opens it, `test` sets it up and checks everything.

Standard library only: this file runs before anything is installed.
"""

import argparse
import os
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  whoever starts this with an older Python must be told so
    sys.exit("PartnerDesk needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, Python would look beside this file only

from installer import checks, environment, lock, system  # noqa: E402


def run(arguments: list[str]) -> int:
    """Set up what PartnerDesk needs and open it; 1, with one sentence, where it cannot be opened."""
    environment.set_up()
    if not system.has_screen():
        command = os.path.relpath(environment.program("partnerdesk"))
        print(f"There is no screen here, so no window can open; use the command line: {command} --help")
        return 1
    if not system.provide_qt_libraries():
        return 1
    return environment.call([environment.python(), "-m", "partnerdesk", *arguments])


def set_up(development: bool) -> int:
    """Set up the environment and the system libraries; 1 where a library is missing that cannot be installed."""
    environment.set_up(development)
    if development:
        system.provide_test_tools()
    return 0 if system.provide_qt_libraries() else 1


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="set everything up and open PartnerDesk")
    running.add_argument("arguments", nargs=argparse.REMAINDER, help="handed to PartnerDesk, after --")
    testing = commands.add_parser("test", help="set everything up and run all checks")
    checking = commands.add_parser("check", help="run all checks or some, without setting up")
    for command in (testing, checking):
        command.add_argument("only", nargs="*", metavar="CHECK", help=f"one of: {', '.join(checks.names())}")
    setting = commands.add_parser("setup", help="set everything up")
    setting.add_argument("--dev", action="store_true", help="with what the checks need")
    commands.add_parser("lock", help="write the lock files anew from pyproject.toml (needs the network)")
    given = parser.parse_args()
    try:
        match given.command:
            case "run":
                return run([argument for argument in given.arguments if argument != "--"])
            case "setup":
                return set_up(given.dev)
            case "test":
                return set_up(development=True) or checks.run(given.only)
            case "check":
                return checks.run(given.only)
            case _:
                environment.set_up(development=True)
                return lock.write()
    except environment.SetupError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
