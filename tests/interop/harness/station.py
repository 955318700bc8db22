"""The station under test: portero-station as it is shipped, and porteroctl."""

import json
import socket
import subprocess

from harness.waiting import PATIENCE_S, Failed, expect, until
from harness.world import STATION, World

USER = "100"
PASSWORD = "open-sesame"

# Calls to and from addresses, without a server.
DIRECT = {"sip.enabled": True, "sip.direct_calls": True, "sip.srtp": "off", "sip.video": False,
          "display.sounds": False}  # fmt: skip

# What is shown when nobody is in a call, the goodbye of the last one among it.
AFTER_A_CALL = ("waiting", "ended", "access_granted", "no_answer", "busy", "failed")


def account(server: str, transport: str, **more: object) -> dict[str, object]:
    """An account at a registrar."""
    return {
        "sip.enabled": True, "sip.server_address": server, "sip.transport": transport.lower(),
        "sip.username": USER, "sip.srtp": "off", "sip.video": False, "display.sounds": False,
        **{f"sip.{key}": value for key, value in more.items()},
    }  # fmt: skip


def toml(settings: dict[str, object]) -> str:
    """JSON's texts, numbers, truths and lists are TOML's."""
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())


class Station:
    def __init__(self, world: World, settings: dict[str, object],
                 password: str | None = PASSWORD,
                 media: tuple[str, ...] = ("--simulated-media",),
                 listen: str = f"{STATION}:5060"):  # fmt: skip
        """Without a password, it is set later, like what else the settings leave open."""
        self.world = world
        self.socket = world.folder / "station.sock"
        self.process = world.start(
            "portero-station", STATION, world.programs / "src/apps/station/portero-station",
            "--config", world.write("station.toml", toml(settings)),
            "--state", world.folder / "state", "--control-socket", self.socket,
            "--sip-listen", listen,
            "--log-format", "json", "--log-level", "debug", *media,
            **({"PORTERO_SIP__PASSWORD": password} if password is not None else {}),
        )  # fmt: skip
        world.endings.append(self.stop)
        until(self._answers, "the station answers porteroctl")

    def _answers(self) -> bool:
        if self.process.process.poll() is not None:
            raise Failed("the station ended while it was starting")
        try:
            return bool(self.status())
        except OSError:
            return False

    def status(self) -> dict:
        """As porteroctl gets it."""
        return self.told("status")["status"]

    def told(self, what: str) -> dict:
        """The answer to one question, like 'status' or 'console'."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PATIENCE_S)
            connection.connect(str(self.socket))
            connection.sendall(json.dumps({"do": what}).encode() + b"\n")
            return json.loads(connection.makefile().readline())

    def control(self, *words: str) -> subprocess.CompletedProcess[str]:
        program = self.world.programs / "src/apps/ctl/porteroctl"
        command = [str(program), "--socket", str(self.socket), "--json", *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
        said = done.stdout + done.stderr
        self.world.note(f"porteroctl {' '.join(words)}: {done.returncode} {said}")
        return done

    def call(self, extension: str) -> None:
        done = self.control("call", extension)
        expect(done.returncode == 0, f"the station does not call {extension}: {done.stderr}")

    def hang_up(self) -> None:
        done = self.control("hangup")
        expect(done.returncode == 0, f"the station does not hang up: {done.stderr}")

    def wait_for_state(self, *states: str, within: float = PATIENCE_S) -> dict:
        """The status as soon as it is in one of these states."""

        def look() -> dict | None:
            status = self.status()
            return status if status["state"] in states else None

        try:
            return until(look, f"the station is {' or '.join(states)}", within)
        except Failed as failed:
            raise Failed(f"{failed}; it is {json.dumps(self.status())}") from None

    def wait_for_end(self) -> None:
        """The call is over, and nobody is in it."""

        def look() -> bool:
            status = self.status()
            return not status["parties"] and status["state"] in AFTER_A_CALL

        until(look, "the call is over")

    def wait_for_registration(self, within: float = PATIENCE_S) -> dict:
        until(lambda: self.status()["registration"], "the station is registered", within)
        return self.wait_for_state("waiting")

    def wait_for_outage(self, code: str, within: float = PATIENCE_S) -> str:
        """The reason for people, as soon as the station is offline for this one."""
        self.wait_for_state("offline", within=within)
        look = lambda: self.status()["reason_code"] == code  # noqa: E731
        try:
            until(look, f"the reason is {code}", within)
        except Failed as failed:
            raise Failed(f"{failed}; it is {json.dumps(self.status())}") from None
        return self.status()["reason"]

    def log(self, logger: str) -> list[str]:
        """The messages of one logger so far."""
        return [entry["msg"] for entry in self.entries() if entry["logger"] == logger]

    def entries(self) -> list[dict]:
        """The lines of its log so far."""
        found = []
        for line in self.process.lines:
            try:
                found.append(json.loads(line))
            except ValueError:
                raise Failed(f"the station's log has a line that is no JSON: {line}") from None
        return found

    def screens(self) -> list[str]:
        """What was shown, one after the other, since the station first waited."""
        shown = self.log("display")
        return shown[shown.index("waiting") + 1 :] if "waiting" in shown else []

    def pulses(self) -> int:
        """How often the door was opened."""
        return self.log("door").count("pulse")

    def wait_for_pulse(self, within: float = PATIENCE_S) -> None:
        until(lambda: self.pulses() >= 1, "the door opens", within)

    def stop(self) -> None:
        """A station that is asked to end says goodbye and ends well."""
        if self.process.process.poll() is None:
            status = self.process.terminate()
            expect(status == 0, f"the station ended with {status}")
