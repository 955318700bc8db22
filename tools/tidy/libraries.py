"""The libraries as the CMakeLists.txt files declare them: one folder below src/, one library."""

import dataclasses
import re

from tidy.tree import Tree

LAYERS = ["base", "core", "io", "apps"]
KEYWORDS = {"PUBLIC", "PRIVATE", "INTERFACE"}
FOLDER_WORDS = {"HEADERS", "SOURCES", "TESTS", "USES", "TEST_USES"}
COMMAND = re.compile(r"^[ \t]*(\w+)[ \t]*\(([^()]*)\)", re.MULTILINE)


@dataclasses.dataclass
class Library:
    name: str
    folder: str  # like src/core/call
    cmake: str  # path of its CMakeLists.txt
    line: int
    uses: set[str]
    test_uses: set[str]

    @property
    def layer(self) -> int:
        return layer_of(self.folder)


def layer_of(path: str) -> int:
    """0 for base up to 3 for apps; -1 outside src/."""
    top, _, rest = path.partition("/")
    layer = rest.partition("/")[0]
    return LAYERS.index(layer) if top == "src" and layer in LAYERS else -1


def commands(cmake: str) -> list[tuple[int, str, list[str]]]:
    """(line, name, words) of every command of a CMakeLists.txt."""
    text = re.sub(r"#[^\n]*", "", cmake)
    return [
        (text.count("\n", 0, hit.start()) + 1, hit[1], hit[2].split())
        for hit in COMMAND.finditer(text)
    ]


def libraries(tree: Tree) -> dict[str, Library]:
    """By name, in the order of the layers."""
    found = []
    for file in tree.files.values():
        if file.name == "CMakeLists.txt" and layer_of(file.folder) >= 0:
            library = library_of(file.path, file.folder, file.text)
            if library:
                found.append(library)
    found.sort(key=lambda library: (library.layer, library.name))
    names = {library.name for library in found}
    for library in found:
        library.uses &= names - {library.name}
        library.test_uses &= names
    return {library.name: library for library in found}


def library_of(path: str, folder: str, text: str) -> Library | None:
    name = folder.removeprefix("src/").replace("/", "_")
    uses: set[str] = set()
    test_uses: set[str] = set()
    first_line = 0
    for line, command, words in commands(text):
        if command in ("portero_folder", "add_library", "add_executable"):
            first_line = first_line or line
        if command == "portero_folder":
            section = ""
            for word in words:
                if word.isupper():
                    section = word
                elif section == "TEST_USES":
                    test_uses.add(word)
                elif section not in FOLDER_WORDS or section == "USES":
                    uses.add(word)
        elif command == "target_link_libraries" and words:
            links = set(words[1:]) - KEYWORDS
            (test_uses if words[0].endswith("_test") else uses).update(links)
    return Library(name, folder, path, first_line, uses, test_uses) if first_line else None


def owner(path: str, known: dict[str, Library]) -> Library | None:
    """The library of the nearest folder above a file below src/."""
    folder = path
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        library = known.get(folder.removeprefix("src/").replace("/", "_"))
        if library and library.folder == folder:
            return library
    return None
