import pytest

from trendsqa.index.generations.checksums import hash_artefact, hash_artefacts


@pytest.mark.parametrize(
    ("content", "expected"),
    # Of the empty input and of "a", as xxHash's own tools print them.
    [(b"", "99aa06d3014798d86001c324468d497f"), (b"a", "a96faf705af16834e6c632b61e964e1f")],
)
def test_checksums_are_those_of_the_published_algorithm(content, expected, tmp_path):
    (tmp_path / "file").write_bytes(content)
    assert hash_artefact(tmp_path / "file") == expected


def test_one_bit_anywhere_in_a_large_file_gives_another_checksum(tmp_path):
    content = bytearray(9 << 20)
    paths = []
    for place in (None, 0, (4 << 20) - 1, 4 << 20, len(content) - 1):
        altered = bytearray(content)
        if place is not None:
            altered[place] ^= 1
        paths.append(tmp_path / f"{place}")
        paths[-1].write_bytes(altered)
    found = hash_artefacts(paths)
    assert found == {path: hash_artefact(path) for path in paths}
    assert len({*found.values()}) == len(paths)
