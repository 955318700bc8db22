"""The station under fault: its processes, its folder on a small disk, and who uses it."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

from harness.names import NameServer
from harness.process import Process
from harness.waiting import Failed, expect, until
from harness.world import STATION, World, ip
from peers.web_operator import PASSWORD, WebOperator
from seeded.clock import Clock
from seeded.desk import Desk
from seeded.line import HOLD_S, Asked, Line

ANSWERS_WITHIN_S = 3.0
DISK = "4m"
CHILDREN = ("portero-media", "portero-relay", "portero-display")


class Door:
    def __init__(self, world: World, extension: str):
        self.world, self.extension = world, extension
        self.camera = "test"
        self.film = world.folder / "film.y4m"
        self.socket = world.folder / "station.sock"
        self.line = Line(world.folder / "line.jsonl")
        self.button = world.folder / "button"
        os.mkfifo(self.button)
        self.disk = world.folder / "state"
        self.disk.mkdir(mode=0o700)
        self.mount()
        self.asked: list[Asked] = []
        self.process: Process | None = None
        self.operator: WebOperator | None = None
        self.names: NameServer | None = None
        self.clock: Clock | None = None  # that of the machine
        self.joining: threading.Thread | None = None

    def has_a_film(self) -> None:
        """A camera that is a file: a second of noise, 160 x 120."""
        frame = b"FRAME\n" + os.urandom(160 * 120 * 3 // 2)
        self.film.write_bytes(b"YUV4MPEG2 W160 H120 F25:1 Ip A1:1 C420jpeg\n" + frame * 25)
        self.camera = f"file:{self.film}"

    def mount(self) -> None:
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=700", "tmpfs", str(self.disk)]
        subprocess.run(command, check=True)

    def tell(self, what: str) -> None:
        self.world.note(f"{time.monotonic():.3f}  {what}")

    def start(self) -> None:
        self.tell("the station starts")
        begun = time.monotonic()
        self.process = self.world.start(
            "portero-station", STATION, self.world.programs / "src/apps/station/portero-station",
            "--state", self.disk, "--control-socket", self.socket,
            "--sip-listen", f"{STATION}:5060", "--console-listen", f"{STATION}:8443",
            "--relay", f"simulated:{self.line.record}",
            "--call-button", f"simulated:{self.button}",
            "--camera", self.camera, "--microphone", "synthetic", "--loudspeaker", "none",
            "--display-platform", "offscreen", "--log-format", "json",
            **(self.clock.environment() if self.clock else {}),
        )  # fmt: skip
        self.answers("its start", begun)

    def set_up(self) -> None:
        """Stored, as on the console: every later start must find them."""
        self.obey({"do": "change_settings", "settings": {
            "sip.enabled": True, "sip.direct_calls": True, "sip.video": False, "sip.srtp": "off",
            "sip.audio": "pcmu_8000", "sip.extension": self.extension,
            "access.relay_pulse_s": int(HOLD_S), "call.answer_in_browser": True,
        }})  # fmt: skip
        until(lambda: self.status()["state"] == "waiting", "the intercom is on")

    def answers(self, since: str, begun: float) -> None:
        """Soon after what happened."""
        within = ANSWERS_WITHIN_S - (time.monotonic() - begun)
        until(lambda: self.status(), f"the station answers after {since}", within)

    def status(self) -> dict | None:
        """As porteroctl gets it; none while nobody is there."""
        told = self._ask({"do": "status"}, "status")
        return told

    def console(self) -> dict | None:
        return self._ask({"do": "console"}, "console")

    def _ask(self, wish: dict, name: str) -> dict | None:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1.0)
                connection.connect(str(self.socket))
                connection.sendall(json.dumps(wish).encode() + b"\n")
                return json.loads(connection.makefile().readline() or "{}").get(name)
        except (OSError, ValueError):
            return None

    def obey(self, wish: dict) -> None:
        self._ask(wish, "")

    def sign_in(self) -> bool:
        """False where the station has no console: without its disk it knows no password."""
        told = until(lambda: self.status() and (self.console() or {"none": True}), "it has told")
        if "address" not in told:
            self.operator = None
            return False
        self.operator = WebOperator(told["address"], told["fingerprint"])
        if told.get("claim_code"):
            self.operator.claim(told["claim_code"])
        else:
            self.operator.sign_in()
        return True

    def presses(self) -> None:
        """A finger on the button."""
        self.tell("the button is pressed")
        try:
            fifo = os.open(self.button, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            return  # nobody is behind it
        for level in b"1", b"0":
            os.write(fifo, level)
            time.sleep(0.04)
        os.close(fifo)

    def key_0(self, phone: Desk) -> None:
        if phone.talking:
            self.asked.append(Asked(time.monotonic(), "key"))
            phone.press_0()

    def click(self) -> Asked:
        """An operator outside the call, who types the password again."""
        assert self.operator
        one = Asked(time.monotonic(), "click")
        self.asked.append(one)
        self.tell("an operator clicks")
        try:
            click = self.operator.click(self.operator.status())
            one.told = self.operator.unlock(click, password=PASSWORD)["code"]
        except (OSError, http.client.HTTPException, Failed) as why:
            one.told = f"lost: {why}"
        self.tell(f"the click is told: {one.told}")
        return one

    def joins(self, intent: str) -> None:
        """The operator's browser, to 'talk' or to 'watch'."""
        assert self.operator
        try:
            self.tell(f"the browser joins as {self.operator.join(intent)}")
        except (OSError, http.client.HTTPException, Failed) as why:
            self.tell(f"the browser is not let in: {why}")

    def joins_meanwhile(self) -> None:
        self.joining = threading.Thread(target=self.joins, args=("talk",), daemon=True)
        self.joining.start()

    def is_joining(self) -> bool:
        """It asked, and is neither in nor out yet."""
        return bool(self.joining and self.joining.is_alive())

    def children(self, name: str) -> list[int]:
        """All processes of this name in the run, whoever started them."""
        found = []
        for path in pathlib.Path("/proc").glob("[0-9]*/comm"):
            try:
                state = (path.parent / "stat").read_text().rpartition(")")[2].split()[0]
                if path.read_text().strip() == name and state not in "ZX":
                    found.append(int(path.parent.name))
            except OSError:
                continue
        return found

    def signal(self, name: str, number: signal.Signals) -> None:
        """To the station, or to a process of it."""
        self.tell(f"{number.name} to {name}")
        assert self.process
        if name == "portero-station":
            self.process.process.send_signal(number)
            return
        for pid in self.children(name):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue

    def is_ready(self) -> bool:
        """The button would ring, and the relay is attended."""
        status = self.status()
        return bool(status and status["state"] == "waiting" and status["door"]["attended"])

    def waited_for_its_turn_s(self) -> float:
        """Since the station started: proc(5), schedstat."""
        assert self.process
        told = pathlib.Path(f"/proc/{self.process.process.pid}/schedstat").read_text("ascii")
        return int(told.split()[1]) / 1e9

    def is_whole(self) -> bool:
        return all(len(self.children(name)) == 1 for name in CHILDREN)

    def is_drawn(self) -> bool:
        status = self.status()
        return bool(status and status["screen"]["drawn"])

    def logged(self, message: str) -> int:
        """So many lines of the log, of all that were started, are this message."""
        assert self.process
        return len(self.process.matches(f'"msg":"{message}"'))

    def processes(self) -> dict[str, list[str]]:
        """What each of the station's processes stands in, for a failure."""
        told = {}
        for name in CHILDREN:
            for pid in self.children(name):
                proc = pathlib.Path(f"/proc/{pid}")
                stat = (proc / "stat").read_text().rpartition(")")[2].split()[:2]
                told.setdefault(name, []).append(f"{pid}: {' '.join(stat)} "
                                                 f"{(proc / 'wchan').read_text()}")  # fmt: skip
        return told

    def cable(self, state: str) -> None:
        self.tell(f"the cable is {state}")
        ip(f"link set cable{STATION.rpartition('.')[2]} {state}")

    def has_a_call(self) -> bool:
        status = self.status()
        return not status or bool(status["parties"]) or status["call"] is not None

    def end(self) -> None:
        """Asked to, it ends well."""
        assert self.process
        self.tell("SIGTERM to portero-station")
        status = self.process.terminate()
        expect(status == 0, f"the station ended with {status}")
        until(lambda: not any(self.children(name) for name in CHILDREN), "its processes end")

