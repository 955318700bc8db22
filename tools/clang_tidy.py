#!/usr/bin/env python3
"""Runs the checks of .clang-tidy on the non-test sources of src/ that changed since they passed.

Most of the time goes into the headers, so the sources of a folder are checked as one, as far as
they compile together: one whose names are taken by another goes into the next lot.
"""

import argparse
import concurrent.futures
import functools
import hashlib
import json
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CLANG_TIDY = "clang-tidy-19"
COMPILER = "clang++-19"
MAX_TOGETHER = 24
NAMED = re.compile(r"^(?:In file included from (.*?):\d+:$|(.*?):\d+:\d+: (?:fatal )?error:)", re.M)


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


def words_of(entry: dict) -> list[str]:
    """How it is compiled, without the cache, the compiler, the output and the source."""
    words = shlex.split(entry["command"])
    compiler = next(at for at, word in enumerate(words) if word.endswith(COMPILER))
    return [word for word in words[compiler + 1 : words.index("-o")] if word != "-Werror"]


def folders_of(entries: list[dict]) -> list[list[dict]]:
    """Sources of one folder that are compiled in one way, the largest folders first."""
    alike: dict[tuple, list[dict]] = {}
    for entry in entries:
        alike.setdefault((pathlib.Path(entry["file"]).parent, *words_of(entry)), []).append(entry)
    lots = [
        several[start : start + MAX_TOGETHER]
        for several in alike.values()
        for start in range(0, len(several), MAX_TOGETHER)
    ]
    return sorted(lots, key=len, reverse=True)


def together(build: pathlib.Path, lot: list[dict]) -> pathlib.Path:
    """A source that includes these; the only one itself."""
    if len(lot) == 1:
        return pathlib.Path(lot[0]["file"])
    lines = "".join(f'#include "{entry["file"]}"\n' for entry in lot)
    path = build / "clang_tidy_together" / f"{hashlib.sha256(lines.encode()).hexdigest()[:16]}.cpp"
    path.parent.mkdir(exist_ok=True)
    path.write_text(lines, encoding="utf-8")
    return path


def misfits(build: pathlib.Path, lot: list[dict]) -> list[dict]:
    """Those of a lot that do not compile after the ones before them; none when all do."""
    command = [COMPILER, *words_of(lot[0]), "-w", "-fsyntax-only", "-ferror-limit=0",
               str(together(build, lot))]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode == 0:
        return []
    named = {path for hit in NAMED.findall(done.stderr) for path in hit}
    return [entry for entry in lot[1:] if entry["file"] in named] or lot[1:]


def compatible(build: pathlib.Path, lot: list[dict]) -> list[list[dict]]:
    """A lot in such parts that each compiles as one."""
    parts = []
    while lot:
        rest = []
        while len(lot) > 1 and (out := misfits(build, lot)):
            rest += out
            lot = [entry for entry in lot if entry not in out]
        parts.append(lot)
        lot = rest
    return parts


def check(build: pathlib.Path, lot: list[dict]) -> list[tuple[list[dict], str]]:
    """What clang-tidy says of these sources, part by part; empty when nothing."""
    findings = []
    for part in compatible(build, lot):
        command = [CLANG_TIDY, "--quiet", f"--config-file={ROOT / '.clang-tidy'}",
                   str(together(build, part)), "--", *words_of(part[0]), "-w"]  # fmt: skip
        done = subprocess.run(command, capture_output=True, check=False, text=True)
        findings.append((part, "" if done.returncode == 0 else done.stdout + done.stderr))
    return findings


def unproved(
    build: pathlib.Path, entries: dict[pathlib.Path, dict], passed: pathlib.Path
) -> dict[pathlib.Path, str | None]:
    """The files without a remembered pass, with the name to remember theirs by."""
    version = subprocess.run([CLANG_TIDY, "--version"], capture_output=True, check=True).stdout
    checks = version + (ROOT / ".clang-tidy").read_bytes()
    built_from = dependencies(build)
    waiting = {}
    current = set()
    for path, entry in entries.items():
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
    entries = sources(build)
    waiting = unproved(build, entries, passed)
    failed = 0
    lots = folders_of([entries[path] for path in waiting])
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for findings in pool.map(functools.partial(check, build), lots):
            for part, text in findings:
                print(text, end="", flush=True)
                failed += len(part) if text else 0
                for key in [waiting[pathlib.Path(entry["file"])] for entry in part]:
                    if key and not text:
                        (passed / key).touch()
    total = len(entries)
    print(f"clang-tidy: {total} files, {len(waiting)} of them checked now, {failed} not passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
