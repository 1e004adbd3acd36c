"""What of the chat's server may be reached."""

import pytest

from trendsqa.ui.chat_gate.addresses import Purpose, find_address


@pytest.mark.parametrize(
    ("path", "purpose"),
    [
        ("", Purpose.PAGE),
        ("/", Purpose.PAGE),
        ("/config", Purpose.FILE),
        ("/assets/index-DphvyggB.js", Purpose.FILE),
        ("/static/js/iframeResizer.contentWindow.min.js", Purpose.FILE),
        ("/gradio_api/queue/join", Purpose.JOIN),
        ("/gradio_api/queue/data", Purpose.ANSWERS),
        ("/gradio_api/heartbeat/gwztpfzpbf", Purpose.HEARTBEAT),
    ],
)
def test_what_the_page_asks_for_is_found(path, purpose):
    address = find_address(path)
    assert address is not None
    assert address.purpose is purpose


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=https://other.example/",
        "/gradio_api/info",
        "/gradio_api/startup-events",
        "/gradio_api/queue/join/",
        "/gradio_api/queue/join/../../upload",
        "/monitoring",
        "/login",
        "/assets/",
        "/assets/../config",
        "/assets/a\x00.js",
        "/assets/.hidden",
        "/assets/..\\config",
        "/assets//etc/passwd",
        "/assets/a.js\n",
    ],
)
def test_everything_else_is_not_there(path):
    assert find_address(path) is None
