"""One run: a door in some state, a fault at some moment, and everything that must hold after it."""

import dataclasses
import random
import threading
import time

from harness.waiting import Failed, expect, until
from harness.world import ROUTER, STATION, World
from seeded.desk import Desk
from seeded.door import Door
from seeded.faults import FAULTS, PHONE_NAME, film, name_server
from seeded.line import AFTER_HOLD_S, check

STATES = ("waiting", "ringing", "in_call", "in_call_by_browser", "unlocking_by_key",
          "unlocking_by_click")  # fmt: skip
# A relay process that stands still is killed, and the next one closes the line. Many doors share
# the processors here, where it has to wait for its turn; tests/faults/relay.py, alone on the
# machine, holds it to 100 ms.
AFTER_HOLD_WHERE_STOPPED_S = 0.4
ENDS_WITHIN_S = 10.0
WORKS_AGAIN_WITHIN_S = 8.0
OPENS_WITHIN_S = 1.0  # ARCHITECTURE.md, invariant 3


@dataclasses.dataclass(frozen=True)
class Plan:
    """What a seed stands for."""

    state: str
    fault: str
    after_s: float  # from what leads to the state
    ended_by: str

    @staticmethod
    def drawn(dice: random.Random) -> "Plan":
        state = dice.choice(STATES)
        longest = 1.1 if state.startswith("unlocking") else 0.2
        return Plan(state, dice.choice(sorted(FAULTS)), dice.uniform(0, longest),
                    dice.choice(("phone", "station")))  # fmt: skip


def play(world: World, seed: int) -> None:
    dice = random.Random(seed)
    plan = Plan.drawn(dice)
    world.note(f"{time.monotonic():.3f}  seed {seed}: {plan}")
    world.host(STATION)
    desk = Desk(ROUTER, lambda what: world.note(f"{time.monotonic():.3f}  {what}"))
    host = PHONE_NAME if plan.fault == "names_dead" else ROUTER
    camera = film(world.folder / "film.y4m") if plan.fault == "camera_gone" else "test"
    door = Door(world, camera, f"sip:desk@{host}:{desk.port}")
    if plan.fault == "names_dead":
        name_server(door)
    door.start()
    door.set_up()
    door.sign_in()
    lead_to(plan.state, door, desk)
    time.sleep(plan.after_s)
    FAULTS[plan.fault](door, dice)
    ends(door, desk, plan.ended_by)
    works(door, desk)
    door.end()
    late_s = AFTER_HOLD_WHERE_STOPPED_S if plan.fault == "relay_stopped" else AFTER_HOLD_S
    check(door.line.movements(), door.asked, late_s)


def lead_to(state: str, door: Door, desk: Desk) -> None:
    """Does what leads there, and does not wait until it is reached."""
    if state == "unlocking_by_click":
        threading.Thread(target=door.click, daemon=True).start()
        return
    if state == "waiting":
        return
    door.presses()
    if state == "ringing":
        return
    if state == "in_call_by_browser":
        threading.Thread(target=door.joins, daemon=True).start()
        return
    until(lambda: desk.ringing, "the phone rings")
    desk.answer()
    if state == "in_call":
        return
    until(lambda: door.status() and door.status()["state"] == "in_call", "they talk")
    door.key_0(desk)


def ends(door: Door, desk: Desk, by: str) -> None:
    """Every call ends, or is ended by who is asked to."""
    if by == "phone" and (desk.talking or desk.ringing):
        desk.hang_up()
    else:
        door.tell("asked to hang up")
        door.obey({"do": "hang_up"})
    # A phone that was hung up on by nobody who lives knows it by its own timers.
    until(lambda: not door.has_a_call() or hung_up(door), "the call is over", ENDS_WITHIN_S)
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
        until(door.is_whole, "one media process and one relay", WORKS_AGAIN_WITHIN_S)
    except Failed as failed:
        raise Failed(f"{failed}; there are {door.processes()}") from None
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
