"""The station's picture at phones of others, checked by the clock that is burned into it."""

import pathlib
import time
from collections.abc import Callable

from harness.case import case
from harness.picture import burned_time_ms, load
from harness.station import DIRECT, Station
from harness.waiting import Failed, expect, until
from harness.world import PHONE, World
from peers.baresip import Baresip
from peers.linphone import Linphone

SEEN_WITHIN_S = 20.0
# Of a picture that the phone saves now: coding, the way, the phone's own buffer, saving.
AT_MOST_OLD_MS = 2000
MOVES_BY_MS = 500

Take = Callable[[pathlib.Path], None]


def clock_seen(world: World, name: str, take: Take) -> int:
    """The burned time of a picture that the phone takes now, in milliseconds since 1970."""
    takes = 0

    def look() -> int | None:
        nonlocal takes
        takes += 1
        path = world.folder / f"{name}-{takes}"
        asked_ms = time.time() * 1000
        take(path)
        files = lambda: next(world.folder.glob(f"{name}-{takes}*"), None)  # noqa: E731
        try:
            picture = until(lambda: (found := files()) and load(found), "a picture is saved", 1.0)
        except Failed:
            return None
        burned = burned_time_ms(picture)
        if burned is not None:
            age = time.time() * 1000 - burned
            expect(0 <= age and asked_ms - burned <= AT_MOST_OLD_MS, f"it is {age:.0f} ms old")
        return burned

    return until(look, "the phone shows the station's clock", SEEN_WITHIN_S)


def sees_the_clock_run(world: World, take: Take) -> None:
    first = clock_seen(world, "first", take)
    until(lambda: clock_seen(world, "later", take) >= first + MOVES_BY_MS, "its clock runs")


def station_with_picture(world: World, **more: object) -> Station:
    media = ("--camera", "test", "--microphone", "none", "--loudspeaker", "none")
    return Station(world, {**DIRECT, "sip.video": True, **more}, media=media)


def baresip_sees(world: World, over: str, codec: str, encryption: str) -> None:
    its_name, srtp = {"plain": ("", "off"), "SDES": (";mediaenc=srtp-mand", "required"),
                      "DTLS": (";mediaenc=dtls_srtp", "dtls")}[encryption]  # fmt: skip
    station = station_with_picture(world, **{"sip.srtp": srtp})
    account = f"<sip:200@{PHONE}>;regint=0;answermode=auto;video_codecs={codec}{its_name}"
    phone = Baresip(world, account, video=True)
    station.call(f"sip:200@{PHONE};transport=udp")
    phone.wait_for_call()
    station.wait_for_state("in_call")
    sees_the_clock_run(world, lambda path: phone.do("snapshot_recv", str(path)))
    phone.hang_up()
    station.wait_for_end()


for codec in ("H264", "VP8"):
    case("baresip", f"{codec}: it shows the station's clock, and that runs",
         codec=codec, encryption="plain")(baresip_sees)  # fmt: skip
for encryption in ("SDES", "DTLS"):
    case("baresip", f"VP8 by {encryption}: it shows the station's clock, and that runs",
         codec="VP8", encryption=encryption)(baresip_sees)  # fmt: skip


@case("Linphone", "VP8: it shows the station's clock, and that runs")
def linphone_sees(world: World, over: str) -> None:
    station = station_with_picture(world)
    phone = Linphone(world, over, video=True)
    station.call(f"sip:200@{PHONE};transport=udp")
    phone.wait_for_call()
    station.wait_for_state("in_call")
    sees_the_clock_run(world, lambda path: phone.type(f"snapshot {path}"))
    phone.hang_up()
    station.wait_for_end()
