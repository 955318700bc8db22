"""What goes wrong, and how it is over. Each takes as long as the dice say."""

import contextlib
import os
import pathlib
import random
import signal
import subprocess
import time

from harness.names import NameServer
from harness.world import ROUTER
from seeded.door import Door

PHONE_NAME = "desk.example"

Dice = random.Random


def killed(name: str):
    def fault(door: Door, dice: Dice) -> None:
        door.signal(name, signal.SIGKILL)
        if name == "portero-station":
            comes_again(door, dice)

    return fault


def comes_again(door: Door, dice: Dice) -> None:
    """As systemd starts it again."""
    assert door.process
    door.process.kill()
    time.sleep(dice.uniform(0, 0.3))
    door.start()


def stopped(name: str):
    def fault(door: Door, dice: Dice) -> None:
        door.signal(name, signal.SIGSTOP)
        time.sleep(dice.uniform(0.02, 1.5))
        door.signal(name, signal.SIGCONT)
        door.answers("it went on", time.monotonic())

    return fault


def full_disk(door: Door, dice: Dice) -> None:
    """Not a byte more fits; some stations are started again on it."""
    door.tell("the disk is full")
    with contextlib.suppress(OSError), (door.disk / "filling").open("wb", buffering=0) as file:
        for size in 65536, 1:
            with contextlib.suppress(OSError):
                while file.write(b"x" * size):
                    pass
    if dice.random() < 0.5:
        door.signal("portero-station", signal.SIGKILL)
        comes_again(door, dice)


def read_only_disk(door: Door, dice: Dice) -> None:
    """As a flash card that fails comes back after the power did."""
    door.signal("portero-station", signal.SIGKILL)
    assert door.process
    door.process.kill()
    door.tell("the disk is read-only")
    subprocess.run(["mount", "-o", "remount,ro", str(door.disk)], check=True)
    comes_again(door, dice)


def names_dead(door: Door, dice: Dice) -> None:
    door.tell("the name server falls silent")
    assert door.names
    door.names.fall_silent()
    time.sleep(dice.uniform(0, 1.5))  # its answers live for 1 s


def cable_out(door: Door, dice: Dice) -> None:
    door.cable("down")
    time.sleep(dice.uniform(0.05, 2.0))
    door.cable("up")


def camera_gone(door: Door, dice: Dice) -> None:
    """And whoever had it open begins again."""
    door.tell("the camera is gone")
    pathlib.Path(door.camera.removeprefix("file:")).unlink()
    time.sleep(dice.uniform(0, 0.3))
    door.signal("portero-media", signal.SIGKILL)


def film(path: pathlib.Path) -> str:
    """A camera that is a file: a second of noise, 160 x 120."""
    frame = b"FRAME\n" + os.urandom(160 * 120 * 3 // 2)
    path.write_bytes(b"YUV4MPEG2 W160 H120 F25:1 Ip A1:1 C420jpeg\n" + frame * 25)
    return f"file:{path}"


def name_server(door: Door) -> None:
    door.names = NameServer(door.world, {PHONE_NAME: [["A", ROUTER]]})


FAULTS = {
    "station_killed": killed("portero-station"),
    "station_stopped": stopped("portero-station"),
    "media_killed": killed("portero-media"),
    "media_stopped": stopped("portero-media"),
    "relay_killed": killed("portero-relay"),
    "relay_stopped": stopped("portero-relay"),
    "full_disk": full_disk,
    "read_only_disk": read_only_disk,
    "names_dead": names_dead,
    "cable_out": cable_out,
    "camera_gone": camera_gone,
}
