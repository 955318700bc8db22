"""Sound and picture in calls with phones of others: held, killed, found by ICE; on the cable."""

import os
import pathlib
import signal
import time

from cases.picture import sees_the_clock_run, station_with_picture
from cases.sound import ENCRYPTIONS, LinphoneTalk, both_hear, station_with_sound
from harness.case import case
from harness.station import Station
from harness.tone import write_tones
from harness.waiting import expect, until
from harness.wire import Wire
from harness.world import PHONE, STATION, World
from peers.baresip import Baresip
from peers.linphone import Linphone

RESUMES_WITHIN_S = 0.5  # CALL-7
BACK_WITHIN_S = 2.0
OPENS_WITHIN_S = 1.0
KEY_0_HZ = (941, 1336)


def phone(world: World, options: str = "", **more: object) -> Baresip:
    return Baresip(world, f"<sip:200@{PHONE}>;regint=0;answermode=auto{options}", **more)


def talk(station: Station, called: Baresip | Linphone) -> None:
    station.call(f"sip:200@{PHONE};transport=udp")
    called.wait_for_call()
    station.wait_for_state("in_call")


def end(station: Station, called: Baresip | Linphone) -> None:
    called.hang_up()
    station.wait_for_end()


@case("baresip", "it holds: nothing is sent; it resumes: sound and picture are back in 500 ms")
def holds_and_resumes(world: World, over: str) -> None:
    station, called = station_with_picture(world), phone(world, video=True)
    wire = Wire(world, PHONE)
    talk(station, called)
    until(lambda: len(wire.ports(STATION)) == 2, "sound and picture come")
    for _ in range(3):
        called.hold()
        station.wait_for_state("paused")
        for port in wire.ports(STATION):
            wire.wait_for_silence(STATION, port)
        asked = time.time()
        called.resume()
        for port in wire.ports(STATION):
            took = wire.wait_for_rtp(STATION, port, asked, RESUMES_WITHIN_S)
            world.note(f"port {port} was back after {took * 1000:.0f} ms")
        station.wait_for_state("in_call")
    sees_the_clock_run(world, lambda path: called.do("snapshot_recv", str(path)))
    end(station, called)


def media_process_of(station: Station) -> int | None:
    # Below "ip netns exec", which becomes the station itself.
    own = station.process.process.pid
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text("utf-8").rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if name.endswith("(portero-media") and int(rest.split()[1]) == own:
            return int(path.parent.name)
    return None


@case("Linphone", "the media process is killed in a call: sound and picture are back in 2 s, "
      "and a key by INFO opens the door meanwhile")  # fmt: skip
def survives_a_crash(world: World, over: str) -> None:
    station = station_with_picture(world)
    called = Linphone(world, over, video=True, keys_by_info=True)
    wire = Wire(world, PHONE)
    talk(station, called)
    until(lambda: len(wire.ports(STATION)) == 2, "sound and picture come")
    media = until(lambda: media_process_of(station), "the media process runs")
    os.kill(media, signal.SIGKILL)
    killed = time.time()
    called.press("0")
    station.wait_for_pulse(OPENS_WITHIN_S)
    until(lambda: media_process_of(station) not in (None, media), "another media process runs")
    for port in wire.ports(STATION):
        # What was on its way when the process died came at once.
        took = wire.wait_for_rtp(STATION, port, killed + 0.05, BACK_WITHIN_S)
        world.note(f"port {port} was back {took + 0.05:.2f} s after the kill")
    sees_the_clock_run(world, lambda path: called.type(f"snapshot {path}"))
    expect(station.pulses() == 1, f"the door opened {station.pulses()} times")
    end(station, called)


def kill_media_process(station: Station) -> float:
    """Returns when; another one has taken its place."""
    media = until(lambda: media_process_of(station), "the media process runs")
    os.kill(media, signal.SIGKILL)
    killed = time.time()
    until(lambda: media_process_of(station) not in (None, media), "another media process runs")
    return killed


def baresip_keeps_its_keys(world: World, over: str, encryption: str) -> None:
    its_name, srtp = ENCRYPTIONS[encryption]
    station = station_with_sound(world, **{"sip.srtp": srtp, "sip.video": False})
    called = phone(world, f";audio_codecs=PCMA/8000/1;mediaenc={its_name}")
    wire = Wire(world, PHONE)
    talk(station, called)
    both_hear(world)
    killed = kill_media_process(station)
    (port,) = wire.ports(STATION)
    took = wire.wait_for_rtp(STATION, port, killed + 0.05, BACK_WITHIN_S)
    world.note(f"sound was back {took + 0.05:.2f} s after the kill")
    # It writes what it can decipher: from now on two seconds, of which the last is looked at.
    (recorded,) = (world.folder / "baresip").glob("dump-*-dec.wav")
    written = recorded.stat().st_size + 2 * 2 * 8000
    until(lambda: recorded.stat().st_size > written, "the phone hears more")
    both_hear(world)
    called.press("0")
    station.wait_for_pulse(OPENS_WITHIN_S)
    # Another agreement, under the same keys.
    called.hold()
    station.wait_for_state("paused")
    called.resume()
    station.wait_for_state("in_call")
    called.press("0")
    until(lambda: station.pulses() == 2, "the door opens again")
    end(station, called)


for encryption in ENCRYPTIONS:
    case("baresip", f"the media process is killed in a call with SRTP by {encryption}: sound is "
         "back in 2 s, both ways, and 0 by RFC 4733 opens the door",
         encryption=encryption)(baresip_keeps_its_keys)  # fmt: skip


@case("Linphone", "the media process is killed in a call with SRTP by DTLS: sound is back in 2 s, "
      "both ways, and 0 by RFC 4733 opens the door")  # fmt: skip
def linphone_keeps_its_keys(world: World, over: str) -> None:
    station = station_with_sound(world, **{"sip.srtp": "dtls", "sip.video": False})
    called = Linphone(world, over, encryption="dtls")
    heard = LinphoneTalk(world, called, turn_s=9)
    wire = Wire(world, PHONE)
    talk(station, called)
    heard.visitor_hears()
    killed = kill_media_process(station)
    (port,) = wire.ports(STATION)
    took = wire.wait_for_rtp(STATION, port, killed + 0.05, BACK_WITHIN_S)
    world.note(f"sound was back {took + 0.05:.2f} s after the kill")
    heard.visitor_hears()
    called.press("0")
    station.wait_for_pulse(OPENS_WITHIN_S)
    heard.listens()
    end(station, called)
    # While it spoke itself, before the kill and after it, it heard the visitor more quietly.
    heard.has_heard()
    expect(station.pulses() == 1, f"the door opened {station.pulses()} times")


@case("baresip", "ICE: it asks for a way, and sound goes there both ways")
def speaks_ice(world: World, over: str) -> None:
    station = station_with_sound(world)
    called = phone(world, ";medianat=ice", ice=True)
    wire = Wire(world, PHONE)
    called.call(f"sip:station@{STATION};transport=udp")
    called.wait_for_call()
    station.wait_for_state("in_call")
    both_hear(world)
    answers = [packet for packet in wire.packets if packet.is_stun_success]
    expect(any(packet.source[0] == STATION for packet in answers), "no check was answered")
    end(station, called)


@case("baresip", "the tone of 0 in its sound: the door opens once")
def presses_by_tone(world: World, over: str) -> None:
    station = station_with_sound(world)
    tone = write_tones(world.folder / "key.wav", KEY_0_HZ, -12.0, quiet_before_s=4.0, lasts_s=0.3,
                       quiet_after_s=20.0)  # fmt: skip
    called = phone(world, source=f"aufile,{tone}")
    talk(station, called)
    station.wait_for_pulse(15.0)
    end(station, called)
    expect(station.pulses() == 1, f"the door opened {station.pulses()} times")
