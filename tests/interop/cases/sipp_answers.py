"""The station calls SIPp."""

import hashlib
import re

from harness.case import case
from harness.station import DIRECT, PASSWORD, USER, Station, account
from harness.waiting import expect, until
from harness.world import OTHER, PHONE, World
from peers.sipp import HOLD, Sipp, answering
from peers.sipp import address as address_of

BOTH = ("UDP", "TCP")
ONE_CALL = ["ringing", "in_call", "ended"]
WITH_HOLD = ["ringing", "in_call", "paused", "in_call", "ended"]
# Nothing but the session timer may end or probe the call.
PATIENT = {"call.far_side_timeout_s": 300}
HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


def talks(world: World, scenario: str, over: str, **more: object) -> tuple[Station, Sipp]:
    """The station calls a scenario, which answers."""
    station = Station(world, DIRECT)
    phone = answering(world, scenario, over, **more)
    station.call(address_of(over))
    station.wait_for_state("in_call")
    return station, phone


def hangs_up(station: Station, phone: Sipp) -> None:
    station.hang_up()
    phone.succeeds()
    station.wait_for_end()


@case("SIPp", "it is called and answers; the station hangs up", over=BOTH)
def answers(world: World, over: str) -> None:
    station, phone = talks(world, "answers_until_bye", over)
    hangs_up(station, phone)
    expect(station.screens() == ONE_CALL, f"the display showed {station.screens()}")


@case("SIPp", "it is called, answers and hangs up", over=BOTH)
def answers_and_hangs_up(world: World, over: str) -> None:
    station, phone = talks(world, "answers_and_hangs_up", over)
    phone.succeeds()
    station.wait_for_end()


def holds(world: World, over: str, form: str) -> None:
    address, direction = HOLD[form]
    station, phone = talks(world, "answers_and_holds", over, hold_address=address,
                           hold_direction=direction)  # fmt: skip
    phone.succeeds()
    station.wait_for_end()
    expect(station.screens() == WITH_HOLD, f"the display showed {station.screens()}")


for form in HOLD:
    what = f"it answers, holds by re-INVITE ({form}) and resumes"
    case("SIPp", what, over=BOTH, form=form)(holds)


def answered(field: str, method: str, algorithm: str) -> bool:
    """Whether a digest (RFC 7616) proves the password."""
    said = dict(re.findall(r'(\w+)="?([^",]*)', field))

    def hashed(text: str) -> str:
        return HASHES[algorithm](text.encode()).hexdigest()

    secret = hashed(f"{USER}:{said['realm']}:{PASSWORD}")
    request = hashed(f"{method}:{said['uri']}")
    middle = ":".join([said["nonce"], said["nc"], said["cnonce"], said["qop"]])
    return said["response"] == hashed(f"{secret}:{middle}:{request}")


def challenges(world: World, over: str, status: str, algorithm: str) -> None:
    asks, answers_with = {
        "401": ("WWW-Authenticate", "Authorization"),
        "407": ("Proxy-Authenticate", "Proxy-Authorization"),
    }[status]
    line = {"401": "401 Unauthorized", "407": "407 Proxy Authentication Required"}[status]
    # As the server of the account: a password is for nobody else. It may register several times.
    phone = answering(world, "challenges", over, once=False, status=line, header=asks,
                      algorithm=algorithm)  # fmt: skip
    station = Station(world, account(f"{PHONE}:5060", over))
    station.wait_for_registration()
    station.call("200")
    station.wait_for_state("in_call")
    found = re.search(rf"\n{answers_with}: (Digest [^\r\n]*)", phone.text())
    expect(found, "the second INVITE has no credentials")
    assert found
    expect(answered(found[1], "INVITE", algorithm), f"the digest is wrong: {found[1]}")
    station.hang_up()
    until(lambda: phone.received("BYE"), "the phone is told")
    station.wait_for_end()


for status in ("401", "407"):
    for algorithm in HASHES:
        what = f"it answers after a challenge ({status}, {algorithm})"
        case("SIPp", what, over=BOTH, status=status, algorithm=algorithm)(challenges)


@case("SIPp", "it is elsewhere (302), and the station calls there", over=BOTH)
def redirects(world: World, over: str) -> None:
    station = Station(world, DIRECT)
    elsewhere = answering(world, "answers_until_bye", over, at=OTHER)
    phone = answering(world, "redirects", over, elsewhere=address_of(over, OTHER))
    station.call(address_of(over))
    station.wait_for_state("in_call")
    phone.succeeds()
    hangs_up(station, elsewhere)


# What it does, what the visitor is shown, and what the status says.
REFUSALS = {
    "486 Busy Here": ("is busy", "busy", "The extension is busy."),
    "404 Not Found": ("is unknown", "failed", "The extension is unknown."),
    "480 Temporarily Unavailable": ("is not there", "no_answer", "Nobody is there at the moment."),
    "603 Decline": ("declines", "no_answer", "The call was declined."),
}


def refuses(world: World, over: str, status: str) -> None:
    line, shown, words = next(
        (line, *told[1:]) for line, told in REFUSALS.items() if line[:3] == status
    )
    station = Station(world, DIRECT)
    phone = answering(world, "refuses", over, status=line)
    station.call(address_of(over))
    phone.succeeds()
    said = station.wait_for_state(shown)["last_end"]
    expect(said == words, f"the status says: {said}")


for line, (does, *_) in REFUSALS.items():
    what = f"it {does} ({line[:3]}), and the visitor is told"
    case("SIPp", what, over=BOTH, status=line[:3])(refuses)


@case("SIPp", "it rings, and the call is cancelled", over=BOTH)
def is_cancelled(world: World, over: str) -> None:
    station = Station(world, DIRECT)
    phone = answering(world, "rings_until_cancel", over)
    station.call(address_of(over))
    until(lambda: "180 Ringing" in phone.text(), "SIPp rings")
    station.hang_up()
    phone.succeeds()
    station.wait_for_end()


@case("SIPp", "its 200 crosses the CANCEL: ACK and BYE", over=BOTH)
def answers_while_cancelled(world: World, over: str) -> None:
    station = Station(world, DIRECT)
    phone = answering(world, "answers_while_cancelled", over)
    station.call(address_of(over))
    until(lambda: "180 Ringing" in phone.text(), "SIPp rings")
    station.hang_up()
    phone.succeeds()
    station.wait_for_end()
    expect("in_call" not in station.screens(), "the visitor was connected after hanging up")


@case("SIPp", "it lost the ACK and repeats its 200: each is acknowledged", over=BOTH)
def loses_the_ack(world: World, over: str) -> None:
    station, phone = talks(world, "loses_ack", over, plain=True)
    until(lambda: phone.received("ACK") >= 3, "each 200 is acknowledged")
    hangs_up(station, phone)


@case("SIPp", "it is slow to answer: the INVITE is sent again")
def is_slow(world: World, over: str) -> None:
    station, phone = talks(world, "answers_late", over)
    expect(phone.received("INVITE") >= 3, "the INVITE was not repeated after 0.5 and 1.5 s")
    hangs_up(station, phone)


@case("SIPp", "it dies: the session timer ends the call (RFC 4028)", over=BOTH)
def dies(world: World, over: str) -> None:
    station = Station(world, DIRECT | PATIENT)
    phone = answering(world, "dies", over, patience_s=100)
    station.call(address_of(over))
    station.wait_for_state("in_call")
    phone.succeeds(within=80)
    station.wait_for_end()


@case("SIPp", "it wants the session refreshed: the station sends UPDATE", over=BOTH)
def wants_refresh(world: World, over: str) -> None:
    station = Station(world, DIRECT | PATIENT)
    phone = answering(world, "wants_refresh", over, patience_s=100)
    station.call(address_of(over))
    station.wait_for_state("in_call")
    until(lambda: phone.received("UPDATE"), "the station refreshes", within=60)
    hangs_up(station, phone)


@case("SIPp", "its re-INVITE crosses the station's (glare, 491): both get through", over=BOTH)
def glares(world: World, over: str) -> None:
    station = Station(world, DIRECT | PATIENT)
    phone = answering(world, "glares", over, patience_s=100)
    station.call(address_of(over))
    station.wait_for_state("in_call")
    until(lambda: phone.received("INVITE") >= 3, "the station tries again", within=70)
    until(lambda: phone.received("ACK") >= 3, "the station's re-INVITE succeeds")
    hangs_up(station, phone)


@case("SIPp", "it finds the session interval too short (422)", over=BOTH)
def wants_longer_session(world: World, over: str) -> None:
    station, phone = talks(world, "wants_longer_session", over)
    hangs_up(station, phone)


@case("SIPp", "it rings reliably with early media (183, 100rel): PRACK", over=BOTH)
def asks_for_prack(world: World, over: str) -> None:
    station, phone = talks(world, "asks_for_prack", over)
    hangs_up(station, phone)


@case("SIPp", "it shows the picture while it rings (183 with sound and picture)", over=BOTH)
def shows_the_picture_early(world: World, over: str) -> None:
    station = Station(world, DIRECT | {"sip.video": True})
    phone = answering(world, "previews_until_cancel", over)
    station.call(address_of(over))
    flows = lambda: [entry for entry in station.entries() if entry["msg"] == "flow"]  # noqa: E731
    until(flows, "the picture flows")
    status = station.status()
    expect(status["state"] == "ringing", f"the phone has not answered: {status}")
    expect([flow["flow"] for flow in flows()] == ["preview"], f"more than a picture: {flows()}")
    agreed = [entry["formats"] for entry in station.entries() if entry["msg"] == "agreed"]
    expect(len(agreed) == 1 and "VP8" in agreed[0], f"no picture was agreed: {agreed}")
    station.hang_up()
    phone.succeeds()
    station.wait_for_end()


@case("SIPp", "two phones ring behind it, one answers (forked dialogs)", over=BOTH)
def forks(world: World, over: str) -> None:
    station, phone = talks(world, "forks", over)
    hangs_up(station, phone)
