"""The table of docs/interop.md, made of what the cases found."""

import dataclasses
import json
import pathlib
import subprocess

from harness.case import CASES, Case

# The package whose version the table tells, for each peer.
PACKAGES = {
    "SIPp": "sip-tester",
    "Kamailio": "kamailio",
    "baresip": "baresip-core",
    "Linphone": "linphone-cli",
    "sipsak": "sipsak",
}

HEAD = """# Tried with

What the station was tried with, by the test run: programs of others as Debian 12 ships them, in a
network of their own. Sound is checked by level and pitch in both directions, the picture by a clock
that the station burns into it; where a case is about signaling alone, the station's media are
simulated. Debian's SIPp is built without TLS.

This page is written by `tests/interop/run --write`; ctest `interop.table` fails when it differs
from what the run has found. `./test interop` runs everything, and
`tests/interop/run --only NAME` one case.

"""


@dataclasses.dataclass(frozen=True)
class Row:
    case: str
    works: bool
    version: str


def version_of(peer: str) -> str:
    """The upstream version: Debian's own revision changes with each security fix."""
    command = ["dpkg-query", "--show", "--showformat=${Version}", PACKAGES[peer]]
    full = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return full.rpartition(":")[2].partition("-")[0].partition("+")[0]


def save(folder: pathlib.Path, case: Case, works: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    row = Row(case.name, works, version_of(case.whom))
    text = json.dumps(dataclasses.asdict(row))
    (folder / f"{case.name}.json").write_text(text + "\n", encoding="utf-8")


def load(folder: pathlib.Path) -> dict[str, Row]:
    rows = (json.loads(path.read_text("utf-8")) for path in folder.glob("*.json"))
    return {row["case"]: Row(**row) for row in rows}


def table(rows: dict[str, Row]) -> str:
    """A line for each peer and thing that was tried, with all transports."""
    merged: dict[tuple[str, str], list[Case]] = {}
    for case in CASES:
        merged.setdefault((case.whom, case.what), []).append(case)
    lines = []
    for peer in PACKAGES:
        tried = {what: cases for (whom, what), cases in merged.items() if whom == peer}
        if not tried:
            continue
        versions = {rows[case.name].version for cases in tried.values() for case in cases}
        lines += [f"## {peer} {', '.join(sorted(versions))}", ""]
        lines += ["| What | Over | Result |", "| --- | --- | --- |"]
        for what, cases in tried.items():
            lines += rows_of(what, cases, rows)
        lines += [""]
    return HEAD + "\n".join(lines).rstrip("\n") + "\n"


def rows_of(what: str, cases: list[Case], rows: dict[str, Row]) -> list[str]:
    lines = []
    for works, word in ((True, "works"), (False, "**fails**")):
        over = [case.transport for case in cases if rows[case.name].works == works]
        if over:
            lines.append(f"| {what} | {', '.join(over)} | {word} |")
    return lines


def missing(rows: dict[str, Row]) -> list[str]:
    return [case.name for case in CASES if case.name not in rows]
