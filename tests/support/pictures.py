"""Small pictures: a screenshot brought down to 256 colours, written as PNG with numpy and zlib."""

import struct
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256


def smaller(png: bytes) -> bytes:
    """The same picture with at most 256 colours, or the picture itself if that is no smaller.

    Takes what a browser's screenshot is: eight bits, RGB or RGBA, not interlaced.
    """
    pixels = _pixels(png)
    palette, indexed = _quantised(pixels)
    made = _written(palette, indexed)
    return min(png, made, key=len)


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], len(SIGNATURE)
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + size]))
        at += 12 + size
    return found


def _pixels(png: bytes) -> np.ndarray:
    """The picture as (height, width, 3), unsigned bytes."""
    chunks = _chunks(png)
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if (depth, interlaced) != (8, 0) or kind not in {2, 6}:
        message = f"not a screenshot: depth {depth}, colour type {kind}"
        raise ValueError(message)
    channels = 3 if kind == 2 else 4
    raw = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    lines = np.frombuffer(raw, np.uint8).reshape(height, 1 + width * channels)
    plain = _unfiltered(lines[:, 0], lines[:, 1:].reshape(height, width, channels))
    return plain[:, :, :3]


def _unfiltered(filters: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Undo PNG's five line filters (each byte stored as its distance from a guess)."""
    plain = np.zeros_like(lines)
    above = np.zeros_like(lines[0])
    for row, (kind, line) in enumerate(zip(filters, lines, strict=True)):
        if kind == 0:
            plain[row] = line
        elif kind == 1:
            plain[row] = np.cumsum(line, axis=0, dtype=np.uint8)
        elif kind == 2:
            plain[row] = line + above
        else:
            plain[row] = _from_left(int(kind), line, above)
        above = plain[row]
    return plain


def _from_left(kind: int, line: np.ndarray, above: np.ndarray) -> np.ndarray:
    """The two filters whose guess needs the pixel to the left: average and Paeth."""
    made = np.zeros_like(line)
    left = corner = np.zeros(line.shape[1], np.int16)
    for x, (distance, up) in enumerate(zip(line, above.astype(np.int16), strict=True)):
        guess = (left + up) // 2 if kind == 3 else _paeth(left, up, corner)
        left = (distance + guess) & 255
        made[x], corner = left, up
    return made


def _paeth(left: np.ndarray, up: np.ndarray, corner: np.ndarray) -> np.ndarray:
    """Whichever neighbour is nearest to left + up - corner; left, then up, where equal."""
    near = np.abs(np.stack([up - corner, left - corner, left + up - 2 * corner]))
    return np.choose(near.argmin(axis=0), [left, up, corner])


def _quantised(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The most frequent colours (at most 256, 3), and for each pixel the nearest one's place."""
    flat = pixels.reshape(-1, 3)
    colours, places, counts = np.unique(flat, axis=0, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(-counts, kind="stable")[:COLOURS]].astype(np.int32)
    distance = ((colours[:, None, :].astype(np.int32) - kept[None]) ** 2).sum(axis=2)
    nearest = distance.argmin(axis=1).astype(np.uint8)
    return kept.astype(np.uint8), nearest[places.reshape(-1)].reshape(pixels.shape[:2])


def _written(palette: np.ndarray, indexed: np.ndarray) -> bytes:
    height, width = indexed.shape
    lines = np.hstack([np.zeros((height, 1), np.uint8), indexed])
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + check
