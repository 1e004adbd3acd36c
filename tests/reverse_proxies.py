"""Real proxies, run with the configurations that docs/proxies.md shows: only ports, paths and certificates differ."""

import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from starlette.types import ASGIApp

PAGE = Path(__file__).resolve().parents[1] / "docs" / "proxies.md"
HOST = "intranet.example"
SECONDS_TO_START = 20
NGINX, CADDY = "nginx", "caddy"
PLACES = {NGINX: ("nginx", "/usr/sbin/nginx"), CADDY: ("caddy", "/usr/bin/caddy")}
LANGUAGES = {NGINX: "nginx", CADDY: "caddyfile"}


@dataclass(frozen=True, slots=True)
class RunningProxy:
    """A proxy that runs; ``home`` is where it keeps its files, among them all that it logs."""

    port: int
    plain_port: int
    home: Path

    @property
    def url(self) -> str:
        """Its address under the name of the page, for a browser that finds this machine by it."""
        return f"https://{HOST}:{self.port}"


def find_proxy(name: str) -> str:
    """The program's path; a test that needs it is skipped without one, except where all must run."""
    found = next(filter(None, map(shutil.which, PLACES[name])), None)
    if found:
        return found
    message = f"no {name} found: install it (Debian: apt-get install {name}); tests/browser/install_proxies.sh does"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def blocks(language: str) -> list[str]:
    """The page's blocks in ``language``, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def configuration(name: str, *, signs_on: bool = False) -> str:
    """The configuration of the page, with single sign-on put in as the page says."""
    whole, sign_on = blocks(LANGUAGES[name])
    if not signs_on:
        return whole
    replaced = {
        NGINX: r'^ +proxy_set_header X-Forwarded-User "";\n',
        CADDY: r"^\thandle /trends/\* \{\n.*?^\t\}\n",
    }[name]
    changed, times = re.subn(replaced, lambda _: sign_on, whole, flags=re.DOTALL | re.MULTILINE)
    assert times == 1
    return changed


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running_proxy(name: str, text: str, home: Path, upstream: int, oauth: int = 9) -> Iterator[RunningProxy]:
    """The proxy ``name`` with the configuration ``text`` before ``upstream``, a port; its files lie in ``home``."""
    program = find_proxy(name)
    proxy = RunningProxy(free_port(), free_port(), home)
    home.mkdir(parents=True)
    _write_certificate(home)
    text = _replaced(text, "127.0.0.1:8000", f"127.0.0.1:{upstream}").replace("127.0.0.1:4180", f"127.0.0.1:{oauth}")
    text = _replaced(text, "/etc/ssl/certs/", f"{home}/")
    text = _replaced(text, "/etc/ssl/private/", f"{home}/")
    place = home / "configuration"
    place.write_text({NGINX: _for_nginx, CADDY: _for_caddy}[name](text, proxy), "utf-8")
    user = "user root; " if os.geteuid() == 0 else ""
    command = {
        NGINX: [program, "-p", str(home), "-c", str(place), "-g", f"{user}daemon off;"],
        CADDY: [program, "run", "--config", str(place), "--adapter", "caddyfile"],
    }[name]
    environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    with (
        (home / "said.log").open("wb") as said,
        subprocess.Popen(command, stdout=said, stderr=said, env=environment) as process,
    ):
        try:
            _wait_for(proxy.port, process, home / "said.log")
            yield proxy
        finally:
            process.terminate()
            process.wait(timeout=SECONDS_TO_START)


@contextmanager
def running_app(app: ASGIApp) -> Iterator[int]:
    """``app`` on a port of this machine; its port comes out."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="critical", proxy_headers=False, lifespan="off", ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        _wait_for(port)
        yield port
    finally:
        server.should_exit = True
        thread.join(timeout=SECONDS_TO_START)


def _for_nginx(text: str, proxy: RunningProxy) -> str:
    text = _replaced(text, "listen 443 ", f"listen 127.0.0.1:{proxy.port} ")
    text = _replaced(text, "listen 80;", f"listen 127.0.0.1:{proxy.plain_port};")
    text = _replaced(text, "/run/nginx.pid", f"{proxy.home}/nginx.pid")
    text = _replaced(text, "/var/log/nginx/", f"{proxy.home}/")
    # Folders that only an administrator may make, whether or not they are used.
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"    {kind}_temp_path {proxy.home}/{kind};\n" for kind in kinds)
    return _replaced(text, "http {\n", f"http {{\n{folders}")


def _for_caddy(text: str, proxy: RunningProxy) -> str:
    text = _replaced(text, f"\n{HOST} {{", f"\nhttps://{HOST}:{proxy.port} {{\n\tbind 127.0.0.1")
    return _replaced(text, "\tadmin off\n", f"\tadmin off\n\thttp_port {proxy.plain_port}\n")


def _replaced(text: str, old: str, new: str) -> str:
    assert old in text, f"the page no longer has {old!r}"
    return text.replace(old, new)


def _wait_for(port: int, process: subprocess.Popen[bytes] | None = None, said: Path | None = None) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process is not None and said is not None and process.poll() is not None:
            pytest.fail(f"it did not start: {said.read_text('utf-8')}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail(f"nothing listens on port {port}")


def _write_certificate(home: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (home / f"{HOST}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (home / f"{HOST}.key").write_bytes(private)
