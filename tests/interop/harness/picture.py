"""Pictures that a phone saved, and the clock that the station burns into its test picture."""

import ctypes
import dataclasses
import pathlib
import struct
import zlib

# src/io/media/picture/burned_clock.hpp says how it is drawn.
COLUMNS, ROWS, BLOCKS_PER_WIDTH = 26, 2, 40
MIDDLE, LEAST_CONTRAST = 126, 24

TJPF_GRAY = 6


@dataclasses.dataclass(frozen=True)
class Picture:
    width: int
    height: int
    brightness: bytes  # one a pixel, row after row


def load(path: pathlib.Path) -> Picture | None:
    """None while it is being written."""
    data = path.read_bytes() if path.is_file() else b""
    if data.startswith(b"\x89PNG") and data.endswith(b"IEND\xaeB`\x82"):
        return from_png(data)
    if data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9"):
        return from_jpeg(data)
    return None


def from_jpeg(data: bytes) -> Picture:
    jpeg = ctypes.CDLL("libturbojpeg.so.0")
    jpeg.tjInitDecompress.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(jpeg.tjInitDecompress())
    width, height, sampling = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    size = ctypes.c_ulong(len(data))
    jpeg.tjDecompressHeader2(handle, data, size, ctypes.byref(width), ctypes.byref(height),
                             ctypes.byref(sampling))  # fmt: skip
    pixels = ctypes.create_string_buffer(width.value * height.value)
    jpeg.tjDecompress2(handle, data, size, pixels, width, 0, height, TJPF_GRAY, 0)
    jpeg.tjDestroy(handle)
    return Picture(width.value, height.value, pixels.raw)


def from_png(data: bytes) -> Picture:
    """Eight bits a sample, RGB or RGBA, not interlaced: as baresip writes it."""
    at, packed = 8, b""
    width = height = channels = 0
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            channels = {2: 3, 6: 4}[colour]
            assert depth == 8 and not interlaced
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    rows = unfiltered(zlib.decompress(packed), width * channels, channels)
    bright = bytearray()
    for row in rows:
        red, green, blue = row[0::channels], row[1::channels], row[2::channels]
        bright += bytes((2 * r + 5 * g + b) // 8 for r, g, b in zip(red, green, blue, strict=True))
    return Picture(width, height, bytes(bright))


def unfiltered(data: bytes, row_bytes: int, step: int) -> list[bytearray]:
    """The rows of a PNG (its section 9)."""
    rows: list[bytearray] = []
    above = bytearray(row_bytes)
    for begin in range(0, len(data), row_bytes + 1):
        kind, row = data[begin], bytearray(data[begin + 1 : begin + 1 + row_bytes])
        for i in range(row_bytes if kind else 0):
            left = row[i - step] if i >= step else 0
            corner = above[i - step] if i >= step else 0
            row[i] = (row[i] + predicted(kind, left, above[i], corner)) & 0xFF
        rows.append(row)
        above = row
    return rows


def predicted(kind: int, left: int, above: int, corner: int) -> int:
    if kind == 4:
        guess = left + above - corner
        return min((left, above, corner), key=lambda near: abs(guess - near))
    return {1: left, 2: above, 3: (left + above) // 2}[kind]


def burned_time_ms(picture: Picture) -> int | None:
    """Milliseconds since 1970; None where no clock is to be read."""
    block = picture.width // BLOCKS_PER_WIDTH
    code = 0
    for index in range(COLUMNS * ROWS):
        left, top = block * (1 + index % COLUMNS), block * (1 + index // COLUMNS)
        contrast = mean(picture, left, top, block) - MIDDLE
        if abs(contrast) < LEAST_CONTRAST:
            return None
        code = code << 1 | (contrast > 0)
    time_ms = code >> 8
    return time_ms if checksum(time_ms) == code & 0xFF else None


def mean(picture: Picture, left: int, top: int, block: int) -> float:
    """Of the inner half of a block: codecs blur its edges."""
    edge = block // 4
    total = count = 0
    for y in range(top + edge, top + block - edge):
        row = picture.brightness[y * picture.width + left + edge :][: block - 2 * edge]
        total, count = total + sum(row), count + len(row)
    return total / max(1, count)


def checksum(time_ms: int) -> int:
    crc = 0xFF
    for byte in time_ms.to_bytes(6, "big"):
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 0x07 if crc & 0x80 else crc << 1) & 0xFF
    return crc
