from trendsqa.ui.answers.table_rows import table_rows


def test_rows_are_cut_into_cells_below_the_header_that_is_shown_with_them():
    rows = table_rows("Van | £9\nBus | £20", header="Class | Fare")
    assert (rows.header, rows.body) == ((("Class", "Fare"),), (("Van", "£9"), ("Bus", "£20")))


def test_a_table_that_begins_with_its_header_has_it_once():
    rows = table_rows("Class | Fare\nVan | £9", header_rows=1)
    assert (rows.header, rows.body) == ((("Class", "Fare"),), (("Van", "£9"),))


def test_empty_cells_keep_their_column():
    rows = table_rows("| 9 | £2\nMonday | | £3\nTuesday | 10 |")
    assert rows.body == (("", "9", "£2"), ("Monday", "", "£3"), ("Tuesday", "10", ""))
