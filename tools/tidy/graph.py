"""ARCHITECTURE.md draws the library graph as the CMakeLists.txt files have it."""

import re
import textwrap

from tidy.libraries import LAYERS, Library, libraries
from tidy.shape import MAX_COLUMNS
from tidy.tree import Problem, Tree

DOCUMENT = "ARCHITECTURE.md"
BLOCK = re.compile(r"(^## Library graph\n(?:(?!#|```)[^\n]*\n)*```text\n)(.*?)(^```$)", re.M | re.S)


def drawn(tree: Tree) -> str:
    """The graph as text: a library, '->' and what it uses; long lines go on indented."""
    known = libraries(tree)
    lines = []
    for library in known.values():
        uses = [name for name in known if name in library.uses]
        line = f"{library.name} -> {' '.join(uses)}" if uses else library.name
        lines += textwrap.wrap(line, MAX_COLUMNS, subsequent_indent="    ")
    return "".join(line + "\n" for line in lines)


def check(tree: Tree) -> list[Problem]:
    known = libraries(tree)
    problems = [problem for library in known.values() for problem in arrows(library, known)]
    if known:
        problems += document(tree)
    return problems


def arrows(library: Library, known: dict[str, Library]) -> list[Problem]:
    problems = []
    for name in sorted(library.uses):
        if known[name].layer > library.layer:
            layer = LAYERS[library.layer]
            wrong = f"{layer} uses {name}, to its right in base <- core <- io <- apps"
            mend = f"remove {name} from {library.name}"
            problems.append(Problem(library.cmake, library.line, wrong, mend))
    if reaches(library.name, library.name, known):
        wrong = f"{library.name} uses itself through {' '.join(sorted(library.uses))}"
        mend = "move what both sides need to a library of its own"
        problems.append(Problem(library.cmake, library.line, wrong, mend))
    return problems


def reaches(start: str, goal: str, known: dict[str, Library]) -> bool:
    seen: set[str] = set()
    waiting = list(known[start].uses)
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            waiting += known[name].uses
    return False


def document(tree: Tree) -> list[Problem]:
    right = drawn(tree)
    file = tree.files.get(DOCUMENT)
    block = BLOCK.search(file.text) if file else None
    if not file or not block:
        wrong = "there is no ```text block after a heading '## Library graph'"
        return [Problem(DOCUMENT, 1, wrong, f"add one with this text:\n{right}")]
    if block[2] == right:
        return []
    wrong = "the library graph differs from the CMakeLists.txt files"
    mend = f"run 'tools/tidy.py --write-graph', or write:\n{right}"
    return [Problem(DOCUMENT, file.line_at(block.start(2)), wrong, mend)]


def write(tree: Tree) -> None:
    file = tree.files[DOCUMENT]
    text = BLOCK.sub(lambda block: block[1] + drawn(tree) + block[3], file.text, count=1)
    (tree.root / DOCUMENT).write_text(text, encoding="utf-8")
