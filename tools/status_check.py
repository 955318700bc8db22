#!/usr/bin/env python3
"""Checks the status table of README.md: each id of the product once, each test that it names."""

import pathlib
import re
import sys

PRODUCT = {"DSP": 10, "CALL": 12, "UNL": 8, "SIP": 9, "WRT": 8, "SRV": 8, "EVT": 6, "APP": 5,
           "GEN": 4, "AHD": 13}  # fmt: skip
IDS = [f"{area}-{number}" for area, last in PRODUCT.items() for number in range(1, last + 1)]
TESTED = {"works", "decided", "in part"}
STATES = TESTED | {"not yet"}
ROW = re.compile(r"^\| *([A-Z]+-\d+[^|]*)\|[^|]*\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
TEST = re.compile(r"^TEST(?:_[FP])?\((\w+), (\w+)\)", re.MULTILINE)

CTEST = re.compile(r"^ *add_test\(NAME ([a-z0-9_.]+)", re.MULTILINE)
INTEROP = re.compile(r"^ *portero_interop\(([a-z_ ]+)\)", re.MULTILINE)


def tests_of(root: pathlib.Path) -> set[str]:
    """Suites, tests, ctests: 'RingingTest', 'RingingTest.RingsAgain', 'interop.phones'."""
    found = set()
    for top in ("src", "tests"):
        for path in sorted((root / top).rglob("*_test.cpp")):
            for suite, name in TEST.findall(path.read_text(encoding="utf-8")):
                found |= {suite, f"{suite}.{name}"}
        for path in sorted((root / top).rglob("CMakeLists.txt")):
            text = path.read_text(encoding="utf-8")
            found |= set(CTEST.findall(text))
            for groups in INTEROP.findall(text):
                found |= {f"interop.{group}" for group in groups.split()}
    return found


def problems_of(text: str, tests: set[str]) -> list[str]:
    problems = []
    seen: list[str] = []
    for first, state, named in ROW.findall(text):
        ids = re.findall(r"[A-Z]+-\d+", first)
        seen += ids
        state = state.strip()
        wanted = re.findall(r"`([^`]+)`", named)
        if state not in STATES:
            problems.append(f"{ids[0]}: the state '{state}' is none of {sorted(STATES)}")
        elif (state in TESTED) != bool(wanted):
            problems.append(f"{ids[0]}: '{state}' with {len(wanted)} tests")
        problems += [f"{ids[0]}: there is no test {test}" for test in wanted if test not in tests]
    problems += [f"{id} is not in the table" for id in IDS if id not in seen]
    problems += [f"{id} is not an id of the product" for id in seen if id not in IDS]
    problems += [f"{id} is in the table twice" for id in IDS if seen.count(id) > 1]
    return problems


def main() -> int:
    if len(sys.argv) > 1:
        print("usage: tools/status_check.py (no words)", file=sys.stderr)
        return 2
    root = pathlib.Path(__file__).resolve().parent.parent
    text = (root / "README.md").read_text(encoding="utf-8")
    problems = problems_of(text, tests_of(root))
    for problem in problems:
        print(f"README.md: {problem}")
    print(f"status: {len(IDS)} ids, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
