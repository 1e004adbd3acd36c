import pytest

from documents.reading_aloud import lines, read


def read_line(markup):
    return lines(read(f"<main><h1>Pool</h1><p>{markup}</p></main>", "page.html"))[1].removeprefix("paragraph: ")


@pytest.mark.parametrize(
    ("markup", "read_as"),
    [
        ("£<b>7</b>.<small>25</small> each", "£7.25 each"),
        ("It costs £7<sup>1</sup>.", "It costs £7 [1]."),
        ("It costs £7<sup><a href='#n'>1</a></sup>per swim", "It costs £7 [1] per swim"),
        ("In 2023<sup id='r'><a href='#n'>12</a></sup> it", "In 2023 [12] it"),
        ("£7<a href='#n' role='doc-noteref'>1</a> each", "£7 [1] each"),
        ("£7<a href='#n'>1</a> each", "£7 [1] each"),
        ("£7<span style='vertical-align: super'>1</span> each", "£7 [1] each"),
        ("£7<sup>[1]</sup> and £8<sup>(2)</sup>", "£7 [1] and £8 (2)"),
        ("swimmers<sup>1, 2</sup> and 8<sup>3–5</sup>", "swimmers [1, 2] and 8 [3–5]"),
        ("1<sup><a href='#a'>1</a></sup><sup><a href='#b'>2</a></sup>", "1 [1] [2]"),
        ("In 2023<sup>a</sup> the coaches<sup>b</sup>", "In 2023 [a] the coaches [b]"),
        ("<b>£7</b><sup>2</sup>", "£7 [2]"),
        ("£7<sup>*</sup>", "£7*"),
        ("£7<sup>50</sup>", "£7⁵⁰"),
        ("25 m<sup>2</sup>, 3 km<sup>2</sup>, 9 metres<sup>3</sup>", "25 m², 3 km², 9 metres [3]"),
        ("take part in<sup>2</sup>", "take part in [2]"),
        ("10<sup>6</sup> litres, 10<sup>-3</sup> mm", "10⁶ litres, 10⁻³ mm"),
        ("2<sup>8</sup> = 256", "2⁸ = 256"),
        ("a<sup>2</sup> + b<sup>2</sup>", "a² + b²"),
        ("dated by <sup>14</sup>C", "dated by ¹⁴C"),
        ("CO<sub>2</sub>, PM<sub>2.5</sub>, SO<sub>4</sub><sup>2-</sup>", "CO2, PM2.5, SO4²⁻"),
        ("log<sub>10</sub>5", "log₁₀5"),
        ("the 1<sup>st</sup> and 12<sup>th</sup>", "the 1st and 12th"),
        ("2<sup>1</sup>/<sub>2</sub> hours", "2 1/2 hours"),
        ("Brand<sup>TM</sup>", "Brand TM"),
        ("N<sup>o</sup> 4, M<sup>me</sup> Roy", "No 4, Mme Roy"),
        ("<span lang='es'>1<sup>a</sup> planta</span>", "1a planta"),
        ("co&shy;oper<wbr>ate<br>now", "cooperate now"),
    ],
)
def test_raised_and_lowered_characters_never_change_a_figure(markup, read_as):
    """A note's mark stands apart from the figure before it, and a power or an ordinal reads as it is."""
    assert read_line(markup) == read_as


def test_a_cell_has_no_spaces_that_the_page_has_not():
    """Inside a cell only a line's beginning parts words."""
    table = (
        "<table><tr><th>Ticket</th><th>Price</th></tr><tr><td>2<sup>nd</sup> <a href='/z'>zone</a><br>day</td>"
        "<td>£<b>3</b>.<small>20</small><sup>1</sup></td></tr><tr><td><p>C<b>O</b><sub>2</sub></p><p>free</p></td><td>£1</td></tr>"
        "</table>"
    )
    assert lines(read(f"<main>{table}</main>", "page.html")) == [
        "table: Ticket | Price / 2nd zone day | £3.20 [1] / CO2 free | £1"
    ]
