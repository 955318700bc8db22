"""Somebody may set the wall clock by a year: it is for people, and decides about no door or call.

Whatever waits or is too old goes by the steady clock of io/loop. base and core have no clock at all
(purity.py).
"""

import re

from tidy.tree import Problem, Tree

# What each reads it for.
MAY_READ = {
    "src/apps/ctl/porteroctl.cpp",  # prints when something happened
    "src/apps/station/backup_desk.cpp",  # names a backup by its day
    "src/apps/station/diagnosis_of_station.cpp",  # whether the clock is right
    "src/apps/station/memory.cpp",  # when it happened, in the record
    "src/apps/station/settings_desk.cpp",  # when a setting was changed, in the record
    "src/apps/station/state.cpp",  # when the station started, in the record
    "src/io/console/console.cpp",  # whether a certificate that is given is valid
    "src/io/log/log.cpp",  # when a line was written
    "src/io/media/picture/capture.cpp",  # the clock that is burned into the test picture
    "src/io/net/certificate_check.cpp",  # from when and until when a certificate is valid
    "src/io/store/recorder.cpp",  # how old the record is
}
READS = re.compile(
    r"\bsystem_clock\b|\bsystem_timer\b|\bCLOCK_REALTIME\w*\b|\bgettimeofday\b"
    r"|\btime\s*\(\s*(?:nullptr|NULL|0|&\w+)\s*\)"
)


def check(tree: Tree) -> list[Problem]:
    problems = []
    for file in tree.of("cpp"):
        is_test = file.stem.endswith(("_test", "_for_tests"))
        if not file.path.startswith(("src/io/", "src/apps/")) or is_test:
            continue
        if file.path in MAY_READ:
            continue
        for hit in READS.finditer(file.code):
            problems.append(
                Problem(file.path, file.line_at(hit.start()),
                        f"the wall clock, which may be set: {hit[0]}",
                        "use the loop's clock; what is for people is listed in "
                        "tools/tidy/wall_clock.py")
            )  # fmt: skip
    return problems
