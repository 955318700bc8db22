"""No file that nothing reaches: sources are built, headers included, documents linked."""

import posixpath
import re

from tidy.libraries import commands
from tidy.tree import File, Problem, Tree

LINK = re.compile(r"\]\(([^)#\s]+)")


def check(tree: Tree) -> list[Problem]:
    named = named_by_cmake(tree)
    included = {include for file in tree.of("cpp") for include in include_targets(tree, file)}
    problems = []
    for file in tree.of("cpp"):
        if file.suffix == ".cpp" and file.path not in named:
            wrong = "no CMakeLists.txt names this file"
            problems.append(Problem(file.path, 1, wrong, "add it to its folder's, or delete it"))
        elif file.suffix != ".cpp":
            problems += of_header(file, named, included)
    return problems + documents(tree)


def of_header(file: File, named: set[str], included: set[str]) -> list[Problem]:
    if file.path.startswith("src/") and file.path not in named:
        wrong = "no CMakeLists.txt names this header"
        return [Problem(file.path, 1, wrong, "add it to HEADERS in its folder's, or delete it")]
    if file.path not in included:
        return [Problem(file.path, 1, "nobody includes this header", "use it or delete it")]
    return []


def named_by_cmake(tree: Tree) -> set[str]:
    """Paths of the C++ files that some CMakeLists.txt names."""
    named = set()
    for file in tree.files.values():
        if file.name != "CMakeLists.txt":
            continue
        for _, command, words in commands(file.text):
            if command == "portero_fuzz" and words:
                words = [f"{words[0]}_fuzz.cpp", *words]
            for word in words:
                named.add(posixpath.normpath(posixpath.join(file.folder, word)))
    return named


def include_targets(tree: Tree, file: File) -> list[str]:
    """Paths that the quoted includes of a file may mean: below src/, the root or its own folder."""
    bases = ["src", "", file.folder]
    return [
        path
        for _, include in file.includes
        for path in (posixpath.normpath(posixpath.join(base, include[1:])) for base in bases)
        if path in tree.files and path != file.path
    ]


def documents(tree: Tree) -> list[Problem]:
    linked = set()
    for file in tree.files.values():
        if file.suffix == ".md":
            for hit in LINK.finditer(file.text):
                target = posixpath.normpath(posixpath.join(file.folder, hit[1]))
                linked |= {target, target + "/README.md"} - {file.path}
    return [
        Problem(file.path, 1, "no other document links to this one", "link to it where it helps")
        for file in tree.files.values()
        if file.suffix == ".md" and file.path.startswith("docs/") and file.path not in linked
    ]
