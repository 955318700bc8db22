#!/usr/bin/env python3
"""The whole way of a visit with the programs of others, each with a network of its own: Chromium
sets the station up through its console, Kamailio is the PBX, baresip and Linphone are phones, and
phone and browser ring together.

Within tests/interop/apart.py.
"""

import argparse
import pathlib
import sys
import tempfile
import time
import traceback
from collections.abc import Callable

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "interop"))

from cases.kamailio import site_for_linphone  # noqa: E402
from harness.apart import SKIPPED  # noqa: E402
from harness.names import without_names  # noqa: E402
from harness.tone import write_tones  # noqa: E402
from harness.waiting import Failed  # noqa: E402
from harness.world import World, make_network  # noqa: E402
from whole.browser import Chromium  # noqa: E402
from whole.door import Door  # noqa: E402
from whole.visit import OPERATOR_HZ, Visit  # noqa: E402

CHROMIUM = pathlib.Path("/usr/bin/chromium")


def step(what: str, play: Callable, *words: object) -> object:
    begun = time.monotonic()
    told = play(*words)
    print(f"passed: {what} ({time.monotonic() - begun:.1f} s)", flush=True)
    return told


def play(world: World, node: pathlib.Path) -> None:
    voice = write_tones(world.folder / "operator.wav", (OPERATOR_HZ,), -12.0, lasts_s=2,
                        quiet_after_s=0.5)  # fmt: skip
    # It takes the longest to start.
    console = Chromium(world, node, voice, picture=world.programs / "e2e-whole_call.png")
    kamailio, signer = step("Kamailio runs", site_for_linphone, world)
    visit = Visit(world, kamailio, signer, step("the station runs", Door, world), console)
    step("Chromium sets it up, and it registers", visit.set_up)
    phone = step("baresip registers", visit.baresip)
    step("baresip: heard both ways, seen, key 0 opens", visit.by_baresip, phone)
    other = step("Linphone registers", visit.linphone)
    step("Linphone: heard both ways, key 0 opens", visit.by_linphone, other)
    step("phone and browser ring: the phone wins", visit.phone_wins, phone)
    step("phone and browser ring: the browser wins", visit.browser_wins, phone)
    visit.console.do("has_no_complaints")
    visit.console.end()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("node", type=pathlib.Path, help="the program node")
    parser.add_argument("build", type=pathlib.Path, help="the build folder with the programs")
    arguments = parser.parse_args()
    if not CHROMIUM.exists():
        print(f"SKIP: there is no {CHROMIUM}")
        return SKIPPED
    make_network()
    # Not below the build folder: the path of a Unix socket is short.
    with tempfile.TemporaryDirectory(prefix="portero-whole-") as folder:
        world = World(pathlib.Path(folder), arguments.build.resolve())
        without_names(world)
        try:
            play(world, arguments.node.resolve())
            world.end_well()
        except Exception as error:
            wrong = str(error) if isinstance(error, Failed) else traceback.format_exc()
            print(f"{world.report()}\n---- whole_call: {wrong}")
            return 1
        finally:
            world.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
