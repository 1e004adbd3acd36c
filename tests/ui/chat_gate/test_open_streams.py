"""Streams are counted by their client's address."""

import pytest

from trendsqa.ui.chat_gate.open_streams import OpenStreams


def test_a_client_has_no_more_streams_than_it_may():
    streams = OpenStreams(2)
    with streams.opened("a") as first, streams.opened("a") as second:
        with streams.opened("a") as third, streams.opened("b") as other:
            assert (first, second, third, other) == (True, True, False, True)
        with streams.opened("a") as third:
            assert not third
    with streams.opened("a") as again:
        assert again


def test_a_stream_that_fails_is_closed_too():
    streams = OpenStreams(1)
    with pytest.raises(RuntimeError), streams.opened("a"):
        raise RuntimeError
    with streams.opened("a") as again:
        assert again
