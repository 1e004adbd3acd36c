from io import BytesIO

import pytest
from pypdf import PdfWriter

from documents.pdf_building import Parts, Words, build_pdf
from documents.reading_aloud import lines, read
from trendsqa.errors import UnreadableFileError


def encrypted(user_password, algorithm):
    writer = PdfWriter()
    writer.append(BytesIO(build_pdf([[Words("The hall is booked by letter.")]])))
    writer.encrypt(user_password, "owner", algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


CIPHERS = ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"]


@pytest.mark.parametrize("algorithm", CIPHERS)
def test_a_file_that_opens_without_a_password_is_read_whatever_its_cipher(algorithm):
    assert lines(read(encrypted("", algorithm), "open.pdf")) == ["paragraph: The hall is booked by letter."]


@pytest.mark.parametrize("algorithm", CIPHERS)
def test_a_file_with_a_password_is_refused_as_encrypted_with_what_to_do(algorithm):
    with pytest.raises(UnreadableFileError, match=r"locked\.pdf is encrypted\. Open it with its password") as raised:
        read(encrypted("secret", algorithm), "locked.pdf")
    assert "damaged" not in str(raised.value)


def test_a_file_that_needs_a_certificate_is_refused_as_encrypted():
    """Another handler than the standard one is known by its name only."""
    plain = build_pdf([[Words("Words")]], parts=Parts(objects={"lock": "<< /Filter /Adobe.PubSec /V 4 >>"}))
    locked = plain.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 3 0 R /ID [(1) (1)]")
    with pytest.raises(UnreadableFileError, match=r"cert\.pdf is encrypted in a way that only its own program opens"):
        read(locked, "cert.pdf")
