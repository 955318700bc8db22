"""Names that say nothing are refused for files, folders, types and namespaces."""

import re
from collections.abc import Iterator

from tidy.tree import File, Problem, Tree

FORBIDDEN = {"manager", "helper", "helpers", "util", "utils", "impl", "common"}
TYPE = re.compile(
    r"\b(?:class|struct|union|enum|concept|using|namespace|interface|type)\s+"
    r"(?:class\s+|struct\s+)?([A-Za-z_]\w*)"
)
PYTHON_CLASS = re.compile(r"^[ \t]*class\s+(\w+)", re.MULTILINE)
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
MEND = "name it after what it does"


def check(tree: Tree) -> list[Problem]:
    problems = []
    for file in tree.files.values():
        if file.is_data:
            continue
        for part in file.path.split("/"):
            for word in forbidden(part):
                problems.append(Problem(file.path, 1, f"'{word}' in a file's name", MEND))
        for hit in types(file):
            for word in forbidden(hit[1]):
                line = file.line_at(hit.start(1))
                problems.append(Problem(file.path, line, f"'{word}' in a type's name", MEND))
    return problems


def types(file: File) -> Iterator[re.Match[str]]:
    if file.language == "python":
        return PYTHON_CLASS.finditer(file.text)
    return TYPE.finditer(file.code if file.language in ("cpp", "typescript") else "")


def forbidden(name: str) -> list[str]:
    return [word.lower() for word in WORD.findall(name) if word.lower() in FORBIDDEN]
