"""The places where vectors may be: the generation's folder, Milvus Lite in this process, and a real Milvus server."""

import logging
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from trendsqa.index.vectors.vector_store import FolderVectors, VectorStore

TOKEN = "root:Milvus"
"""The administrator that a new server has; authorisation is on, so that a wrong one is refused."""
SECONDS_TO_START = 60
PARTS = ("rootCoord", "proxy", "queryCoord", "queryNode", "indexNode", "dataCoord", "dataNode")


class RunningMilvus:
    """A Milvus of the package ``milvus`` in a process of its own, on free ports, its data in ``folder``.

    The package configures it, and is not used to start it: it refuses ports that a killed server used a minute ago.
    This version cannot be told to listen on loopback only, so it takes no calls without the token.
    """

    def __init__(self, folder: Path) -> None:
        milvus = pytest.importorskip("milvus", reason="needs a Milvus server: pip install milvus")
        config = milvus.MilvusServerConfig(data_dir=str(folder))
        server = milvus.MilvusServer(config)
        ports = [name for name in config.configurable_items if name.endswith("_port")]
        free = free_ports(len(ports) + 3)
        config.update(**dict(zip(ports, free, strict=False)))
        self._health_port = free[-1]
        for part in PARTS:
            config.set(f"{part}.ip", "127.0.0.1")
        config.set("authorization_enabled", val=True)
        # Seconds until a killed server's parts are given up; until then the new ones load nothing.
        config.set("common.session.ttl", 5)
        # The ports of the etcd inside are set in a file of its own only.
        etcd = folder / "etcd.yaml"
        client, peer = (f"http://127.0.0.1:{port}" for port in free[-3:-1])
        etcd.write_text(
            f"listen-client-urls: {client}\nadvertise-client-urls: {client}\nlisten-peer-urls: {peer}\n"
            f"initial-advertise-peer-urls: {peer}\ninitial-cluster: default={peer}\n"
        )
        config.resolve()
        milvus._initialize_data_files(str(folder))
        program = Path(server.get_milvus_executable_path())
        self.uri = f"http://127.0.0.1:{config.configs['proxy_port']}"
        self._folder = folder
        self._command = [str(program), "run", "standalone"]
        self._environment = os.environ | {
            "DEPLOY_MODE": "STANDALONE",
            "ETCD_CONFIG_PATH": str(etcd),
            "LD_LIBRARY_PATH": str(program.parent),
            "METRICS_PORT": str(self._health_port),
            "MILVUS_RUN_DIR": str(folder / "run"),
            # Milliseconds between looks at what is to be loaded: a small collection is then loaded in half the time.
            "QUERYCOORD_CHECKINTERVAL": "100",
            "QUERYCOORD_DISTPULLINTERVAL": "100",
        }

    def start(self) -> None:
        """Start it and wait until it says that it is well; after a kill it goes on with the data it had."""
        with (self._folder / "said.log").open("ab") as log:
            self.process = subprocess.Popen(
                self._command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )
        self._wait_until_healthy()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(timeout=SECONDS_TO_START)

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self._health_port}/healthz", timeout=5) as answer:
                    if b"OK" in answer.read():
                        return
            except (urllib.error.URLError, ConnectionError):
                pass
            time.sleep(0.1)
        pytest.fail(f"Milvus did not start within {SECONDS_TO_START} s")


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, all different."""
    with ExitStack() as sockets:
        taken = [sockets.enter_context(socket.socket()) for _ in range(count)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in taken]


@pytest.fixture(scope="module")
def milvus_server(tmp_path_factory) -> Iterator[RunningMilvus]:
    """A real server for the tests of one file: it is never idle, and would take a sixth of a core from all others."""
    folder = tmp_path_factory.mktemp("milvus")
    server = RunningMilvus(folder)
    server.start()
    yield server
    server.kill()
    # Its program alone takes 400 MB, and pytest keeps folders of three runs.
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def lite_uri(tmp_path_factory) -> Iterator[str]:
    """A file of Milvus Lite, served by a thread of this process."""
    lite = pytest.importorskip("milvus_lite.server_manager", reason="needs Milvus Lite: pip install milvus-lite")
    pytest.importorskip("pymilvus", reason="needs pymilvus: pip install 'trendsqa[remote]'")
    uri = str(tmp_path_factory.mktemp("lite") / "vectors.db")
    yield uri
    logging.getLogger("milvus_lite").setLevel(logging.CRITICAL)
    lite.server_manager_instance.release_server(uri)


@pytest.fixture(
    scope="module",
    params=["embedded", "lite", pytest.param("server", marks=pytest.mark.milvus)],
)
def make_store(request) -> Iterator[Callable[..., VectorStore]]:
    """Makes a store at the place whose turn it is; each prefix is an index of its own."""
    if request.param == "embedded":
        yield lambda prefix, **options: FolderVectors()
        return
    if request.param == "lite":
        uri, token = request.getfixturevalue("lite_uri"), ""
    else:
        uri, token = request.getfixturevalue("milvus_server").uri, TOKEN
    from trendsqa.index.vectors.milvus_server import MilvusServer
    from trendsqa.index.vectors.milvus_vectors import RemoteStore

    server = MilvusServer(uri, token=token, timeout_s=20)
    yield lambda prefix, **options: RemoteStore(server, prefix=prefix, **options)
    server.close()
