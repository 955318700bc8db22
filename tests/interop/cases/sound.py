"""Sound both ways with phones of others, by level and pitch, codec by codec and key by key."""

import pathlib
from collections.abc import Callable

from harness.case import case
from harness.station import DIRECT, Station
from harness.tone import end_of, level_dbfs, pitch_hz, write_tone
from harness.waiting import Failed, until
from harness.world import PHONE, World
from peers.baresip import Baresip

STATION_HZ = 600
PHONE_HZ = 440
LEVEL_DBFS = -12.0
# The phone's tone never pauses; without an echo canceller the visitor is turned down meanwhile.
DUCKED_DB = 12.0
PITCH_WITHIN_HZ = 15
LEVEL_WITHIN_DB = 3.0
HEARD_WITHIN_S = 20.0

# Nothing that changes the sound on its way: what is measured is the way.
AS_IT_IS = {
    "audio.echo_cancelling": False, "audio.noise_suppression": False,
    "audio.automatic_gain": False, "audio.speaker_volume_percent": 100,
    "audio.microphone_volume_percent": 100,
}  # fmt: skip


def station_with_sound(world: World, **more: object) -> Station:
    tone = write_tone(world.folder / "visitor.wav", STATION_HZ, LEVEL_DBFS)
    heard = world.folder / "door.wav"
    media = ("--camera", "test", "--microphone", f"file:{tone}", "--loudspeaker", f"file:{heard}")
    return Station(world, {**DIRECT, **AS_IT_IS, **more}, media=media)


def wait_for_tone(what: str, path: Callable[[], pathlib.Path | None], wanted_hz: int,
                  wanted_dbfs: float | None) -> None:  # fmt: skip
    found = ""

    def look() -> bool:
        nonlocal found
        file = path()
        sound = end_of(file) if file else None
        if not sound:
            return False
        level, pitch = level_dbfs(sound.samples), pitch_hz(sound.samples)
        found = f"{pitch:.0f} Hz at {level:.1f} dBFS"
        is_loud = wanted_dbfs is None or abs(level - wanted_dbfs) <= LEVEL_WITHIN_DB
        return is_loud and level > -40 and abs(pitch - wanted_hz) <= PITCH_WITHIN_HZ

    try:
        until(look, f"{what} {wanted_hz} Hz", HEARD_WITHIN_S)
    except Failed as failed:
        raise Failed(f"{failed}; heard {found or 'nothing'}") from None


def both_hear(world: World) -> None:
    phone = lambda: next((world.folder / "baresip").glob("dump-*-dec.wav"), None)  # noqa: E731
    door = lambda: world.folder / "door.wav"  # noqa: E731
    wait_for_tone("the phone hears the visitor's", phone, STATION_HZ,
                  LEVEL_DBFS - DUCKED_DB)  # fmt: skip
    # How loud baresip's own tone is, is its business.
    wait_for_tone("the visitor hears the phone's", door, PHONE_HZ, None)


CODECS = {
    "Opus": "opus/48000/2", "G722": "G722/16000/1", "PCMA": "PCMA/8000/1",
    "PCMU": "PCMU/8000/1", "GSM": "GSM/8000/1",
}  # fmt: skip
# Its name to baresip, and the station's setting.
ENCRYPTIONS = {"SDES": ("srtp-mand", "required"), "DTLS": ("dtls_srtp", "dtls")}


def talks(world: World, options: str, srtp: str) -> None:
    station = station_with_sound(world, **{"sip.srtp": srtp})
    phone = Baresip(world, f"<sip:200@{PHONE}>;regint=0;answermode=auto{options}")
    station.call(f"sip:200@{PHONE};transport=udp")
    phone.wait_for_call()
    station.wait_for_state("in_call")
    both_hear(world)
    phone.hang_up()
    station.wait_for_end()


def talks_by(world: World, over: str, codec: str) -> None:
    talks(world, f";audio_codecs={CODECS[codec]}", "off")


def talks_encrypted_by(world: World, over: str, encryption: str) -> None:
    its_name, srtp = ENCRYPTIONS[encryption]
    talks(world, f";audio_codecs={CODECS['PCMA']};mediaenc={its_name}", srtp)


for codec in CODECS:
    case("baresip", f"{codec}: both hear the other's tone", codec=codec)(talks_by)
for encryption in ENCRYPTIONS:
    case("baresip", f"SRTP by {encryption}: both hear the other's tone", encryption=encryption)(
        talks_encrypted_by
    )
