import pytest

from trendsqa.corpus.readers.decoding import declared_charset, decode


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


@pytest.mark.parametrize("wrong", [b"\xe9", b"\x92", b"\xa3", b"\x80", b"\xc3"])
def test_a_wrong_byte_in_utf_8_leaves_the_other_characters_as_they_are(wrong):
    right = "It’s £6 – “free” for children. Old note: ".encode()
    assert decode(right + wrong + b" C.") == f"{right.decode()}\ufffd C."


def test_a_wrong_byte_that_reads_well_in_another_encoding_does_not_outweigh_the_others():
    assert decode("é à ü ö ß".encode() + b" \xa34") == "é à ü ö ß \ufffd4"


def test_as_many_wrong_bytes_as_right_ones_are_not_taken_for_utf_8_of_another_kind():
    assert decode("Fee £4 ".encode() + b"\xb05") == "Fee £4 \ufffd5"
    assert decode("„MENÜ“ für 4 € und Öl".encode("cp1252")) == "„MENÜ“ für 4 € und Öl"


def test_control_characters_that_are_windows_punctuation_become_it():
    assert decode("\u0093Yes\u0094 \u0096 it\u0092s £4".encode()) == "“Yes” – it’s £4"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_byte_order_mark_is_read(encoding):
    assert decode("The pool opens at nine.\nCafé".encode(encoding)) == "The pool opens at nine.\nCafé"


def test_wide_text_of_another_script_is_read():
    assert decode("Бассейн открыт с девяти.\nДо пяти".encode("utf-16-le")).endswith("До пяти")


def test_the_header_names_the_encoding_before_the_page_does():
    page = '<meta charset="iso-8859-1"><p>Zażółć'.encode("iso-8859-2")
    assert decode(page, declared="iso-8859-2", declared_in_markup=True).endswith("Zażółć")
    assert decode(b"\xef\xbb\xbfCaf\xc3\xa9", declared="iso-8859-2") == "Café"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "iso-8859-15"])
def test_valid_utf_8_is_utf_8_whatever_is_declared(declared):
    assert decode("Café – £4".encode(), declared=declared) == "Café – £4"


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/html; charset=ISO-8859-2", "iso-8859-2"),
        ('text/plain; format=flowed; charset="koi8-r"', "koi8-r"),
        ("text/html", ""),
        ("text/html; charset=no-such", ""),
        ("text/html; charset=rot13", ""),
    ],
)
def test_the_charset_of_a_content_type_is_found(content_type, charset):
    assert declared_charset(content_type) == charset


def test_an_xml_declaration_names_the_encoding():
    page = '<?xml version="1.0" encoding="iso-8859-2"?><p>Zażółć'.encode("iso-8859-2")
    assert decode(page, declared_in_markup=True).endswith("Zażółć")


def test_a_declared_encoding_of_several_bytes_that_the_bytes_contradict_is_not_believed():
    page = '<meta charset="gb2312"><p>图书馆每天九点开门，周日休息。</p>'
    assert decode(page.encode(), declared_in_markup=True) == page
    assert decode(page.encode("gb18030"), declared_in_markup=True) == page
