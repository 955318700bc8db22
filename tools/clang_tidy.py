#!/usr/bin/env python3
"""Runs the checks of .clang-tidy on the non-test sources of src/ that changed since they passed."""

import argparse
import concurrent.futures
import functools
import hashlib
import json
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CLANG_TIDY = "clang-tidy-19"


def sources(build: pathlib.Path) -> dict[pathlib.Path, dict]:
    """The compile command of every file to check."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = pathlib.Path(entry["file"])
        if path.is_relative_to(ROOT / "src") and not path.stem.endswith("_test"):
            found.setdefault(path, entry)
    return dict(sorted(found.items()))


def output_of(entry: dict) -> str:
    words = shlex.split(entry["command"])
    return words[words.index("-o") + 1]


def dependencies(build: pathlib.Path) -> dict[str, list[pathlib.Path]]:
    """What every object was last built from, as ninja recorded it."""
    command = ["ninja", "-C", str(build), "-t", "deps"]
    listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found: dict[str, list[pathlib.Path]] = {}
    files: list[pathlib.Path] = []
    for line in listed.splitlines():
        if line.startswith("    "):
            files.append(build / line.strip())
        elif "deps mtime" in line and line.endswith("(VALID)"):
            files = found[line.partition(":")[0]] = []
        else:
            files = []
    return found


@functools.cache
def fingerprint(path: pathlib.Path) -> bytes:
    """Our files by content; those of packages by size and time, which an upgrade changes."""
    if path.is_relative_to(ROOT):
        return hashlib.sha256(path.read_bytes()).digest()
    status = path.stat()
    return f"{path} {status.st_size} {status.st_mtime_ns}".encode()


def key_of(entry: dict, files: list[pathlib.Path], checks: bytes) -> str | None:
    """Names the outcome of one file; None when it is not known what the file includes."""
    if not files or not all(path.exists() for path in files):
        return None
    key = hashlib.sha256(checks + entry["command"].encode())
    for path in files:
        key.update(fingerprint(path))
    return key.hexdigest()


def check(build: pathlib.Path, path: pathlib.Path) -> str:
    """What clang-tidy says against a file; empty when nothing."""
    command = [CLANG_TIDY, "-p", str(build), "--quiet", str(path)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def unproved(build: pathlib.Path, passed: pathlib.Path) -> dict[pathlib.Path, str | None]:
    """The files without a remembered pass, with the name to remember theirs by."""
    version = subprocess.run([CLANG_TIDY, "--version"], capture_output=True, check=True).stdout
    checks = version + (ROOT / ".clang-tidy").read_bytes()
    built_from = dependencies(build)
    waiting = {}
    current = set()
    for path, entry in sources(build).items():
        key = key_of(entry, built_from.get(output_of(entry), []), checks)
        current.add(key)
        if key is None or not (passed / key).exists():
            waiting[path] = key
    for old in passed.iterdir():
        if old.name not in current:
            old.unlink()
    return waiting


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/clang_tidy.py", description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="a build folder, like build/dev")
    parser.add_argument("--jobs", type=int, default=2, help="files checked at once (default 2)")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    if not (build / "compile_commands.json").exists():
        parser.error(f"{build} is not configured; run 'cmake --preset dev'")

    passed = build / "clang_tidy"  # an empty file for each outcome without findings
    passed.mkdir(exist_ok=True)
    waiting = unproved(build, passed)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        findings = pool.map(functools.partial(check, build), waiting)
        for (path, key), text in zip(waiting.items(), findings, strict=True):
            if text:
                failed += 1
                print(text, end="", flush=True)
            elif key:
                (passed / key).touch()
    total = len(sources(build))
    print(f"clang-tidy: {total} files, {len(waiting)} of them checked now, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
