"""Encodings that are told from their words alone."""

import pytest

from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.encoding_choice import best_encoding

ENGLISH = (
    "The mayoress said “we’ll keep it open” – a promise worth £2.",
    "Café: it’s 5°C, and a naïve façade… costs £4.",
    "• Pools\n• Parks – open daily\n",
)
POLISH = "Zażółć gęślą jaźń: opłata wynosi trzydzieści złotych."
RUSSIAN = "Бассейн открыт с девяти до пяти, вход 5 рублей."
WINDOWS = (
    "Fee £4",
    "„MENÜ“ – 4 € für Öl, Übung und Straße",
    "L’été: ¿Qué? ¡Sí! «oui» 5 m² ½ 10° 5°C § 3 ¶ 4 © ® ™ España mañana",
    "SEÑOR MUÑOZ, ÎLE-DE-FRANCE, McÉwan, São João, Øre, Åse, Þór",
    "The fee is £4 – don’t pay “more”. 5¡C",
)


@pytest.mark.parametrize("text", ENGLISH)
def test_mac_roman_is_told_by_capitals_within_words(text):
    assert decode(text.encode("mac-roman")) == text


@pytest.mark.parametrize("text", WINDOWS)
def test_windows_1252_stays_what_it_is(text):
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
def test_central_european_text_is_told_by_signs_within_words(encoding):
    assert decode(POLISH.encode(encoding)) == POLISH


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5"])
def test_cyrillic_is_told_by_words_without_a_single_plain_letter(encoding):
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


def test_a_pound_sign_of_dos_is_told_by_the_number_after_it():
    assert decode("Fee £4 per m²".encode("cp850")) == "Fee £4 per m²"


@pytest.mark.parametrize("text", [b"a\x81b", b"x \xd5 y", b"", b"plain"])
def test_a_single_odd_character_is_no_proof(text):
    assert best_encoding(text, may_be_utf8=False) == "cp1252"
