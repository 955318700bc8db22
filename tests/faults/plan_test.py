#!/usr/bin/env python3
"""That the runs of seeds.py meet each state with each fault."""

import pathlib
import random
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "interop")]

from seeded.faults import FAULTS  # noqa: E402
from seeded.plan import Plan  # noqa: E402
from seeded.states import STATES  # noqa: E402

PLAYED = range(1, 201)  # as seeds.py does where it is told nothing else


def plan(seed: int) -> Plan:
    return Plan.of(seed, random.Random(seed))


class PlanTest(unittest.TestCase):
    def test_each_state_meets_each_fault(self):
        met = {(one.state, one.fault) for one in map(plan, PLAYED)}
        missing = {(state, fault) for state in STATES for fault in FAULTS} - met
        self.assertEqual(missing, set())

    def test_a_seed_is_repeated(self):
        self.assertEqual([plan(seed) for seed in PLAYED], [plan(seed) for seed in PLAYED])


if __name__ == "__main__":
    unittest.main()
