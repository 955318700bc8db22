#!/usr/bin/env python3
"""Puts deliberate faults into the cores, one at a time, and sees whether the tests notice.

Each .txt file beside this one is a fault: a sentence, a file, the exact text to find there once and
what to put in its place. The faults go into a copy of the tree, never into the checkout. A fault is
caught by the simulation (an invariant breaks) or by the unit tests of the folder that it is in.
"""

import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
FOLDERS = ["src/base", "src/core/access", "src/core/call", "src/core/door", "src/core/dtmf",
           "src/core/rtp", "src/core/settings", "tests/sim"]  # fmt: skip
COPIED = [*FOLDERS, "tools/cmake"]
# The smallest build that holds them, fast to compile rather than fast to run.
CMAKE = """cmake_minimum_required(VERSION 3.25)
project(portero_mutations LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 23)
list(APPEND CMAKE_MODULE_PATH ${PROJECT_SOURCE_DIR}/tools/cmake)
set(PORTERO_PRECOMPILE ON)
add_compile_options(-pthread "SHELL:-Xclang -fno-pch-timestamp")
include(folder)
enable_testing()
add_link_options(-fuse-ld=lld-19)
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
""" + "".join(f"add_subdirectory({it})\n" for it in FOLDERS)
# So many trees at a time, each with a part of the faults.
TREES = 2
# The same compilation below another folder is the same to ccache.
ENVIRONMENT = os.environ | {
    "CCACHE_BASEDIR": str(ROOT), "CCACHE_SLOPPINESS": "pch_defines,time_macros",
}  # fmt: skip
# A program hangs if it takes so many times what it takes without a fault, and twice in a row: once,
# on a busy machine, proves nothing.
HANGS_AFTER_TIMES = 10
SHORTEST_PATIENCE_S = 10


class Fault(Exception):
    """Something that is wrong with a mutation or with the tree, in words."""


@dataclasses.dataclass
class Mutation:
    name: str
    title: str
    file: str
    find: str
    replace: str


def read(path: pathlib.Path) -> Mutation:
    found = re.fullmatch(
        r"title: ([^\n]+)\nfile: (\S+)\n--- find\n(.+?)\n--- replace\n(.*)",
        path.read_text(encoding="utf-8"),
        re.DOTALL,
    )
    if not found:
        raise Fault(f"{path.name}: not 'title: ...', 'file: ...', '--- find', '--- replace'")
    return Mutation(path.stem, found[1], found[2], found[3], found[4].rstrip("\n"))


def command(*words: str | pathlib.Path, timeout: float | None = None) -> tuple[int | None, str]:
    """(exit status, output); None is the status of what took too long."""
    # In a session of its own: what it has started in turn must not run on.
    process = subprocess.Popen(
        [str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", env=ENVIRONMENT, start_new_session=True,
    )  # fmt: skip
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, ""
    return process.returncode, output


class Patience:
    """Knows how long each program takes without a fault, and so when it hangs."""

    def __init__(self) -> None:
        self.clean_s: dict[str, float] = {}

    def measure(self, *words: str | pathlib.Path) -> tuple[int | None, str]:
        start = time.monotonic()
        result = command(*words)
        self.clean_s[str(words[0])] = time.monotonic() - start
        return result

    def run(self, *words: str | pathlib.Path) -> tuple[int | None, str]:
        """As command(); None only for what hangs."""
        if str(words[0]) not in self.clean_s:
            return self.measure(*words)
        limit_s = max(SHORTEST_PATIENCE_S, HANGS_AFTER_TIMES * self.clean_s[str(words[0])])
        for _ in range(2):
            status, output = command(*words, timeout=limit_s)
            if status is not None:
                break
        return status, output


def copy_if_changed(source: pathlib.Path, target: pathlib.Path) -> None:
    if not target.exists() or target.read_bytes() != source.read_bytes():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def copy(tree: pathlib.Path) -> None:
    for folder in COPIED:
        for source in (ROOT / folder).rglob("*"):
            if source.is_file() and "__pycache__" not in source.parts:
                copy_if_changed(source, tree / source.relative_to(ROOT))
    kept = {ROOT / file.relative_to(tree) for file in tree.rglob("*") if file.is_file()}
    for source in kept:
        if not source.exists():
            (tree / source.relative_to(ROOT)).unlink()
    lists = tree / "CMakeLists.txt"
    if not lists.exists() or lists.read_text(encoding="utf-8") != CMAKE:
        lists.write_text(CMAKE, encoding="utf-8")


def configure(scratch: pathlib.Path) -> None:
    tree, build = scratch / "tree", scratch / "build"
    copy(tree)
    status, output = command(
        "cmake", "-S", tree, "-B", build, "-G", "Ninja", "-DCMAKE_CXX_COMPILER=clang++-19",
        "-DCMAKE_BUILD_TYPE=", "-DCMAKE_CXX_FLAGS=-O0",
    )  # fmt: skip
    if status:
        raise Fault(f"cannot configure:\n{output}")


def unit_test_of(mutation: Mutation) -> str:
    folder = pathlib.PurePosixPath(mutation.file).parent.relative_to("src")
    return str(folder).replace("/", "_") + "_test"


def build(scratch: pathlib.Path, *targets: str, jobs: int = 1) -> None:
    status, output = command("ninja", "-C", scratch / "build", "-j", str(jobs), *targets)
    if status:
        raise Fault(f"does not compile:\n{output[-3000:]}")


def ending(status: int | None, output: str) -> str:
    """How something ended that did not say what it found."""
    asserted = re.search(r"broken invariant: ([^(\n]+)", output)
    if asserted:
        return f"it aborts, {asserted[1].strip()}"
    return "it hangs" if status is None else f"it ends with status {status}"


def simulate(scratch: pathlib.Path, seeds: int, patience: Patience) -> str | None:
    """What broke; None where every invariant held."""
    status, output = patience.run(
        scratch / "build/tests/sim/portero_sim", "run", "--no-shrink", "--seeds", str(seeds),
        "--calls", "20",
    )  # fmt: skip
    if status == 0:
        return None
    broken = re.search(r"BROKEN with seed (\d+): (.+)", output)
    if broken:
        return f"{broken[2]} (seed {broken[1]})"
    aborted = re.search(r"ABORTED with (seed \d+)", output)
    return ending(status, output) + (f" ({aborted[1]})" if aborted else "")


def unit_test(scratch: pathlib.Path, target: str, patience: Patience) -> str | None:
    folder = target.removesuffix("_test").replace("_", "/", 1)
    status, output = patience.run(scratch / "build/src" / folder / target, "--gtest_brief=1")
    if status == 0:
        return None
    failed = re.search(r"\[  FAILED  \] ([\w./]+)", output)
    return failed[1] if failed else ending(status, output)


def mutated(mutation: Mutation) -> str:
    file = ROOT / mutation.file
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    hits = text.count(mutation.find)
    if hits != 1:
        raise Fault(f"{mutation.file} has the text to find {hits} times, not once")
    return text.replace(mutation.find, mutation.replace)


def try_out(
    mutation: Mutation, scratch: pathlib.Path, seeds: int, patience: Patience
) -> list[str]:
    """Who caught it."""
    target = scratch / "tree" / mutation.file
    target.write_text(mutated(mutation), encoding="utf-8")
    try:
        tests = unit_test_of(mutation)
        build(scratch, "portero_sim", tests)
        broken = simulate(scratch, seeds, patience)
        failed = unit_test(scratch, tests, patience)
    finally:
        shutil.copyfile(ROOT / mutation.file, target)
    caught = [f"caught by sim: {broken}"] if broken else []
    return caught + ([f"caught by unit test: {failed}"] if failed else [])


def check_unmutated(
    mutations: list[Mutation], scratch: pathlib.Path, seeds: int, patience: Patience
) -> None:
    tests = sorted({unit_test_of(mutation) for mutation in mutations})
    build(scratch, "portero_sim", *tests, jobs=TREES)
    wrong = [simulate(scratch, seeds, patience)]
    wrong += [unit_test(scratch, test, patience) for test in tests]
    if any(wrong):
        raise Fault(f"the tests fail without any fault: {[one for one in wrong if one]}")


class Progress:
    def __init__(self) -> None:
        self.start = time.monotonic()

    def tell(self, text: str) -> None:
        print(f"{time.monotonic() - self.start:5.0f} s  {text}", flush=True)


def prepare(
    mutations: list[Mutation], scratch: pathlib.Path, seeds: int, progress: Progress
) -> Patience:
    progress.tell(f"copying and building in {scratch}")
    configure(scratch)
    patience = Patience()
    check_unmutated(mutations, scratch, seeds, patience)
    progress.tell("without a fault everything passes")
    return patience


def try_all(
    mutations: list[Mutation], scratch: pathlib.Path, seeds: int, patience: Patience,
    progress: Progress,
) -> int:  # fmt: skip
    """How many were caught."""
    count = 0
    for mutation in mutations:
        try:
            caught = try_out(mutation, scratch, seeds, patience)
        except Fault as fault:
            caught = []
            progress.tell(f"{mutation.name}: ERROR in the mutation: {fault}")
        else:
            found = "; ".join(caught) or "SURVIVED"
            progress.tell(f"{mutation.name}: {found}. {mutation.title}")
        count += bool(caught)
    return count


def run(mutations: list[Mutation], scratch: pathlib.Path, seeds: int) -> int:
    progress = Progress()
    lots = [mutations[at::TREES] for at in range(min(TREES, len(mutations)))]
    trees = [scratch / str(at) for at in range(len(lots))]
    # One after the other: what the first compiles, the others have from the cache.
    patience = [prepare(lot, tree, seeds, progress) for lot, tree in zip(lots, trees)]
    with concurrent.futures.ThreadPoolExecutor(TREES) as threads:
        tried = [
            threads.submit(try_all, lot, tree, seeds, its_patience, progress)
            for lot, tree, its_patience in zip(lots, trees, patience)
        ]
        count = sum(one.result() for one in tried)
    progress.tell(f"{count} of {len(mutations)}")
    return 0 if count == len(mutations) else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="tests/sim/mutations/run.py",
        description=__doc__,
        epilog="exit status: 0 every fault was caught, 1 one was not, 2 wrong usage",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    scratch = ROOT / "build/mutations"
    parser.add_argument("--only", metavar="NAME", help="one fault, by the name of its file")
    parser.add_argument("--list", action="store_true", help="print the faults and stop")
    parser.add_argument("--seeds", type=int, default=300, help="to simulate for each (300)")
    parser.add_argument("--scratch", type=pathlib.Path, default=scratch, help="where to build")
    arguments = parser.parse_args()
    try:
        mutations = [read(path) for path in sorted(HERE.glob("*.txt"))]
        if arguments.only:
            mutations = [one for one in mutations if one.name == arguments.only]
            if not mutations:
                parser.error(f"there is no fault '{arguments.only}'; --list names them")
        if arguments.list:
            for mutation in mutations:
                print(f"{mutation.name:<24} {mutation.title}")
            return 0
        if not mutations:
            raise Fault(f"there is no fault in {HERE}")
        return run(mutations, arguments.scratch.resolve(), arguments.seeds)
    except Fault as fault:
        print(f"mutations: {fault}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
