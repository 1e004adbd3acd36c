from io import BytesIO

from pypdf import PdfReader

from documents.pdf_building import Parts, Words, build_pdf
from trendsqa.corpus.readers.pdf.objects.fonts import FontReader
from trendsqa.corpus.readers.pdf.objects.layers import hidden_layers
from trendsqa.corpus.readers.pdf.objects.mending import mended_bytes, mended_pdf

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Own /Encoding << /Differences [65 {name}] >> >>"


def mended(words, glyph="/A", state=""):
    parts = Parts(
        objects={"old": "<< /Type /OCG /Name (Old) >>", "x": FONT.replace("{name}", glyph)},
        fonts="/X {x}",
        resources="/Properties << /L {old} >>",
        catalogue=f"/OCProperties << /OCGs [{{old}}] /D << {state} >> >>",
    )
    reader = PdfReader(BytesIO(build_pdf([words], parts=parts)))
    fonts = FontReader()
    changes = mended_pdf(reader, hidden_layers(reader), fonts)
    return changes, PdfReader(BytesIO(mended_bytes(reader, fonts))).pages[0].extract_text()


def test_another_library_gets_the_pages_without_hidden_layers():
    changes, text = mended([Words("Seen"), Words("Hidden", y=600, layer="L")], state="/OFF [{old}]")
    assert changes.changed
    assert changes.left_out[1][0].words == 1
    assert text.split() == ["Seen"]


def test_another_library_gets_fonts_with_the_characters_of_their_glyphs():
    changes, text = mended([Words("Seen"), Words("A", y=600, font="X")], glyph="/f_i.alt")
    assert changes.changed
    assert text.split() == ["Seen", "fi"]


def test_a_file_with_nothing_to_mend_is_not_changed():
    changes, text = mended([Words("Seen"), Words("Too", y=600, layer="L"), Words("A", y=500, font="X")])
    assert not changes.changed
    assert text.split() == ["Seen", "Too", "A"]
