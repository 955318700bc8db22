"""The length of files and lines, blanks, tabs and what a merge leaves behind."""

import re
import statistics

from tidy.tree import File, Problem, Tree

MAX_LINES = 600
MAX_COLUMNS = 100
MEDIAN_BELOW = 150
NO_TABS = {"cpp", "typescript", "python", "qml"}
MARKER = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)")
URL = re.compile(r"\S*\w://\S+")


def check(tree: Tree) -> list[Problem]:
    problems = []
    for file in tree.files.values():
        if file.is_text:
            problems += of_file(file)
            for number, line in enumerate(file.lines, 1):
                problems += of_line(file, number, line)
    median = median_length(tree)
    if median >= MEDIAN_BELOW:
        wrong = f"the median source file has {median:g} lines, not below {MEDIAN_BELOW}"
        problems.append(Problem(".", 1, wrong, "split the long files by idea"))
    return problems


def sources(tree: Tree) -> list[File]:
    return [file for file in tree.files.values() if file.language]


def median_length(tree: Tree) -> float:
    return statistics.median([len(file.lines) for file in sources(tree)] or [0])


def of_file(file: File) -> list[Problem]:
    problems = []
    length = len(file.lines)
    if file.text and not file.text.endswith("\n"):
        wrong = "the last line has no newline"
        problems.append(Problem(file.path, length, wrong, "end the file with one"))
    if file.language and length > MAX_LINES:
        wrong = f"{length} lines, more than {MAX_LINES}"
        problems.append(Problem(file.path, 1, wrong, "split the file by idea"))
    return problems


def of_line(file: File, number: int, line: str) -> list[Problem]:
    found = []
    if MARKER.match(line):
        found.append(("a merge-conflict marker", "finish the merge"))
    if line != line.rstrip():
        found.append(("blanks at the end of the line", "remove them"))
    if file.language in NO_TABS and "\t" in line[: len(line) - len(line.lstrip())]:
        found.append(("indented with a tab", "use spaces"))
    if too_wide(file, line):
        found.append((f"{len(line)} columns, more than {MAX_COLUMNS}", "break the line"))
    return [Problem(file.path, number, wrong, mend) for wrong, mend in found]


def too_wide(file: File, line: str) -> bool:
    if len(line) <= MAX_COLUMNS or file.suffix == ".json":
        return False
    is_table = file.suffix == ".md" and line.startswith("|")
    return not is_table and len(URL.sub("", line)) > MAX_COLUMNS
