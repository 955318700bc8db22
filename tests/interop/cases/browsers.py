"""The button rings a phone at Kamailio and whoever is on duty at the web console, together."""

from cases.kamailio import settings, site
from harness.case import case
from harness.station import Station, account
from harness.waiting import expect, until
from harness.world import SERVER, STATION, World
from peers.baresip import Baresip, registered
from peers.web_operator import Duty, WebOperator

MEDIA = ("--camera", "test", "--microphone", "synthetic", "--loudspeaker", "none",
         "--console-listen", f"{STATION}:8443")  # fmt: skip
RING = {"call.answer_in_browser": True}


def operator_at(station: Station) -> tuple[WebOperator, Duty]:
    """Signed in and on duty."""
    told = until(lambda: station.told("console")["console"], "the console is there")
    operator = WebOperator(told["address"], told["fingerprint"])
    operator.claim(told["claim_code"])
    duty = operator.on_duty()
    duty.wait_for_status(lambda status: status["on_duty"] == ["Dana"], "Dana is on duty")
    return operator, duty


def site_with_phone(world: World, over: str) -> tuple[Station, Baresip]:
    _, signer = site(world)
    station = Station(world, settings(over, signer) | RING | {"sip.extension": "200"}, media=MEDIA)
    station.wait_for_registration()
    return station, registered(world, "200", over, signer, answers="manual", trace=True)


def rings_at_both(operator: WebOperator, duty: Duty, phone: Baresip) -> None:
    operator.press()
    phone.wait_for_ringing()
    call = duty.wait_for_status(lambda status: status["state"] == "ringing", "it rings")["call"]
    expect(call["asks_browsers"], f"no browser is asked: {call}")
    duty.wait_for_status(
        lambda status: status["call"] and "sip" in [it["route"] for it in status["call"]["rung"]],
        "the phone is rung",
    )


def routes(status: dict) -> list[str]:
    return [party["route"] for party in status["call"]["parties"]] if status["call"] else []


@case("baresip", "it rings with a browser and answers first; the browser is told")
def phone_wins(world: World, over: str) -> None:
    station, phone = site_with_phone(world, over)
    operator, duty = operator_at(station)
    rings_at_both(operator, duty, phone)
    phone.accept()
    phone.wait_for_call()
    told = duty.wait_for_status(lambda status: routes(status) == ["sip"], "the phone answered")
    expect(told["call"]["parties"][0]["name"] == "200", f"it is not told who: {told}")
    phone.hang_up()
    station.wait_for_end()


@case("baresip", "it rings with a browser, which answers first; it is told 'elsewhere'")
def browser_wins(world: World, over: str) -> None:
    station, phone = site_with_phone(world, over)
    operator, duty = operator_at(station)
    rings_at_both(operator, duty, phone)
    viewer = operator.join("watch")
    told = operator.answer(viewer)
    expect(told.status == 204, f"the browser does not answer: {told}")
    phone.wait_for_end()
    duty.wait_for_status(lambda status: routes(status) == ["webrtc"], "the browser answered")
    phone.process.wait_for_line("^CANCEL sip:")
    phone.process.wait_for_line('^Reason: SIP;cause=200;text="Call completed elsewhere"')
    operator.leave(viewer)
    station.wait_for_end()


@case("Kamailio", "the phone that the button calls is not there; browsers ring on")
def phone_is_not_there(world: World, over: str) -> None:
    _, signer = site(world)
    station = Station(world, settings(over, signer) | RING | {"sip.extension": "200"}, media=MEDIA)
    station.wait_for_registration()
    operator, duty = operator_at(station)
    operator.press()
    duty.wait_for_status(lambda status: status["call"] and not status["call"]["rung"],
                         "no phone rings any more")  # fmt: skip
    answered_by_browser(station, operator, duty)


WITHOUT = {
    "pbx": ("it does not run; browsers ring", account(f"{SERVER}:5060", "UDP") | RING),
    "sip": ("it is not wanted: SIP is off; browsers ring", RING),
}


def rings_browsers_alone(world: World, over: str, without: str) -> None:
    world.host(SERVER)
    station = Station(world, WITHOUT[without][1], media=MEDIA)
    operator, duty = operator_at(station)
    operator.press()
    answered_by_browser(station, operator, duty)


for without, (words, _) in WITHOUT.items():
    case("Kamailio", words, without=without)(rings_browsers_alone)


def answered_by_browser(station: Station, operator: WebOperator, duty: Duty) -> None:
    expect(station.status()["state"] == "ringing", f"it rings no more: {station.status()}")
    viewer = operator.join("talk")
    duty.wait_for_status(lambda status: routes(status) == ["webrtc"], "the browser answered")
    click = operator.click(operator.status())
    told = operator.unlock(click, viewer=viewer)
    expect(told["code"] == "opened", f"the door stays shut: {told}")
    again = operator.unlock(click, viewer=viewer)
    expect(station.pulses() == 1, f"one click opened {station.pulses()} times: {again}")
    operator.leave(viewer)
    station.wait_for_end()
