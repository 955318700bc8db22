"""One run: a door in some state, a fault at some moment, and everything that must hold after it."""

import random
import time

from harness.waiting import Failed, expect, until
from harness.world import ROUTER, STATION, World
from seeded.clock import Clock
from seeded.desk import Desk
from seeded.door import Door
from seeded.faults import FAULTS, PHONE_NAME, clock_set_right, name_server
from seeded.line import AFTER_HOLD_S, check
from seeded.plan import Plan
from seeded.states import STATES

# A relay process that stands still is killed, and the next one closes the line. Many doors share
# the processors here, where it has to wait for its turn; tests/faults/relay.py, alone on the
# machine, holds it to 100 ms.
AFTER_HOLD_WHERE_STOPPED_S = 0.4
ENDS_WITHIN_S = 10.0
WORKS_AGAIN_WITHIN_S = 8.0
OPENS_WITHIN_S = 1.0  # ARCHITECTURE.md, invariant 3


def play(world: World, seed: int) -> None:
    dice = random.Random(seed)
    plan = Plan.of(seed, dice)
    world.note(f"{time.monotonic():.3f}  seed {seed}: {plan}")
    world.host(STATION)
    desk = Desk(ROUTER, lambda what: world.note(f"{time.monotonic():.3f}  {what}"))
    door = door_for(plan.fault, world, desk)
    door.start()
    door.set_up()
    door.sign_in()
    STATES[plan.state](door, desk)
    time.sleep(plan.after_s)
    FAULTS[plan.fault](door, dice)
    ends(door, desk, plan.ended_by)
    works(door, desk)
    clock_set_right(door)
    door.end()
    late_s = AFTER_HOLD_WHERE_STOPPED_S if plan.fault == "relay_stopped" else AFTER_HOLD_S
    check(door.line.movements(), door.asked, late_s)


def door_for(fault: str, world: World, desk: Desk) -> Door:
    """With what the fault takes away."""
    host = PHONE_NAME if fault == "names_dead" else ROUTER
    door = Door(world, f"sip:desk@{host}:{desk.port}")
    if fault == "names_dead":
        name_server(door)
    if fault.startswith("camera_gone"):
        door.has_a_film()
    if fault == "clock_set_back":
        door.clock = Clock(world.folder)
    return door


def ends(door: Door, desk: Desk, by: str) -> None:
    """Every call ends, or is ended by who is asked to."""
    if by == "phone" and (desk.talking or desk.ringing):
        desk.hang_up()
    else:
        door.tell("asked to hang up")
        door.obey({"do": "hang_up"})
    # A phone that was hung up on by nobody who lives knows it by its own timers.
    is_over = lambda: not (door.is_joining() or door.has_a_call())  # noqa: E731
    until(lambda: is_over() or hung_up(door), "the call is over", ENDS_WITHIN_S)
    desk.forget()
    until(lambda: not door.line.is_open(), "the line falls back", 2.0)


def hung_up(door: Door) -> bool:
    """Asks again: what was asked while the phone's own answer came may have found no call."""
    door.obey({"do": "hang_up"})
    time.sleep(0.1)
    return False


def works(door: Door, desk: Desk) -> None:
    """From the button to the open door and the goodbye, whatever is still broken."""
    try:
        until(door.is_whole, "media, relay and screen have a process each", WORKS_AGAIN_WITHIN_S)
    except Failed as failed:
        raise Failed(f"{failed}; there are {door.processes()}") from None
    until(door.is_drawn, "the screen is drawn", WORKS_AGAIN_WITHIN_S)
    for one in door.asked:
        until(lambda one=one: one.how == "key" or one.told, "the click is answered or lost", 12.0)
    end = time.monotonic() + WORKS_AGAIN_WITHIN_S
    while not desk.ringing:
        expect(time.monotonic() < end, "the button does not ring the phone again")
        if not door.has_a_call():
            door.presses()
        time.sleep(0.1)
    desk.answer()
    until(lambda: door.status()["state"] == "in_call", "they talk")
    before = len(door.line.openings())
    door.key_0(desk)
    until(lambda: len(door.line.openings()) > before, "the door opens", OPENS_WITHIN_S)
    until(lambda: not door.line.is_open(), "the line falls back", 2.0)
    desk.hang_up()
    until(lambda: not door.has_a_call(), "the call is over", ENDS_WITHIN_S)
