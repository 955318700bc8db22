#!/usr/bin/env python3
"""tools/status_check.py finds each fault of a status table and is quiet about a good one."""

import pathlib
import tempfile
import unittest

import status_check

TESTS = {"RingingTest", "RingingTest.ThePressRingsTheExtension"}
REST = ", ".join(status_check.IDS[1:])
ALL_BUT_FIRST = f"| {REST} | all else | not yet | |\n"


def row(ids: str, state: str, tests: str) -> str:
    return f"| {ids} | what it is | {state} | {tests} |\n"


class StatusCheck(unittest.TestCase):
    def expect(self, table: str, *problems: str):
        self.assertEqual(status_check.problems_of(table, TESTS), list(problems))

    def test_each_id_once_with_tests_that_exist_is_fine(self):
        self.expect(row("DSP-1", "decided", "`RingingTest`") + ALL_BUT_FIRST)

    def test_an_id_that_is_missing_is_found(self):
        self.expect(ALL_BUT_FIRST, "DSP-1 is not in the table")

    def test_an_id_that_is_there_twice_is_found(self):
        twice = row("DSP-1, DSP-1", "not yet", "") + ALL_BUT_FIRST
        self.expect(twice, "DSP-1 is in the table twice")

    def test_an_id_that_the_product_does_not_have_is_found(self):
        strange = row("DSP-1, DSP-11", "not yet", "") + ALL_BUT_FIRST
        self.expect(strange, "DSP-11 is not an id of the product")

    def test_a_test_that_does_not_exist_is_found(self):
        missing = row("DSP-1", "decided", "`RingingTest.Dances`") + ALL_BUT_FIRST
        self.expect(missing, "DSP-1: there is no test RingingTest.Dances")

    def test_what_works_without_a_test_is_found(self):
        self.expect(row("DSP-1", "works", "") + ALL_BUT_FIRST, "DSP-1: 'works' with 0 tests")

    def test_what_is_not_there_yet_but_tested_is_found(self):
        table = row("DSP-1", "not yet", "`RingingTest`") + ALL_BUT_FIRST
        self.expect(table, "DSP-1: 'not yet' with 1 tests")

    def test_a_state_of_ones_own_is_found(self):
        problem = (
            "DSP-1: the state 'soon' is none of ['decided', 'in part', 'not yet', 'works']"
        )
        self.expect(row("DSP-1", "soon", "") + ALL_BUT_FIRST, problem)

    def test_suites_and_tests_are_found_in_the_sources(self):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "src" / "core" / "ringing_test.cpp"
            source.parent.mkdir(parents=True)
            source.write_text("TEST_F(RingingTest, ThePressRingsTheExtension) {\n")
            self.assertEqual(status_check.tests_of(pathlib.Path(folder)), TESTS)

    def test_ctests_are_found_in_the_build(self):
        with tempfile.TemporaryDirectory() as folder:
            build = pathlib.Path(folder) / "tests" / "CMakeLists.txt"
            build.parent.mkdir(parents=True)
            build.write_text(
                "  add_test(NAME e2e.console\n"
                "  portero_e2e(answer 180 x)\n"
                "  portero_interop(dns sound)\n"
            )
            found = {"e2e.console", "e2e.answer", "interop.dns", "interop.sound"}
            self.assertEqual(status_check.tests_of(pathlib.Path(folder)), found)

    def test_ctests_are_found_where_they_are_declared(self):
        with tempfile.TemporaryDirectory() as folder:
            declared = pathlib.Path(folder) / "tests" / "sim" / "CMakeLists.txt"
            declared.parent.mkdir(parents=True)
            declared.write_text(
                "add_test(NAME sim.link COMMAND link_sim)\n  portero_interop(dns tls)\n"
            )
            found = {"sim.link", "interop.dns", "interop.tls"}
            self.assertEqual(status_check.tests_of(pathlib.Path(folder)), found)

    def test_the_ctests_with_programs_of_others_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            cmake = pathlib.Path(folder) / "tests" / "interop" / "CMakeLists.txt"
            cmake.parent.mkdir(parents=True)
            cmake.write_text("# portero_interop(GROUPS...)\n  portero_interop(dns phones)\n")
            found = status_check.tests_of(pathlib.Path(folder))
            self.assertEqual(found, {"interop.dns", "interop.phones"})


if __name__ == "__main__":
    unittest.main()
