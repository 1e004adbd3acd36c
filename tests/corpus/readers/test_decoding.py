import pytest

from trendsqa.corpus.readers.decoding import decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_survives_in_every_usual_encoding(encoding):
    assert decode("Café – “yes”".encode(encoding)) == "Café – “yes”"


def test_a_meta_element_names_the_encoding():
    page = '<meta charset="windows-1251"><p>Привет'.encode("cp1251")
    assert "Привет" in decode(page, declared_in_markup=True)


@pytest.mark.parametrize("name", ["rot13", "utf-7", "no-such-thing", "utf-16", "unicode_escape"])
def test_a_meta_element_that_cannot_be_right_is_not_believed(name):
    page = f"<meta charset={name}><p>Café".encode()
    assert decode(page, declared_in_markup=True).endswith("Café")


def test_latin_1_on_the_web_means_windows_1252():
    page = b'<meta charset="iso-8859-1"><p>\x93Quoted\x94'
    assert decode(page, declared_in_markup=True).endswith("“Quoted”")


def test_a_byte_that_fits_nothing_is_shown_as_such():
    assert decode(b"a\x81b") == "a\ufffdb"
