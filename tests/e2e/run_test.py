#!/usr/bin/env python3
"""Whoever types ./run has a door: the link it prints claims the console, the account it prints
registers a phone, the button rings it, key 0 opens, Ctrl-C leaves nothing behind.

./run builds before that; here tools/laptop/main.py runs with what is built already.
"""

import argparse
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "interop"))

from harness.process import Process  # noqa: E402
from harness.waiting import Failed, expect, until  # noqa: E402
from peers.web_operator import WebOperator  # noqa: E402

AT = "127.0.0.1"
FIRST_START_WITHIN_S = 30.0  # Kamailio on a busy machine
SECOND_START_WITHIN_S = 3.0
ENDS_WITHIN_S = 30.0
PHONE = """sip_listen {at}:0
net_interface {at}
audio_source ausine,440
ausrc_srate 48000
ausrc_channels 2
auplay_srate 48000
auplay_channels 1
audio_player aufile,{folder}/heard.wav
audio_alert aufile,{folder}/alert.wav
module_path /usr/lib/baresip/modules
module g711.so
module ausine.so
module aufile.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen {at}:{control}
"""


class Laptop:
    """What ./run started, and what it printed."""

    def __init__(self, build: pathlib.Path, folder: pathlib.Path):
        self.build, self.folder, self.data = build, folder, folder / "data"
        self.begun = time.monotonic()
        command = [sys.executable, str(ROOT / "tools/laptop/main.py"), "--build", str(build),
                   "--data", str(self.data), "--listen", AT]  # fmt: skip
        self.run = Process("./run", command, dict(os.environ), folder)

    def says(self, pattern: str, within: float = FIRST_START_WITHIN_S) -> re.Match[str]:
        self.run.wait_for_line(pattern, within=within)
        return self.run.matches(pattern)[0]

    def control(self, what: str) -> dict:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(str(self.data / "station.sock"))
            connection.sendall(json.dumps({"do": what}).encode() + b"\n")
            return json.loads(connection.makefile().readline())

    def openings(self) -> int:
        record = self.data / "relay.jsonl"
        lines = record.read_text().splitlines() if record.exists() else []
        return sum(json.loads(line)["open"] for line in lines)

    def processes(self) -> list[str]:
        """All that have the data's folder in their command line, and are not ./run."""
        found = []
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if str(self.data) in words and "main.py" not in words:
                found.append(f"{path.parent.name}: {words}")
        return found

    def ends_by_ctrl_c(self) -> None:
        children = children_of(self.run.process.pid)
        expect(len(children) >= 4, f"too few processes to be a door: {children}")
        self.run.process.send_signal(signal.SIGINT)
        status = self.run.wait_for_end(ENDS_WITHIN_S)
        expect(status == 0, f"./run ended with {status}")
        expect(self.processes() == [], f"left behind: {self.processes()}")
        left = [pid for pid in children if pathlib.Path(f"/proc/{pid}").exists()]
        expect(not left, f"left behind: {left}")


def children_of(pid: int) -> list[int]:
    """And their children, and so on."""
    file = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(word) for word in file.read_text().split()] if file.exists() else []
    return found + [further for child in found for further in children_of(child)]


class Phone:
    """baresip with the account that was printed; it answers by itself."""

    def __init__(self, folder: pathlib.Path, account: re.Match[str], server: str):
        self.folder = folder / "phone"
        self.folder.mkdir()
        control = free_port()
        config = PHONE.format(at=AT, folder=self.folder, control=control)
        user, password = account["user"], account["password"]
        (self.folder / "config").write_text(config)
        (self.folder / "contacts").write_text("")
        (self.folder / "accounts").write_text(
            f"<sip:{user}@{server};transport=udp>;auth_pass={password};regint=60;answermode=auto\n"
        )
        command = ["baresip", "-v", "-f", str(self.folder)]
        self.process = Process("baresip", command, dict(os.environ), self.folder)
        self.process.wait_for_line("200 OK", within=FIRST_START_WITHIN_S)
        self.connection = socket.create_connection((AT, control), timeout=10)

    def do(self, command: str, parameters: str = "") -> None:
        text = json.dumps({"command": command, "params": parameters})
        self.connection.sendall(f"{len(text)}:{text},".encode())


def free_port() -> int:
    with socket.create_server((AT, 0)) as probe:
        return probe.getsockname()[1]


def first_start(laptop: Laptop, folder: pathlib.Path, phones: list[Phone]) -> None:
    link = laptop.says(r"^\s*(https://\S+)/#claim=(\S+)$")
    server = laptop.says(r"^\s*server (\S+), UDP or TCP$")[1]
    account = laptop.says(
        r"^\s*username (?P<user>\d+), password (?P<password>\d+)\s+the button calls it$"
    )
    laptop.says("[█▀▄]{20}")  # the account as a QR code
    laptop.says("Ctrl-C stops everything")
    operator = WebOperator(link[1], laptop.control("console")["console"]["fingerprint"])
    printed = "".join(re.findall(r"\b[0-9A-F]{2}(?=:|\b)", "\n".join(laptop.run.lines)))
    expect(operator.fingerprint.upper() in printed, "the fingerprint is not printed")
    operator.claim(link[2])
    until(lambda: operator.status()["registration"], "the station is registered at Kamailio")
    expect(operator.status()["registration"]["server"] == server, "registered elsewhere")
    phones.append(Phone(folder, account, server))
    lets_in_by_key_0(laptop, operator, phones[0])
    until(lambda: operator.status()["screen"]["drawn"], "the screen is drawn")
    picture = operator.must(200, "GET", "/api/v1/screen").body
    expect("PNG" in picture[:8], "the screen is no picture")
    changed = operator.must(200, "PATCH", "/api/v1/settings", {"access.relay_pulse_s": 1})
    expect(changed.json(), "the change is not told")


def lets_in_by_key_0(laptop: Laptop, operator: WebOperator, phone: Phone) -> None:
    operator.press()
    until(lambda: operator.status()["state"] == "in_call", "the phone answers")
    expect(laptop.openings() == 0, "the door opened before anybody asked")
    phone.do("sndcode", "0")
    until(laptop.openings, "key 0 opens the door")
    phone.do("hangup")
    until(lambda: operator.status()["call"] is None, "the call is over")
    expect(laptop.openings() == 1, f"one key opened {laptop.openings()} times")


def second_start(laptop: Laptop) -> None:
    """As it was left: claimed, with its settings, and nothing opened."""
    laptop.says(r"^\s*https://\S+:\d+$", SECOND_START_WITHIN_S)
    took = time.monotonic() - laptop.begun
    expect(took <= SECOND_START_WITHIN_S, f"it took {took:.1f} s")
    told = laptop.control("console")["console"]
    expect(not told.get("claim_code"), "it can be claimed again")
    operator = WebOperator(told["address"], told["fingerprint"])
    operator.sign_in()
    settings = operator.must(200, "GET", "/api/v1/settings").json()["settings"]
    expect(settings["access.relay_pulse_s"] == 1, f"a setting is lost: {settings}")
    until(lambda: operator.status()["registration"], "the station is registered again")
    expect(laptop.openings() == 1, "a start opened the door")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("build", type=pathlib.Path, help="the build folder with the programs")
    build = parser.parse_args().build.resolve()
    laptops: list[Laptop] = []
    phones: list[Phone] = []
    with tempfile.TemporaryDirectory(prefix="portero-run-") as name:
        folder = pathlib.Path(name)
        try:
            laptops.append(Laptop(build, folder))
            first_start(laptops[0], folder, phones)
            laptops[0].ends_by_ctrl_c()
            laptops.append(Laptop(build, folder))
            second_start(laptops[1])
            laptops[1].ends_by_ctrl_c()
        except Failed as failed:
            logs = [path.read_text(errors="replace") for path in folder.rglob("*log")]
            print(*(one.run.report() for one in laptops), *logs, sep="\n")
            print(*(one.process.report() for one in phones), f"run_test: {failed}", sep="\n")
            return 1
        finally:
            for phone in phones:
                phone.process.kill()
            for laptop in laptops:
                if laptop.run.process.poll() is None:
                    laptop.run.process.terminate()
                    laptop.run.process.wait(ENDS_WITHIN_S)
    print("./run: claimed, registered, rung, opened once, stopped, and there again")
    return 0


if __name__ == "__main__":
    sys.exit(main())
