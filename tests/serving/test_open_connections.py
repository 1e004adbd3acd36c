"""Places of connections, as they are given, asked back and refused."""

from dataclasses import dataclass, field
from ipaddress import ip_network

import pytest

from trendsqa.exchanges.connection_counts import ConnectionCounts
from trendsqa.serving.connection_limits import ConnectionLimits
from trendsqa.serving.open_connections import OpenConnections

LIMITS = ConnectionLimits(
    most=3, most_of_address=2, proxies=(ip_network("192.0.2.0/24"),), head_bytes=1, receive_s=1, send_s=1, idle_s=1
)
PROXY = "192.0.2.9"


@dataclass(eq=False)
class Client:
    """A connection that notes that it was closed."""

    address: str
    closed: bool = field(default=False)

    def make_way(self):
        self.closed = True


@pytest.fixture
def places():
    return OpenConnections(LIMITS, ConnectionCounts())


def admitted(places, *addresses):
    clients = [Client(address) for address in addresses]
    assert [places.admit(client) for client in clients] == [None] * len(clients)
    return clients


def test_the_connection_that_has_been_idle_longest_makes_way(places):
    first, second, third = admitted(places, "a", "b", "c")
    places.note_busy(first)
    places.note_idle(first)
    admitted(places, "d")
    assert [client.closed for client in (first, second, third)] == [False, True, False]
    assert (places.counts.open, places.counts.closed) == (3, {"room": 1})


def test_one_without_a_request_makes_way_before_one_with_a_part_of_it(places):
    slow, idle, busy = admitted(places, "a", "b", "c")
    places.note_receiving(slow)
    places.note_busy(busy)
    admitted(places, "d")
    assert (slow.closed, idle.closed) == (False, True)
    places.note_busy(admitted(places, "e")[0])
    assert not slow.closed
    admitted(places, "f")
    assert (slow.closed, busy.closed) == (True, False)


def test_a_server_whose_connections_are_all_busy_refuses(places):
    clients = admitted(places, "a", "b", "c")
    for client in clients:
        places.note_busy(client)
    assert places.admit(Client("d")) == "full"
    places.leave(clients[0])
    assert places.admit(Client("d")) is None
    assert (places.counts.open, places.counts.refused) == (3, {"full": 1})


def test_an_address_with_its_share_gives_up_its_own_idle_connection_only(places):
    first, second, other = admitted(places, "a", "a", "b")
    places.leave(other)
    other = admitted(places, "b")[0]
    admitted(places, "a")
    assert [client.closed for client in (first, second, other)] == [True, False, False]


def test_an_address_whose_share_is_busy_is_refused(places):
    for client in admitted(places, "a", "a"):
        places.note_busy(client)
    assert places.admit(Client("a")) == "address"
    assert places.admit(Client("b")) is None
    assert places.counts.refused == {"address": 1}


def test_a_trusted_proxy_has_all_the_places_there_are(places):
    for client in admitted(places, PROXY, PROXY, f"::ffff:{PROXY}"):
        places.note_busy(client)
    assert places.admit(Client(PROXY)) == "full"


def test_a_connection_without_a_place_is_counted_nowhere(places):
    stranger = Client("a")
    for note in (places.note_idle, places.note_receiving, places.note_busy, places.leave):
        note(stranger)
    places.free_files(5)
    assert not stranger.closed
    assert places.counts.open == 0
