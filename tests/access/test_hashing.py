import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trendsqa.access.hashing import fits_hash, fits_nothing, hash_secret


@settings(max_examples=5)
@given(st.text(min_size=1))
def test_a_hash_fits_its_own_secret_only(secret):
    hashed = hash_secret(secret)
    assert fits_hash(secret, hashed)
    assert not fits_hash(secret + "a", hashed)


def test_two_hashes_of_one_secret_differ():
    assert hash_secret("sesame") != hash_secret("sesame")


def test_the_cost_is_what_owasp_recommends():
    assert hash_secret("sesame").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("secret", ["", "sesame"])
def test_no_secret_fits_an_unknown_key(secret):
    assert fits_nothing(secret) is False
