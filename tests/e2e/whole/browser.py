"""Chromium with the station's console: console.mjs, told what to do by lines."""

import json
import pathlib

from harness.waiting import READY_WITHIN_S, Failed
from harness.world import World

PROGRAM = pathlib.Path(__file__).resolve().parent / "console.mjs"
AT = "192.0.2.5"


class Chromium:
    def __init__(self, world: World, node: pathlib.Path, voice: pathlib.Path,
                 picture: pathlib.Path):  # fmt: skip
        self.picture = picture
        self.process = world.start("chromium", AT, node, PROGRAM, voice, picture)
        self.asked = 0

    def do(self, act: str, *words: object) -> object:
        """One of console.mjs's acts; what it tells."""
        self.asked += 1
        self.process.type(json.dumps([act, *words]))
        answer = rf"^(done|failed) {self.asked}( |$)"
        self.process.wait_for_line(answer, within=READY_WITHIN_S)
        line = self.process.matches(answer)[0].string
        how, _, told = line.split(" ", 2)
        if how == "failed":
            raise Failed(f"the console, as {self.picture} shows: {told}")
        return json.loads(told)

    def end(self) -> None:
        assert self.process.process.stdin
        self.process.process.stdin.close()
        self.process.wait_for_end()
