"""Content decoding of bodies, in pieces, within a size limit."""

import zlib
from collections.abc import Iterable, Iterator

from trendsqa.errors import UnreadableFileError

__all__ = ["ACCEPTED_ENCODINGS", "decompress"]

ACCEPTED_ENCODINGS = "gzip, deflate"
"""Accept-Encoding header; both come with Python and can be decompressed piece by piece within bounds."""

_PIECE_BYTES = 64 * 1024
_GZIP = zlib.MAX_WBITS | 16
_GZIP_NAMES = {"gzip", "x-gzip"}
# RFC 1950: the low half of a zlib stream's first byte is 8, and its first two bytes are a multiple of 31.
_ZLIB_METHOD = 8
_ZLIB_CHECK = 31
_AGAIN = "Try again later; where it stays so, save the page with a browser and add it: trendsqa corpus add FILE"


def decompress(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The decompressed body, at most 64 KiB at a time, so that the caller can stop a decompression bomb.

    ``encoding`` is the Content-Encoding header, empty if there is none.

    Raises:
        UnreadableFileError: The encoding was not asked for or is nested, or the data are damaged.
    """
    names = [name for name in (part.strip().lower() for part in encoding.split(",")) if name not in {"", "identity"}]
    if len(names) > 1:
        raise UnreadableFileError(f"The body is compressed more than once ({encoding}), which is not taken. {_AGAIN}")
    if not names:
        yield from pieces
    elif names[0] in _GZIP_NAMES:
        yield from _unpack(pieces, gzip=True)
    elif names[0] == "deflate":
        yield from _unpack(pieces, gzip=False)
    else:
        raise UnreadableFileError(
            f"The body is compressed as {names[0]!r}, but only {ACCEPTED_ENCODINGS} were asked for. {_AGAIN}"
        )


def _unpack(pieces: Iterable[bytes], *, gzip: bool) -> Iterator[bytes]:
    unpacker = None
    begun = b""
    try:
        for piece in pieces:
            begun += piece
            if unpacker is None and len(begun) < 2:  # noqa: PLR2004 - two bytes tell a zlib stream from a bare one
                continue
            if unpacker is None:
                unpacker = zlib.decompressobj(_GZIP if gzip else _deflate_bits(begun))
            data, begun = begun, b""
            more = True
            while more:
                if unpacker.eof:
                    unpacker = _next_member(gzip=gzip)
                unpacked = unpacker.decompress(data, _PIECE_BYTES)
                yield unpacked
                data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
                # A full piece may leave output inside zlib although no input is left.
                more = bool(data) or (not unpacker.eof and len(unpacked) == _PIECE_BYTES)
    except zlib.error as error:
        raise UnreadableFileError(f"The compressed body is damaged ({error}). {_AGAIN}") from error
    if begun or (unpacker is not None and not unpacker.eof):
        raise UnreadableFileError(f"The compressed body ends too early. {_AGAIN}")


def _next_member(*, gzip: bool) -> "zlib._Decompress":
    if not gzip:
        raise zlib.error("there is something after its end")
    return zlib.decompressobj(_GZIP)  # RFC 1952, section 2.2: members follow one another


def _deflate_bits(data: bytes) -> int:
    """Window bits for deflate: a zlib stream (RFC 9110, section 8.4.1.2), but some servers send it raw."""
    is_zlib = data[0] & 0x0F == _ZLIB_METHOD and int.from_bytes(data[:2]) % _ZLIB_CHECK == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
