#!/usr/bin/env python3
"""Runs a door station on this machine, with Kamailio as its PBX, until Ctrl-C.

./run builds what this needs and starts it.
"""

import argparse
import fcntl
import pathlib
import signal
import sys
import threading
from typing import IO

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from accounts import Accounts  # noqa: E402
from network import own_address  # noqa: E402
from pbx import Pbx  # noqa: E402
from program import Failed, stop_all  # noqa: E402
from station import Station  # noqa: E402
from told import tell_how_to_use_it  # noqa: E402


def words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("run-data"))
    parser.add_argument("--listen", default=None)
    return parser.parse_args()


def alone_in(data: pathlib.Path) -> IO[bytes]:
    """Until what it gives is closed."""
    lock = (data / "lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Failed(f"another ./run uses {data}; end it, or take --data FOLDER") from None
    return lock


def main() -> int:
    asked = words()
    over, at_once = threading.Event(), threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: (at_once if over.is_set() else over).set())
    address = asked.listen or own_address()
    data = asked.data.resolve()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    data.chmod(0o700)  # passwords are in it
    accounts = Accounts.kept_in(data / "accounts.json")
    programs = []
    try:
        lock = alone_in(data)
        pbx = Pbx(data / "kamailio", address, accounts)
        programs.append(pbx.start())
        pbx.wait_until_it_listens()
        station = Station(asked.build, data, address)
        programs.append(station.start())
        station.wait_until_it_answers()
        station.use(pbx, accounts)
        tell_how_to_use_it(station, pbx, accounts)
        while not over.wait(0.2):
            for program in programs:
                program.must_run()
        print("\nstopping; a call that goes on has 20 s, Ctrl-C again ends it", flush=True)
        return 0
    except Failed as failed:
        print(f"./run: {failed}", file=sys.stderr)
        return 1
    finally:
        over.set()
        stop_all(programs, at_once)


if __name__ == "__main__":
    sys.exit(main())
