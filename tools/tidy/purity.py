"""base and core have no clock, randomness, threads, sockets, logs or printing."""

import re

from tidy.tree import File, Problem, Tree

FOLDERS = ("src/base/", "src/core/")
# It prints why the process ends.
MAY_PRINT = {"src/base/assert.cpp"}

PASS_IN = "take what it gives as an argument"
SHELL = "return an action and let io or apps do it"

# (what, pattern over the code, what to do, whether it is about printing)
CODE = [
    ("a clock", r"\b\w+_clock\b|\btime\s*\(\s*(?:nullptr|NULL|0|&\w+)\s*\)|\bgettimeofday\b"
     r"|\bclock_gettime\b", PASS_IN, False),
    ("randomness", r"\brandom_device\b|\bs?rand\s*\(\s*\w*\s*\)|\bgetrandom\b|\barc4random\w*"
     r"|\brandombytes_\w+", PASS_IN, False),
    ("a thread", r"\bthis_thread\b|\bstd::j?thread\b|\bstd::async\b", SHELL, False),
    ("printing", r"\bv?f?printf\s*\(|\bf?puts\s*\(|\bstd::(?:cout|cerr|clog)\b|\bfmt::print\b",
     SHELL, True),
]  # fmt: skip
INCLUDES = [
    ("a clock", r"<(?:sys/time\.h)", PASS_IN, False),
    ("a thread", r"<(?:thread|mutex|shared_mutex|condition_variable|future|pthread\.h)", SHELL,
     False),
    ("a socket", r"<(?:sys/(?:socket|un|select|epoll)|netinet/.*|arpa/.*|netdb|poll|unistd)\.h"
     r"|<boost/(?:asio|beast).*", SHELL, False),
    ("a log", r"<spdlog/.*", SHELL, False),
]  # fmt: skip
# A unit test may read its samples and draw from a generator with a fixed seed.
INCLUDES_OUTSIDE_TESTS = [
    ("randomness", r"<(?:random|sodium(?:/.*)?\.h)", PASS_IN, False),
    ("printing", r"<(?:iostream|ostream|fstream|print|cstdio|stdio\.h)", SHELL, True),
]


def check(tree: Tree) -> list[Problem]:
    return [
        problem
        for file in tree.of("cpp")
        if file.path.startswith(FOLDERS)
        for problem in of_file(file)
    ]


def of_file(file: File) -> list[Problem]:
    is_test = file.stem.endswith("_test")
    problems = []
    for what, pattern, mend, prints in CODE:
        if not (prints and (is_test or file.path in MAY_PRINT)):
            for hit in re.finditer(pattern, file.code):
                problems.append(problem(file, file.line_at(hit.start()), what, hit[0], mend))
    rules = INCLUDES if is_test else INCLUDES + INCLUDES_OUTSIDE_TESTS
    for line, include in file.includes:
        for what, pattern, mend, prints in rules:
            if re.fullmatch(pattern, include) and not (prints and file.path in MAY_PRINT):
                problems.append(problem(file, line, what, include + ">", mend))
    return problems


def problem(file: File, line: int, what: str, text: str, mend: str) -> Problem:
    layer = file.path.split("/")[1]
    return Problem(file.path, line, f"{what} in {layer}: {text.strip()}", mend)
