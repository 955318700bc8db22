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
    return write_tones(path, (pitch_hz,), dbfs)


def write_tones(path: pathlib.Path, pitches_hz: tuple[int, ...], dbfs: float,
                quiet_before_s: float = 0, lasts_s: float = 1,
                quiet_after_s: float = 0) -> pathlib.Path:  # fmt: skip
    """All at once, mono; the level is of each."""
    peak = 32767 * 10 ** (dbfs / 20) * math.sqrt(2)
    before, lasting, after = (
        round(seconds * RATE_HZ) for seconds in (quiet_before_s, lasts_s, quiet_after_s)
    )
    samples = array.array("h", bytes(2 * before))
    samples.extend(
        round(sum(peak * math.sin(2 * math.pi * hz * i / RATE_HZ) for hz in pitches_hz))
        for i in range(lasting)
    )
    samples.extend(array.array("h", bytes(2 * after)))
    data = samples.tobytes()
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1,
                       RATE_HZ, 2 * RATE_HZ, 2, 16, b"data", len(data))  # fmt: skip
    path.write_bytes(head + data)
    return path


@dataclasses.dataclass(frozen=True)
class Sound:
    rate_hz: int
    samples: array.array


def sound_of(path: pathlib.Path) -> Sound | None:
    """A WAV file that may still be being written; its first channel."""
    data = path.read_bytes() if path.is_file() else b""
    form, begins = data.find(b"fmt "), data.find(b"data")
    if form < 0 or begins < 0:
        return None
    _, channels, rate_hz, _, frame_bytes, bits = struct.unpack_from("<HHIIHH", data, form + 8)
    assert bits == 16, f"{path.name} has {bits} bits"
    frames = data[begins + 8 :]
    samples = array.array("h")
    samples.frombytes(frames[: len(frames) // frame_bytes * frame_bytes])
    return Sound(rate_hz, samples[::channels])


def end_of(path: pathlib.Path) -> Sound | None:
    """Its last second."""
    sound = sound_of(path)
    wanted = int(sound.rate_hz * SETTLED_S) if sound else 0
    if not sound or len(sound.samples) < wanted:
        return None
    return Sound(sound.rate_hz, sound.samples[-wanted:])


def seconds_of(path: pathlib.Path) -> list[Sound]:
    """Every second of it, the next beginning half a second after the one before."""
    sound = sound_of(path)
    if not sound:
        return []
    step = sound.rate_hz // 2
    return [
        Sound(sound.rate_hz, sound.samples[begin : begin + 2 * step])
        for begin in range(0, len(sound.samples) - 2 * step, step)
    ]


def level_dbfs(samples: array.array) -> float:
    energy = sum(sample * sample for sample in samples) / max(1, len(samples))
    return 10 * math.log10(max(energy, 1e-9)) - 20 * math.log10(32767)


def pitch_hz(samples: array.array) -> float:
    """Of a tone: how often it rises through zero in a second."""
    rises = sum(
        1 for before, after in zip(samples, samples[1:], strict=False) if before < 0 <= after
    )
    return rises / SETTLED_S
