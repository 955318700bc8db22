"""Includes point left in base <- core <- io <- apps, along the arrows of the library graph."""

import re

from tidy.libraries import LAYERS, Library, layer_of, libraries, owner
from tidy.tree import File, Problem, Tree

PACKAGES = [
    ("GStreamer", "src/io/media/", re.compile(r"<gst/|<gst\w*\.h$")),
    ("Qt", "src/apps/display/", re.compile(r"<Qt?[A-Z]\w*(/\w+)?$|<q[a-z]+\.h$")),
]


def check(tree: Tree) -> list[Problem]:
    known = libraries(tree)
    problems = []
    for file in tree.of("cpp", below="src/"):
        for line, include in file.includes:
            problems += of_package(file, line, include)
            if include.startswith('"'):
                problems += of_folder(tree, known, file, line, "src/" + include[1:])
    return problems


def of_package(file: File, line: int, include: str) -> list[Problem]:
    return [
        Problem(
            file.path, line, f"only {home} includes {package}",
            f"move the code that needs {include}> there, behind a plain header",
        )
        for package, home, pattern in PACKAGES
        if pattern.match(include) and not file.path.startswith(home)
    ]  # fmt: skip


def of_folder(
    tree: Tree, known: dict[str, Library], file: File, line: int, target: str
) -> list[Problem]:
    if target not in tree.files:
        return []  # the compiler speaks about what is missing or generated
    if layer_of(target) > layer_of(file.path):
        here, there = LAYERS[layer_of(file.path)], LAYERS[layer_of(target)]
        wrong = f"{here} includes {there}, to its right in base <- core <- io <- apps"
        mend = "pass what is needed in as a value, or move the code"
        return [Problem(file.path, line, wrong, mend)]
    ours, theirs = owner(file.path, known), owner(target, known)
    if not ours or not theirs or ours is theirs or theirs.name in ours.uses:
        return []
    is_test = file.stem.endswith("_test")
    if is_test and theirs.name in ours.test_uses:
        return []
    word = "TEST_USES" if is_test else "USES"
    header = target.removeprefix("src/")
    wrong = f"{header} belongs to {theirs.name}, which {ours.name} does not use"
    return [Problem(file.path, line, wrong, f"add {theirs.name} to {word} in {ours.cmake}")]
