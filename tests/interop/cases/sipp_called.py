"""SIPp calls the station, which answers at once."""

from harness.case import case
from harness.station import DIRECT, Station
from harness.waiting import expect
from harness.world import OTHER, World
from peers.sipp import HOLD, Sipp, calling

BOTH = ("UDP", "TCP")
ONE_CALL = ["in_call", "ended"]
WITH_HOLD = ["in_call", "paused", "in_call", "ended"]


def plays(world: World, scenario: str, over: str, **more: object) -> tuple[Station, Sipp]:
    """A scenario to its end; then the station waits again."""
    station = Station(world, DIRECT)
    phone = calling(world, scenario, over, **more)
    phone.succeeds()
    station.wait_for_end()
    expect(station.pulses() == 0, "the door opened")
    return station, phone


@case("SIPp", "it calls and hangs up", over=BOTH)
def hangs_up(world: World, over: str) -> None:
    station, _ = plays(world, "calls_and_hangs_up", over)
    expect(station.screens() == ONE_CALL, f"not one call: {station.screens()}")


@case("SIPp", "it calls, and the station hangs up", over=BOTH)
def is_hung_up_on(world: World, over: str) -> None:
    station = Station(world, DIRECT)
    phone = calling(world, "calls_until_bye", over)
    status = station.wait_for_state("in_call")
    expect("200" in status["parties"][0], f"the status does not say who: {status}")
    station.hang_up()
    phone.succeeds()
    station.wait_for_end()


def holds(world: World, over: str, form: str) -> None:
    address, direction = HOLD[form]
    station, _ = plays(world, "calls_and_holds", over, hold_address=address,
                       hold_direction=direction)  # fmt: skip
    expect(station.screens() == WITH_HOLD, f"the display showed {station.screens()}")


for form in HOLD:
    what = f"it calls, holds by re-INVITE ({form}) and resumes"
    case("SIPp", what, over=BOTH, form=form)(holds)


@case("SIPp", "it holds and resumes by UPDATE", over=BOTH)
def updates(world: World, over: str) -> None:
    station, _ = plays(world, "calls_and_updates", over)
    expect(station.screens() == WITH_HOLD, f"the display showed {station.screens()}")


@case("SIPp", "its INVITE and re-INVITE have no offer: the station offers", over=BOTH)
def lets_the_station_offer(world: World, over: str) -> None:
    plays(world, "calls_without_offer", over)


@case("SIPp", "its INVITE requires reliable provisional responses (100rel)", over=BOTH)
def requires_100rel(world: World, over: str) -> None:
    plays(world, "calls_with_100rel", over)


@case("SIPp", "its ACK is late: the 200 is repeated")
def acknowledges_late(world: World, over: str) -> None:
    _, phone = plays(world, "acks_late", over)
    expect(phone.received("SIP/2.0 200 OK") >= 3, "the 200 to the INVITE was not repeated")


@case("SIPp", "it never acknowledges: the station ends the call")
def never_acknowledges(world: World, over: str) -> None:
    station = Station(world, DIRECT | {"call.far_side_timeout_s": 300})
    phone = calling(world, "never_acks", over, patience_s=60)
    phone.succeeds(within=50)
    station.wait_for_end()


@case("SIPp", "its INVITE comes again after the answer: still one call")
def repeats_its_invite(world: World, over: str) -> None:
    station, _ = plays(world, "repeats_invite", over)
    expect(station.screens() == ONE_CALL, f"not one call: {station.screens()}")


@case("SIPp", "its CANCEL comes after the answer and changes nothing", over=BOTH)
def cancels_too_late(world: World, over: str) -> None:
    plays(world, "cancels_too_late", over)


@case("SIPp", "a second caller is told that the station is busy (486)", over=BOTH)
def second_caller(world: World, over: str) -> None:
    station = Station(world, DIRECT)
    first = calling(world, "calls_until_bye", over)
    station.wait_for_state("in_call")
    calling(world, "is_told_busy", over, at=OTHER, service="300").succeeds()
    station.wait_for_state("in_call")
    station.hang_up()
    first.succeeds()


@case("SIPp", "a caller who is not on the list is refused (403)", over=BOTH)
def unlisted_caller(world: World, over: str) -> None:
    station = Station(world, DIRECT | {"sip.limit_incoming_to_extensions": [f"300@{OTHER}"]})
    calling(world, "is_forbidden", over).succeeds()
    expect(station.screens() == [], f"the display showed {station.screens()}")
    calling(world, "calls_and_hangs_up", over, at=OTHER, service="300").succeeds()


@case("SIPp", "OPTIONS is answered; MESSAGE and REFER get 405", over=BOTH)
def asks_outside_calls(world: World, over: str) -> None:
    station, _ = plays(world, "asks_outside_calls", over)
    expect(station.screens() == [], f"the display showed {station.screens()}")


@case("SIPp", "the same within a call", over=BOTH)
def asks_in_call(world: World, over: str) -> None:
    plays(world, "asks_in_call", over)


KEYS = {
    "dtmf-relay": "Signal=0\n      Duration=160",
    "dtmf": "0",
}


def presses_key(world: World, over: str, form: str) -> None:
    station = Station(world, DIRECT)
    content = f"application/{form}"
    phone = calling(world, "presses_key_by_info", over, content_type=content, body=KEYS[form])
    phone.succeeds()
    station.wait_for_end()
    expect(station.pulses() == 1, f"the door opened {station.pulses()} times")


for form in KEYS:
    what = f"it presses 0 by INFO (application/{form}): the door opens once"
    case("SIPp", what, over=BOTH, form=form)(presses_key)
