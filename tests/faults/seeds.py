#!/usr/bin/env python3
"""Breaks a running door at a random moment, many times.

Each seed is one run of portero-station, portero-media, portero-relay and portero-display as they
are shipped, in a network and on a small disk of their own. The first seeds are each state of a door
(waiting, ringing, watched, called by the phone, in a call, paused, about to open, over) with each
fault (a process is killed or stopped, the disk is full or read-only, the clock is a year back,
names are not resolved, the cable or the camera is gone), the others as the dice say. What must
hold: the door opened for who asked and for nobody else, and fell back in time; the call is over or
can be ended; the station answers within 3 s, and is ready again 3 s after it was killed; and the
next visitor is let in.
"""

import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent / "interop")]

from harness import apart  # noqa: E402
from harness.names import without_names  # noqa: E402
from harness.waiting import Failed  # noqa: E402
from harness.world import World, make_network  # noqa: E402
from seeded.play import play  # noqa: E402

LONGEST_RUN_S = 60


def timeline(world: World) -> str:
    """What all did, in the order in which it happened."""
    lines = [(float(note.partition(" ")[0]), note.partition("  ")[2]) for note in world.notes]
    for process in world.processes:
        lines += [(process.start + at, f"{process.name}: {line}") for at, line in process.printed]
    for path in world.folder.glob("line.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            lines.append((int(line.partition(":")[2].partition(",")[0]) / 1e6, f"the line: {line}"))
    return "\n".join(f"{at:.3f}  {line}" for at, line in sorted(lines))


def play_inside(seed: int, folder: pathlib.Path, build: pathlib.Path, told: bool) -> int:
    make_network()
    world = World(folder, build)
    without_names(world)
    try:
        play(world, seed)
    except Failed as failed:
        wrong = str(failed)
    except Exception:
        wrong = traceback.format_exc()
    else:
        wrong = ""
    finally:
        world.stop()
    if not wrong:
        print(timeline(world) if told else "", end="")
        return 0
    print(f"{timeline(world)}\n---- seed {seed}: {wrong}", flush=True)
    return 1


def play_outside(seed: int, build: pathlib.Path, told: bool) -> tuple[bool, str]:
    # Not below the build folder: the path of a Unix socket is short.
    with tempfile.TemporaryDirectory(prefix="portero-faults-") as folder:
        command = [*apart.unshared(), sys.executable, __file__, "--build", str(build)]
        command += ["--inside", "--seed", str(seed), "--folder", folder]
        command += ["--timeline"] if told else []
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, errors="replace", timeout=LONGEST_RUN_S,
            )  # fmt: skip
            return done.returncode == 0, done.stdout
        except subprocess.TimeoutExpired as expired:
            printed = (expired.stdout or b"").decode("utf-8", "replace")
            return False, f"{printed}\n---- seed {seed}: not over within {LONGEST_RUN_S} s\n"


def play_all(seeds: list[int], build: pathlib.Path, jobs: int, told: bool) -> int:
    begun = time.monotonic()
    failed = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        playing = {}
        for seed in seeds:
            playing[pool.submit(play_outside, seed, build, told)] = seed
            if len(playing) == 1:  # what it reads from the disk, the others find in memory
                concurrent.futures.wait(playing)
        for done in concurrent.futures.as_completed(playing):
            passed, output = done.result()
            if output:
                print(output, flush=True)
            if not passed:
                failed.append(playing[done])
                print(f"repeat it: tests/faults/seeds.py --seed {playing[done]}", flush=True)
    took = time.monotonic() - begun
    print(f"{len(seeds)} runs in {took:.0f} s, {len(failed)} failed: {sorted(failed) or 'none'}")
    return 1 if failed else 0


def arguments_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.partition("\n")[0],
        epilog="exit status: 0 all passed, 1 a run failed, 77 no network of its own is possible",
    )
    parser.add_argument("--seed", type=int, help="play this one alone")
    parser.add_argument("--first", type=int, default=1, help="the first of the seeds (1)")
    parser.add_argument("--seeds", type=int, default=200, help="how many are played (200)")
    parser.add_argument("--jobs", type=int, default=5 * (os.cpu_count() or 1),
                        help="runs at once (5 a processor: most of a run is waiting)")  # fmt: skip
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release",
                        help="the build folder with portero-station (build/release)")  # fmt: skip
    parser.add_argument("--timeline", action="store_true",
                        help="print what all did, also where it passed")  # fmt: skip
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=pathlib.Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    arguments = arguments_of()
    build = arguments.build.resolve()
    if arguments.inside:
        return play_inside(arguments.seed, arguments.folder, build, arguments.timeline)
    if apart.in_a_plain_chroot():
        print(apart.IN_A_CHROOT, file=sys.stderr)
        return apart.SKIPPED
    if not apart.can_be_apart():
        print(apart.NEEDED, file=sys.stderr)
        return 1
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    chosen = list(seeds) if arguments.seed is None else [arguments.seed]
    return play_all(chosen, build, arguments.jobs, arguments.timeline)


if __name__ == "__main__":
    sys.exit(main())
