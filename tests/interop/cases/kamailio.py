"""Kamailio as registrar and proxy, as a site would run it."""

import time
from collections.abc import Callable

from harness.case import case
from harness.station import USER, Station, account
from harness.waiting import expect, until
from harness.world import OTHER, PHONE, SERVER, STATION, World, ip_in, plug_cable, pull_cable
from peers.baresip import Baresip, registered
from peers.certificates import Identity, authority, signed_by
from peers.kamailio import Kamailio, port
from peers.linphone import Linphone

ALL = ("UDP", "TCP", "TLS")
LOSS_TOLD_WITHIN_S = 5  # DSP-5


def site(
    world: World, algorithm: str = "MD5", longest_s: int = 300, answers_pings: bool = True
) -> tuple[Kamailio, Identity]:
    """Kamailio, and who signed its certificate."""
    signer = authority(world)
    identity = signed_by(signer, world, SERVER)
    kamailio = Kamailio(
        world, identity, algorithm, longest_s=longest_s, answers_pings=answers_pings
    )
    kamailio.start()
    return kamailio, signer


def settings(over: str, signer: Identity, user: str = USER) -> dict[str, object]:
    tls = {"tls_verification": "uploaded_ca", "tls_ca": signer.pem()} if over == "TLS" else {}
    return account(f"{SERVER}:{port(over)}", over, username=user, **tls)


def station_of(
    world: World, over: str, signer: Identity, more: dict[str, object] | None = None
) -> Station:
    station = Station(world, settings(over, signer) | (more or {}))
    station.wait_for_registration()
    return station


def called(
    world: World, over: str, signer: Identity, station: Station, number: str = "200",
    at: str = PHONE,
) -> Baresip:  # fmt: skip
    """A registered phone that the station has called, and that has answered."""
    phone = registered(world, number, over, signer, at=at)
    station.call(number)
    phone.wait_for_call()
    station.wait_for_state("in_call")
    return phone


def registers(world: World, over: str, algorithm: str) -> None:
    kamailio, signer = site(world, algorithm)
    station = station_of(world, over, signer)
    registration = station.status()["registration"]
    expect(registration["transport"] == over.lower(), f"over another transport: {registration}")
    expect(registration["server"] == f"{SERVER}:{port(over)}", f"elsewhere: {registration}")
    station.stop()
    expect(USER not in kamailio.registered(), "the station left its registration behind")


for algorithm in ("MD5", "SHA-256"):
    what = f"the station registers with a digest ({algorithm}) and unregisters"
    case("Kamailio", what, over=ALL, algorithm=algorithm)(registers)


@case("Kamailio", "a wrong password is told as such", over=ALL)
def wrong_password(world: World, over: str) -> None:
    _, signer = site(world)
    Station(world, settings(over, signer), password="guess").wait_for_outage("wrong_credentials")


@case("Kamailio", "an account that it does not know is told as such", over=ALL)
def unknown_account(world: World, over: str) -> None:
    _, signer = site(world)
    Station(world, settings(over, signer, user="999")).wait_for_outage("account_unknown")


@case("Kamailio", "it restarts: the station says so and registers again", over=ALL)
def restarts(world: World, over: str) -> None:
    kamailio, signer = site(world)
    station = watched_station_of(world, over, signer)
    misses_its_server(station, kamailio.stop, kamailio.start)
    phone = registered(world, "200", over, signer)
    phone.call(f"sip:{USER}@{SERVER}:{port(over)};transport={over.lower()}")
    station.wait_for_state("in_call")
    phone.hang_up()
    station.wait_for_end()


def watched_station_of(world: World, over: str, signer: Identity) -> Station:
    """One that knows that its server answers pings, which nothing tells: it asks in 1.2 s."""
    station = station_of(world, over, signer)
    time.sleep(2)
    return station


def misses_its_server(
    station: Station, lose: Callable[[], None], come_back: Callable[[], None]
) -> None:
    lose()
    station.wait_for_state("offline", within=LOSS_TOLD_WITHIN_S)
    come_back()
    station.wait_for_registration(within=20)


@case("Kamailio", "it hangs: the station says so within 5 s and registers again", over=ALL)
def hangs(world: World, over: str) -> None:
    kamailio, signer = site(world)
    station = watched_station_of(world, over, signer)
    misses_its_server(station, kamailio.freeze, kamailio.thaw)


def is_cut_off(world: World, over: str, pings: str) -> None:
    _, signer = site(world, answers_pings=pings == "answered")
    station = watched_station_of(world, over, signer)
    misses_its_server(station, lambda: pull_cable(SERVER), lambda: plug_cable(SERVER))


what = "its cable is pulled: the station says so within 5 s, too"
case("Kamailio", what, over=ALL, pings="answered")(is_cut_off)
what = "its cable is pulled, and it answered no pings: the station says so within 5 s, too"
case("Kamailio", what, over=("TCP", "TLS"), pings="unanswered")(is_cut_off)


@case("Kamailio", "a registered phone calls the station", over=ALL)
def phone_calls(world: World, over: str) -> None:
    _, signer = site(world)
    station = station_of(world, over, signer)
    phone = registered(world, "200", over, signer)
    phone.call(f"sip:{USER}@{SERVER}:{port(over)};transport={over.lower()}")
    phone.wait_for_call()
    status = station.wait_for_state("in_call")
    expect(status["parties"] == ["200"], f"the status does not say who: {status}")
    phone.hang_up()
    station.wait_for_end()


@case("Kamailio", "the station calls a registered phone", over=ALL)
def station_calls(world: World, over: str) -> None:
    _, signer = site(world)
    station = station_of(world, over, signer)
    phone = registered(world, "200", over, signer)
    station.call("200")
    station.wait_for_state("in_call")
    phone.wait_for_call()
    station.hang_up()
    phone.wait_for_end()


@case("Kamailio", "the phone presses 0: the door opens once", over=ALL)
def phone_opens(world: World, over: str) -> None:
    _, signer = site(world)
    station = station_of(world, over, signer)
    phone = called(world, over, signer, station)
    phone.press("0")
    station.wait_for_pulse()
    phone.hang_up()
    station.wait_for_end()
    expect(station.pulses() == 1, f"the door opened {station.pulses()} times")


@case("Kamailio", "the phone is busy, and the visitor is told", over=ALL)
def phone_is_busy(world: World, over: str) -> None:
    _, signer = site(world)
    station = station_of(world, over, signer)
    phone = registered(world, "200", over, signer, answers="manual")
    station.call("200")
    phone.wait_for_ringing()
    phone.hang_up()  # 486 while it rings
    station.wait_for_state("busy")


@case("Kamailio", "the station cancels while the phone rings", over=ALL)
def station_cancels(world: World, over: str) -> None:
    _, signer = site(world)
    station = station_of(world, over, signer)
    phone = registered(world, "200", over, signer, answers="manual")
    station.call("200")
    phone.wait_for_ringing()
    station.hang_up()
    phone.wait_for_end()
    station.wait_for_state("waiting")


@case("Kamailio", "an extension that it does not know is told as such", over=ALL)
def unknown_extension(world: World, over: str) -> None:
    _, signer = site(world)
    station = station_of(world, over, signer)
    station.call("999")
    status = station.wait_for_state("failed")
    told = status["last_end"]
    expect(told == "The extension is unknown.", f"the status says: {told}")


@case("Kamailio", "only listed extensions are let in", over=ALL)
def unlisted_phone(world: World, over: str) -> None:
    _, signer = site(world)
    limit = {"sip.limit_incoming_to_extensions": ["300"]}
    station = station_of(world, over, signer, limit)
    there = f"sip:{USER}@{SERVER}:{port(over)};transport={over.lower()}"
    unlisted = registered(world, "200", over, signer, at=PHONE)
    unlisted.call(there)
    unlisted.wait_for_end()
    expect(station.screens() == [], f"the display showed {station.screens()}")
    listed: Baresip = registered(world, "300", over, signer, at=OTHER)
    listed.call(there)
    listed.wait_for_call()
    listed.hang_up()
    station.wait_for_end()


MOVED = "192.0.2.9"


@case("Kamailio", "the station gets another address and registers from there", over=ALL)
def station_moves(world: World, over: str) -> None:
    kamailio, signer = site(world)
    station = Station(world, settings(over, signer), listen="0.0.0.0:5060")
    station.wait_for_registration()
    here = kamailio.contacts()
    expect(len(here) == 1 and STATION in here[0], f"Kamailio knows the station at {here}")
    ip_in(world.host(STATION), f"address delete {STATION}/24 dev eth0",
          f"address add {MOVED}/24 dev eth0")  # fmt: skip
    until(lambda: any(MOVED in contact for contact in kamailio.contacts()),
          "the station registers with its new address", within=20)  # fmt: skip
    station.wait_for_registration()
    phone = registered(world, "200", over, signer)
    phone.call(f"sip:{USER}@{SERVER}:{port(over)};transport={over.lower()}")
    station.wait_for_state("in_call")
    phone.hang_up()
    station.wait_for_end()


def site_for_linphone(world: World) -> tuple[Kamailio, Identity]:
    """Linphone looks for an address among the names."""
    signer = authority(world)
    kamailio = Kamailio(world, signed_by(signer, world, SERVER, more=f",DNS:{SERVER}"))
    kamailio.start()
    return kamailio, signer


def with_linphone(world: World, over: str) -> tuple[Station, Linphone]:
    kamailio, signer = site_for_linphone(world)
    station = station_of(world, over, signer)
    phone = Linphone(world, over, user="200", signer=signer)
    until(lambda: "200" in kamailio.registered(), "Linphone registers")
    return station, phone


@case("Linphone", "registered at Kamailio: the station calls it; it presses 0 and hangs up",
      over=("TLS",))  # fmt: skip
def linphone_is_called(world: World, over: str) -> None:
    station, phone = with_linphone(world, over)
    station.call("200")
    phone.wait_for_call()
    station.wait_for_state("in_call")
    phone.press("0")
    station.wait_for_pulse()
    phone.hang_up()
    station.wait_for_end()
    expect(station.pulses() == 1, f"the door opened {station.pulses()} times")


@case("Linphone", "registered at Kamailio: it calls the station; the station hangs up",
      over=("TLS",))  # fmt: skip
def linphone_calls(world: World, over: str) -> None:
    station, phone = with_linphone(world, over)
    phone.call(f"sip:{USER}@{SERVER}")
    phone.wait_for_call()
    station.wait_for_state("in_call")
    station.hang_up()
    phone.wait_for_end()
