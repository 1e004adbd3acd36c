"""A form with a file, as it arrives: the fields are kept, the file goes to disk piece by piece.

The only file that imports python_multipart. What a form is checked by comes before the file, so that nothing is written
for one that is refused.
"""

import re
from collections.abc import Callable, Mapping
from typing import IO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from trendsqa.errors import InputError, UnreadableFileError

__all__ = ["OpenFile", "ReceivedForm"]

OpenFile = Callable[[Mapping[str, str], str], IO[bytes]]
"""Gives the file to write to, for the fields before it and the name that the browser gives; refuses by raising."""

_MOST_FIELDS = 20
_MOST_FIELD_BYTES = 4096
_MOST_HEADER_BYTES = 4096
_MULTIPART = re.compile(r"multipart/form-data\s*;", re.IGNORECASE)


class ReceivedForm:
    """A form that is being received. Feed it what comes, then finish it."""

    def __init__(self, content_type: str, *, most_file_bytes: int, open_file: OpenFile) -> None:
        """``content_type`` is the request's own header.

        Raises:
            InputError: It is no form with a file.
        """
        boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
        if not _MULTIPART.match(content_type) or not boundary:
            raise InputError("The request is no form with a file. Send the form of the page, with one file.")
        self.fields: dict[str, str] = {}
        self.has_file = False
        self._most, self._open_file = most_file_bytes, open_file
        self._written, self._is_whole = 0, False
        self._file: IO[bytes] | None = None
        self._field, self._name, self._value = "", b"", bytearray()
        self._header, self._header_value = bytearray(), bytearray()
        self._disposition = b""
        try:
            self._parser = MultipartParser(boundary, self._callbacks())  # type: ignore[arg-type] # a plain dict of them
        except FormParserError as error:
            raise _malformed(error) from error

    @property
    def is_too_large(self) -> bool:
        """True once the file has more bytes than it may."""
        return self._written > self._most

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the body; a file that is too large is not written any further.

        Raises:
            InputError: It is not the form of the page.
            OSError: The disk is full.
        """
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise _malformed(error) from error

    def finish(self) -> None:
        """Check that the form is whole and has one file of an allowed size.

        Raises:
            InputError: The form is cut off, or has no file.
            UnreadableFileError: The file is too large.
        """
        if not self._is_whole:
            raise InputError("The form was cut off on its way. Send it again from the page.")
        if self.is_too_large:
            limit = self._most >> 20
            raise UnreadableFileError(
                f"The file has more than {limit} MiB, which is the limit. Whoever runs the server can raise "
                "reading.max_file_mib in the settings, or add a smaller file."
            )
        if not self.has_file:
            raise InputError("No file was chosen. Choose one, then add it.")

    def close(self) -> None:
        """Close the file, however far it came."""
        if self._file:
            self._file.close()
            self._file = None

    def _callbacks(self) -> dict[str, Callable[..., None]]:
        return {
            "on_part_begin": self._on_part_begin,
            "on_part_data": self._on_part_data,
            "on_part_end": self._on_part_end,
            "on_header_field": self._on_header_field,
            "on_header_value": self._on_header_value,
            "on_header_end": self._on_header_end,
            "on_headers_finished": self._on_headers_finished,
            "on_end": self._on_end,
        }

    def _on_part_begin(self) -> None:
        self._field, self._value, self._disposition = "", bytearray(), b""

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._grow(self._header, data[start:end], _MOST_HEADER_BYTES)

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._grow(self._header_value, data[start:end], _MOST_HEADER_BYTES)

    def _on_header_end(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            self._disposition = bytes(self._header_value)
        self._header.clear()
        self._header_value.clear()

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._field = options.get(b"name", b"").decode(errors="replace")
        name = options.get(b"filename")
        if name is None:
            if len(self.fields) >= _MOST_FIELDS:
                raise InputError("The form has more fields than the form of the page.")
            return
        if self._file or self.has_file:
            raise InputError("The form has more than one file. Add one after the other.")
        if name:
            self._file = self._open_file(self.fields, name.decode(errors="replace"))
            self.has_file = True

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        if self._file is None:
            self._grow(self._value, piece, _MOST_FIELD_BYTES)
            return
        self._written += len(piece)
        if not self.is_too_large:
            self._file.write(piece)

    def _on_part_end(self) -> None:
        if self._file:
            self.close()
        elif self._field:
            self.fields[self._field] = self._value.decode(errors="replace")

    def _on_end(self) -> None:
        self._is_whole = True

    @staticmethod
    def _grow(held: bytearray, piece: bytes, most: int) -> None:
        if len(held) + len(piece) > most:
            raise InputError(f"A field of the form has more than {most} bytes. Shorten it.")
        held.extend(piece)


def _malformed(error: FormParserError) -> InputError:
    return InputError(f"The form cannot be read ({error}). Send it again from the page.")
