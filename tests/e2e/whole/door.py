"""A whole door that nobody has set up: real sound and picture, a screen, a relay on record."""

import json

from cases.sound import AS_IT_IS, LEVEL_DBFS, STATION_HZ
from harness.station import Station
from harness.tone import write_tones
from harness.waiting import expect, until
from harness.world import STATION, World


class Door:
    def __init__(self, world: World):
        tone = write_tones(world.folder / "visitor.wav", (STATION_HZ,), LEVEL_DBFS, lasts_s=2,
                           quiet_after_s=0.5)  # fmt: skip
        self.heard = world.folder / "door.wav"
        self.relay = world.folder / "relay.jsonl"
        self.station = Station(
            world, {**AS_IT_IS, "display.sounds": False, "access.relay_pulse_s": 1},
            password=None, media=(
                "--camera", "test", "--microphone", f"file:{tone}",
                "--loudspeaker", f"file:{self.heard}", "--relay", f"simulated:{self.relay}",
                "--display-platform", "offscreen", "--console-listen", f"{STATION}:8443",
                "--web", str(world.programs / "web/console"),
            ),
        )  # fmt: skip
        self.shown = 0  # screens of the calls before
        self.opened = 0

    def console(self) -> dict:
        """Its address, and the code that claims it."""
        return until(lambda: self.station.told("console")["console"], "the console is there")

    def edges(self) -> list[bool]:
        """Each movement of the relay; it is closed at the start."""
        if not self.relay.is_file():
            return []
        whole = self.relay.read_text("utf-8").split("\n")[:-1]
        return [json.loads(line)["open"] for line in whole]

    def is_still_shut(self) -> None:
        expect(self.edges().count(True) == self.opened, f"the relay moved: {self.edges()}")

    def opens_once(self) -> None:
        until(lambda: self.edges().count(True) > self.opened, "the relay's line rises")
        self.opened += 1
        self.is_still_shut()

    def waits_again(self, *screens: str) -> None:
        """After a call that showed these; the relay has closed."""
        shown = lambda: self.station.screens()[self.shown :]  # noqa: E731
        until(lambda: shown()[-1:] == ["waiting"], "it waits again")
        expect(shown() == [*screens, "waiting"], f"shown: {shown()}")
        self.shown += len(screens) + 1
        self.is_still_shut()
        until(lambda: not self.edges()[-1], "the relay's line falls")
