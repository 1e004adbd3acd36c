"""Signing in to the pages for maintainers, and out: with a key that works, by a cookie that nobody can take along."""

from itertools import product

from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_text import KeyText

PAGE = {"Accept": "text/html"}
PAGES = ["/admin", "/admin/sources", "/admin/add", "/admin/generations", "/admin/feedback", "/admin/changes",
         "/admin/feedback.csv", "/admin/jobs/1"]  # fmt: skip
FORMS = ["/admin/build", "/admin/fetch", "/admin/check", "/admin/jobs/1/cancel", "/admin/generations/x/publish",
         "/admin/feedback/x/delete", "/admin/sign-out", "/admin/add"]  # fmt: skip


def cookie(response):
    """(value, attributes) of the cookie that a response sets."""
    value, _, attributes = response.headers["set-cookie"].partition("; ")
    return value.partition("=")[2], attributes


def test_the_page_is_off_by_default_and_then_nothing_is_there(make_admin):
    admin = make_admin(admin=False)
    key = {"Authorization": f"Bearer {admin.key}"}
    assert [admin.browser.get(path, headers=PAGE | key).status_code for path in [*PAGES, "/admin/sign-in"]] == [404] * 9
    assert {admin.browser.get(path, headers=PAGE).status_code for path in [*PAGES, "/admin/sign-in"]} == {401}
    assert admin.sign_in().status_code == 401
    large = admin.browser.post("/admin/add", content=b"x" * 100_000, headers=key)
    assert large.status_code == 413


def test_a_browser_without_a_session_is_led_to_where_one_signs_in(make_admin):
    browser = make_admin().browser
    for path in PAGES:
        response = browser.get(path, headers=PAGE)
        assert (response.status_code, response.headers["location"]) == (303, "/admin/sign-in"), path


def test_a_form_without_a_session_does_nothing(make_admin):
    admin = make_admin()
    for path in FORMS:
        response = admin.browser.post(path, data={"token": "x"}, headers=PAGE)
        assert (response.status_code, response.headers["location"]) == (303, "/admin/sign-in"), path
    assert admin.maintenance.jobs.reports() == ()


def test_a_program_without_a_key_is_told_that_it_needs_one(make_admin):
    response = make_admin().browser.get("/admin")
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="trendsqa"'


def test_a_key_in_a_header_opens_no_page_since_pages_belong_to_sessions(make_admin):
    admin = make_admin()
    headers = PAGE | {"Authorization": f"Bearer {admin.key}"}
    assert admin.browser.get("/admin", headers=headers).headers["location"] == "/admin/sign-in"
    assert admin.browser.post("/admin/build", data={}, headers=headers).headers["location"] == "/admin/sign-in"
    assert admin.maintenance.jobs.reports() == ()


def test_a_key_that_works_signs_in(make_admin):
    admin = make_admin()
    response = admin.sign_in(key=f"  {admin.key}\n")
    assert (response.status_code, response.headers["location"]) == (303, "/admin")
    value, attributes = cookie(response)
    assert len(value) == 43
    assert attributes == "Path=/admin; HttpOnly; SameSite=Strict"
    page = admin.browser.get("/admin", headers=PAGE)
    assert page.status_code == 200
    assert "desk" in page.text
    assert admin.key not in page.text
    assert value not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_over_https_and_under_a_path_the_cookie_and_every_address_are_bound_to_both(make_admin):
    admin = make_admin(address="https://127.0.0.1/trends", path="/trends", trusted_proxies=("127.0.0.1",))
    proxied = PAGE | {"X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/trends"}
    admin.browser.headers.update(proxied)
    response = admin.browser.post("https://127.0.0.1/trends/admin/sign-in", data={"key": admin.key})
    assert response.headers["location"] == "/trends/admin"
    assert response.headers["set-cookie"].startswith("__Secure-trendsqa-admin=")
    assert cookie(response)[1] == "Path=/trends/admin; HttpOnly; SameSite=Strict; Secure"
    page = admin.browser.get("https://127.0.0.1/trends/admin")
    assert page.status_code == 200
    assert 'action="/trends/admin/build"' in page.text


def test_another_key_is_refused_in_words_and_never_shown(make_admin):
    admin = make_admin()
    assert "Type or paste your key" in admin.sign_in(key="").text
    for key in ("sesame", "tq_abcdefgh_" + "a" * 32, "x" * 50_000):
        response = admin.sign_in(key=key)
        assert response.status_code == 401
        assert "not one that works" in response.text
        assert "set-cookie" not in response.headers
        assert key not in response.text


def test_a_key_without_the_scope_is_told_which_one_it_lacks(make_admin):
    admin = make_admin()
    _, reader = admin.keys.create("reader", [AccessScope.READ])
    response = admin.sign_in(key=reader.written())
    assert response.status_code == 403
    assert "--scope admin" in response.text
    assert "set-cookie" not in response.headers


def test_guessing_is_stopped_and_a_session_that_is_begun_goes_on(admin):
    guesses = [admin.sign_in(admin.another_browser(), KeyText.new().written()) for _ in range(11)]
    assert [response.status_code for response in guesses] == [401] * 10 + [429]
    assert int(guesses[-1].headers["retry-after"]) >= 1
    assert admin.browser.get("/admin", headers=PAGE).status_code == 200


def test_a_cookie_that_was_planted_becomes_no_session(make_admin):
    admin, brought = make_admin(), "A" * 43
    admin.browser.cookies.set("trendsqa-admin", brought, path="/admin", domain="127.0.0.1")
    assert admin.browser.get("/admin", headers=PAGE).status_code == 303
    response = admin.sign_in()
    assert cookie(response)[0] != brought
    planted = admin.another_browser()
    planted.cookies.set("trendsqa-admin", brought, path="/admin", domain="127.0.0.1")
    assert planted.get("/admin", headers=PAGE).status_code == 303


def test_signing_in_again_ends_the_session_before(admin):
    before = admin.browser.cookies["trendsqa-admin"]
    admin.sign_in()
    old = admin.another_browser()
    old.cookies.set("trendsqa-admin", before, path="/admin", domain="127.0.0.1")
    assert old.get("/admin", headers=PAGE).status_code == 303
    assert admin.browser.get("/admin", headers=PAGE).status_code == 200


def test_a_revoked_key_ends_its_sessions_at_the_next_request(admin):
    other = admin.another_browser()
    assert admin.sign_in(other).status_code == 303
    token = admin.token()
    admin.keys.revoke("desk")
    for browser in (admin.browser, other):
        response = browser.get("/admin", headers=PAGE)
        assert (response.status_code, response.headers["location"]) == (303, "/admin/sign-in?ended=1")
    assert admin.browser.post("/admin/build", data={"token": token}, headers=PAGE).status_code == 303
    assert admin.maintenance.jobs.reports() == ()
    assert "the key was revoked" in admin.browser.get("/admin/sign-in?ended=1").text


def test_signing_out_ends_the_session_of_this_browser_alone(admin):
    other = admin.another_browser()
    admin.sign_in(other)
    taken_along = admin.browser.cookies["trendsqa-admin"]
    response = admin.post("/admin/sign-out")
    assert response.headers["location"] == "/admin/sign-in?out=1"
    assert cookie(response) == ("", "Path=/admin; HttpOnly; SameSite=Strict; Max-Age=0")
    assert "You have signed out" in admin.browser.get("/admin/sign-in?out=1").text
    thief = admin.another_browser()
    thief.cookies.set("trendsqa-admin", taken_along, path="/admin", domain="127.0.0.1")
    assert thief.get("/admin", headers=PAGE).status_code == 303
    assert other.get("/admin", headers=PAGE).status_code == 200


def test_a_session_opens_nothing_but_the_pages_for_maintainers(make_admin):
    admin = make_admin(host="0.0.0.0")
    admin.sign_in()
    secret = {"Cookie": f"trendsqa-admin={admin.browser.cookies['trendsqa-admin']}"}
    browser = admin.another_browser()
    assert browser.get("/admin", headers=PAGE | secret).status_code == 200
    for path in ("/api/v1/documents", "/api/v1/feedback", "/metrics", "/search", "/administration", "/api/v1/admin"):
        assert browser.get(path, headers=secret).status_code == 401, path


def form(path, token):
    """A form of the page at ``path``."""
    return {"data": {"token": token}} | ({"files": {"file": ("a.md", b"x")}} if path == "/admin/add" else {})


def test_a_page_of_another_origin_sends_no_form_even_with_a_token(admin):
    token = admin.token()
    for path, origin in product(FORMS, ["https://evil.example", "http://127.0.0.1:9999", "null"]):
        response = admin.browser.post(path, headers=PAGE | {"Origin": origin}, **form(path, token))
        assert response.status_code == 403, (path, origin)
    assert admin.maintenance.jobs.reports() == ()
    assert admin.browser.get("/admin", headers=PAGE).status_code == 200


def test_a_page_of_another_origin_signs_nobody_in(make_admin):
    admin = make_admin()
    headers = PAGE | {"Origin": "https://evil.example"}
    response = admin.browser.post("/admin/sign-in", data={"key": admin.key}, headers=headers)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


def test_a_form_without_the_token_of_its_session_is_refused(admin):
    other = admin.another_browser()
    admin.sign_in(other)
    for path, token in product(FORMS, ("", "x", admin.token(other))):
        response = admin.browser.post(path, headers=PAGE, **form(path, token))
        assert response.status_code == 403, (path, token)
        assert "Nothing was changed" in response.text
    assert admin.maintenance.jobs.reports() == ()
    assert admin.waiting_files() == []
    assert admin.browser.get("/admin", headers=PAGE).status_code == 200


def test_a_browser_tells_the_origin_of_the_forms_of_these_pages(admin):
    """Under the site's own policy it would send "Origin: null", which the guard refuses."""
    assert admin.browser.get("/admin", headers=PAGE).headers["referrer-policy"] == "same-origin"
    assert admin.another_browser().get("/admin/sign-in").headers["referrer-policy"] == "same-origin"


def test_what_is_no_form_is_refused(admin):
    for content, kind in ((b"{}", "application/json"), (b"token=x", "text/plain"), (b"token=x", "")):
        headers = PAGE | ({"Content-Type": kind} if kind else {})
        assert admin.browser.post("/admin/build", content=content, headers=headers).status_code == 422, kind


def test_the_key_reaches_no_log(make_admin, caplog):
    admin = make_admin()
    with caplog.at_level("DEBUG"):
        admin.sign_in()
        admin.sign_in(key="tq_abcdefgh_" + "b" * 32)
    assert admin.key not in caplog.text
    assert "b" * 32 not in caplog.text
