"""One entry for a fuzzer: `python -m tests.hostile.harness [options of libFuzzer]`, where atheris is installed by hand.

The first byte says where the others stand: as the file, as its decrypted text, as the signed manifest, or as the signed lines.
"""

import sys
from dataclasses import replace
from importlib import import_module

from tests.hostile.forging import put_together, sealed, taken_apart, with_lines
from tests.hostile.mutations import Input, Sound
from tests.hostile.target import Outcome, Target


def read_as_input(sound: Sound, data: bytes) -> Input:
    """Return what a fuzzer's bytes stand for; a sound bundle among them is none that must be refused."""
    where, content = data[:1] or b"\0", data[1:]
    if where < b"\x40":
        return Input(content, content != sound.file)
    if where < b"\x80":
        return Input(sealed(content, sound.recipient), content != sound.text)
    parts = taken_apart(sound.text)
    changed = replace(parts, manifest=content) if where < b"\xc0" else with_lines(parts, content.split(b"\n"))
    return Input(sealed(put_together(changed, sound.sender), sound.recipient), must_be_refused=False)


def one_input(target: Target, data: bytes) -> Outcome:
    """Hand a fuzzer's bytes over; whatever this raises is a finding."""
    return target.hand_over(read_as_input(target.sound, data))


def main() -> None:
    """Let atheris search for bytes that the program does not withstand."""
    atheris = import_module("atheris")
    atheris.instrument_all()
    with Target() as target:
        atheris.Setup(sys.argv, lambda data: one_input(target, data) and None)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
