"""Sound by its level and pitch: tones in WAV files, written and measured."""

import array
import dataclasses
import math
import pathlib
import struct

RATE_HZ = 48_000
SETTLED_S = 1.0  # what is measured: the end of what was heard


def write_tone(path: pathlib.Path, pitch_hz: int, dbfs: float) -> pathlib.Path:
    """One second, mono; it can be repeated without a click."""
    peak = 32767 * 10 ** (dbfs / 20) * math.sqrt(2)
    samples = array.array(
        "h", (round(peak * math.sin(2 * math.pi * pitch_hz * i / RATE_HZ)) for i in range(RATE_HZ))
    )
    data = samples.tobytes()
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1,
                       RATE_HZ, 2 * RATE_HZ, 2, 16, b"data", len(data))  # fmt: skip
    path.write_bytes(head + data)
    return path


@dataclasses.dataclass(frozen=True)
class Sound:
    rate_hz: int
    samples: array.array


def end_of(path: pathlib.Path) -> Sound | None:
    """The last second of a WAV file that is still being written; its first channel."""
    data = path.read_bytes() if path.is_file() else b""
    form, begins = data.find(b"fmt "), data.find(b"data")
    if form < 0 or begins < 0:
        return None
    _, channels, rate_hz, _, frame_bytes, bits = struct.unpack_from("<HHIIHH", data, form + 8)
    assert bits == 16, f"{path.name} has {bits} bits"
    frames = data[begins + 8 :]
    wanted = int(frame_bytes * rate_hz * SETTLED_S)
    frames = frames[: len(frames) // frame_bytes * frame_bytes][-wanted:]
    if len(frames) < wanted:
        return None
    samples = array.array("h")
    samples.frombytes(frames)
    return Sound(rate_hz, samples[::channels])


def level_dbfs(samples: array.array) -> float:
    energy = sum(sample * sample for sample in samples) / max(1, len(samples))
    return 10 * math.log10(max(energy, 1e-9)) - 20 * math.log10(32767)


def pitch_hz(samples: array.array) -> float:
    """Of a tone: how often it rises through zero in a second."""
    rises = sum(
        1 for before, after in zip(samples, samples[1:], strict=False) if before < 0 <= after
    )
    return rises / SETTLED_S
