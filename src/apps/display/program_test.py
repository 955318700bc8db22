#!/usr/bin/env python3
"""How portero-display ends where it is started with what cannot work.

usage: program_test.py PORTERO_DISPLAY"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

DISPLAY = sys.argv[1]
PATIENCE_S = 20.0


def run(*words: object, **more: object) -> subprocess.CompletedProcess[str]:
    command = [DISPLAY, *[str(word) for word in words]]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, **more)


class Render(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="portero-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_makes_the_folders_of_its_file(self):
        picture = self.folder / "new" / "busy.png"
        done = run("--render", "busy", "--out", picture)
        self.assertEqual(done.returncode, 0, done)
        self.assertEqual(picture.read_bytes()[1:4], b"PNG")

    def test_says_what_cannot_be_written(self):
        """A folder that cannot be made ended it with an exception that nobody caught."""
        file = self.folder / "file"
        file.touch()
        for below in ("busy.png", "folder/busy.png"):
            done = run("--render", "busy", "--out", file / below)
            self.assertEqual(done.returncode, 1, done)
            self.assertIn(f"portero-display: {file / below} cannot be written\n", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
