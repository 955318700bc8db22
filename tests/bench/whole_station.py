"""portero-station as it is installed: with its relay, its media process, its console and pages."""

import json
import pathlib
import socket
import time

from peers import Peer, free_port

PATIENCE_S = 30.0


class WholeStation(Peer):
    name = "portero-station"

    def __init__(self, build: pathlib.Path, folder: pathlib.Path, settings: list[str],
                 *words: object) -> None:  # fmt: skip
        self.port = free_port(socket.SOCK_DGRAM)
        self.control = folder / "station.sock"
        self.record = folder / "line.jsonl"
        self.log = folder / "station.log"
        command = [build / "src/apps/station/portero-station", "--control-socket", self.control]
        command += ["--state", folder / "state", "--relay", f"simulated:{self.record}"]
        command += ["--sip-listen", f"127.0.0.1:{self.port}", "--console-listen", "127.0.0.1:0"]
        command += ["--web", build / "web/console", "--camera", "test", "--log-format", "json"]
        command += ["--microphone", "synthetic", "--loudspeaker", "none", *words]
        command += [word for one in settings for word in ("--set", one)]
        super().__init__([str(word) for word in command], self.log)

    def logged(self, message: str, logger: str = "") -> dict:
        """The first line of the log with this message, as soon as it is there."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            lines = self.log.read_text().rpartition("\n")[0].splitlines()
            entries = [json.loads(line) for line in lines if line.startswith("{")]
            for entry in entries:
                if entry["msg"] == message and logger in ("", entry["logger"]):
                    return entry
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise RuntimeError(f"the station does not log '{message}':\n{self.log.read_text()}")

    def ask(self, what: str) -> dict:
        """The answer to one question, like 'status' or 'console'."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PATIENCE_S)
            connection.connect(str(self.control))
            connection.sendall(json.dumps({"do": what}).encode() + b"\n")
            return json.loads(connection.makefile().readline())[what]

    def openings(self) -> list[int]:
        """When the door opened, in microseconds of the monotonic clock."""
        if not self.record.exists():
            return []
        lines = self.record.read_text().rpartition("\n")[0].splitlines()
        return [entry["at_us"] for entry in map(json.loads, lines) if entry["open"]]

    def is_open(self) -> bool:
        lines = self.record.read_text().rpartition("\n")[0].splitlines()
        return bool(lines) and json.loads(lines[-1])["open"]
