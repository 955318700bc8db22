"""In which state a door is when something goes wrong, and what leads there."""

import threading

from harness.waiting import until
from harness.world import STATION
from seeded.desk import Desk
from seeded.door import Door


def shows(door: Door, *states: str) -> None:
    look = lambda: (door.status() or {}).get("state") in states  # noqa: E731
    until(look, f"the door is {' or '.join(states)}")


def waiting(door: Door, desk: Desk) -> None:
    pass


def ringing(door: Door, desk: Desk) -> None:
    """Or about to: nothing is awaited."""
    door.presses()


def watching(door: Door, desk: Desk) -> None:
    """A browser looks who is there before anybody answers."""
    door.presses()
    until(lambda: desk.ringing, "the phone rings")
    door.joins("watch")
    until(lambda: door.status() and door.status()["watchers"], "somebody watches")


def incoming(door: Door, desk: Desk) -> None:
    """The phone calls the door, which answers by itself."""
    desk.call(STATION)
    until(lambda: desk.talking, "the door answers")
    shows(door, "in_call")


def in_call(door: Door, desk: Desk) -> None:
    door.presses()
    until(lambda: desk.ringing, "the phone rings")
    desk.answer()


def in_call_by_browser(door: Door, desk: Desk) -> None:
    door.presses()
    door.joins_meanwhile()


def paused(door: Door, desk: Desk) -> None:
    in_call(door, desk)
    shows(door, "in_call")
    desk.hold()
    shows(door, "paused")


def unlocking_by_key(door: Door, desk: Desk) -> None:
    in_call(door, desk)
    shows(door, "in_call")
    door.key_0(desk)


def unlocking_by_click(door: Door, desk: Desk) -> None:
    threading.Thread(target=door.click, daemon=True).start()


def access_granted(door: Door, desk: Desk) -> None:
    """The phone has hung up already; the visitor still reads it."""
    unlocking_by_key(door, desk)
    until(door.line.openings, "the door opens")
    desk.hang_up()
    shows(door, "access_granted")


def ended(door: Door, desk: Desk) -> None:
    """The visitor reads that the call is over."""
    in_call(door, desk)
    shows(door, "in_call")
    desk.hang_up()
    shows(door, "ended")


STATES = {
    state.__name__: state
    for state in (waiting, ringing, watching, incoming, in_call, in_call_by_browser, paused,
                  unlocking_by_key, unlocking_by_click, access_granted, ended)
}  # fmt: skip
