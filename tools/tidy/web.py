"""Web sources are imported by another one, and hold nothing that the security policy refuses."""

import posixpath
import re

from tidy.tree import File, Problem, Tree

SUFFIXES = {".ts", ".tsx", ".css"}
IMPORT = re.compile(r"""(?:\bfrom|\bimport|@import)\s*\(?\s*["'](\.[^"']+)["']""")
NAMED = re.compile(r"""["'](/src/[^"']+|\./src/[^"']+)["']""")  # by a page or a package
ENDINGS = ("", ".ts", ".tsx", "/index.ts")

CODE = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)\b"
    r"|\bdocument\.write\b|\beval\s*\(|\bnew\s+Function\b|\sstyle=(?=[{\"'])"
)


def check(tree: Tree) -> list[Problem]:
    sources = [file for file in tree.files.values() if is_source(file)]
    reached = reached_files(tree)
    problems = []
    for file in sources:
        if file.path not in reached and not is_entry(file):
            wrong = "nothing imports this file"
            problems.append(Problem(file.path, 1, wrong, "use it or delete it"))
        problems += refused_by_the_policy(file)
    return problems


def is_source(file: File) -> bool:
    return file.path.startswith("web/") and file.suffix in SUFFIXES


# A test, what a tool looks for by its name, and what it gets from there.
def is_entry(file: File) -> bool:
    return bool(re.search(r"\.test\.tsx?$|\.config\.ts$", file.name))


def reached_files(tree: Tree) -> set[str]:
    reached = set()
    for file in tree.files.values():
        if not file.path.startswith("web/"):
            continue
        imports = IMPORT.findall(file.text) if is_source(file) else []
        if file.suffix in {".html", ".json"}:
            imports = ["./" + named.lstrip("./") for named in NAMED.findall(file.text)]
        for target in imports:
            path = posixpath.normpath(posixpath.join(file.folder, target))
            reached |= {path + ending for ending in ENDINGS} - {file.path}
    return reached


def refused_by_the_policy(file: File) -> list[Problem]:
    code = file.code if file.language == "typescript" else ""
    return [
        Problem(
            file.path, file.line_at(hit.start()), f"'{hit[0].strip()}' in a page",
            "the content security policy refuses it; build elements, use classes",
        )
        for hit in CODE.finditer(code)
    ]  # fmt: skip
