"""portero-station with its web console, and what it is told at its first start."""

import json
import os
import pathlib
import re
import subprocess

from accounts import PHONES, STATION, Accounts
from network import free_port
from pbx import Pbx
from program import Failed, Program


class Station:
    def __init__(self, build: pathlib.Path, data: pathlib.Path, address: str):
        self.build = build.resolve()
        self.data = data
        self.address = address
        self.console_port = free_port(address, 8443)
        self.socket = data / "station.sock"
        self.program: Program | None = None

    @property
    def relay_record(self) -> pathlib.Path:
        return self.data / "relay.jsonl"

    @property
    def card_record(self) -> pathlib.Path:
        return self.data / "cards.jsonl"

    @property
    def panel_record(self) -> pathlib.Path:
        return self.data / "panel.jsonl"

    @property
    def panel_led(self) -> pathlib.Path:
        return self.data / "panel-led"

    def start(self) -> Program:
        (self.data / "state").mkdir(mode=0o700, exist_ok=True)
        self.program = Program(
            "portero-station",
            [str(self.build / "src/apps/station/portero-station"),
             "--state", str(self.data / "state"),
             "--control-socket", str(self.socket),
             "--console-listen", f"{self.address}:{self.console_port}",
             "--sip-listen", f"{self.address}:0",
             "--relay", f"simulated:{self.relay_record}",
             "--wiegand-d0", f"simulated:{self.card_record}",
             "--panel-led", f"simulated:{self.panel_led}",
             "--osdp", f"osdp:simulated:{self.panel_record}",
             "--display-platform", "offscreen"],
            self.data / "station.log",
            {**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        return self.program

    def wait_until_it_answers(self) -> None:
        assert self.program
        self.program.wait_until(lambda: self.ctl("console", fails=True) is not None, "the station")

    def ctl(self, *words: str, typed: str = "", fails: bool = False) -> str | None:
        """What porteroctl prints; None where it fails and that is no surprise."""
        command = [str(self.build / "src/apps/ctl/porteroctl"), "--socket", str(self.socket)]
        done = subprocess.run(
            [*command, *words], input=typed, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return done.stdout
        if fails:
            return None
        raise Failed(f"porteroctl {words[0]}: {done.stderr.strip()}")

    def told(self, *words: str) -> dict:
        return json.loads(self.ctl("--json", *words) or "{}")

    def use(self, pbx: Pbx, accounts: Accounts) -> None:
        """The PBX, unless somebody has chosen another; this machine's address may have changed."""
        settings = self.told("settings")["settings"]
        mark = self.data / "pbx"
        known = mark.read_text() if mark.exists() else ""
        chosen = settings.get("sip.server_address") or ""
        if chosen not in ("", known):
            return
        words = [f"sip.server_address={pbx.server}"]
        if not chosen:
            words += ["sip.enabled=true", "sip.transport=udp", f"sip.username={STATION}",
                      f"sip.extension={PHONES[0]}", "call.answer_in_browser=true"]  # fmt: skip
            self.ctl("set", *words, "sip.password", typed=accounts.passwords[STATION] + "\n")
        elif chosen != pbx.server:
            self.ctl("set", *words)
        mark.write_text(pbx.server)

    def devices(self) -> dict[str, str]:
        """What was found for each, as the log names it."""
        assert self.program
        wanted = ("camera", "microphone", "loudspeaker")
        found: dict[str, str] = {}

        def all_there() -> bool:
            for line in self.program.lines():
                if hit := re.search(r'media: (\w+) found name="?(\w[^"]*)', line):
                    found[hit[1]] = hit[2]
            return all(name in found for name in wanted)

        try:
            self.program.wait_until(all_there, "picture and sound")
        except Failed:
            pass
        return {name: found.get(name, "none") for name in wanted}
