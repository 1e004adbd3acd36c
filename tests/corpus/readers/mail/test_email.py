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


PLAIN, HTML = "Content-Type: text/plain\r\n\r\n", "Content-Type: text/html\r\n\r\n"
PLAN = "Content-Type: application/pdf\r\nContent-Disposition: inline; filename=plan.pdf\r\n\r\nxx"


def nested(*parts, kind="mixed"):
    body = "".join(f"--c\r\n{part}\r\n" for part in parts)
    return f"Content-Type: multipart/{kind}; boundary=c\r\n\r\n{body}--c--"


def test_texts_that_follow_each_other_are_all_read_in_order_whatever_their_kind():
    document = read(
        mixed(f"{PLAIN}First.", PLAN, f"{HTML}<p>Second is £66.</p>", f"{PLAIN}Last footer of the list."), "a.eml"
    )
    assert lines(document)[4:] == [
        "paragraph: First.",
        "paragraph: Second is £66.",
        "paragraph: Last footer of the list.",
        "paragraph: Attachment, not read: plan.pdf",
    ]
    assert document.coverage.losses == ()


def test_the_longer_branch_of_a_choice_is_read_to_its_end_with_what_is_attached_to_it():
    rich = nested(f"{HTML}<p>Hello, the plan is attached.</p>", PLAN, f"{HTML}<p>The fee after it is £55.</p>")
    document = read(mixed(f"{PLAIN}Hello.", rich, kind="alternative"), "a.eml")
    assert lines(document)[4:] == [
        "paragraph: Hello, the plan is attached.",
        "paragraph: The fee after it is £55.",
        "paragraph: Attachment, not read: plan.pdf",
    ]


def test_a_file_attached_to_the_branch_that_is_not_read_is_still_named():
    rich = nested(f"{HTML}<p>Hello, the plan is attached.</p>", PLAN)
    document = read(mixed(f"{PLAIN}Hello, the plan is attached.", rich, kind="alternative"), "a.eml")
    assert lines(document)[4:] == [
        "paragraph: Hello, the plan is attached.",
        "paragraph: Attachment, not read: plan.pdf",
    ]


def test_a_choice_among_the_parts_is_made_once():
    choice = nested(f"{PLAIN}Doors open at nine.", f"{HTML}<p>Doors open at nine.</p>", kind="alternative")
    assert lines(read(mixed(choice, f"{PLAIN}Footer."), "a.eml"))[4:] == [
        "paragraph: Doors open at nine.",
        "paragraph: Footer.",
    ]


def test_parts_nested_beyond_reason_are_named_as_not_read():
    parts = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(300))
    document = read(mixed(f"{PLAIN}Hello.", f"{parts}{PLAIN}Deep."), "a.eml")
    assert lines(document)[4:] == ["paragraph: Hello.", "paragraph: Attachment, not read: multipart/mixed"]


def test_a_message_that_has_the_name_of_a_file_is_read():
    named = "Content-Type: text/plain; name=body.txt\r\n\r\nHello."
    other = "Content-Type: text/plain; name=notes.txt\r\n\r\nNot this."
    assert lines(read(mixed(named, other), "a.eml"))[4:] == [
        "paragraph: Hello.",
        "paragraph: Attachment, not read: notes.txt",
    ]


def test_cells_of_a_table_in_an_email_are_counted_without_the_bars_between_them():
    rows = "".join(f"<tr><td>{n}</td><td>x</td><td>y</td></tr>" for n in range(9))
    document = read(mixed(f"{HTML}<table>{rows}</table>"), "a.eml")
    assert "0 | x | y" in document.text
    assert document.coverage.losses == ()
    assert document.coverage.seen.words == document.coverage.stored.words


def test_an_encrypted_email_says_what_to_do():
    with pytest.raises(UnreadableFileError, match=r"a\.eml is encrypted.*save it as PDF"):
        read(f"{HEAD}Content-Type: application/pkcs7-mime\r\n\r\nMIAG".encode(), "a.eml")


def test_text_that_is_no_email_is_not_read_as_one():
    with pytest.raises(UnreadableFileError, match=r"named as an email \(EML\), but it is plain text"):
        read("Just words.", "a.eml")
