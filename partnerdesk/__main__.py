"""The command `partnerdesk`: the use cases without a screen, or the window where no subcommand is named."""

import sys
from collections.abc import Sequence

from partnerdesk.cli import program


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with these arguments, by default those of the process, and return the exit code.

    0 done, 1 refused for a reason that is told on standard error, 2 wrong usage, 70 a bug.
    """
    return program.run(sys.argv[1:] if arguments is None else list(arguments))


if __name__ == "__main__":
    sys.exit(main())
