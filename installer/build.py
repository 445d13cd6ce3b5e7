"""The step of the wheel's build that compiles the catalogues, so that an installed PartnerDesk speaks its languages."""

import subprocess
import sys

from setuptools.command.build_py import build_py


class BuildWithWords(build_py):
    """Compile the catalogues, then collect modules and data files as usual."""

    def run(self) -> None:
        """Build; raises CalledProcessError when a catalogue cannot be compiled."""
        if not self.editable_mode:
            subprocess.run([sys.executable, "installer/catalogues.py", "compile"], check=True)
        super().run()
