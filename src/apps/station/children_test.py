#!/usr/bin/env python3
"""How the programs that portero-station starts end where somebody else starts them.

usage: children_test.py PROGRAM..."""

import pathlib
import socket
import subprocess
import sys
import tempfile
import unittest

PROGRAMS = sys.argv[1:]
PATIENCE_S = 20.0
TAKES_PACKETS = "portero-relay"


class Children(unittest.TestCase):
    """portero-display ran for ever, portero-media ended with an exception that nobody caught."""

    def is_refused(self, program: str, descriptor: int, **more: object) -> None:
        command = [program, "--socket", str(descriptor)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, **more)
        name = pathlib.Path(program).name
        kind = "packet" if name == TAKES_PACKETS else "stream"
        with self.subTest(name):
            self.assertEqual(done.returncode, 2, done)
            self.assertIn(f"{name}: --socket: {descriptor} is no {kind} socket.", done.stderr)

    def test_want_a_descriptor_that_is_open(self):
        for program in PROGRAMS:
            self.is_refused(program, 77)
            self.is_refused(program, -1)

    def test_want_a_socket(self):
        for program in PROGRAMS:
            self.is_refused(program, 0, stdin=subprocess.DEVNULL)
            with tempfile.TemporaryFile() as file:
                self.is_refused(program, file.fileno(), pass_fds=[file.fileno()])

    def test_want_one_of_the_type_that_they_read(self):
        datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        with datagrams:
            for program in PROGRAMS:
                self.is_refused(program, datagrams.fileno(), pass_fds=[datagrams.fileno()])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
