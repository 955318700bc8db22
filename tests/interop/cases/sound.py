"""Sound both ways with phones of others, by level and pitch, codec by codec and key by key."""

import pathlib
from collections.abc import Callable

from harness.case import case
from harness.station import DIRECT, Station
from harness.tone import (
    Sound,
    end_of,
    level_dbfs,
    pitch_hz,
    seconds_of,
    write_tones,
)
from harness.waiting import Failed, expect, until
from harness.world import PHONE, World
from peers.baresip import Baresip
from peers.linphone import Linphone

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
    # It pauses: a decoder of Speex that missed the beginning of a tone without end may never find
    # into it.
    tone = write_tones(world.folder / "visitor.wav", (STATION_HZ,), LEVEL_DBFS, lasts_s=2,
                       quiet_after_s=0.5)  # fmt: skip
    heard = world.folder / "door.wav"
    media = ("--camera", "test", "--microphone", f"file:{tone}", "--loudspeaker", f"file:{heard}")
    return Station(world, {**DIRECT, **AS_IT_IS, **more}, media=media)


def in_words(sound: Sound) -> str:
    return f"{pitch_hz(sound.samples):.0f} Hz at {level_dbfs(sound.samples):.1f} dBFS"


def is_tone(sound: Sound, wanted_hz: int, wanted_dbfs: float | None) -> bool:
    level = level_dbfs(sound.samples)
    is_loud = wanted_dbfs is None or abs(level - wanted_dbfs) <= LEVEL_WITHIN_DB
    return is_loud and level > -40 and abs(pitch_hz(sound.samples) - wanted_hz) <= PITCH_WITHIN_HZ


def wait_for_tone(what: str, path: Callable[[], pathlib.Path | None], wanted_hz: int,
                  wanted_dbfs: float | None) -> None:  # fmt: skip
    found = ""

    def look() -> bool:
        nonlocal found
        file = path()
        sound = end_of(file) if file else None
        if not sound:
            return False
        found = in_words(sound)
        return is_tone(sound, wanted_hz, wanted_dbfs)

    try:
        until(look, f"{what} {wanted_hz} Hz", HEARD_WITHIN_S)
    except Failed as failed:
        raise Failed(f"{failed}; heard {found or 'nothing'}") from None


def both_hear(world: World, phone: str = "baresip") -> None:
    recorded = lambda: next((world.folder / phone).glob("dump-*-dec.wav"), None)  # noqa: E731
    door = lambda: world.folder / "door.wav"  # noqa: E731
    wait_for_tone("the phone hears the visitor's", recorded, STATION_HZ,
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


# How long the phone speaks, and then hears at least.
TURN_S = 6.0
HEARS_S = 5
# The same to Linphone, which reads and writes files instead of a sound card.
LINPHONE_CODECS = {
    "Opus": "opus/48000", "Speex-32000": "speex/32000", "Speex-16000": "speex/16000",
    "Speex-8000": "speex/8000", "G722": "G722/8000", "PCMA": "PCMA/8000", "PCMU": "PCMU/8000",
    "GSM": "GSM/8000",
}  # fmt: skip


# Its encoder halves what it gets, and its decoder doubles it.
LINPHONE_GAIN_DB = {"G722": -6.0}


class LinphoneTalk:
    """One call of a Linphone, which speaks first and then listens. Made before the call."""

    def __init__(self, world: World, phone: Linphone, turn_s: float = TURN_S):
        tone = write_tones(world.folder / "phone.wav", (PHONE_HZ,), LEVEL_DBFS, lasts_s=turn_s,
                           quiet_after_s=60)  # fmt: skip
        self.heard, self.door = world.folder / "phone-heard.wav", world.folder / "door.wav"
        phone.type(f"play {tone}")
        phone.type(f"record {self.heard}")

    def visitor_hears(self, dbfs: float = LEVEL_DBFS) -> None:
        wait_for_tone("the visitor hears the phone's", lambda: self.door, PHONE_HZ, dbfs)

    def listens(self, lasts_s: float = HEARS_S, rate_hz: int = 48_000) -> None:
        until(lambda: is_silent(self.door), "the phone falls silent")
        recorded = self.heard.stat().st_size + 2 * rate_hz * lasts_s
        until(lambda: self.heard.stat().st_size > recorded, "it records", HEARD_WITHIN_S)

    def has_heard(self, dbfs: float = LEVEL_DBFS) -> None:
        """It writes the head of its file when the call is over."""
        seconds = until(lambda: seconds_of(self.heard), "the phone has written what it heard")
        found = ", ".join(in_words(second) for second in seconds)
        expect(any(is_tone(second, STATION_HZ, dbfs) for second in seconds),
               f"the phone heard no {STATION_HZ} Hz, but {found}")  # fmt: skip


def talks_to_linphone(world: World, codec: str | None, encryption: str, srtp: str,
                      its_gain_db: float = 0) -> None:  # fmt: skip
    station = station_with_sound(world, **{"sip.srtp": srtp})
    phone = Linphone(world, "udp", codec=codec, encryption=encryption)
    talk = LinphoneTalk(world, phone)
    station.call(f"sip:200@{PHONE};transport=udp")
    phone.wait_for_call()
    station.wait_for_state("in_call")
    talk.visitor_hears(LEVEL_DBFS + its_gain_db)
    talk.listens(rate_hz=max(16_000, int(codec.rpartition("/")[2]) if codec else 48_000))
    phone.hang_up()
    station.wait_for_end()
    talk.has_heard(LEVEL_DBFS - its_gain_db)


def is_silent(path: pathlib.Path) -> bool:
    sound = end_of(path)
    return sound is not None and level_dbfs(sound.samples) < -60


def talks_to_linphone_by(world: World, over: str, codec: str) -> None:
    talks_to_linphone(world, LINPHONE_CODECS[codec], "none", "off", LINPHONE_GAIN_DB.get(codec, 0))


def talks_encrypted_to_linphone(world: World, over: str, encryption: str) -> None:
    its_name, srtp = {"SDES": ("srtp", "required"), "DTLS": ("dtls", "dtls")}[encryption]
    talks_to_linphone(world, None, its_name, srtp)


for codec in LINPHONE_CODECS:
    case("Linphone", f"{codec}: both hear the other's tone", codec=codec)(talks_to_linphone_by)
for encryption in ENCRYPTIONS:
    case("Linphone", f"SRTP by {encryption}: both hear the other's tone", encryption=encryption)(
        talks_encrypted_to_linphone
    )
for codec in CODECS:
    case("baresip", f"{codec}: both hear the other's tone", codec=codec)(talks_by)
for encryption in ENCRYPTIONS:
    case("baresip", f"SRTP by {encryption}: both hear the other's tone", encryption=encryption)(
        talks_encrypted_by
    )
