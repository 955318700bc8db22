"""A source includes the header of its own name first, so that no other helps it to compile."""

from tidy.tree import File, Problem, Tree


def check(tree: Tree) -> list[Problem]:
    sources = [file for file in tree.of("cpp") if file.suffix == ".cpp"]
    return [problem for file in sources for problem in of_file(tree, file)]


def of_file(tree: Tree, file: File) -> list[Problem]:
    own = file.path.removesuffix(".cpp") + ".hpp"
    if own not in tree.files or file.stem.endswith("_test"):
        return []
    line, first = next(iter(file.includes), (1, "nothing"))
    name = first.removeprefix('"')
    if own in (name, "src/" + name):
        return []
    return [Problem(file.path, line, f"includes {first} first", f"begin with {file.stem}.hpp")]
