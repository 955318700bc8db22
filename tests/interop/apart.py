#!/usr/bin/env python3
"""Runs a command in a network of its own.

  tests/interop/apart.py COMMAND...

exit status: the command's; 77 in a plain chroot, where no program can be apart
"""

import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from harness import apart  # noqa: E402


def main(words: list[str]) -> int:
    if not words:
        print(__doc__, file=sys.stderr)
        return 2
    if words[0] == "--inside":
        apart.own_places()
        os.execvp(words[1], words[1:])
    if apart.in_a_plain_chroot():
        print(apart.IN_A_CHROOT, file=sys.stderr)
        return apart.SKIPPED
    if not apart.can_be_apart():
        print(apart.NEEDED, file=sys.stderr)
        return 1
    inside = [*apart.unshared(), sys.executable, __file__, "--inside", *words]
    return subprocess.run(inside, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
