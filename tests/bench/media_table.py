#!/usr/bin/env python3
"""Writes README's table from what `tests/bench/run media` printed.

  tests/bench/media_table.py FILE.json
"""

import json
import pathlib
import sys

Row = tuple[str, str, str, str, str]
HEAD: list[Row] = [
    ("what", "goal", "portero-media", "peer", "ratio"),
    ("---", "---", "---", "---", "---"),
]


def ratio(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.2f}"


def joins(viewers: dict) -> list[Row]:
    ours, theirs = viewers["joins_ms"], viewers["joins_of_chromium_ms"]
    return [(
        f"offer to first decoded frame, p50 / p99 of {ours['count']} joins",
        "150 / 400 ms, none failed",
        f"{ours['p50']} / {ours['p99']} ms, {ours['failed']} failed",
        f"Chromium {theirs['p50']} / {theirs['p99']} ms",
        f"{ratio(ours['p50'], theirs['p50'])} / {ratio(ours['p99'], theirs['p99'])}",
    )]  # fmt: skip


def cost(figures: dict) -> list[Row]:
    fan_out, cycles = figures["viewers"]["fan_out"], figures["viewers"]["cycles"]
    ten, one = fan_out["10"], fan_out["1"]
    return [
        ("CPU with 10 viewers, of that with 1", "1.8",
         f"{fan_out['cpu_10_of_1']} ({ten['cpu_percent']} % and {one['cpu_percent']} % of a core)",
         "", ""),
        ("encoders with 10 viewers", "1", str(ten["encoders"]), "", ""),
        ("memory with 10 viewers / at rest", "60 / 30 MB",
         f"{ten['rss_kb'] / 1024:.1f} / {figures['at_rest']['rss_kib'] / 1024:.1f} MB", "", ""),
        ("memory at rest where browsers may come, before the first / after 100", "",
         f"{figures['viewers']['rss_at_start_kb'] / 1024:.1f} / "
         f"{fan_out['0']['rss_kb'] / 1024:.1f} MB",
         "", ""),
        (f"left by {cycles['count']} joins, after the first {cycles['after_the_first']}",
         "2 MB, nothing else",
         f"{cycles['grown_kb'] / 1024:.1f} MB, {cycles['threads_more']} threads, "
         f"{cycles['descriptors_more']} descriptors", "", ""),
    ]  # fmt: skip


def links(figures: dict) -> list[Row]:
    def both(link: str, key: str, unit: str = "") -> tuple[str, str]:
        ours, theirs = (figures[who][link][key] for who in ("portero", "chromium"))
        return f"{ours}{unit}", f"Chromium {theirs}{unit}"

    limit = "limit_700_kbps"
    return [
        ("10 % loss: most frozen in 20 s", "0.5 s",
         *both("loss_10_percent", "most_frozen_in_20_s", " s"), ""),
        ("10 % loss both ways: most frozen in 20 s", "",
         *both("loss_10_percent_both_ways", "most_frozen_in_20_s", " s"), ""),
        ("700 kbit/s: frozen in 60 s", "2 s", *both(limit, "frozen_s", " s"), ""),
        ("700 kbit/s: fewest frames in a second", "12",
         *both(limit, "fewest_frames_in_a_second"), ""),
        ("700 kbit/s: most sent in a second, of the link", "1.15",
         *both(limit, "most_sent_of_the_link"), ""),
        ("90 % of the bitrate after the limit went", "20 s",
         *both(limit, "recovered_after_s", " s"), ""),
    ]  # fmt: skip


def delays(figures: dict) -> list[Row]:
    ours, theirs = figures["portero"], figures["chromium"]

    def p50(way: str) -> Row:
        mine, peers = ours[way]["p50_ms"], theirs[way]["p50_ms"]
        return ("mouth to ear, " + way.replace("_", " the "), "150 ms", f"{mine} ms",
                f"Chromium {peers} ms", ratio(mine, peers))  # fmt: skip

    return [
        p50("to_operator"), p50("to_visitor"),
        ("both together", "300 ms", f"{ours['round_trip_p50_ms']} ms",
         f"Chromium {theirs['round_trip_p50_ms']} ms",
         ratio(ours["round_trip_p50_ms"], theirs["round_trip_p50_ms"])),
    ]  # fmt: skip


def sound(figures: dict) -> list[Row]:
    ours, theirs = figures["echo"]["webrtc"], figures["echo"]["speexdsp"]
    rows = [
        (what, goal, f"{ours[path]['echo_less_db']} dB",
         f"speexdsp {theirs[path]['echo_less_db']} dB", "")
        for what, goal, path in (
            ("echo is less by", "30 dB", "linear"),
            ("the same of a bent loudspeaker", "20 dB", "bent_loudspeaker"),
            ("the same with 100 ppm of drift", "20 dB", "drift_100_ppm"),
        )
    ]  # fmt: skip
    near = [one["linear"]["near_end_db"] for one in (ours, theirs)]
    rows.append(("the visitor while both talk", "-5 dB", f"{near[0]} dB",
                 f"speexdsp {near[1]} dB", ""))  # fmt: skip

    def keys(who: str) -> str:
        tones, false = (figures["keys_in_sound"][who][k]
                        for k in ("tones_of_40_ms", "false_in_speech"))  # fmt: skip
        return f"{tones['found']} of {tones['sent']}, {false}"

    seconds = figures["keys_in_sound"]["seconds_of_speech"]
    return [*rows, (f"keys of 40 ms found, false ones in {seconds / 60:.0f} min of speech",
                    "all, 0", keys("portero"), f"spandsp {keys('spandsp')}", "")]  # fmt: skip


def photo(figures: dict) -> list[Row]:
    return [("photo of 720p, p50 / p99", "10 ms", f"{figures['p50_ms']} / {figures['p99_ms']} ms",
             "", "")]  # fmt: skip


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    figures = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = [*HEAD, *joins(figures["viewers"]), *cost(figures), *links(figures["links"]),
            *delays(figures["mouth_to_ear"]), *sound(figures["sound"]),
            *photo(figures["photo_720p"])]  # fmt: skip
    for row in rows:
        print("|" + "|".join(f" {cell} " if cell else " " for cell in row) + "|")


if __name__ == "__main__":
    main()
