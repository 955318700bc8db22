"""Phones of others, called and calling by address."""

from collections.abc import Callable

from harness.case import case
from harness.station import DIRECT, Station
from harness.waiting import expect
from harness.world import PHONE, PHONE_IPV6, STATION, STATION_IPV6, World
from peers.baresip import Baresip
from peers.linphone import Linphone

BOTH = ("UDP", "TCP")

Phone = Baresip | Linphone


def phone_of(world: World, peer: str, over: str) -> Phone:
    if peer == "Linphone":
        return Linphone(world, over)
    return Baresip(world, f"<sip:200@{PHONE}>;regint=0;answermode=auto")


def called(world: World, peer: str, over: str) -> tuple[Station, Phone]:
    """The station has called the phone."""
    station, phone = Station(world, DIRECT), phone_of(world, peer, over)
    station.call(f"sip:200@{PHONE};transport={over.lower()}")
    phone.wait_for_call()
    station.wait_for_state("in_call")
    return station, phone


def calling(world: World, peer: str, over: str) -> tuple[Station, Phone]:
    """The phone has called the station."""
    station, phone = Station(world, DIRECT), phone_of(world, peer, over)
    phone.call(f"sip:station@{STATION};transport={over.lower()}")
    phone.wait_for_call()
    station.wait_for_state("in_call")
    return station, phone


def phone_hangs_up(station: Station, phone: Phone) -> None:
    phone.hang_up()
    station.wait_for_end()


def station_hangs_up(station: Station, phone: Phone) -> None:
    station.hang_up()
    phone.wait_for_end()


def phone_presses(keys: str) -> Callable[[Station, Phone], None]:
    def act(station: Station, phone: Phone) -> None:
        for key in keys:
            phone.press(key)
        station.wait_for_pulse()
        phone_hangs_up(station, phone)
        expect(station.pulses() == 1, f"the door opened {station.pulses()} times")

    return act


def phone_holds(station: Station, phone: Phone) -> None:
    phone.hold()
    station.wait_for_state("paused")
    phone.resume()
    station.wait_for_state("in_call")
    phone_hangs_up(station, phone)


THEN = {
    "hangs_up": ("it hangs up", phone_hangs_up),
    "is_hung_up_on": ("the station hangs up", station_hangs_up),
    "presses_0": ("it presses 0 (RTP event): the door opens once", phone_presses("0")),
    "presses_5_0": ("it presses 5 and 0: the door opens once", phone_presses("50")),
    "holds": ("it holds and resumes", phone_holds),
}


def is_called(world: World, over: str, peer: str, then: str) -> None:
    THEN[then][1](*called(world, peer, over))


def calls(world: World, over: str, peer: str, then: str) -> None:
    THEN[then][1](*calling(world, peer, over))


for peer in ("baresip", "Linphone"):
    for then, (words, _) in THEN.items():
        what = f"the station calls it; {words}"
        case(peer, what, over=BOTH, peer=peer, then=then)(is_called)
    for then, (words, _) in THEN.items():
        what = f"it calls the station; {words}"
        case(peer, what, over=BOTH, peer=peer, then=then)(calls)


@case("baresip", "the station calls it; it is busy", over=BOTH)
def is_busy(world: World, over: str) -> None:
    station = Station(world, DIRECT)
    phone = Baresip(world, f"<sip:200@{PHONE}>;regint=0;answermode=manual")
    station.call(f"sip:200@{PHONE};transport={over.lower()}")
    phone.wait_for_ringing()
    phone.hang_up()
    station.wait_for_state("busy")


@case("baresip", "the station calls it and cancels", over=BOTH)
def is_cancelled(world: World, over: str) -> None:
    station = Station(world, DIRECT)
    phone = Baresip(world, f"<sip:200@{PHONE}>;regint=0;answermode=manual")
    station.call(f"sip:200@{PHONE};transport={over.lower()}")
    phone.wait_for_ringing()
    station.hang_up()
    phone.wait_for_end()
    station.wait_for_state("waiting")


def over_ipv6(world: World) -> tuple[Station, Baresip]:
    station = Station(world, DIRECT, listen=f"[{STATION_IPV6}]:5060")
    account = f"<sip:200@[{PHONE_IPV6}]>;regint=0;answermode=auto"
    return station, Baresip(world, account, ipv6=PHONE_IPV6)


@case("baresip", "the station calls it by IPv6; it presses 0 and hangs up", over=BOTH)
def is_called_by_ipv6(world: World, over: str) -> None:
    station, phone = over_ipv6(world)
    station.call(f"sip:200@[{PHONE_IPV6}];transport={over.lower()}")
    phone.wait_for_call()
    station.wait_for_state("in_call")
    phone_presses("0")(station, phone)


@case("baresip", "it calls the station by IPv6; it hangs up", over=BOTH)
def calls_by_ipv6(world: World, over: str) -> None:
    station, phone = over_ipv6(world)
    phone.call(f"sip:station@[{STATION_IPV6}];transport={over.lower()}")
    phone.wait_for_call()
    status = station.wait_for_state("in_call")
    expect(status["parties"] == [f"200@{PHONE_IPV6}"], f"the status does not say who: {status}")
    phone_hangs_up(station, phone)
