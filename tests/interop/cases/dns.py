"""Kamailio found by name: failover along SRV and NAPTR answers, and name servers that die."""

import time

from harness.case import case
from harness.names import NameServer, Zone, replace
from harness.station import DIRECT, Station, account
from harness.waiting import expect, until
from harness.world import OTHER, PHONE, SERVER, STATION, World, ip_in
from peers.certificates import self_signed
from peers.kamailio import Kamailio
from peers.sipp import answering

BOTH = ("UDP", "TCP")
NAME = "pbx.example"


def zone(over: str, first: str = OTHER) -> Zone:
    """Two servers, of which `first` is to be tried first."""
    service = f"_sip._{over.lower()}.{NAME}"
    return {
        NAME: [["NAPTR", 10, 50, "s", f"SIP+D2{over[0]}", service]],
        service: [["SRV", 1, 1, 5060, f"one.{NAME}"], ["SRV", 2, 1, 5060, f"two.{NAME}"]],
        f"one.{NAME}": [["A", first]],
        f"two.{NAME}": [["A", SERVER]],
    }


def registered_at_the_second(world: World, over: str, within: float) -> None:
    Kamailio(world, self_signed(world, NAME)).start()
    NameServer(world, zone(over))
    station = Station(world, account(NAME, over))
    station.wait_for_registration(within)
    server = station.status()["registration"]["server"]
    expect(server == f"{SERVER}:5060", f"registered at {server}")


@case("Kamailio", "it is found by SRV records", over=BOTH)
def found_by_srv(world: World, over: str) -> None:
    Kamailio(world, self_signed(world, NAME)).start()
    NameServer(world, zone(over, first=SERVER))
    Station(world, account(NAME, over)).wait_for_registration()


@case("Kamailio", "it is the second of two in DNS; the first refuses", over=BOTH)
def first_refuses(world: World, over: str) -> None:
    world.host(OTHER)  # nothing listens there: ICMP port unreachable, TCP reset
    registered_at_the_second(world, over, within=10)


@case("Kamailio", "it is the second of two in DNS; the first is silent", over=BOTH)
def first_is_silent(world: World, over: str) -> None:
    ip_in(world.host(OTHER), f"route add blackhole {STATION}/32")
    registered_at_the_second(world, over, within=15)


@case("Kamailio", "it is the second of two in DNS; the first does not exist", over=BOTH)
def first_does_not_exist(world: World, over: str) -> None:
    registered_at_the_second(world, over, within=15)


@case("Kamailio", "its name stands in /etc/hosts; the name server is silent", over=BOTH)
def in_the_hosts_file(world: World, over: str) -> None:
    Kamailio(world, self_signed(world, NAME)).start()
    NameServer(world, {}).fall_silent()
    replace(world, "/etc/hosts", f"127.0.0.1 localhost\n{SERVER} {NAME}\n")
    Station(world, account(f"{NAME}:5060", over)).wait_for_registration()


@case("Kamailio", "it is found; the name server never answers for IPv6", over=BOTH)
def without_answers_for_ipv6(world: World, over: str) -> None:
    Kamailio(world, self_signed(world, NAME)).start()
    NameServer(world, {NAME: [["A", SERVER]]}, ignored=("AAAA",))
    Station(world, account(f"{NAME}:5060", over)).wait_for_registration()


@case("Kamailio", "its name is unknown, and this is told as such", over=BOTH)
def unknown_name(world: World, over: str) -> None:
    NameServer(world, {})
    reason = Station(world, account(NAME, over)).wait_for_outage("name_not_found")
    expect(NAME in reason, f"the reason does not name it: {reason}")


@case("SIPp", "it is found by NAPTR and SRV records, at another port", over=BOTH)
def found_by_naptr(world: World, over: str) -> None:
    service = f"_sip._{over.lower()}.example"
    NameServer(world, {
        "phone.example": [["NAPTR", 10, 50, "s", f"SIP+D2{over[0]}", service]],
        service: [["SRV", 1, 1, 5070, "desk.phone.example"]],
        "desk.phone.example": [["A", PHONE]],
    })  # fmt: skip
    station = Station(world, DIRECT)
    phone = answering(world, "answers_and_hangs_up", over, port=5070)
    station.call("sip:200@phone.example")
    phone.succeeds()
    station.wait_for_end()


def call_of_the_second(world: World, over: str, within: float) -> None:
    """The station calls a name of two phones, of which the first is at another host."""
    service = f"_sip._{over.lower()}.phone.example"
    NameServer(world, {
        service: [["SRV", 1, 1, 5060, "one.phone.example"],
                  ["SRV", 2, 1, 5060, "two.phone.example"]],
        "one.phone.example": [["A", OTHER]],
        "two.phone.example": [["A", PHONE]],
    })  # fmt: skip
    station = Station(world, DIRECT)
    phone = answering(world, "answers_and_hangs_up", over)
    station.call(f"sip:200@phone.example;transport={over.lower()}")
    phone.succeeds(within)
    station.wait_for_end()


@case("SIPp", "it is the second of two in DNS; the first refuses: the call goes on", over=BOTH)
def call_where_the_first_refuses(world: World, over: str) -> None:
    world.host(OTHER)
    call_of_the_second(world, over, within=10)


@case("SIPp", "it is the second of two in DNS; the first is silent: the call goes on", over=BOTH)
def call_where_the_first_is_silent(world: World, over: str) -> None:
    ip_in(world.host(OTHER), f"route add blackhole {STATION}/32")
    call_of_the_second(world, over, within=15)


@case("SIPp", "the name server fell silent after the first call: the second is as fast", over=BOTH)
def name_server_dies(world: World, over: str) -> None:
    names = NameServer(world, {"phone.example": [["A", PHONE]]})
    station = Station(world, DIRECT)
    target = f"sip:200@phone.example:5060;transport={over.lower()}"
    first = answering(world, "answers_and_hangs_up", over)
    station.call(target)
    first.succeeds()
    station.wait_for_end()
    names.fall_silent()
    answered = time.monotonic()
    until(lambda: time.monotonic() > answered + 1.5, "the answer is older than its time to live")
    second = answering(world, "answers_and_hangs_up", over, name="second")
    asked = time.monotonic()
    station.call(target)
    until(lambda: second.received("INVITE"), "the second call arrives", within=1)
    took = time.monotonic() - asked
    expect(took < 0.5, f"the call took {took:.3f} s to arrive")
    second.succeeds()
