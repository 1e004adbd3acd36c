"""The cookie of a maintainer's session."""

import pytest

from trendsqa.admin.session_cookie import admin_cookie, admin_cookie_header

CHANCE = "A" * 43


def request(cookie="", **scope):
    return {"type": "http", "headers": [(b"cookie", cookie.encode())] if cookie else [], "scheme": "http", **scope}


def test_the_cookie_is_for_the_pages_of_maintainers_alone_and_out_of_reach_of_scripts():
    assert admin_cookie_header(request(), CHANCE) == (
        f"trendsqa-admin={CHANCE}; Path=/admin; HttpOnly; SameSite=Strict"
    )


def test_over_https_and_under_a_path_it_is_bound_to_both():
    scope = request(scheme="https", root_path="/trends")
    header = admin_cookie_header(scope, CHANCE)
    assert header == (f"__Secure-trendsqa-admin={CHANCE}; Path=/trends/admin; HttpOnly; SameSite=Strict; Secure")
    assert admin_cookie(request(f"a=b; __Secure-trendsqa-admin={CHANCE}", scheme="https")) == CHANCE
    assert admin_cookie(request(f"trendsqa-admin={CHANCE}", scheme="https")) == ""


def test_signing_out_takes_the_cookie_back():
    assert "trendsqa-admin=; Path=/admin;" in admin_cookie_header(request(), "")
    assert admin_cookie_header(request(), "").endswith("; Max-Age=0")


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "trendsqa-admin=",
        f"trendsqa-admin={CHANCE[1:]}",
        f"trendsqa-admin={CHANCE}A",
        f"trendsqa-adminx={CHANCE}",
        f"trendsqa-admin={CHANCE}; trendsqa-admin={'B' * 43}",
        f"trendsqa-admin={'é' * 43}",
    ],
)
def test_a_cookie_of_another_form_or_two_of_them_count_for_nothing(cookie):
    assert admin_cookie(request(cookie)) == ""
