#!/usr/bin/env python3
"""Checks the rules of the tree that no compiler checks."""

import argparse
import pathlib
import sys

from tidy import (functions, graph, layers, names, orphans, own_header, purity, shape, usings,
                  wall_clock, web)  # fmt: skip
from tidy.tree import Problem, Tree

CHECKS = [layers, graph, purity, functions, shape, orphans, names, usings, own_header, wall_clock,
          web]  # fmt: skip


def problems_of(tree: Tree) -> list[Problem]:
    return sorted(problem for check in CHECKS for problem in check.check(tree))


def main() -> int:
    described = "\n".join(f"  {check.__doc__.splitlines()[0]}" for check in CHECKS if check.__doc__)
    parser = argparse.ArgumentParser(
        prog="tools/tidy.py",
        description=f"{__doc__} Prints 'path:line: what is wrong; what to do'.",
        epilog=f"what is checked:\n{described}\n\nexit status: 0 tidy, 1 not, 2 wrong usage",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    here = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=here, help="of the tree")
    parser.add_argument(
        "--write-graph", action="store_true", help=f"redraw the library graph in {graph.DOCUMENT}"
    )
    arguments = parser.parse_args()
    if not arguments.root.is_dir():
        parser.error(f"{arguments.root} is not a folder")
    tree = Tree(arguments.root)
    if arguments.write_graph:
        graph.write(tree)
        tree = Tree(arguments.root)
    problems = problems_of(tree)
    for problem in problems:
        print(problem)
    median = shape.median_length(tree)
    print(
        f"tidy: {len(tree.files)} files, the median source file has {median:g} lines, "
        f"{len(problems)} problems"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
