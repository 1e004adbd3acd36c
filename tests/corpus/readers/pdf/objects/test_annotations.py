import pytest

from documents.pdf_building import Parts, Tag, Words, build_pdf
from documents.reading_aloud import lines, read

PAGE = (Words("Grant form", y=720), Words("Name of the club:", y=660))
FONTS = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
BOX = "[200 655 400 672]"


def field(entries, area=BOX):
    return f"<< /Type /Annot /Subtype /Widget /Rect {area} /DA (/Helv 11 Tf 0 g) {entries} >>"


def drawn(text):
    entries = f"/Type /XObject /Subtype /Form /BBox [0 0 90 20] {FONTS}"
    return entries, b"BT /F1 11 Tf 2 5 Td (%s) Tj ET" % text


def document(*annotations, words=PAGE, tags=(), objects=None):
    named = {f"note{number}": body for number, body in enumerate(annotations)}
    parts = Parts(objects={**named, **(objects or {})}, annotations={1: [f"{{{name}}}" for name in named]})
    return read(build_pdf([words], parts=parts, tags=tags), "a.pdf")


@pytest.mark.parametrize(
    ("entries", "shown"),
    [
        ("/FT /Tx /T (a) /V (Millbrook Rowing)", "Millbrook Rowing"),
        ("/FT /Tx /V <FEFF00A3003100320030>", "£120"),
        ("/FT /Ch /V (Friday) /Opt [(Monday) (Friday)]", "Friday"),
        ("/FT /Ch /V (m2) /Opt [[(m1) (Morning)] [(m2) (Afternoon)]]", "Afternoon"),
        ("/FT /Btn /AS /Yes", "[x]"),
        ("/FT /Btn /AS /Off /V /Off", "[ ]"),
        ("/FT /Btn /V /On /AP << /N << /On {look} >> >>", "[x]"),
        ("/Parent {above}", "Lower Weir"),
    ],
)
def test_a_fields_value_stands_after_its_label(entries, shown):
    objects = {"look": ("", b""), "above": "<< /FT /Tx /T (b) /V (Lower Weir) >>"}
    found = document(field(entries), objects=objects)
    assert f"paragraph: Name of the club: {shown}" in lines(found)
    assert found.coverage.losses == ()


def test_chosen_entries_of_a_list_are_all_read():
    value = field("/FT /Ch /V [(Monday) (Friday)] /Opt [(Monday) (Sunday) (Friday)]", "[200 640 400 675]")
    found = document(value)
    assert "Monday" in found.text
    assert "Friday" in found.text
    assert "Sunday" not in found.text


def test_a_box_before_its_label_is_read_before_it():
    found = document(field("/FT /Btn /AS /Yes", "[55 658 66 669]"))
    assert "paragraph: [x] Name of the club:" in lines(found)


@pytest.mark.parametrize(
    "entries",
    [
        "/FT /Tx /V (Millbrook) /F 2",
        "/FT /Tx /V (Millbrook) /F 32",
        "/FT /Tx /V (Millbrook) /Ff 8192",
        "/FT /Tx",
    ],
    ids=["hidden", "not viewed", "a password", "empty"],
)
def test_hidden_fields_passwords_and_empty_fields_give_no_text(entries):
    assert lines(document(field(entries))) == lines(document())


def test_the_caption_of_a_push_button_is_left_out():
    look = {"look": drawn(b"Send now")}
    found = document(field("/FT /Btn /Ff 65536 /AP << /N {look} >>"), objects=look)
    assert "Send" not in found.text
    assert [(part.reason, part.words) for part in found.coverage.left_out] == [("buttons of a form", 2)]


def test_a_value_in_a_tagged_file_stands_where_its_tag_is():
    words = [Words("Grant form", y=720, mark=0), Words("Name:", y=660, mark=1), Words("The end.", y=600, mark=2)]
    tags = [Tag("H1", [(1, 0)]), Tag("P", [(1, 1), Tag("Form", ["note0"])]), Tag("P", [(1, 2)])]
    value = field("/FT /Tx /V (Millbrook)", "[60 300 70 320]")
    expected = ["heading 1: Grant form", "paragraph: Name: Millbrook", "paragraph: The end."]
    assert lines(document(value, words=words, tags=tags)) == expected


def test_a_value_in_a_tagged_file_without_a_tag_joins_its_label():
    words = [Words("Grant form", y=720, mark=0), Words("Name:", y=660, mark=1), Words("The end.", y=600, mark=2)]
    tags = [Tag("H1", [(1, 0)]), Tag("P", [(1, 1)]), Tag("P", [(1, 2)])]
    found = lines(document(field("/FT /Tx /V (Millbrook)"), words=words, tags=tags))
    assert found == ["heading 1: Grant form", "paragraph: Name: Millbrook", "paragraph: The end."]


def typed(entries, area="[72 500 300 520]"):
    return f"<< /Type /Annot /Subtype /FreeText /Rect {area} /DA (/Helv 11 Tf) {entries} >>"


@pytest.mark.parametrize(
    "entries",
    ["/Contents (Open until nine on Fridays.)", "/RC (<body><p>Open until <b>nine</b> on Fridays.</p></body>)"],
)
def test_a_typed_note_is_read_as_text_of_its_page(entries):
    assert "paragraph: Open until nine on Fridays." in lines(document(typed(entries)))


def test_a_typed_note_in_a_tagged_file_follows_its_page():
    pages = [[Words("First page.", mark=0)], [Words("Second page.", mark=0)]]
    tags = [Tag("P", [(1, 0)]), Tag("P", [(2, 0)])]
    parts = Parts(annotations={1: [typed("/Contents (Typed words.)")], 2: [typed("/Contents (More words.)")]})
    found = read(build_pdf(pages, tags=tags, parts=parts), "a.pdf")
    assert [(block.page, found.quote(block)) for block in found.blocks] == [
        (1, "First page."),
        (1, "Typed words."),
        (2, "Second page."),
        (2, "More words."),
    ]


def test_a_stamps_text_is_read_from_what_it_draws():
    look = {"look": drawn(b"WITHDRAWN")}
    stamp = "<< /Type /Annot /Subtype /Stamp /Rect [72 500 200 520] /Contents (a comment) /AP << /N {look} >> >>"
    found = document(stamp, objects=look)
    assert "WITHDRAWN" in found.text
    assert "comment" not in found.text


@pytest.mark.parametrize("kind", ["Text", "Highlight", "StrikeOut", "Caret"])
def test_comments_are_left_out_and_counted(kind):
    comment = f"<< /Type /Annot /Subtype /{kind} /Rect [72 500 90 520] /Contents (Is this sum right?) >>"
    found = document(comment)
    assert "sum" not in found.text
    assert [(part.reason, part.words) for part in found.coverage.left_out] == [("comments", 4)]
    assert found.coverage.losses == ()


def test_damaged_annotations_are_passed_over():
    annotations = ["null", "42", "<< /Subtype /Widget /FT /Tx /V (x) /Rect (no) >>", "<< /Subtype /FreeText >>"]
    parts = Parts(annotations={1: annotations})
    assert lines(read(build_pdf([[Words("Whole.")]], parts=parts), "a.pdf")) == ["paragraph: Whole."]
