#!/usr/bin/env python3
"""What porteroctl prints and how it ends, and how portero-station ends where it cannot start.

usage: programs_test.py PORTEROCTL PORTERO_STATION"""

import contextlib
import hashlib
import http.client
import json
import os
import pathlib
import pty
import re
import select
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PORTEROCTL, STATION = sys.argv[1:3]
PATIENCE_S = 20.0
NOBODY = "sip:nobody@127.0.0.1:9"  # whom a station without a server can call all the same


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(word) for word in words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE_S, env=os.environ | environment
    )


class ProgramsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="portero-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.socket = self.folder / "station.sock"
        self.environment = {}

    def ctl(self, *words: str) -> subprocess.CompletedProcess[str]:
        return run(PORTEROCTL, "--socket", self.socket, *words)

    def start_station(self, *words: str) -> None:
        settings = ["--set", "sip.enabled=true", "--set", "sip.direct_calls=true"]
        command = [STATION, "--control-socket", str(self.socket), "--simulated-media"]
        command += ["--state", str(self.folder / "state")]
        command += ["--sip-listen", "127.0.0.1:0", "--log-level", "error", *settings, *words]
        station = self.station = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, env=os.environ | self.environment
        )
        self.addCleanup(station.wait, PATIENCE_S)
        self.addCleanup(station.terminate)
        end = time.monotonic() + PATIENCE_S
        while self.ctl("status").returncode != 0:
            self.assertIsNone(station.poll(), "the station ended")
            self.assertLess(time.monotonic(), end, "the station does not answer")

    def stop_station(self) -> None:
        self.station.terminate()
        self.station.wait(PATIENCE_S)

    def answer(self, *lines: bytes) -> list[dict]:
        """A station that gives these answers, to whatever is asked; what that was."""
        asked = []
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(self.socket))
        listener.listen()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, contextlib.closing(listener):
                questions = connection.makefile()
                for line in lines:
                    asked.append(json.loads(questions.readline()))
                    connection.sendall(line + b"\n")

        thread = threading.Thread(target=serve)
        thread.start()
        self.addCleanup(thread.join, PATIENCE_S)
        return asked


class Status(ProgramsTest):
    def test_of_a_station_that_waits(self):
        self.start_station()
        done = self.ctl("status")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, "")
        self.assertRegex(done.stdout, r"\Astation       .+\nstate         waiting\n\Z")

    def test_tells_all_that_is_known(self):
        self.answer(
            b'{"status":{"state":"in_call","reason_code":"no_answer","reason":"No answer.",'
            b'"registration":{"server":"192.0.2.1:5060","transport":"tcp","renewed_in_s":270},'
            b'"parties":["201","202"],"last_end":"The extension is unknown.",'
            b'"name":"North Gate"}}'
        )
        done = self.ctl("status")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stdout.splitlines(), [
            "station       North Gate",
            "state         in_call",
            "reason        No answer.",
            "registered    at 192.0.2.1:5060 by tcp, again in 270 s",
            "in the call   201",
            "in the call   202",
            "last call     The extension is unknown.",
        ])  # fmt: skip

    def test_is_printed_as_it_came_where_json_is_wanted(self):
        line = b'{"status":{"state":"waiting"}}'
        self.answer(line)
        self.assertEqual(self.ctl("--json", "status").stdout, line.decode() + "\n")


class Record(ProgramsTest):
    def until_ended(self) -> str:
        """Nobody may be found out to be nobody before we hang up."""
        end = time.monotonic() + PATIENCE_S
        while not re.search("(failed|ended_on_request)$", told := self.ctl("history").stdout):
            self.assertLess(time.monotonic(), end, told)
        return told

    def test_tells_of_a_call_and_of_what_happened(self):
        self.start_station()
        self.ctl("call", NOBODY)
        self.ctl("hangup")
        told = self.until_ended()
        self.assertEqual(len(told.splitlines()), 1)
        self.assertRegex(told, r"^     1  \d{4}(-\d\d){2} \d\d(:\d\d){2}  from_door  .*nobody")
        told = self.ctl("events", "--limit", "1").stdout.splitlines()
        self.assertRegex(told[0], "call_ended .*(failed|ended_on_request)$")
        self.assertRegex(told[1], r"^There is more: --before \d+$")
        before = told[1].rpartition(" ")[2]
        self.assertIn("call_requested", self.ctl("events", "--before", before).stdout)

    def test_is_empty_at_first(self):
        self.start_station()
        self.assertEqual(self.ctl("history").stdout, "Nothing is on record.\n")

    def test_tells_all_that_is_known_of_a_call(self):
        self.answer(
            b'{"calls":[{"number":7,"call":"a-1","direction":"to_door","began_ms":0,'
            b'"answered_ms":2000,"ended_ms":64000,"who":"201","why":"operator_hung_up",'
            b'"unlocks":2,"codecs":"opus h264","quality":{"loss_percent":0.52,'
            b'"round_trip_ms":20.4},"photo":true}],"next":null}'
        )
        self.assertRegex(
            self.ctl("history").stdout,
            "to_door    201  talked 62 s  operator_hung_up  opened 2  opus h264  "
            "0.5 % lost, 20 ms there and back  photo\n$",
        )

    def test_says_why_there_is_none(self):
        self.answer(b'{"refused":{"code":"no_record","sentence":"Nothing is kept: no folder."}}')
        done = self.ctl("events")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "porteroctl: Nothing is kept: no folder.\n")

    def test_says_how_much_can_be_asked_for(self):
        for words in (["--limit", "0"], ["--limit", "101"], ["--before", "0"], ["--before", "x"]):
            self.assertEqual(self.ctl("history", *words).returncode, 2, words)


class TypedTest(ProgramsTest):
    def ctl(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [PORTEROCTL, "--socket", str(self.socket), *words]
        return subprocess.run(
            command, input=typed, capture_output=True, text=True, timeout=PATIENCE_S
        )


class Settings(TypedTest):
    def test_are_told_with_the_place_that_sets_them(self):
        self.start_station()
        told = self.ctl("settings", "sip.").stdout
        self.assertRegex(told, r"(?m)^sip[.]enabled +true  [(]--set[)]$")
        self.assertRegex(told, r"(?m)^sip[.]transport +tcp$")
        self.assertNotIn("access.", told)
        self.assertIn("access.relay_pulse_s", self.ctl("settings").stdout)

    def test_are_changed_at_once_and_for_good(self):
        self.start_station()
        done = self.ctl("set", "access.relay_pulse_s=7", "sip.accept_incoming_calls=false")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertRegex(self.ctl("settings", "access.relay_pulse").stdout, " 7$")
        self.stop_station()
        self.start_station()
        self.assertRegex(self.ctl("settings", "access.relay_pulse").stdout, " 7$")
        self.assertEqual(self.ctl("reset", "access.relay_pulse_s").returncode, 0)
        self.assertNotRegex(self.ctl("settings", "access.relay_pulse").stdout, " 7$")
        self.assertIn("settings_changed", self.ctl("events").stdout)

    def test_are_refused_all_with_every_reason(self):
        self.start_station()
        done = self.ctl("set", "sip.transport=smoke", "sip.video=false", "sip.enabled=false")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(
            done.stderr,
            "porteroctl: sip.enabled is set by --set and can only be changed there\n",
        )
        done = self.ctl("set", "sip.transport=smoke", "sip.video=false")
        self.assertRegex(done.stderr, "^porteroctl: sip.transport .*tcp, udp or tls")
        self.assertRegex(self.ctl("settings", "sip.video").stdout, "true$")

    def test_take_a_secret_from_the_standard_input_and_tell_it_to_nobody(self):
        self.start_station()
        self.assertEqual(self.ctl("set", "sip.password", typed="hunter2\n").returncode, 0)
        told = self.ctl("settings").stdout + self.ctl("--json", "settings").stdout
        self.assertRegex(told, r"(?m)^sip[.]password +[(]secret, set[)]$")
        self.assertNotIn("hunter2", told)
        self.assertNotIn(b"hunter2", (self.folder / "state/settings").read_bytes())

    def test_take_a_text_of_several_lines(self):
        self.start_station()
        pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        self.assertEqual(self.ctl("set", "sip.tls_ca", typed=pem).returncode, 0)
        told = json.loads(self.ctl("--json", "settings").stdout)
        self.assertEqual(told["settings"]["sip.tls_ca"], pem.rstrip("\n"))

    def test_of_the_wrong_type_change_nothing(self):
        self.start_station()
        self.ctl("set", "access.relay_pulse_s=7", "sip.accept_incoming_calls=false")
        for words in ("access.relay_pulse_s=abc", "sip.accept_incoming_calls=flase"):
            done = self.ctl("set", words)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn("allowed: ", done.stderr)
        self.assertRegex(self.ctl("settings", "access.relay_pulse").stdout, " 7$")
        self.assertRegex(self.ctl("settings", "sip.accept").stdout, " false$")

    def test_must_be_utf_8(self):
        command = [PORTEROCTL, "--socket", str(self.socket), "set", b"sip.username=\xe4"]
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"not UTF-8", done.stderr)

    def test_want_a_value(self):
        self.assertEqual(self.ctl("set", "sip.password").returncode, 2)
        self.assertEqual(self.ctl("set").returncode, 2)


class Backup(TypedTest):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "settings.backup"

    def at_terminal(self, *words: str, typed: str) -> tuple[int, str]:
        """Typed there line by line, each when it is asked for; what the terminal showed."""
        child, terminal = pty.fork()
        if child == 0:
            os.execv(PORTEROCTL, [PORTEROCTL, "--socket", str(self.socket), *words])
        shown = b""
        lines = typed.splitlines(keepends=True)
        with open(terminal, "r+b", buffering=0) as screen, contextlib.suppress(OSError):
            while select.select([screen], [], [], PATIENCE_S)[0]:
                shown += screen.read(1024)
                if shown.endswith(b": ") and lines:
                    screen.write(lines.pop(0).encode())
            os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()

    def start_with_backup(self) -> None:
        self.start_station()
        self.ctl("set", "sip.password", typed="hunter2\n")
        self.ctl("set", "access.relay_pulse_s=7")
        done = self.ctl("backup", str(self.file), typed="correct horse battery\n")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.ctl("set", "access.relay_pulse_s=9", "sip.video=false")
        self.ctl("reset", "sip.password")

    def test_is_a_file_for_its_owner_that_hides_all(self):
        self.start_with_backup()
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        for secret in (b"hunter2", b"relay_pulse", b"correct horse"):
            self.assertNotIn(secret, self.file.read_bytes())
        self.assertEqual(list(self.folder.glob("*.new")), [])

    def test_is_restored_in_place_of_all_that_is_stored(self):
        self.start_with_backup()
        done = self.ctl("restore", str(self.file), typed="correct horse battery\n")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        told = self.ctl("settings").stdout
        self.assertRegex(told, r"(?m)^access[.]relay_pulse_s +7$")
        self.assertRegex(told, r"(?m)^sip[.]video +true$")
        self.assertRegex(told, r"(?m)^sip[.]password +[(]secret, set[)]$")
        events = self.ctl("events", "--limit", "1").stdout
        self.assertRegex(events, r"settings_changed +restore +.*sip[.]password")

    def test_that_cannot_be_opened_changes_nothing(self):
        self.start_with_backup()
        done = self.ctl("restore", str(self.file), typed="wrong horse battery\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("The passphrase is not the one", done.stderr)
        text = self.file.read_text()
        for damaged, why in ((text[:-9], "damaged"), (text.upper(), "no backup"), ("", "empty"),
                             ("\0" * 300_000, "no backup")):  # fmt: skip
            self.file.write_text(damaged)
            done = self.ctl("restore", str(self.file), typed="correct horse battery\n")
            self.assertEqual(done.returncode, 1)
            self.assertIn(why, done.stderr)
        self.assertRegex(self.ctl("settings", "access.relay_pulse").stdout, " 9$")

    def test_never_takes_the_place_of_another_file(self):
        self.start_with_backup()
        before = self.file.read_bytes()
        done = self.ctl("backup", str(self.file), typed="correct horse battery\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is there already", done.stderr)
        self.assertEqual(self.file.read_bytes(), before)
        done = self.ctl("backup", "/proc/backup", typed="correct horse battery\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("/proc/backup cannot be written: ", done.stderr)

    def test_wants_a_passphrase_that_cannot_be_guessed(self):
        self.start_station()
        self.assertEqual(self.ctl("backup", str(self.file)).returncode, 2)
        done = self.ctl("backup", str(self.file), typed="short\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("12 characters", done.stderr)
        self.assertFalse(self.file.exists())

    def test_asks_at_the_terminal_and_shows_nothing_of_what_is_typed(self):
        self.start_station()
        twice = "correct horse battery\ncorrect horse battery\n"
        status, shown = self.at_terminal("backup", str(self.file), typed=twice)
        self.assertEqual((status, shown), (0, "Passphrase: \r\nThe same again: \r\n"))
        status, shown = self.at_terminal("restore", str(self.file), typed=twice)
        self.assertEqual((status, shown), (0, "Passphrase: \r\n"))
        other = str(self.folder / "other.backup")
        status, shown = self.at_terminal("backup", other, typed="correct horse\nbattery horse\n")
        self.assertEqual(status, 2)
        self.assertIn("not the same", shown)
        status, _ = self.at_terminal("backup", other, typed="correct\x03")
        self.assertEqual(status, -signal.SIGINT)


class Console(ProgramsTest):
    def ask(self, path: str, *, body: str = "", cookie: str = "") -> http.client.HTTPResponse:
        host, _, port = self.place.rpartition(":")
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        connection = http.client.HTTPSConnection(host, int(port), context=context, timeout=10)
        self.addCleanup(connection.close)
        method = "POST" if body else "GET"
        connection.request(method, path, body or None, {"Cookie": cookie} if cookie else {})
        return connection.getresponse()

    def told(self) -> dict[str, str]:
        lines = self.ctl("console").stdout.splitlines()
        return {line[:12].rstrip(): line[14:] for line in lines}

    def test_is_claimed_by_who_is_on_the_machine_and_shows_the_station(self):
        self.start_station("--console-listen", "127.0.0.1:0")
        told = self.told()
        self.place = told["address"].removeprefix("https://")
        certificate = ssl.get_server_certificate(tuple(self.place.split(":")))
        digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()
        self.assertEqual(told["fingerprint"].replace(":", "").lower(), digest)

        self.assertEqual(self.ask("/api/v1/status").status, 401)
        code = told["claim code"].partition(":")[0]
        body = json.dumps({"code": code, "password": "correct horse battery"})
        claimed = self.ask("/api/v1/claim", body=body)
        self.assertEqual(claimed.status, 204)
        cookie = claimed.headers["Set-Cookie"].partition(";")[0]
        status = json.load(self.ask("/api/v1/status", cookie=cookie))
        self.assertEqual(status["status"]["state"], "waiting")
        self.assertNotIn("claim code", self.told())

    def test_shows_its_certificate_and_takes_its_own_back(self):
        self.start_station("--console-listen", "127.0.0.1:0")
        own = self.ctl("certificate").stdout
        self.assertRegex(own, r"(?m)^made by +this station$")
        self.assertIn(self.told()["fingerprint"], own)
        self.assertEqual(self.ctl("certificate", "--own").stdout, own)

    def test_says_why_there_is_none(self):
        self.start_station()
        done = self.ctl("console")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--console-listen", done.stderr)


class Check(ProgramsTest):
    def test_prints_what_was_found_and_fails_where_something_does_not_work(self):
        self.start_station()
        done = self.ctl("check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("No SIP server is set", done.stdout)
        self.assertRegex(done.stdout, r"fail +Camera +The camera gave no picture")
        self.assertRegex(done.stdout, r"pass +Room on the disk|warn +Room on the disk")
        outcomes = json.loads(self.ctl("--json", "check").stdout)["diagnostics"]["checks"]
        self.assertEqual([check["outcome"] for check in outcomes].count("running"), 0)

    @staticmethod
    def report(run: int, running: bool, found: str) -> bytes:
        check = {"id": "clock", "outcome": "pass", "found": found, "advice": ""}
        report = {"run": run, "running": running, "checks": [check]}
        return json.dumps({"diagnostics": report}).encode()

    def test_waits_for_its_own_run(self):
        """Somebody at the console began another run when this one was over: its results were
        printed, or half of them."""
        asked = self.answer(self.report(3, True, "Right."), self.report(3, False, "Right."))
        done = self.ctl("check")
        self.assertEqual((done.returncode, done.stdout.count("Right.")), (0, 1))
        self.assertEqual(asked, [{"do": "diagnose"}, {"do": "diagnostics", "run": 3}])

    def test_prints_nothing_of_another_run(self):
        for more in ([], ["--json"]):
            self.socket.unlink(missing_ok=True)
            self.answer(self.report(3, True, "Right."), self.report(4, False, "Wrong."))
            done = self.ctl(*more, "check")
            self.assertEqual(done.returncode, 1)
            self.assertNotIn("Wrong.", done.stdout)
            self.assertIn("another run", done.stderr)


class Systemd(ProgramsTest):
    def test_is_told_when_the_station_is_ready_lives_and_stops(self):
        systemd = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(systemd.close)
        systemd.settimeout(PATIENCE_S)
        systemd.bind(str(self.folder / "systemd.sock"))
        self.environment = {
            "NOTIFY_SOCKET": str(self.folder / "systemd.sock"),
            "WATCHDOG_USEC": "100000",
        }
        self.start_station()
        told = {systemd.recv(64) for _ in range(4)}
        self.assertEqual(told, {b"READY=1", b"WATCHDOG=1"})
        self.station.terminate()
        while (last := systemd.recv(64)) == b"WATCHDOG=1":
            pass
        self.assertEqual(last, b"STOPPING=1")


class ExitStatus(ProgramsTest):
    def test_is_1_where_the_station_refuses(self):
        self.start_station()
        done = self.ctl("call", "201")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, "^porteroctl: .* that can be called[.]\n$")

    def test_is_1_where_the_answer_is_not_understood(self):
        self.answer(b"what?")
        done = self.ctl("status")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is not understood", done.stderr)

    def test_is_0_where_the_station_obeys(self):
        self.start_station()
        self.assertEqual(self.ctl("call", NOBODY).returncode, 0)
        self.assertEqual(self.ctl("hangup").returncode, 0)

    def test_is_2_for_wrong_usage(self):
        for words in ([], ["open"], ["call"], ["status", "twice"]):
            self.assertEqual(self.ctl(*words).returncode, 2, words)

    def test_is_69_where_no_station_is(self):
        done = self.ctl("status")
        self.assertEqual(done.returncode, 69)
        self.assertIn("Is portero-station running?", done.stderr)

    def test_is_69_where_the_station_hangs_up(self):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(self.socket))
        listener.listen()
        thread = threading.Thread(target=lambda: listener.accept()[0].close())
        thread.start()
        done = self.ctl("status")
        thread.join(PATIENCE_S)
        listener.close()
        self.assertEqual(done.returncode, 69)
        self.assertIn("does not answer", done.stderr)


class StationWithBadConfiguration(ProgramsTest):
    def check(self, text: str) -> subprocess.CompletedProcess[str]:
        self.file = self.folder / "station.toml"
        self.file.write_text(text, encoding="utf-8")
        return run(STATION, "--check-config", "--config", self.file)

    def test_ends_with_78_and_says_where(self):
        done = self.check('[sip]\nenabled = true\n  transport = "pigeon"\n')
        self.assertEqual(done.returncode, 78)
        self.assertIn(f"{self.file}:3:", done.stderr)
        self.assertIn("sip.transport", done.stderr)

    def test_ends_with_78_where_it_is_no_toml(self):
        done = self.check("[sip]\nenabled = maybe\n")
        self.assertEqual(done.returncode, 78)
        self.assertRegex(done.stderr, f"{self.file}:2:[0-9]+")

    def test_ends_with_0_where_nothing_is_wrong(self):
        self.assertEqual(self.check("[sip]\nenabled = false\n").returncode, 0)

    def test_ends_with_2_for_wrong_usage(self):
        self.assertEqual(run(STATION, "--sip-listen", "here").returncode, 2)

    def test_ends_with_2_where_the_environment_names_no_device(self):
        for name, value in (
            ("RELAY", "smoke"), ("CALL_BUTTON", "smoke"), ("CALL_BUTTON_ACTIVE", "up"),
            ("WIEGAND_D0", "smoke"), ("WIEGAND_PULLED", "up"), ("OSDP", "/dev/ttyUSB0"),
        ):  # fmt: skip
            done = run(STATION, "--check-config", **{f"PORTERO_{name}": value})
            self.assertEqual(done.returncode, 2, done)
            option = name.lower().replace("_", "-")
            self.assertIn(f"--{option}: '{value}' is n", done.stderr)


class StationWithDevicesInTheEnvironment(ProgramsTest):
    def test_has_its_relay_where_that_says(self):
        self.environment = {"PORTERO_RELAY": f"simulated:{self.folder}/relay.jsonl"}
        self.start_station()
        told = json.loads(self.ctl("--json", "status").stdout)
        self.assertEqual(told["status"]["door"]["line"], self.environment["PORTERO_RELAY"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
