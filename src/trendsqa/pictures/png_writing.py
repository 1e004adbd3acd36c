"""Writes PNG files (RFC 2083): eight bits a channel, red, green and blue."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

__all__ = ["Pixels", "write_png"]

Pixels = NDArray[np.uint8]
"""Shape (height, width, 3), red, green, blue, top row first."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR, _PALETTE = 2, 3
_UP = 2
"""Filter type 2, RFC 2083, section 6.4: each byte less the one above it."""
_MOST_COLOURS = 256
_LEVEL = 6


def write_png(pixels: Pixels) -> bytes:
    """The file; with a palette where the picture has few colours, as a page of text has."""
    height, width, _ = pixels.shape
    red, green, blue = (pixels[..., channel].astype(np.int32) for channel in range(3))
    packed = red << 16 | green << 8 | blue
    colours = _few_colours(packed)
    if colours is not None:
        table = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.uint8)
        rows = np.searchsorted(colours, packed).astype(np.uint8)
        kind, palette = _PALETTE, _chunk(b"PLTE", table.tobytes())
        lines = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1)
    else:
        flat = pixels.reshape(height, width * 3)
        above = np.concatenate([np.zeros((1, width * 3), np.uint8), flat[:-1]])
        kind, palette = _TRUE_COLOUR, b""
        lines = np.concatenate([np.full((height, 1), _UP, np.uint8), flat - above], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    data = zlib.compress(lines.tobytes(), _LEVEL)
    return b"".join([_SIGNATURE, _chunk(b"IHDR", header), palette, _chunk(b"IDAT", data), _chunk(b"IEND", b"")])


def _few_colours(packed: NDArray[np.int32]) -> NDArray[np.int32] | None:
    """The colours in order, if a palette can hold them."""
    # Most pages of pictures show too many colours in their first rows already, and sorting all pixels takes long.
    for step in (16, 1):
        colours = np.unique(packed[::step])
        if len(colours) > _MOST_COLOURS:
            return None
    return colours


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
