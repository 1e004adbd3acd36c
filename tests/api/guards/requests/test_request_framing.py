"""Headers that say how a body is framed and packed: plain ones pass, at every address."""

import pytest

PATHS = ["/api/v1/ask", "/search", "/chat/gradio_api/queue/join"]


def send(raw, client, path, *headers, method="POST"):
    given = [(b"host", b"localhost"), (b"content-type", b"application/json"), *headers]
    return raw(client.app, {"method": method, "path": path, "headers": given}, [b'{"question": "a"}'])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "lengths", [[b"abc"], [b"+17"], [b"-1"], [b"0x11"], [b""], [b"1.0"], [b"17", b"17"], [b"17, 17"], [b"9" * 30]]
)
def test_a_content_length_that_is_not_one_number_is_refused(client, raw, path, lengths):
    response = send(raw, client, path, *((b"content-length", length) for length in lengths))
    assert (response.status, response.reads) == (400, 0)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("coding", [b"gzip", b"gzip, chunked", b"chunked, chunked", b"xchunked", b"identity", b""])
def test_a_transfer_coding_but_chunked_is_refused(client, raw, path, coding):
    response = send(raw, client, path, (b"transfer-encoding", coding))
    assert (response.status, response.reads) == (400, 0)


def test_chunked_is_said_once_and_without_a_length(client, raw):
    assert send(raw, client, "/api/v1/ask", (b"transfer-encoding", b"Chunked")).status == 200
    twice = [(b"transfer-encoding", b"chunked")] * 2
    assert send(raw, client, "/api/v1/ask", *twice).status == 400
    both = [(b"transfer-encoding", b"chunked"), (b"content-length", b"17")]
    assert send(raw, client, "/api/v1/ask", *both).status == 400


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("coding", [b"gzip", b"deflate", b"br", b"identity, gzip"])
def test_a_compressed_body_is_refused(client, raw, path, coding):
    response = send(raw, client, path, (b"content-encoding", coding))
    assert (response.status, response.reads) == (415, 0)


def test_a_body_that_is_said_not_to_be_compressed_is_read(client, raw):
    assert send(raw, client, "/api/v1/ask", (b"content-encoding", b"identity")).status == 200


def test_a_body_where_none_is_read_counts_for_nothing(client, raw):
    """A body of GET means nothing (RFC 9110, section 9.3.1); one that is too large is refused all the same."""
    assert send(raw, client, "/healthz", (b"content-length", b"5"), method="GET").status == 200
    assert send(raw, client, "/api/v1/ask", (b"content-length", b"5"), method="GET").status == 405
    assert send(raw, client, "/healthz", (b"content-length", b"99999"), method="GET").status == 413


def test_a_length_of_nothing_is_no_body(client, raw):
    assert send(raw, client, "/healthz", (b"content-length", b"0"), method="GET").status == 200
