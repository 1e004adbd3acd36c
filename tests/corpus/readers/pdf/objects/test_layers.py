import pytest

from documents.pdf_building import Parts, Words, build_pdf
from documents.reading_aloud import lines, read

SHOWN = Words("The yard holds 40 skips.", y=700)
OTHER = Words("The yard holds 70 skips.", y=640, layer="L")


def document(state, membership="{old}", **more):
    objects = {"old": "<< /Type /OCG /Name (Old plan) >>", "new": "<< /Type /OCG /Name (New plan) >>"}
    parts = Parts(
        objects=objects | more.pop("objects", {}),
        resources=f"/Properties << /L {membership} >> {more.pop('resources', '')}",
        catalogue=f"/OCProperties << /OCGs [{{old}} {{new}}] /D << {state} >> >>",
        **more,
    )
    words = more.get("words", [SHOWN, OTHER])
    return read(build_pdf([words], parts=parts), "a.pdf")


HIDDEN = [
    ("/OFF [{old}]", "{old}"),
    ("/BaseState /OFF /ON [{new}]", "{old}"),
    ("/OFF [{old}]", "<< /Type /OCMD /OCGs {old} >>"),
    ("/OFF [{old}]", "<< /Type /OCMD /OCGs [{old} {new}] /P /AllOn >>"),
    ("/OFF [{old}]", "<< /Type /OCMD /OCGs [{new}] /P /AnyOff >>"),
    ("/OFF [{old}]", "<< /Type /OCMD /OCGs [{old} {new}] /P /AllOff >>"),
    ("/OFF [{old}]", "<< /Type /OCMD /VE [/And {new} [/Not {new}]] >>"),
    ("/OFF [{old}]", "<< /Type /OCMD /VE [/Or {old}] >>"),
]
SEEN = [
    ("", "{old}"),
    ("/OFF [{new}]", "{old}"),
    ("/BaseState /OFF /ON [{old}]", "{old}"),
    ("/OFF [{old}]", "<< /Type /OCMD /OCGs [{old} {new}] >>"),
    ("/OFF [{old}]", "<< /Type /OCMD /OCGs [{old} {new}] /P /AnyOff >>"),
    ("/OFF [{old}]", "<< /Type /OCMD /VE [/Not {old}] >>"),
]


@pytest.mark.parametrize(("state", "membership"), HIDDEN)
def test_what_stands_on_a_layer_switched_off_is_left_out_and_counted(state, membership):
    found = document(state, membership)
    assert lines(found) == ["paragraph: The yard holds 40 skips."]
    assert [(part.reason, part.words) for part in found.coverage.left_out] == [("switched-off layers", 5)]
    assert found.coverage.losses == ()


@pytest.mark.parametrize(("state", "membership"), SEEN)
def test_what_stands_on_a_layer_switched_on_is_read(state, membership):
    found = document(state, membership)
    assert "70 skips" in found.text
    assert found.coverage.left_out == ()


def test_a_layer_that_is_off_on_a_screen_only_is_left_out():
    usage = "/Usage << /View << /ViewState /OFF >> >>"
    rule = "/AS [<< /Event /View /Category [/View] /OCGs [{old}] >>]"
    found = document(rule, objects={"old": f"<< /Type /OCG /Name (Print) {usage} >>"})
    assert "70 skips" not in found.text


def test_a_layer_made_for_design_only_is_shown():
    assert "70 skips" in document("/OFF [{old}]", objects={"old": "<< /Type /OCG /Name (Old) /Intent /Design >>"}).text


FORM = b"BT /F1 11 Tf 72 500 Td (Sand costs 12 pounds.) Tj ET"
FONTS = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def form(entries, data=FORM):
    return {"drawing": (f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {entries}", data)}


@pytest.mark.parametrize(
    "drawing",
    [
        form(f"/OC {{old}} {FONTS}"),
        form(FONTS.replace(">> >> >>", ">> >> /Properties << /L {old} >> >>"), b"/OC /L BDC " + FORM + b" EMC"),
    ],
    ids=["the form's own layer", "a layer inside the form"],
)
def test_a_drawing_on_a_layer_switched_off_is_left_out(drawing):
    parts = {"objects": drawing, "resources": "/XObject << /Fm {drawing} >>", "drawn": {1: b"q /Fm Do Q"}}
    assert "Sand" in document("/OFF [{new}]", **parts).text
    hidden = document("/OFF [{old}]", **parts)
    assert "Sand" not in hidden.text
    assert hidden.coverage.left_out[0].words == 5 + 4


def test_a_note_on_a_layer_switched_off_is_left_out():
    note = "<< /Type /Annot /Subtype /FreeText /Rect [72 400 300 420] /Contents (Moved to June.) /OC {old} >>"
    assert "June" not in document("/OFF [{old}]", annotations={1: [note]}).text
    assert "June" in document("/OFF [{new}]", annotations={1: [note]}).text


def test_text_after_a_hidden_line_in_the_same_text_object_keeps_its_line():
    drawn = b"BT /F1 11 Tf 14 TL 72 500 Td (First line) Tj /OC /L BDC (Hidden line) ' EMC (third line) Tj ET"
    found = document("/OFF [{old}]", drawn={1: drawn})
    assert "Hidden" not in found.text
    assert "First line third line" in found.text
