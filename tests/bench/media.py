#!/usr/bin/env python3
"""Measures sound and picture, in one run on one machine, and prints JSON.

Beside their peers where there are some: speexdsp, spandsp and Chromium itself.
"""

import argparse
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


def run(build: pathlib.Path, names: list[str]) -> dict:
    result: dict = {"machine": platform.machine(), "processors": os.cpu_count()}
    for name in names:
        with tempfile.TemporaryDirectory(prefix="portero-bench-") as folder:
            result[name] = PARTS[name](build, pathlib.Path(folder))
        result[name]["load_after"] = round(os.getloadavg()[0], 1)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="the folder of the release build")
    parser.add_argument("parts", nargs="*", metavar="PART",
                        help=f"of {', '.join(PARTS)}; all by default")  # fmt: skip
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.parts if name not in PARTS]:
        parser.error(f"no part is called {', '.join(unknown)}")
    names = arguments.parts or list(PARTS)
    print(json.dumps(run(arguments.build.resolve(), names), indent=2))


if __name__ == "__main__":
    main()
