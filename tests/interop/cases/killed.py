"""Kamailio and the station are killed, and are started again."""

import time

from cases.kamailio import ALL, called, site, station_of
from harness.case import case
from harness.service import BACK_WITHIN_S, RESTART_S
from harness.station import Station
from harness.waiting import expect, until
from harness.world import OTHER, World
from peers.baresip import registered
from peers.certificates import Identity
from peers.kamailio import Kamailio

# An INVITE that fits into a datagram. A longer one goes by TCP, on whose connection Kamailio would
# look for the station.
SHORT = {"sip.audio": "pcmu_8000"}
# The shortest that settings allow: the far side that is silent for so long has vanished.
VANISHES_AFTER = {"call.far_side_timeout_s": 5}


def comes_back(kamailio: Kamailio, station: Station) -> None:
    """It knows nobody, until they tell it anew: it keeps nothing on a disk."""
    kamailio.start()
    until(kamailio.registered, "the station registers again", within=30)
    station.wait_for_registration(within=30)


def calls_again(world: World, over: str, station: Station, signer: Identity) -> None:
    phone = called(world, over, signer, station, "300", OTHER)
    phone.hang_up()
    station.wait_for_end()


@case("Kamailio", "it is killed in a call: 0 still opens the door, the call ends by its time-out, "
      "and the station registers again", over=ALL)  # fmt: skip
def server_in_a_call(world: World, over: str) -> None:
    kamailio, signer = site(world, longest_s=10)
    station = station_of(world, over, signer, VANISHES_AFTER)
    phone = called(world, over, signer, station)
    kamailio.die()
    phone.press("0")
    station.wait_for_pulse()
    phone.process.kill()  # what it says reaches nobody: no BYE
    until(lambda: not station.status()["parties"], "the call is over", within=20)
    comes_back(kamailio, station)
    calls_again(world, over, station, signer)
    expect(station.pulses() == 1, f"the door opened {station.pulses()} times")


@case("Kamailio", "it is killed in a call and comes back: the phone's BYE ends it")
def server_comes_back_in_a_call(world: World, over: str) -> None:
    kamailio, signer = site(world, longest_s=10)
    station = station_of(world, over, signer, SHORT)
    phone = called(world, over, signer, station)
    kamailio.die()
    phone.press("0")
    station.wait_for_pulse()
    kamailio.start()
    until(kamailio.registered, "the station registers again", within=30)
    expect(station.status()["state"] == "in_call", f"the call is over: {station.status()}")
    phone.hang_up()
    station.wait_for_end()
    expect(station.pulses() == 1, f"the door opened {station.pulses()} times")


@case("Kamailio", "it is killed while the phone rings: the visitor's call can be ended, "
      "and the station registers again", over=ALL)  # fmt: skip
def server_while_it_rings(world: World, over: str) -> None:
    kamailio, signer = site(world, longest_s=10)
    station = station_of(world, over, signer, SHORT)
    phone = registered(world, "200", over, signer, answers="manual")
    station.call("200")
    phone.wait_for_ringing()
    kamailio.die()
    station.hang_up()
    # By UDP, the next registration would end it 5 s later; a connection is closed at once.
    until(lambda: station.status()["call"] is None, "the call is over", within=2)
    comes_back(kamailio, station)
    calls_again(world, over, station, signer)
    expect(station.pulses() == 0, f"the door opened {station.pulses()} times")


@case("Kamailio", "the station is killed in a call and started again 1 s later, as systemd does: "
      "it is registered within 3 s of its death", over=ALL)  # fmt: skip
def station_in_a_call(world: World, over: str) -> None:
    kamailio, signer = site(world)
    station = station_of(world, over, signer)
    called(world, over, signer, station)
    begun = time.monotonic()
    station.process.kill()
    time.sleep(RESTART_S)
    again = station_of(world, over, signer)
    took = time.monotonic() - begun
    world.note(f"registered again after {took:.3f} s")
    expect(took <= BACK_WITHIN_S, f"it was registered again after {took:.3f} s")
    expect(again.pulses() == 0, "the door opened by itself")
    calls_again(world, over, again, signer)
