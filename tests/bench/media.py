#!/usr/bin/env python3
"""Measures sound and picture, in one run on one machine, and prints JSON.

Beside their peers where there are some: speexdsp, spandsp and Chromium itself.
With --gate, a part of it briefly. Exits with 1 then where a figure is beyond its gate.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

import media_process

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WEBRTC = ROOT / "tests/interop/webrtc"
APART = ROOT / "tests/interop/apart.py"
BRIEFLY = ("15", "0", "5")  # joins, cycles, seconds for each cost


def asked(*command: str | pathlib.Path) -> dict:
    """The JSON that a program prints; what it complains of goes to our standard error."""
    words = [str(word) for word in command]
    print(f"bench: {' '.join(words)}", file=sys.stderr)
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


PARTS = {}


def part(measure):
    PARTS[measure.__name__] = measure
    return measure


@part
def at_rest(build: pathlib.Path, folder: pathlib.Path) -> dict:
    return media_process.at_rest(build / "src/apps/media/portero-media", folder)


@part
def photo_720p(build: pathlib.Path, folder: pathlib.Path) -> dict:
    return media_process.photos(build / "src/apps/media/portero-media", folder)


@part
def sound(build: pathlib.Path, _: pathlib.Path) -> dict:
    return asked(build / "tests/bench/sound_figures")


@part
def mouth_to_ear(build: pathlib.Path, _: pathlib.Path) -> dict:
    return asked("node", WEBRTC / "mouth_to_ear.mjs", build / "tests/bench/media_that_clicks")


@part
def viewers(build: pathlib.Path, _: pathlib.Path) -> dict:
    return asked("node", WEBRTC / "bench.mjs", build / "src/apps/media/portero-media")


@part
def links(build: pathlib.Path, _: pathlib.Path) -> dict:
    programs = [build / "tests/interop/link_emulator", build / "src/apps/media/portero-media"]
    return asked(APART, "node", WEBRTC / "over_links.mjs", *programs)


@dataclasses.dataclass(frozen=True)
class Gate:
    """For a machine that is not quiet, further out than the goal."""

    what: str
    goal: float
    gate: float
    figure: float


def gates(rest: dict, photos: dict, viewers: dict) -> list[Gate]:
    joins, ten = viewers["joins_ms"], viewers["fan_out"]["10"]
    return [
        Gate("joins that failed", 0, 0, joins["failed"]),
        Gate("offer to first frame, p50, ms", 150, 250, joins["p50"]),
        Gate("offer to first frame, max, ms", 400, 1000, joins["max"]),
        Gate("CPU with 10 viewers, of that with 1", 1.8, 2.3, viewers["fan_out"]["cpu_10_of_1"]),
        Gate("encoders with 10 viewers", 1, 1, ten["encoders"]),
        Gate("memory with 10 viewers, MiB", 60, 63, ten["rss_kb"] / 1024),
        Gate("memory at rest, MiB", 30, 30, rest["rss_kib"] / 1024),
        Gate("photo of 720p, p50, ms", 10, 15, photos["p50_ms"]),
    ]


def pass_gates(build: pathlib.Path) -> int:
    program = build / "src/apps/media/portero-media"
    with tempfile.TemporaryDirectory(prefix="portero-bench-") as folder:
        rest = media_process.at_rest(program, pathlib.Path(folder), seconds=2)
        photos = media_process.photos(program, pathlib.Path(folder))
    viewers = asked("node", WEBRTC / "bench.mjs", program, *BRIEFLY)
    print(json.dumps({"at_rest": rest, "photo_720p": photos, "viewers": viewers}, indent=2))
    beyond = [it for it in gates(rest, photos, viewers) if it.figure > it.gate]
    for it in beyond:
        print(f"{it.what}: {it.figure:.1f} of {it.goal}, beyond {it.gate}", file=sys.stderr)
    return 1 if beyond else 0


def run(build: pathlib.Path, names: list[str]) -> dict:
    result: dict = {"machine": platform.machine(), "processors": os.cpu_count()}
    for name in names:
        with tempfile.TemporaryDirectory(prefix="portero-bench-") as folder:
            result[name] = PARTS[name](build, pathlib.Path(folder))
        result[name]["load_after"] = round(os.getloadavg()[0], 1)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("build", type=pathlib.Path, help="the folder of the release build")
    parser.add_argument("parts", nargs="*", metavar="PART",
                        help=f"of {', '.join(PARTS)}; all by default")  # fmt: skip
    parser.add_argument("--gate", action="store_true", help="for ./test release")
    arguments = parser.parse_args()
    if arguments.gate:
        return pass_gates(arguments.build.resolve())
    if unknown := [name for name in arguments.parts if name not in PARTS]:
        parser.error(f"no part is called {', '.join(unknown)}")
    names = arguments.parts or list(PARTS)
    print(json.dumps(run(arguments.build.resolve(), names), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
