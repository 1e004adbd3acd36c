import pytest

from documents.reading_aloud import lines, read
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.readers.html.reader import read_html


def tables(markup):
    document = read(f"<main><h1>Halls</h1>{markup}</main>", "page.html")
    return [(document.quote(b).split("\n"), b.header_rows) for b in document.blocks if b.kind is BlockKind.TABLE]


HEAD = "<tr><th>Hall</th><th>Day</th></tr>"


def test_merged_cells_are_carried_to_all_that_they_cover():
    """Each row has its label and each column its name, however cells are merged."""
    markup = (
        "<table><thead><tr><th rowspan='2'>Hall</th><th colspan='2'>Rate</th></tr><tr><th>Day</th><th>Night</th></tr>"
        "</thead><tbody><tr><td rowspan='2'>East</td><td>£1</td><td>£2</td></tr><tr><td>£3</td><td>£4</td></tr>"
        "<tr><td>West</td><td colspan='2'>Shut</td></tr></tbody></table>"
    )
    rows = ["Hall | Rate | Rate", "Hall | Day | Night", "East | £1 | £2", "East | £3 | £4", "West | Shut | Shut"]
    assert tables(markup) == [(rows, 2)]


def test_a_span_to_the_end_stops_with_its_part_of_the_table():
    """A cell never goes on in another body, and the foot comes last."""
    markup = (
        f"<table>{HEAD}<tfoot><tr><td>All</td><td>£9</td></tr></tfoot>"
        "<tbody><tr><td rowspan='0'>East</td><td>£1</td></tr>"
        "<tr><td>£3</td></tr></tbody><tbody><tr><td>West</td><td>£5</td></tr></tbody></table>"
    )
    assert tables(markup)[0][0] == ["Hall | Day", "East | £1", "East | £3", "West | £5", "All | £9"]


def test_a_hostile_span_does_not_fill_the_memory():
    """What merged cells add to a table is bounded, and its own cells stay."""
    rows = "<tr><td>a</td><td>b</td></tr>" * 500
    wide = f"<tr><td colspan='1000' rowspan='60000'>{'x' * 1000}</td><td colspan='1000'>y</td></tr>"
    text = read_html(f"<main><table>{wide}{rows}</table></main>".encode(), "page.html").blocks[0].text
    assert len(text) < 1_000_000
    assert text.count("a | b") > 300


@pytest.mark.parametrize(
    ("rows", "header_rows"),
    [
        (f"<thead>{HEAD}</thead><tr><td>East</td><td>£1</td></tr>", 1),
        (f"{HEAD}<tr><td>East</td><td>£1</td></tr>", 1),
        ("<tr><td></td><th>Day</th></tr><tr><th>East</th><td>£1</td></tr>", 1),
        ("<tr><th>East</th><td>£1</td></tr><tr><th>West</th><td>£2</td></tr>", 0),
        ("<tr><td><b>Hall</b></td><td><b>Day</b></td></tr><tr><td>East</td><td>£1</td></tr>", 1),
        ("<tr><td>Hall</td><td>Day</td></tr><tr><td>East</td><td>£1</td></tr><tr><td>West</td><td>£2</td></tr>", 1),
        ("<tr><td>East</td><td>£1</td></tr><tr><td>West</td><td>£2</td></tr>", 0),
        ("<tr><th>Hall</th><th>Day</th></tr>", 0),
    ],
)
def test_the_rows_that_name_the_columns_are_known(rows, header_rows):
    """A header is marked by its elements, by bold type, or by being the only row without figures."""
    assert tables(f"<table>{rows}</table>")[0][1] == header_rows


def test_a_table_in_a_cell_stays_beside_its_row():
    """The rows of an inner table are flattened into the outer cell."""
    inner = "<table><tr><th>Day</th><th>Night</th></tr><tr><td>9 to 5</td><td>5 to 9</td></tr></table>"
    markup = f"<table>{HEAD}<tr><td>East</td><td>{inner}</td></tr><tr><td>West</td><td>8 to 6</td></tr></table>"
    assert tables(markup)[0][0] == ["Hall | Day", "East | Day, Night; 9 to 5, 5 to 9", "West | 8 to 6"]


def test_a_layout_table_reads_as_text_and_the_table_in_it_as_a_table():
    """Tables around tables, headings and paragraphs are no tables of values."""
    inner = f"<table>{HEAD}<tr><td>East</td><td>£1</td></tr></table>"
    page = (
        f"<body><table><tr><td><p>Left words.</p></td><td><h1>Halls</h1><p>Words.</p>{inner}</td></tr></table></body>"
    )
    assert lines(read(page, "page.html")) == [
        "paragraph: Left words.",
        "heading 1: Halls",
        "paragraph: Words.",
        "table: Hall | Day / East | £1",
    ]


@pytest.mark.parametrize(
    "around", ["<ul><li>Rates {}</li></ul>", "<dl><dt>Rates</dt><dd>{}</dd></dl>", "<blockquote>{}</blockquote>"]
)
def test_a_table_in_a_list_is_kept(around):
    """A table is a block of its own wherever it stands."""
    markup = around.format(f"<table><caption>By hall</caption>{HEAD}<tr><td>East</td><td>£1</td></tr></table>")
    assert tables(markup) == [(["Hall | Day", "East | £1"], 1)]
    assert "By hall" in read(f"<main>{markup}</main>", "page.html").text


def test_hidden_rows_go_and_ticks_are_said():
    """A hidden row is no row, and a picture alone in its cell is said in words."""
    markup = (
        f"<table>{HEAD}<tr hidden><td>Draft</td><td>£0</td></tr>"
        "<tr><td>East</td><td><img alt='Yes' src='t.png'></td></tr>"
        "<tr><td>West</td><td><span class='sr-only'>No</span></td></tr></table>"
    )
    assert tables(markup)[0][0] == ["Hall | Day", "East | Yes", "West | No"]


def test_a_table_around_a_table_without_names_of_its_own_is_for_layout():
    """Only an outer table with named columns or rows holds values beside the inner one."""
    inner = f"<table>{HEAD}<tr><td>East</td><td>£1</td></tr></table>"
    markup = f"<table><tr><td>Left words.</td><td>{inner}</td></tr></table>"
    assert tables(markup) == [(["Hall | Day", "East | £1"], 1)]
