import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.access.token_buckets import TokenBuckets, address_block


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_a_bucket_gives_what_it_holds_and_then_what_comes_in(clock):
    buckets = TokenBuckets(3, 0.5, clock=clock)
    assert [buckets.take("a").granted for _ in range(4)] == [True, True, True, False]
    clock.now = 2.0
    assert [buckets.take("a").granted for _ in range(2)] == [True, False]


def test_what_is_told_is_what_is_left_and_how_long_it_takes(clock):
    buckets = TokenBuckets(2, 0.5, clock=clock)
    first, second, third = (buckets.take("a") for _ in range(3))
    assert (first.left, first.next_s, first.full_s) == (1, 0.0, 2.0)
    assert (second.left, second.next_s, second.full_s) == (0, 2.0, 4.0)
    assert (third.granted, third.next_s) == (False, 2.0)


def test_a_bucket_is_never_fuller_than_full(clock):
    buckets = TokenBuckets(2, 1, clock=clock)
    buckets.take("a")
    buckets.give_back("a")
    buckets.give_back("a")
    clock.now = 1000.0
    assert [buckets.take("a").granted for _ in range(3)] == [True, True, False]


def test_one_bucket_leaves_the_others_full(clock):
    buckets = TokenBuckets(1, 1, clock=clock)
    assert [buckets.take(name).granted for name in "aab"] == [True, False, True]


def test_the_memory_is_bounded_and_the_least_used_goes_first(clock):
    buckets = TokenBuckets(1, 0.001, most=2, clock=clock)
    for name in ("a", "b", "a", "c"):
        buckets.take(name)
    assert not buckets.take("a").granted
    assert buckets.take("b").granted
    assert len(buckets._buckets) == 2


@given(st.lists(st.floats(0, 100), max_size=50))
def test_no_bucket_gives_more_than_its_rate_allows(moments):
    clock = Clock()
    buckets = TokenBuckets(5, 0.5, clock=clock)
    granted = 0
    for moment in sorted(moments):
        clock.now = moment
        granted += buckets.take("a").granted
        assert granted <= 5 + 0.5 * moment + 1e-6


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("fe80::1%eth0", "fe80::2", True),
        ("", "", True),
        ("testclient", "testclient", True),
    ],
)
def test_an_ipv6_network_counts_as_one_client(one, other, same):
    assert (address_block(one) == address_block(other)) is same
