import pytest

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.reading import build_document
from trendsqa.corpus.readers.delimited import read_csv
from trendsqa.errors import UnreadableFileError


def read(text, name="a.csv", limit=100_000):
    data = text if isinstance(text, bytes) else text.encode()
    return build_document(read_csv(data, name, limit), document_id="sample", name=name, max_characters=limit)


def shown(text, name="a.csv"):
    """Each block's kind, its number of header rows and its lines."""
    document = read(text, name)
    return [
        (block.header_rows if block.kind is BlockKind.TABLE else "p", *document.quote(block).splitlines())
        for block in document.blocks
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pool,Visits,Cost\nQuay,10,1.5\nMill,20,2.5\n", "a.csv"),
        ("Pool;Visits;Cost\r\nQuay;10;1.5\r\nMill;20;2.5\r\n", "a.csv"),
        ("Pool\tVisits\tCost\nQuay\t10\t1.5\nMill\t20\t2.5", "a.tsv"),
        ("Pool|Visits|Cost\rQuay|10|1.5\rMill|20|2.5\r", "a.txt"),
        ("sep=;\nPool;Visits;Cost\nQuay;10;1.5\nMill;20;2.5\n", "a.csv"),
        ("\ufeffPool, Visits, Cost\nQuay, 10, 1.5\nMill, 20, 2.5\n", "a.csv"),
    ],
)
def test_rows_are_a_table_whatever_parts_their_cells(text, name):
    assert shown(text, name) == [(1, "Pool | Visits | Cost", "Quay | 10 | 1.5", "Mill | 20 | 2.5")]


def test_decimal_commas_do_not_part_cells():
    assert shown("1,5;2,5\n3,5;4,5\n") == [(0, "1,5 | 2,5", "3,5 | 4,5")]


def test_a_cell_in_quotation_marks_keeps_delimiters_marks_and_line_breaks():
    text = 'Pool,Hours\nQuay,"9am, daily"\nMill,"one ""late"" day\nthen early"\n'
    assert shown(text) == [(1, "Pool | Hours", "Quay | 9am, daily", 'Mill | one "late" day then early')]


@pytest.mark.parametrize(
    "text",
    [
        'Pipe,Size,Cost\nA,"5 inch,10\nB,4,20\nC,3,30\n',
        'Pipe,Size,Cost\nA,"5 inch,10\nB,4,20\nC,4,20\nD,"3 inch,30\n',
    ],
)
def test_a_quotation_mark_that_is_not_closed_takes_no_rows_with_it(text):
    """Not even if a later mark seems to close it."""
    (table,) = shown(text)
    assert table[:3] == (1, "Pipe | Size | Cost", 'A | "5 inch | 10')
    assert table[3] == "B | 4 | 20"


def test_a_quotation_mark_without_an_end_keeps_the_last_rows_apart():
    assert shown('Pool,State\nQuay,"open\nMill,shut\n') == [(1, "Pool | State", 'Quay | "open', "Mill | shut")]


def test_a_space_before_a_quotation_mark_is_no_part_of_the_cell():
    text = 'Pool, Hours, Cost\nQuay, "9am, daily", 5\nMill, "8am, daily", 6\n'
    assert shown(text) == [(1, "Pool | Hours | Cost", "Quay | 9am, daily | 5", "Mill | 8am, daily | 6")]


def test_notes_above_a_table_are_paragraphs():
    text = "Visits to pools,,\nPrinted in May,,\n\nPool,Visits,Cost\nQuay,10,1.5\n,,\nTotal,10,\n"
    assert shown(text) == [
        ("p", "Visits to pools"),
        ("p", "Printed in May"),
        (1, "Pool | Visits | Cost", "Quay | 10 | 1.5", "Total | 10"),
    ]


def test_rows_of_different_lengths_lose_nothing():
    assert shown("a,b,c\n1,2\n3,4,5,6\n7,8,9\n") == [(1, "a | b | c", "1 | 2", "3 | 4 | 5 | 6", "7 | 8 | 9")]


def test_values_are_never_changed():
    text = 'Code,Phone,Cost\n007,01632 960111,"£1,250.00"\n1E5,+44 1632 960111,-0.50\n'
    assert shown(text)[0][2:] == ("007 | 01632 960111 | £1,250.00", "1E5 | +44 1632 960111 | -0.50")


def test_words_alone_have_a_header_too():
    assert shown("Name,Role\nAnn,Chair\n") == [(1, "Name | Role", "Ann | Chair")]
    assert shown("Quay,10\nMill,20\n")[0][0] == 0


def test_two_tables_in_one_file_keep_their_own_headers():
    text = "Pool,Visits,Cost\nQuay,10,1.5\n\nWard,People,Area\nMill,300,4\n"
    assert [table[:2] for table in shown(text)] == [(1, "Pool | Visits | Cost"), (1, "Ward | People | Area")]


def test_a_file_of_one_column_is_lines():
    assert shown("Ann\nBob\nCyd\n") == [(0, "Ann", "Bob", "Cyd")]
    assert shown('"Smith, Ann"\n"Jones, Bob"\n"Hill, Cyd"\n') == [(0, "Smith, Ann", "Jones, Bob", "Hill, Cyd")]
    prose = "One thing, and another, and a third.\nThen a line without any.\nThird: a, b.\n"
    assert shown(prose) == [("p", line) for line in prose.splitlines()]


def test_old_encodings_are_read():
    assert shown("Pool,Cost\nQuay,£5\n".encode("cp1252")) == [(1, "Pool | Cost", "Quay | £5")]


def test_all_cells_are_counted_as_seen():
    coverage = read("Pool,Cost\nQuay North,5\n").coverage
    assert (coverage.seen.words, coverage.seen.characters, coverage.seen.tables) == (5, 18, 1)
    assert coverage.losses == ()


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(UnreadableFileError, match=r"reading\.max_characters"):
        read("a,b\n" * 2000, limit=3000)
    diagonal = "\n".join("," * n + "x" for n in range(200))
    with pytest.raises(UnreadableFileError, match=r"reading\.max_characters"):
        read(diagonal, limit=50_000)
