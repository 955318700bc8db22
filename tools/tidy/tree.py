"""The files of the tree and what the checks ask about them."""

import dataclasses
import functools
import pathlib
import re
import subprocess

from tidy.mask import masked

LANGUAGES = {
    ".cpp": "cpp", ".hpp": "cpp", ".h": "cpp",
    ".ts": "typescript", ".tsx": "typescript", ".js": "typescript", ".mjs": "typescript",
    ".qml": "qml", ".py": "python", ".sh": "bash",
}  # fmt: skip
TEXTS = {
    ".cmake", ".css", ".html", ".json", ".md", ".service", ".socket", ".sql", ".toml", ".txt",
    ".yaml", ".yml",
}  # fmt: skip
SKIPPED_FOLDERS = {".git", "build", "node_modules", "__pycache__", "run-data", ".cache"}
# Samples keep the bytes they were recorded with.
DATA_FOLDERS = {"corpus", "data"}
LOCK_FILES = {"package-lock.json"}


@dataclasses.dataclass(frozen=True, order=True)
class Problem:
    path: str
    line: int
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong}; {self.mend}"


class File:
    def __init__(self, path: str, content: bytes):
        self.path = path
        self.text = content.decode("utf-8", "replace")
        self.name = path.rsplit("/", 1)[-1]
        self.folder = path.rpartition("/")[0]
        self.stem, dot, suffix = self.name.rpartition(".")
        self.suffix = dot + suffix if self.stem else ""
        self.stem = self.stem or self.name
        parts = set(self.folder.split("/"))
        self.is_data = bool(parts & DATA_FOLDERS) or self.name in LOCK_FILES
        self.language = None if self.is_data else LANGUAGES.get(self.suffix, self._by_shebang())
        self.is_text = not self.is_data and (self.language is not None or self.suffix in TEXTS)

    def _by_shebang(self) -> str | None:
        found = re.match(r"#!.*\b(bash|python3)\b", self.text)
        return {"bash": "bash", "python3": "python"}[found[1]] if found else None

    @functools.cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")[: -1 if self.text.endswith("\n") else None]

    @functools.cached_property
    def code(self) -> str:
        """Without comments and strings (brace languages only)."""
        return masked(self.text, self.language or "")

    @functools.cached_property
    def includes(self) -> list[tuple[int, str]]:
        """(line, what is included with its opening mark), like (3, '"core/call/call.hpp')."""
        if self.language != "cpp":
            return []
        text = masked(self.text, "cpp", keep_strings=True)
        found = re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(["<][^">\n]+)[">]', text, re.MULTILINE)
        return [(text.count("\n", 0, hit.start()) + 1, hit[1]) for hit in found]

    def line_at(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1


class Tree:
    def __init__(self, root: pathlib.Path):
        self.root = root
        self.files = {
            path: File(path, (root / path).read_bytes())
            for path in sorted(paths_below(root))
            if (root / path).is_file() and not (root / path).is_symlink()
        }

    def of(self, *languages: str, below: str = "") -> list[File]:
        return [
            file
            for file in self.files.values()
            if file.language in languages and file.path.startswith(below)
        ]


def paths_below(root: pathlib.Path) -> list[str]:
    """What git tracks or would track; without git, every file outside the generated folders."""
    if (root / ".git").exists():
        command = ["git", "-C", str(root), "ls-files", "-coz", "--exclude-standard"]
        listed = subprocess.run(command, capture_output=True, check=False, text=True)
        if listed.returncode == 0:  # git refuses a tree of somebody else
            return [path for path in listed.stdout.split("\0") if path]
    return [
        found.relative_to(root).as_posix()
        for found in root.rglob("*")
        if not SKIPPED_FOLDERS & set(found.relative_to(root).parts)
    ]
