"""An evidence pack as a document of Word, read back with the library that reads such documents."""

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from documents.pier_book import CLOSE, HOSTILE, HOSTILE_LINE, NOT_HELD, PLANKS, STEPS
from trendsqa.corpus.source import Form
from trendsqa.locations import locate
from trendsqa.packs.docx_pack import docx_of
from trendsqa.ui.frame.wording import ENGLISH, Language, load_wordings


def opened(pack, words=ENGLISH):
    return Document(BytesIO(docx_of(pack, words)))


def lines(document, style):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def under(document, heading):
    """The paragraphs below a first-level heading, up to the next one."""
    styled = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    start = styled.index(("Heading 1", heading)) + 1
    end = next((at for at in range(start, len(styled)) if styled[at][0] == "Heading 1"), len(styled))
    return styled[start:end]


def test_the_outline_is_made_of_the_styles_of_word(pack):
    document = opened(pack(STEPS))
    assert lines(document, "Title") == ["Evidence pack"]
    assert lines(document, "Subtitle") == [STEPS]
    assert lines(document, "Heading 1") == ["The answer", "The passages in context", "References", "About this pack"]
    assert lines(document, "Heading 2")[0] == "[1][2] The Pier Book, Buoys"


def test_quotes_are_quotes_and_lists_are_lists(pack):
    assert under(opened(pack(STEPS)), "The answer") == [
        ("Quote", "Check each buoy in steps:"),
        ("Normal", "[1] The Pier Book, Buoys. Publisher’s page [1]"),
        ("List Bullet", "Count the chains."),
        ("List Bullet", "Scrape the weed."),
        ("Normal", "[2] The Pier Book, Buoys. Publisher’s page [2]"),
    ]


def test_our_summary_is_labelled_above_and_is_no_quote(pack):
    document = opened(pack(STEPS, form=Form.BRIEF))
    assert lines(document, "Quote") == []
    said = under(document, "The answer")
    assert said[:2] == [("Normal", "Our summary, not the publisher’s words"), ("Normal", "Check each buoy in steps:")]
    assert [text for _, text in said].count("Our summary, not the publisher’s words") == 2


def test_a_table_has_a_header_row_that_is_repeated_and_read_out(pack):
    quoted, context = opened(pack(PLANKS)).tables
    for table in (quoted, context):
        assert [[cell.text for cell in row.cells] for row in table.rows][:2] == [["Pier", "Planks"], ["North", "40"]]
        assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False, False]
    assert context.rows[1].cells[0].paragraphs[0].runs[0].font.highlight_color == WD_COLOR_INDEX.YELLOW
    assert quoted.rows[1].cells[0].paragraphs[0].runs[0].font.highlight_color is None


def test_links_lead_to_the_publisher(pack):
    document = opened(pack(STEPS))
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert links[0].url.startswith("https://publisher.example/pier#:~:text=Check")
    assert (links[-1].text, links[-1].url) == ("https://publisher.example/pier", "https://publisher.example/pier")
    assert links[-1].runs[0].style.name == "Hyperlink"


def test_its_properties_name_it_and_its_language(pack):
    document = opened(pack(STEPS))
    about = document.core_properties
    assert (about.title, about.language, about.created.date().isoformat()) == (
        f"Evidence pack: {STEPS}", "en-GB", "2031-03-05",
    )  # fmt: skip
    assert {tag.get(qn("w:val")) for tag in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_what_is_missing_stands_before_the_nearest_sections(pack):
    close = opened(pack(CLOSE))
    assert under(close, "What comes closest")[0] == ("Quote", "Check each buoy in steps:")
    assert under(close, "Nearest sections")[0] == ("List Bullet", "The Pier Book, Buoys")
    absent = opened(pack(NOT_HELD))
    assert "Outcome: The documents held do not answer this." in lines(absent, "Normal")
    assert lines(absent, "Heading 1") == ["Nearest sections", "About this pack"]


def test_hostile_facts_come_out_as_their_characters(pack):
    document = opened(pack(f"{STEPS} {HOSTILE}", title=HOSTILE, organisation=HOSTILE, edition="{}\x00"))
    (reference,) = [text for _, text in under(document, "References") if text.startswith("[1] ")]
    assert reference.startswith(f"[1] {HOSTILE_LINE} (2031) {HOSTILE_LINE}, {{}} edn, Harbour Press, ")
    assert lines(document, "Subtitle") == [f"{STEPS} {HOSTILE_LINE}"]


def test_a_question_of_any_length_has_its_title_cut_and_its_words_kept(pack):
    question = f"{STEPS} " + "x" * 900
    document = opened(pack(question))
    assert len(document.core_properties.title) == 255
    assert lines(document, "Subtitle") == [question]


def test_the_same_pack_is_the_same_bytes_and_bears_no_time(pack):
    made = docx_of(pack(STEPS), ENGLISH)
    assert made == docx_of(pack(STEPS), ENGLISH)
    assert {item.date_time for item in ZipFile(BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def language_of(run):
    named = run._r.xpath("w:rPr/w:lang/@w:val")
    return named[0] if named else "as the document"


def test_a_welsh_pack_has_its_own_words_in_welsh_and_names_quotes_as_english(pack):
    document = opened(pack(STEPS), load_wordings(locate().ui / "locale")[Language.WELSH])
    assert lines(document, "Title") == ["Pecyn tystiolaeth"]
    assert "Gwnaed ar: 5 Mawrth 2031" in lines(document, "Normal")
    assert document.core_properties.language == "cy"
    assert set(document.styles.element.xpath("//w:lang/@w:val")) == {"cy"}
    bullets = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "List Bullet"]
    assert bullets
    assert {language_of(run) for paragraph in bullets for run in paragraph.runs} == {"en-GB"}
    (outcome,) = (paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Canlyniad: "))
    assert {language_of(run) for run in outcome.runs} == {"as the document"}
