"""What goes wrong, and how it is over. Each takes as long as the dice say."""

import contextlib
import random
import signal
import subprocess
import time

from harness.names import NameServer
from harness.service import BACK_WITHIN_S, RESTART_S
from harness.waiting import expect, until
from harness.world import ROUTER
from seeded.clock import YEAR_S, is_back
from seeded.door import Door

PHONE_NAME = "desk.example"

Dice = random.Random


def killed(name: str):
    def fault(door: Door, _: Dice) -> None:
        door.signal(name, signal.SIGKILL)

    return fault


def station_killed(door: Door, _: Dice) -> None:
    door.signal("portero-station", signal.SIGKILL)
    begun = comes_again(door)
    until(door.is_ready, "ready again")
    took = RESTART_S + time.monotonic() - begun
    # Many doors share the processors here: when it had to wait for its turn does not count.
    waited = door.waited_for_its_turn_s()
    door.tell(f"ready again after {took:.3f} s, {waited:.3f} s of them in wait for its turn")
    expect(took - waited <= BACK_WITHIN_S, f"ready again only {took:.3f} s after it was killed")


def comes_again(door: Door) -> float:
    """As systemd starts it again; when that was."""
    assert door.process
    door.process.process.wait()  # what it has started may live on for a while
    time.sleep(RESTART_S)
    begun = time.monotonic()
    door.start()
    return begun


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
        comes_again(door)


def read_only_disk(door: Door, _: Dice) -> None:
    """As a flash card that fails comes back after the power did."""
    door.signal("portero-station", signal.SIGKILL)
    assert door.process
    door.process.process.wait()
    door.tell("the disk is read-only")
    subprocess.run(["mount", "-o", "remount,ro", str(door.disk)], check=True)
    comes_again(door)


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
    unplug(door)
    time.sleep(dice.uniform(0, 0.3))
    door.signal("portero-media", signal.SIGKILL)


def camera_gone_from_media(door: Door, dice: Dice) -> None:
    """Whoever had it open lives, and looks for it; some find it again."""
    until(lambda: door.logged("camera found"), "the camera is found")
    unplug(door)
    until(lambda: door.logged("camera lost"), "the camera is missed")
    if dice.random() < 0.5:
        door.has_a_film()
        until(lambda: door.logged("camera found") > 1, "the camera is found again")


def unplug(door: Door) -> None:
    door.tell("the camera is gone")
    door.film.unlink()


def clock_set_back(door: Door, dice: Dice) -> None:
    """By a year; for some it is right again before the call is over."""
    set_clock(door, -YEAR_S)
    if dice.random() < 0.5:
        clock_set_right(door)


def clock_set_right(door: Door) -> None:
    if door.clock and door.clock.is_wrong:
        set_clock(door, 0)


def set_clock(door: Door, seconds: int) -> None:
    """The station shows that it has seen it: what it writes next has the new time."""
    assert door.clock and door.process
    door.tell(f"the clock is set to now {seconds:+d} s")
    before = door.logged("changed")
    door.clock.set(seconds)
    door.obey({"do": "change_settings", "settings": {"display.sounds": seconds == 0}})
    until(lambda: door.logged("changed") > before, "a change is logged")
    seen = is_back(door.process, "changed")
    expect(seen == (seconds < 0), f"the station's clock {'went' if seen else 'did not go'} back")


def name_server(door: Door) -> None:
    door.names = NameServer(door.world, {PHONE_NAME: [["A", ROUTER]]})


FAULTS = {
    "station_killed": station_killed,
    "station_stopped": stopped("portero-station"),
    "media_killed": killed("portero-media"),
    "media_stopped": stopped("portero-media"),
    "relay_killed": killed("portero-relay"),
    "relay_stopped": stopped("portero-relay"),
    "display_killed": killed("portero-display"),
    "display_stopped": stopped("portero-display"),
    "full_disk": full_disk,
    "read_only_disk": read_only_disk,
    "names_dead": names_dead,
    "cable_out": cable_out,
    "camera_gone": camera_gone,
    "camera_gone_from_media": camera_gone_from_media,
    "clock_set_back": clock_set_back,
}
