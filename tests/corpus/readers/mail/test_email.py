import base64

import pytest

from documents.reading_aloud import lines, read
from trendsqa.errors import UnreadableFileError

HEAD = (
    "From: Ann <ann@x.org>\r\nTo: bob@y.org\r\nSubject: =?utf-8?q?Fee_of_=C2=A34?=\r\n"
    "Date: Tue, 5 Mar 2024 10:00:00 +0000\r\n"
)
SHOWN_HEAD = [
    "heading 1: Fee of £4",
    "paragraph: From: Ann <ann@x.org>",
    "paragraph: To: bob@y.org",
    "paragraph: Date: Tue, 5 Mar 2024 10:00:00 +0000",
]


def mixed(*parts, kind="mixed"):
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f"{HEAD}MIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary=b\r\n\r\n{body}--b--\r\n".encode()


def test_an_email_shows_its_head_its_text_and_the_names_of_attachments():
    plan = "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\nxx"
    document = read(mixed("Content-Type: text/plain; charset=utf-8\r\n\r\nHello.\r\n\r\n- one\r\n- two", plan), "a.eml")
    assert lines(document) == [
        *SHOWN_HEAD,
        "paragraph: Hello.",
        "list_item 0: one",
        "list_item 0: two",
        "paragraph: Attachment, not read: plan.pdf",
    ]
    assert (document.title, document.changed) == ("Fee of £4", "2024-03-05T10:00:00+00:00")
    assert document.coverage.losses == ()


def test_the_charset_of_a_part_is_used():
    coded = base64.b64encode("Zażółć – £4".encode("utf-16")).decode()
    part = f"Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}"
    assert lines(read(mixed(part), "a.eml"))[-1] == "paragraph: Zażółć – £4"
    polish = f"{HEAD}Content-Type: text/plain; charset=iso-8859-2\r\n\r\n".encode() + "Zażółć".encode("iso-8859-2")
    assert lines(read(polish, "a.eml"))[-1] == "paragraph: Zażółć"


def test_html_is_read_if_the_plain_text_only_asks_for_a_better_program():
    html = "Content-Type: text/html\r\n\r\n<p>The pool opens at nine and closes at five.</p><p>Bring a towel.</p>"
    plain = "Content-Type: text/plain\r\n\r\nPlease use HTML."
    assert lines(read(mixed(plain, html, kind="alternative"), "a.eml"))[-2:] == [
        "paragraph: The pool opens at nine and closes at five.",
        "paragraph: Bring a towel.",
    ]
    whole = "Content-Type: text/plain\r\n\r\nThe pool opens at nine and closes at five. Bring a towel."
    assert lines(read(mixed(whole, html, kind="alternative"), "a.eml"))[4:] == [
        "paragraph: The pool opens at nine and closes at five. Bring a towel."
    ]


def test_an_encrypted_email_says_what_to_do():
    with pytest.raises(UnreadableFileError, match=r"a\.eml is encrypted.*save it as PDF"):
        read(f"{HEAD}Content-Type: application/pkcs7-mime\r\n\r\nMIAG".encode(), "a.eml")


def test_text_that_is_no_email_is_not_read_as_one():
    with pytest.raises(UnreadableFileError, match=r"named as an email \(EML\), but it is plain text"):
        read("Just words.", "a.eml")
