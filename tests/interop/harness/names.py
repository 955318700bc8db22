"""Who resolves names in a case: a name server of its own, or the hosts file."""

import json
import os
import pathlib
import signal
import subprocess
import sys

from harness.process import Process
from harness.world import NAME_SERVER, World

SERVER_PROGRAM = pathlib.Path(__file__).resolve().parent.parent / "peers/name_server.py"

Zone = dict[str, list[list]]  # like {"pbx.example": [["A", "192.0.2.2"]]}


def replace(world: World, file: str, text: str) -> None:
    """Another text for a file of the system, in this case's mounts only."""
    target = pathlib.Path(os.path.realpath(file))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch()
    mine = world.write(target.name, text)
    subprocess.run(["mount", "--bind", mine, target], check=True)


def without_names(world: World) -> None:
    """Nothing of the names of the machine that the tests run on."""
    replace(world, "/etc/resolv.conf", "nameserver 127.0.0.1\n")
    replace(world, "/etc/hosts", "127.0.0.1 localhost\n")


class NameServer:
    def __init__(self, world: World, zone: Zone, ignored: tuple[str, ...] = ()):
        """Questions of the ignored types, like AAAA, are never answered."""
        replace(world, "/etc/resolv.conf", f"nameserver {NAME_SERVER}\n")
        file = world.write("zone.json", json.dumps(zone))
        self.process: Process = world.start(
            "name-server", NAME_SERVER, sys.executable, SERVER_PROGRAM, NAME_SERVER, file, *ignored
        )
        world.wait_until_listening(self.process, "udp", NAME_SERVER, 53)

    def fall_silent(self) -> None:
        self.process.process.send_signal(signal.SIGSTOP)
