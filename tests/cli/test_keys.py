"""``trendsqa keys`` and the refusal to start where nothing says who may come in: real processes, real exit codes."""

import json
import os
import subprocess
import sys

import httpx
import pytest

from conftest import serving
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile
from trendsqa.access.key_text import KeyText

PROXIED = {"TRENDSQA_SERVER__TRUSTED_PROXIES": '["127.0.0.1"]'}
IDENTITY = {"TRENDSQA_ACCESS__IDENTITY_HEADER": "X-Forwarded-User"}


def run(*arguments, **variables):
    return subprocess.run(
        [sys.executable, "-m", "trendsqa", *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=60, env=os.environ | variables,
    )  # fmt: skip


@pytest.fixture
def keys(tmp_path):
    return lambda *arguments: run("keys", *arguments, "--index", tmp_path)


def test_a_key_alone_goes_to_the_output_and_its_use_beside_it(keys, tmp_path):
    done = keys("create", "intranet")
    key = KeyText.read(done.stdout.strip())
    assert key is not None
    assert "Authorization: Bearer" in done.stderr
    assert key.secret not in done.stderr
    assert key.secret not in (tmp_path / "access" / "keys.json").read_text("utf-8")


def test_keys_are_made_listed_and_revoked_as_json(keys):
    made = json.loads(keys("create", "desk", "--scope", "admin", "--scope", "read", "--json").stdout)
    assert KeyText.read(made.pop("key")).id == made["id"]
    assert (made["name"], made["scopes"], made["revoked"]) == ("desk", ["admin", "read"], None)
    assert json.loads(keys("list", "--json").stdout) == {"keys": [made]}
    revoked = json.loads(keys("revoke", made["id"], "--json").stdout)
    assert revoked["revoked"]
    assert json.loads(keys("list", "--json").stdout) == {"keys": [revoked]}


def test_the_list_holds_no_secret_and_no_hash(keys, tmp_path):
    secret = KeyText.read(keys("create", "intranet").stdout.strip()).secret
    (held,) = KeyFile(tmp_path / "access" / "keys.json").read().keys
    for listed in (keys("list"), keys("list", "--json")):
        assert "intranet" in listed.stdout
        assert secret not in listed.stdout
        assert held.hashed not in listed.stdout


def test_without_keys_the_list_says_how_to_make_one(keys):
    assert "trendsqa keys create NAME" in keys("list").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("create", "a", "--scope", "everything"), 2, "admin"),
        (("create", ""), 1, "printable"),
        (("create",), 2, "Usage"),
        (("revoke", "nothing"), 1, "trendsqa keys list"),
    ],
)
def test_what_cannot_be_done_is_said(keys, arguments, code, said):
    done = keys(*arguments)
    assert done.returncode == code
    assert said in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "intranet.example"])
def test_a_server_that_others_may_reach_does_not_start_until_it_is_said_who_may_use_it(tmp_path, host):
    done = run("serve", "--host", host, "--port", "0", "--index", tmp_path, "--corpus", tmp_path)
    assert done.returncode == 1
    for way in ("trendsqa keys create NAME", "trendsqa serve --public", "TRENDSQA_ACCESS__IDENTITY_HEADER"):
        assert way in done.stderr
    assert not [*tmp_path.iterdir()]


def test_a_server_behind_a_proxy_does_not_either(tmp_path):
    done = run("serve", "--port", "0", "--index", tmp_path, "--corpus", tmp_path, **PROXIED)
    assert done.returncode == 1
    assert "behind a proxy" in done.stderr


def test_a_revoked_key_is_not_enough_to_start(keys, tmp_path):
    keys("create", "intranet")
    keys("revoke", "intranet")
    done = run("serve", "--host", "0.0.0.0", "--port", "0", "--index", tmp_path, "--corpus", tmp_path)
    assert done.returncode == 1
    assert "trendsqa keys create NAME" in done.stderr


def test_an_identity_that_anybody_could_claim_stops_the_server(tmp_path):
    done = run("serve", "--port", "0", "--index", tmp_path, "--corpus", tmp_path, **IDENTITY)
    assert done.returncode == 1
    assert "TRENDSQA_SERVER__TRUSTED_PROXIES" in done.stderr


def test_names_on_a_server_that_asks_nobody_are_remarked_on(keys, tmp_path):
    """They mean that a proxy is in front, and everybody who comes through it may ask."""
    keys("create", "intranet")
    (tmp_path / "access" / "keys.json").write_text("torn")  # so that it ends at once
    names = {"TRENDSQA_SERVER__ALLOWED_HOSTS": '["intranet.example"]'}
    done = run("serve", "--port", "0", "--index", tmp_path, "--corpus", tmp_path, **names)
    assert "server.allowed_hosts is set" in done.stderr
    assert "TRENDSQA_SERVER__TRUSTED_PROXIES" in done.stderr


def test_doctor_says_who_may_come_in_and_what_is_wrong_with_the_keys(keys, tmp_path):
    def told():
        checks = json.loads(run("doctor", "--json", "--index", tmp_path, "--corpus", tmp_path).stdout)["checks"]
        return next((check["ok"], check["detail"]) for check in checks if check["name"] == "access")

    keys("create", "intranet")
    assert told() == (True, "open, as the settings have it; 1 active key")
    (tmp_path / "access" / "keys.json").chmod(0o644)
    ok, detail = told()
    assert not ok
    assert "chmod 600" in detail


def test_a_damaged_file_of_keys_stops_the_server(keys, tmp_path):
    keys("create", "intranet")
    (tmp_path / "access" / "keys.json").write_text("torn")
    done = run("serve", "--port", "0", "--index", tmp_path, "--corpus", tmp_path)
    assert done.returncode == 1
    assert "keys.json" in done.stderr


@pytest.mark.model
def test_keys_come_and_go_while_a_closed_server_runs(handbook):
    file = KeyFile(handbook.layout.keys)
    _, first = file.create("first", [AccessScope.READ])
    try:
        with serving(handbook, "--no-chat", **PROXIED) as url, httpx.Client(base_url=url) as client:

            def asked(key):
                return client.get("/api/v1/documents", headers={"Authorization": f"Bearer {key.written()}"}).status_code

            assert client.get("/healthz").status_code == 200
            assert client.get("/api/v1/documents").status_code == 401
            assert client.get("/search").status_code == 401
            assert asked(first) == 200
            _, second = file.create("second", [AccessScope.READ])
            assert asked(second) == 200
            file.revoke("first")
            assert (asked(first), asked(second)) == (401, 200)
    finally:
        for key in file.read().keys:
            if key.is_active:
                file.revoke(key.id)


FORWARDED = {"X-Forwarded-User": "ines", "X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https"}
"""A name, as a proxy passes it on for a client at 10.1.2.3."""


@pytest.mark.model
@pytest.mark.parametrize(
    ("options", "variables", "headers"), [(("--public",), PROXIED, {}), ((), PROXIED | IDENTITY, FORWARDED)]
)
def test_a_server_starts_in_the_other_two_ways(handbook, options, variables, headers):
    with serving(handbook, "--no-chat", *options, **variables) as url:
        response = httpx.get(f"{url}/api/v1/documents", headers=headers)
        assert response.status_code == 200
        assert "ratelimit-limit" in response.headers


@pytest.mark.model
def test_a_client_that_forwards_for_a_trusted_proxy_is_not_taken_for_it(handbook):
    """The peer of the connection counts, whatever its headers say."""
    trusted = IDENTITY | {"TRENDSQA_SERVER__TRUSTED_PROXIES": '["10.1.2.3"]'}
    with serving(handbook, "--no-chat", **trusted) as url:
        assert httpx.get(f"{url}/api/v1/documents", headers=FORWARDED).status_code == 401
