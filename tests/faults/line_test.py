#!/usr/bin/env python3
"""That the runs of seeds.py would notice a door that does what it must not."""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "interop")]

from harness.waiting import Failed  # noqa: E402
from seeded.line import Asked, check  # noqa: E402


def movements(*changes: tuple[float, bool]) -> list[dict]:
    return [{"at_us": int(at * 1e6), "open": is_open} for at, is_open in changes]


class LineTest(unittest.TestCase):
    def refuses(self, why: str, moved: list[dict], *asked: Asked) -> None:
        with self.assertRaisesRegex(Failed, why):
            check(moved, list(asked))

    def test_one_opening_for_each_who_asked(self):
        moved = movements((0, False), (10, True), (11, False), (20, True), (21.09, False))
        check(moved, [Asked(9.9, "key", "opened"), Asked(19.9, "click")])

    def test_a_command_that_was_lost_may_open_nothing(self):
        check(movements((0, False)), [Asked(10, "key")])

    def test_nobody_asked(self):
        self.refuses("nobody had asked", movements((10, True), (11, False)))

    def test_one_command_opens_once(self):
        moved = movements((10, True), (11, False), (12, True), (13, False))
        self.refuses("nobody had asked", moved, Asked(9.9, "key"))

    def test_a_command_is_not_carried_out_much_later_nor_before(self):
        moved = movements((10, True), (11, False))
        self.refuses("nobody had asked", moved, Asked(4.9, "key"))
        self.refuses("nobody had asked", moved, Asked(10.1, "key"))

    def test_it_falls_back_in_time(self):
        asked = Asked(9.9, "key")
        self.refuses("open for 1.110 s", movements((10, True), (11.11, False)), asked)
        self.refuses("open at the end", movements((10, True)), asked)

    def test_what_was_told_is_true(self):
        self.refuses("'opened' was told", movements((0, False)), Asked(10, "click", "opened"))


if __name__ == "__main__":
    unittest.main()
