"""portero-media, asked as the station asks it: at rest, and for photos."""

import base64
import json
import pathlib
import socket
import statistics
import time

from peers import Peer

PATIENCE_S = 20.0
PHOTOS = 100
AT_REST_S = 10.0
# As src/apps/station/main.cpp starts it.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "131072"}
SOUND = {
    "microphone": "synthetic", "loudspeaker": "none", "echo_cancelling": "webrtc",
    "noise_suppression": True, "automatic_gain": True, "loudspeaker_percent": 80,
    "microphone_percent": 80,
}  # fmt: skip


class Media(Peer):
    name = "portero-media"

    def __init__(self, program: pathlib.Path, folder: pathlib.Path) -> None:
        self.socket, theirs = socket.socketpair()
        self.socket.settimeout(PATIENCE_S)
        number = theirs.fileno()
        command = [str(program), "--socket", str(number)]
        super().__init__(command, folder / "media.log", keep=(number,), environment=ENVIRONMENT)
        theirs.close()
        self.lines = self.socket.makefile("rb")

    def tell(self, what: str, **fields: object) -> None:
        self.socket.sendall(json.dumps({what: fields}).encode() + b"\n")

    def await_event(self, name: str) -> dict:
        for line in self.lines:
            event = json.loads(line)
            if name in event:
                return event[name]
        raise RuntimeError(f"portero-media ended before it told of {name}")

    def configure(self, width: int, height: int) -> None:
        """And waits until the camera is there."""
        picture = {
            "source": "test", "title": "bench", "width": width, "height": height,
            "frames_per_second": 25, "kbps": 1000,
        }  # fmt: skip
        self.tell("configure", settings={"picture": picture, "sound": SOUND, "viewers": False,
                                     "motion": True})
        while self.await_event("device_found")["device"] != "camera":
            pass

    def photo(self, number: int) -> bytes:
        self.tell("take_snapshot", snapshot=number)
        return base64.b64decode(self.await_event("snapshot_taken")["jpeg"])


def at_rest(program: pathlib.Path, folder: pathlib.Path, seconds: float = AT_REST_S) -> dict:
    media = Media(program, folder)
    try:
        media.configure(640, 480)
        time.sleep(seconds)
        cpu, began = media.cpu_s(), time.monotonic()
        time.sleep(seconds)
        spent = (media.cpu_s() - cpu) / (time.monotonic() - began)
        return {"cpu_percent": round(spent * 100, 2), "rss_kib": media.rss_kib()}
    finally:
        media.stop()


def photos(program: pathlib.Path, folder: pathlib.Path) -> dict:
    """From the station's question until it has the whole answer."""
    media = Media(program, folder)
    try:
        media.configure(1280, 720)
        media.photo(0)
        took, sizes = [], []
        for number in range(1, PHOTOS + 1):
            begun = time.perf_counter()
            sizes.append(len(media.photo(number)))
            took.append((time.perf_counter() - begun) * 1e3)
            time.sleep(0.02)
        cuts = statistics.quantiles(took, n=100)
        return {
            "photos": PHOTOS,
            "p50_ms": round(cuts[49], 2),
            "p99_ms": round(cuts[98], 2),
            "bytes": round(statistics.mean(sizes)),
        }
    finally:
        media.stop()
