"""A source uses each name that it fetches by a using-declaration."""

import re

from tidy.tree import Problem, Tree

DECLARATION = re.compile(r"^[ \t]*using\s+(?:[A-Za-z_]\w*::)+([A-Za-z_]\w*)\s*;", re.MULTILINE)


def check(tree: Tree) -> list[Problem]:
    problems = []
    for file in tree.files.values():
        if file.suffix != ".cpp" or file.language != "cpp":
            continue
        rest = DECLARATION.sub("", file.code)
        for hit in DECLARATION.finditer(file.code):
            if not re.search(rf"\b{hit[1]}\b", rest):
                line = file.line_at(hit.start(1))
                problems.append(
                    Problem(file.path, line, f"nothing uses the using of {hit[1]}", "remove it")
                )
    return problems
