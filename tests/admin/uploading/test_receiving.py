"""Forms with a file, as they arrive."""

import io

import pytest

from trendsqa.admin.uploading.receiving import ReceivedForm
from trendsqa.errors import InputError, UnreadableFileError

BOUNDARY = "xyz"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


def part(name, content, filename=None):
    named = f'; filename="{filename}"' if filename is not None else ""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


class Kept(io.BytesIO):
    """A file whose content is read after it was closed."""

    content = b""

    def close(self):
        self.content = self.getvalue()
        super().close()


@pytest.fixture
def receive():
    def receive(body, *, most=1000, step=7, refuse=None):
        """(form, file, what was known when the file came) of ``body``, fed in pieces of ``step`` bytes."""
        file, seen = Kept(), []

        def open_file(fields, name):
            if refuse:
                raise refuse
            seen.append((dict(fields), name))
            return file

        form = ReceivedForm(TYPE, most_file_bytes=most, open_file=open_file)
        for start in range(0, len(body), step):
            form.feed(body[start : start + step])
        form.finish()
        return form, file, seen

    return receive


@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_a_file_goes_to_disk_after_the_fields_before_it_are_known(receive, step):
    content = bytes(range(256)) * 3
    body = part("token", b"abc") + part("title", "Café".encode()) + part("file", content, "a.md") + END
    form, file, seen = receive(body, step=step)
    assert form.fields == {"token": "abc", "title": "Café"}
    assert file.content == content
    assert seen == [({"token": "abc", "title": "Café"}, "a.md")]


def test_a_refusal_comes_before_anything_of_the_file_is_kept(receive):
    with pytest.raises(InputError, match="no token"):
        receive(part("file", b"x" * 500, "a.md") + END, refuse=InputError("no token"))


def test_a_file_that_is_too_large_is_received_to_its_end_and_not_kept(receive):
    with pytest.raises(UnreadableFileError, match="more than 0 MiB"):
        receive(part("file", b"x" * 1001, "a.md") + END)
    form, file, _ = receive(part("file", b"x" * 1000, "a.md") + END)
    assert not form.is_too_large
    assert len(file.content) == 1000


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (part("token", b"abc") + END, "No file was chosen"),
        (part("file", b"", "") + END, "No file was chosen"),
        (part("file", b"x", "a.md"), "cut off"),
        (b"", "cut off"),
        (b"something else", "cannot be read"),
        (part("file", b"x", "a.md") + part("other", b"y", "b.md") + END, "more than one file"),
        (part("title", b"x" * 5000) + END, "more than 4096 bytes"),
        (b"".join(part(f"f{n}", b"") for n in range(25)) + END, "more fields"),
        (part("x" * 5000, b"") + END, "cannot be read"),
    ],
)
def test_what_is_not_the_form_of_the_page_is_refused_in_words(receive, body, told):
    with pytest.raises(InputError, match=told):
        receive(body, step=1000)


@pytest.mark.parametrize("header", ["", "application/json", "multipart/form-data", "multipart/mixed; boundary=x"])
def test_what_is_no_form_with_a_file_is_refused(header):
    with pytest.raises(InputError, match="no form with a file"):
        ReceivedForm(header, most_file_bytes=1, open_file=lambda _fields, _name: io.BytesIO())
