"""sipsak asks whether the station is there."""

from harness.case import case
from harness.process import Process
from harness.station import DIRECT, Station
from harness.waiting import expect
from harness.world import PHONE, STATION, World

FLOOD = 500


def sipsak(world: World, *words: str) -> Process:
    command = ["sipsak", "-H", PHONE, "-s", f"sip:station@{STATION}:5060", *words]
    return world.start("sipsak", PHONE, *command)


def is_there(world: World, *words: str) -> None:
    status = sipsak(world, "-v", *words).wait_for_end()
    expect(status == 0, f"sipsak ended with {status}")


@case("sipsak", "asks by OPTIONS and is answered", over=("UDP", "TCP"))
def asks(world: World, over: str) -> None:
    Station(world, DIRECT)
    is_there(world, "-E", over.lower())


@case("sipsak", f"floods the station with {FLOOD} requests: it stays and rings nothing")
def floods(world: World, _: str) -> None:
    station = Station(world, DIRECT)
    sipsak(world, "-F", "-e", str(FLOOD)).wait_for_end()
    is_there(world)
    expect(station.status()["state"] == "waiting", "the station does not wait")
    expect(station.screens() == [], f"the display showed {station.screens()}")
