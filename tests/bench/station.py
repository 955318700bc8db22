#!/usr/bin/env python3
"""Measures a whole station in one run on one machine, beside baresip where that does the same: JSON
on stdout, a table of bounds and figures on stderr.

With --gate, briefly. Exits with 1 where a figure is beyond its bound.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Callable

import key_to_relay
import starting

HERE = pathlib.Path(__file__).resolve().parent
APART = HERE.parent / "interop/apart.py"
NEEDED = ("baresip", "chromium", "node")
SKIPPED = 77  # as ctest knows it

TOUCHES, PRESSES, STARTS, REST_S = 300, 200, 20, 30.0
BRIEFLY = (40, 30, 5, 10.0)


@dataclasses.dataclass
class Bound:
    what: str
    bound: float
    unit: str
    figure: Callable[[dict], float]
    peer: Callable[[dict], float] | None = None
    gate: float | None = None  # where another one than the bound is stable


NO_GATE = float("inf")


def of(*path: str) -> Callable[[dict], float]:
    def look(result: dict) -> float:
        for step in path:
            result = result[step]
        return result  # type: ignore[return-value]

    return look


def both(what: str, bound: float, unit: str, part: str, key: str,
         gate: float | None = None) -> Bound:  # fmt: skip
    ours, theirs = of(part, "portero-station", key), of(part, "baresip", key)
    return Bound(what, bound, unit, ours, theirs, gate)


BOUNDS = [
    # Of so few touches and presses on a busy machine, one may be late.
    both("touch on the screen to INVITE, p99", 20, "ms", "touch", "p99_ms", gate=50),
    Bound("key (RFC 4733) to relay, ten viewers, p99", 5, "ms", of("key", "p99_ms"), gate=NO_GATE),
    Bound("the same, at most", 20, "ms", of("key", "max_ms")),
    both("exec to registered, p50", 100, "ms", "registering", "p50_ms"),
    # The kernel maps a little more or less around the pages that are touched.
    both("memory at rest, with console and pages", 12, "MiB", "resting", "rss_mib", gate=12.5),
    both("CPU at rest", 0.5, "%", "resting", "cpu_percent"),
]


def touch(build: pathlib.Path, touches: int) -> dict:
    words = [APART, sys.executable, HERE / "touched_screen.py", build, str(touches)]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)  # 77 where no program can have a network of its own
    return json.loads(done.stdout)


def run(build: pathlib.Path, amounts: tuple[int, int, int, float]) -> dict:
    touches, presses, starts, rest_s = amounts
    return {
        "processors": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
        "resting": starting.resting(build, rest_s),
        "registering": starting.registering(build, starts),
        "touch": touch(build, touches),
        "key": key_to_relay.measure(build, presses),
        "load_after": round(os.getloadavg()[0], 1),
    }


def table(result: dict) -> str:
    rows = ["| what | bound | portero-station | baresip | ratio |"]
    rows.append("| --- | --- | --- | --- | --- |")
    for it in BOUNDS:
        ours, theirs = it.figure(result), it.peer(result) if it.peer else None
        ratio = f"{ours / theirs:.2f}" if theirs else ""
        figures = [it.bound, ours] if theirs is None else [it.bound, ours, theirs]
        cells = [f"{figure:g} {it.unit}" for figure in figures]
        rows.append(f"| {' | '.join([it.what, *cells, *[''] * (3 - len(cells)), ratio])} |")
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="the folder of the release build")
    parser.add_argument("--gate", action="store_true", help="briefly, for ./test release")
    arguments = parser.parse_args()
    if missing := [name for name in NEEDED if not shutil.which(name)]:
        print(f"skipped: needs {', '.join(missing)}")
        return SKIPPED
    build = arguments.build.resolve()
    result = run(build, BRIEFLY if arguments.gate else (TOUCHES, PRESSES, STARTS, REST_S))
    print(json.dumps(result, indent=2))
    print(table(result), file=sys.stderr)
    is_gate = arguments.gate
    bounds = {it.what: it.gate if is_gate and it.gate else it.bound for it in BOUNDS}
    beyond = [it.what for it in BOUNDS if it.figure(result) > bounds[it.what]]
    for what in beyond:
        print(f"beyond its bound: {what}", file=sys.stderr)
    return 1 if beyond else 0


if __name__ == "__main__":
    raise SystemExit(main())
