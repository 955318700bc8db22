"""A function fits a screen: at most 70 lines from its signature to its last brace."""

import ast
import re
from collections.abc import Iterator

from tidy import braces
from tidy.tree import File, Problem, Tree

MAX_LINES = 70
BASH_START = re.compile(r"^(\s*)(?:function\s+)?[\w:-]+\s*\(\)\s*([{(])\s*$")


def check(tree: Tree) -> list[Problem]:
    problems = []
    for file in tree.of("cpp", "typescript", "qml", "python", "bash"):
        for first, last in functions(file):
            if last - first + 1 > MAX_LINES:
                wrong = f"a function of {last - first + 1} lines, more than {MAX_LINES}"
                mend = "give its parts names"
                problems.append(Problem(file.path, first, wrong, mend))
    return problems


def functions(file: File) -> Iterator[tuple[int, int]]:
    if file.language == "python":
        return python_functions(file.text)
    if file.language == "bash":
        return bash_functions(file.lines)
    return braces.functions(file.code, file.language or "")


def python_functions(text: str) -> Iterator[tuple[int, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.end_lineno or node.lineno


def bash_functions(lines: list[str]) -> Iterator[tuple[int, int]]:
    for index, line in enumerate(lines):
        start = BASH_START.match(line)
        if start:
            end = start[1] + {"{": "}", "(": ")"}[start[2]]
            rest = (at for at in range(index + 1, len(lines)) if lines[at].rstrip() == end)
            yield index + 1, next(rest, len(lines) - 1) + 1
