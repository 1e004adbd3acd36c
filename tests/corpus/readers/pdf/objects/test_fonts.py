import pytest

from documents.pdf_building import Parts, Words, build_pdf
from documents.reading_aloud import lines, read
from trendsqa.corpus.documents.coverage import LossKind
from trendsqa.errors import UnreadableFileError

PLAIN = Words("The ferry leaves at six on weekdays and at nine on Sundays.", y=720)
LINE = "The winter timetable starts in the first week of November each year"
GLYPHS_ONLY = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Own /Encoding /Identity-H {map} /DescendantFonts [<< "
    "/Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Own "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
)
SHAPE = ("", b"600 0 0 0 600 700 d1 0 0 500 600 re f")
MAP = b"/CIDInit /ProcSet findresource begin begincmap\n1 beginbfrange <0003> <005D> <0020> endbfrange\nendcmap"


SYMBOLIC = "<< /Type /FontDescriptor /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 900 /Descent -200 /StemV 80 >>"


def glyphs(text, **place):
    """Words by the places of their glyphs in a usual TrueType font: 29 below the letters."""
    return Words("".join(f"\0{chr(ord(letter) - 29)}" for letter in text), font="X", **place)


def document(words, font, **more):
    sized = font.replace("/Type /Font", f"/Type /Font /FirstChar 0 /LastChar 255 /Widths [{'600 ' * 256}]", 1)
    objects = {"x": sized.replace("{map}", more.get("map", ""))} | {"shape": SHAPE} | more.get("objects", {})
    return read(build_pdf([words], parts=Parts(objects=objects, fonts="/X {x}")), "a.pdf")


def test_a_file_whose_letters_have_no_characters_is_refused_with_what_to_do():
    with pytest.raises(UnreadableFileError, match=r"Print it to PDF again .*text recognition") as raised:
        document([glyphs(LINE, y=720), glyphs(LINE, y=700)], GLYPHS_ONLY)
    assert "damaged" not in str(raised.value)


def test_the_same_letters_with_a_map_are_read():
    found = document([glyphs(LINE)], GLYPHS_ONLY, map="/ToUnicode {map}", objects={"map": ("", MAP)})
    assert lines(found) == [f"paragraph: {LINE}"]
    assert found.coverage.losses == ()


def test_codes_that_are_characters_by_the_name_of_their_map_are_read():
    words = [Words("".join(f"\0{letter}" for letter in LINE), font="X")]
    found = document(words, GLYPHS_ONLY, map="/ToUnicode /Identity-H")
    assert lines(found) == [f"paragraph: {LINE}"]
    assert found.coverage.losses == ()


def test_drawn_letters_with_a_usual_encoding_are_read():
    font = named("").replace("/Encoding << /Differences [65 ] >>", "/Encoding /WinAnsiEncoding")
    font = font.replace("/CharProcs << ", "/CharProcs << /B {shape} /E {shape} ")
    assert lines(document([Words("BE", font="X")], font)) == ["paragraph: BE"]


def test_a_map_without_entries_is_no_map():
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        document(
            [glyphs("Timetable")], GLYPHS_ONLY, map="/ToUnicode {map}", objects={"map": ("", b"begincmap endcmap")}
        )


def test_a_line_without_characters_is_left_out_and_told_as_a_loss():
    found = document([PLAIN, glyphs(LINE, y=640)], GLYPHS_ONLY)
    assert lines(found) == [f"paragraph: {PLAIN.text}"]
    (loss,) = found.coverage.losses
    assert (loss.kind, loss.unit, loss.where) == (LossKind.ILLEGIBLE, "words", "page 1")
    assert loss.total == loss.count + 12
    assert 10 <= loss.count <= 15


def named(names):
    """A font whose glyphs are boxes with these names, from the code of A on."""
    shapes = " ".join(f"{name} {{shape}}" for name in names.split())
    return (
        f"<< /Type /Font /Subtype /Type3 /FontMatrix [.001 0 0 .001 0 0] /FontBBox [0 0 600 700] "
        f"/CharProcs << {shapes} >> /Encoding << /Differences [65 {names}] >> >>"
    )


def test_glyphs_with_adobes_names_are_read_whatever_their_codes():
    names = "/o /f_f /i /c /e /space /uni00A3 /one.oldstyle /u0032 /zero"
    assert lines(document([Words("ABCDEFGHIJ", font="X")], named(names))) == ["paragraph: office £120"]


def test_names_of_glyphs_never_enter_the_text():
    found = document([PLAIN, Words("ABCDEFG", font="X", y=640)], named("/g115 /g3 /cid12 /H18554 /.notdef /C99 /q_zz9"))
    assert found.text == PLAIN.text
    assert [loss.kind for loss in found.coverage.losses] == [LossKind.ILLEGIBLE]


def test_an_unknown_glyph_before_a_line_is_its_bullet():
    words = [PLAIN]
    for number, text in enumerate(["the slipway", "the quay"]):
        y = 660 - 16 * number
        words += [Words("A", font="X", x=72, y=y), Words(text, x=90, y=y)]
    found = document(words, named("/SM590000"))
    assert lines(found)[1:] == ["list_item 0: the slipway", "list_item 0: the quay"]
    assert found.coverage.losses == ()


def test_a_letter_without_a_character_stays_visible_in_its_word():
    """Without its sign the word would be another one, and a quote false."""
    found = document([PLAIN, Words("ABCD", font="X", y=640)], named("/s /i /g77 /n"))
    assert "si\ufffdn" in found.text
    assert found.coverage.losses[0].count == 1


@pytest.mark.parametrize(
    ("font", "codes", "shown"),
    [
        ("/BaseFont /ABCDEF+Wingdings", "\xfc", "✓"),
        ("/BaseFont /Wingdings-Regular /Encoding /WinAnsiEncoding", "\xfe", "☑"),
        ("/BaseFont /Wingdings-Regular", "\xe0", "→"),
        ("/BaseFont /Wingdings2", "P", "✓"),
        ("/BaseFont /ABCDEF+Webdings", "a", "✓"),
        ("/BaseFont /ABCDEF+Wingdings3", "p", "▲"),
        ("/BaseFont /ABCDEF+SymbolMT", "\xb3", "≥"),
    ],
)
def test_ticks_and_signs_of_symbol_fonts_are_read_by_their_tables(font, codes, shown):
    words = [Words("Agreed", x=72), Words(codes, x=140, font="X"), Words("70", x=160)]
    found = document(words, f"<< /Type /Font /Subtype /TrueType {font} /FontDescriptor {SYMBOLIC} >>")
    assert found.text == f"Agreed {shown} 70"


def test_a_printers_shapes_are_read_by_the_codes_that_name_them():
    codes = [ord(letter) for letter in "ABCDE"]
    font = named(" ".join(f"/C{code:02X}" for code in codes))
    assert lines(document([Words("BEADED CAB", font="X")], font)) == ["paragraph: BEADED CAB"]
    numbered = named("/C41 /C50 /C51 /C52")
    assert document([PLAIN, Words("ABCD", font="X", y=640)], numbered).text == PLAIN.text


def test_ornaments_are_no_letters():
    words = [PLAIN, Words("BDE", font="X", y=640), Words("The end.", y=600)]
    found = document(words, "<< /Type /Font /Subtype /TrueType /BaseFont /Webdings >>")
    assert "BDE" not in found.text
    assert [(part.reason, part.characters) for part in found.coverage.left_out] == [("symbols without a character", 3)]
    assert found.coverage.losses == ()


def test_a_ligature_that_the_map_gives_as_its_last_letter_is_whole():
    cmap = b"/CIDInit /ProcSet findresource begin begincmap\n1 beginbfchar <01> <0069> endbfchar\nendcmap"
    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
        "<< /BaseEncoding /WinAnsiEncoding /Differences [1 /f_i] >> {map} >>"
    )
    words = [Words("The \x01nancial of\x01ce", font="X", y=700)]
    assert "The financial office" in document(words, font, map="/ToUnicode {map}", objects={"map": ("", cmap)}).text


def test_a_font_is_bold_by_its_name_and_not_by_the_width_of_its_stems():
    described = "/FontDescriptor << /Type /FontDescriptor /FontName /TimesNewRoman /Flags 32 /StemV 160 /Ascent 900 >>"
    font = f"<< /Type /Font /Subtype /TrueType /BaseFont /TimesNewRoman /Encoding /WinAnsiEncoding {described} >>"
    words = [Words("Short lines of a leaflet", font="X", y=700), Words("Ferries leave at six and at nine.", y=660)]
    assert lines(document(words, font))[0] == "paragraph: Short lines of a leaflet"
