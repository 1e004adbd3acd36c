import pytest

from trendsqa.corpus.readers.tables.grid_row import CellKind
from trendsqa.corpus.readers.xlsx.number_formats import shown_number, shown_text

ACCOUNTING = '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'


def shown(literal, code, **changes):
    return " ".join(shown_number(literal, code, **changes).text.split())


@pytest.mark.parametrize(
    ("literal", "code", "expected"),
    [
        ("1250000", "£#,##0", "£1,250,000"),
        ("1250000.5", '"£"#,##0.00', "£1,250,000.50"),
        ("25", ACCOUNTING, "£25.00"),
        ("-25", ACCOUNTING, "-£25.00"),
        ("0", ACCOUNTING, "£-"),
        ("1234.5", "[$€-407] #,##0.00", "€ 1,234.50"),
        ("1234.5", "#,##0.00 [$kr-41D]", "1,234.50 kr"),
        ("-1234.5", "$#,##0.00_);[Red]($#,##0.00)", "($1,234.50)"),
    ],
)
def test_money_has_its_sign_its_separators_and_its_decimals(literal, code, expected):
    assert shown(literal, code) == expected


@pytest.mark.parametrize(
    ("literal", "code", "expected"),
    [
        ("0.125", "0%", "13%"),
        ("0.125", "0.0%", "12.5%"),
        ("0.1", "0.0 %", "10.0 %"),
        ("7", "00000", "00007"),
        ("1632960444", "00000 000000", "01632 960444"),
        ("2025550123", "(000) 000-0000", "(202) 555-0123"),
        ("12.34", '0.0" km"', "12.3 km"),
        ("3", '#" years"', "3 years"),
        ("12", 'General" pupils"', "12 pupils"),
        ("1250000", '0.0,,"m"', "1.3m"),
        ("1250000", "#,##0,", "1,250"),
        ("0.7", "0.0#", "0.7"),
        ("0.123", "0.###", "0.123"),
        ("5", "#.00", "5.00"),
        ("1234", "0,000.0", "1,234.0"),
        ("1E+300", "0", "1" + "0" * 300),
    ],
)
def test_digits_fill_the_places_of_the_format(literal, code, expected):
    assert shown(literal, code) == expected


@pytest.mark.parametrize(
    ("literal", "code", "expected"),
    [
        ("5", "0;-0;;@", "5"),
        ("-5", "0;(0);", "(5)"),
        ("0", '0;-0;"nil"', "nil"),
        ("0", "0;-0;", ""),
        ("-5", "0", "-5"),
        ("-0.001", "0.00", "0.00"),
        ("1500", "[>=1000]#,##0;0", "1,500"),
        ("15", "[>=1000]#,##0;0", "15"),
        ("-15", "[>=1000]#,##0;0", "-15"),
        ("-15", '[<0]"below "0;0', "below 15"),
        ("0.5", '[<1]"under one";[<10]0.0;0', "under one"),
        ("55.5", '[<1]"under one";[<10]0.0;0', "56"),
        ("1", '"Yes";"No";"No"', "Yes"),
        ("5", ";;;", ""),
    ],
)
def test_a_value_takes_the_section_of_its_sign_or_condition(literal, code, expected):
    assert shown(literal, code) == expected


@pytest.mark.parametrize(
    ("literal", "code", "expected"),
    [
        ("0.5", "# ?/?", "1/2"),
        ("2.75", "# ??/??", "2 3/4"),
        ("-2.75", "# ??/??", "-2 3/4"),
        ("1.5", "?/?", "3/2"),
        ("1.25", "# ?/8", "1 2/8"),
        ("3", "# ?/?", "3"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("0.00012", "0.00E+00", "1.20E-04"),
        ("12345", "##0.0E+0", "12.3E+3"),
        ("999999", "0.0E-0", "1.0E6"),
        ("0", "0.00E+00", "0.00E+00"),
    ],
)
def test_fractions_and_powers_of_ten_are_written_as_such(literal, code, expected):
    assert shown(literal, code) == expected


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("0.30000000000000004", "0.3"),
        ("1250000", "1250000"),
        ("12345678901234567890", "12345678901234567890"),
        ("0.1", "0.1"),
        ("0.333333333333333", "0.333333333333333"),
        ("1.5E-5", "0.000015"),
        ("1E+20", "100000000000000000000"),
        ("1.5E+30", "1.5E+30"),
        ("1.5E-12", "1.5E-12"),
        ("NaN", "NaN"),
    ],
)
def test_without_a_format_the_value_stands_without_noise_of_binary_fractions(literal, expected):
    assert shown(literal, "General") == expected
    assert shown(literal, "@") == expected


def test_halves_are_rounded_up_in_decimal_as_spreadsheets_do():
    assert [shown(value, "0.00") for value in ("2.675", "1.005", "-2.675")] == ["2.68", "1.01", "-2.68"]


@pytest.mark.parametrize(
    "code", ["0.0 km", "0 [DBNum1]", '0"', "0;0;0;0;0", "0/0 0/0 x", "0.0 Stk", "B2yyyy 0", "0" * 2000, "# ?/99999999"]
)
def test_a_format_that_cannot_be_applied_shows_the_plain_value(code):
    assert shown("1234.5", code) == "1234.5"


@pytest.mark.parametrize(
    ("literal", "code", "expected"),
    [
        ("45383", "d mmmm yyyy", "1 April 2024"),
        ("45383", "[$-809]dd mmm yyyy;@", "01 Apr 2024"),
        ("45383", "dddd d mmmm", "Monday 1 April"),
        ("45383", "mmm-yy", "Apr-24"),
        ("45383", "yyyy", "2024"),
        ("45383", "mm/yyyy", "04/2024"),
        ("45383", "yyyy/mm/dd", "2024/04/01"),
        ("45383.75", "yyyy-mm-dd hh:mm", "2024-04-01 18:00"),
        ("59", "d mmm yyyy", "28 Feb 1900"),
        ("61", "d mmm yyyy", "1 Mar 1900"),
    ],
)
def test_a_date_is_shown_in_its_own_format(literal, code, expected):
    assert shown(literal, code) == expected


@pytest.mark.parametrize(
    ("literal", "code", "expected"),
    [
        ("45383", "dd/mm/yyyy", "2024-04-01"),
        ("45383", "m/d/yy", "2024-04-01"),
        ("45383", "dd.mm.yyyy", "2024-04-01"),
        ("45383", "yy-mm-dd", "2024-04-01"),
        ("45383", "ddd dd/mm/yyyy", "Mon 2024-04-01"),
        ("45383.75", "dd/mm/yyyy h:mm AM/PM", "2024-04-01 6:00 PM"),
        ("45383", "mm/yy", "2024-04"),
        ("45383", "[$-407]d. mmmm yyyy", "2024-04-01"),
        ("45383", "[$-F800]dddd, mmmm dd, yyyy", "2024-04-01"),
        ("45383", "mmmmm", "2024-04-01"),
        ("45383", "d mmm yyyy x", "2024-04-01"),
    ],
)
def test_a_date_that_readers_of_two_countries_read_differently_is_iso_8601(literal, code, expected):
    assert shown(literal, code) == expected


@pytest.mark.parametrize(
    ("literal", "code", "expected"),
    [
        ("0.3958333333333333", "h:mm AM/PM", "9:30 AM"),
        ("0.3958333333333333", "hh:mm:ss", "09:30:00"),
        ("0.5", "h:mm a/p", "12:00 p"),
        ("0", "h:mm", "0:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0625", "[mm]:ss", "90:00"),
        ("0.0001", "mm:ss.0", "00:08.6"),
        ("0.9999999", "hh:mm", "00:00"),
        ("0.75", "[$-F400]h:mm:ss AM/PM", "18:00:00"),
    ],
)
def test_a_time_is_rounded_to_what_its_format_shows(literal, code, expected):
    assert shown(literal, code) == expected


def test_years_count_from_1904_if_the_workbook_says_so():
    assert shown("44380", "d mmmm yyyy", from_1904=True) == "4 July 2025"
    assert shown("0", "d mmmm yyyy", from_1904=True) == "1 January 1904"


@pytest.mark.parametrize("literal", ["-1", "60", "0.5", "3000000"])
def test_a_number_that_is_no_date_stays_a_number(literal):
    assert shown(literal, "d mmm yyyy") == literal


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("north", "@", "north"),
        ("north", "0.00", "north"),
        ("north", '0;0;0;"Area "@', "Area north"),
        ("north", '"Area "@', "Area north"),
        ("north", ";;;", ""),
    ],
)
def test_a_text_takes_the_section_for_texts(text, code, expected):
    assert shown_text(text, code) == expected


@pytest.mark.parametrize(
    ("literal", "code", "kind"),
    [
        ("2024", "General", CellKind.PERIOD),
        ("2024", "0", CellKind.PERIOD),
        ("2024", "#,##0", CellKind.NUMBER),
        ("45383", "mmm-yy", CellKind.PERIOD),
        ("0.5", "hh:mm", CellKind.NUMBER),
        ("12.5", "0.0", CellKind.NUMBER),
    ],
)
def test_years_and_dates_are_told_from_other_numbers(literal, code, kind):
    assert shown_number(literal, code).kind is kind
