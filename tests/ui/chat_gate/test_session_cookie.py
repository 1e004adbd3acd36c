"""The cookie that a session belongs to."""

import pytest

from trendsqa.ui.chat_gate.session_cookie import begins_elsewhere, cookie_of, new_cookie, set_cookie_header

GIVEN = "a" * 43


def scope(*headers, **more):
    return {"type": "http", "headers": [(name.encode(), value.encode()) for name, value in headers], **more}


def test_a_cookie_is_chance_of_more_than_128_bits_and_never_the_same():
    found = {new_cookie() for _ in range(100)}
    assert len(found) == 100
    assert all(cookie_of(scope(("cookie", f"trendsqa-chat={cookie}"))) == cookie for cookie in found)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (f"other=1; trendsqa-chat={GIVEN}; more=2", GIVEN),
        (f"trendsqa-chat=short; trendsqa-chat={GIVEN}", GIVEN),
        (f"trendsqa-chat={GIVEN}a", ""),
        (f"trendsqa-chat={GIVEN[:-1]};", ""),
        (f"xtrendsqa-chat={GIVEN}", ""),
        ("trendsqa-chat=", ""),
        ("", ""),
    ],
)
def test_only_a_cookie_of_our_form_is_one(header, found):
    assert cookie_of(scope(("cookie", header))) == found


def test_the_cookie_is_for_the_chat_alone_and_out_of_reach_of_scripts():
    header = set_cookie_header(scope(root_path="/trends/chat", scheme="http"), GIVEN)
    assert header == f"trendsqa-chat={GIVEN}; Path=/trends/chat; HttpOnly; SameSite=Strict"


def test_over_https_the_cookie_is_sent_over_https_alone():
    assert set_cookie_header(scope(root_path="", scheme="https"), GIVEN).endswith(
        "; Path=/; HttpOnly; SameSite=Strict; Secure"
    )


@pytest.mark.parametrize(
    ("headers", "elsewhere"),
    [
        ([("sec-fetch-site", "cross-site")], True),
        ([("sec-fetch-site", "same-origin")], False),
        ([("sec-fetch-site", "none")], False),
        # Over http browsers do not tell; the address that the person comes from may.
        ([("host", "reports.example"), ("referer", "http://mail.example/inbox")], True),
        ([("host", "reports.example:8000"), ("referer", "http://reports.example:8000/search")], False),
        ([("host", "reports.example")], False),
    ],
)
def test_a_visit_from_another_site_is_known(headers, elsewhere):
    assert begins_elsewhere(scope(*headers)) is elsewhere
