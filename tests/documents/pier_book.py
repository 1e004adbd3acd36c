"""A small book to make evidence packs from, and a title that holds what trips file formats up."""

from datetime import date

MADE = date(2031, 3, 5)
STEPS, PLANKS = "Check each buoy in steps?", "Planks of the pier changed?"
CLOSE, NOT_HELD = "Who sold the buoy to the mayor of a far island?", "Walked moon?"
HOSTILE = 'A {b} }c{ \\d{e} 50% & $f #g h_i ~ ^ "j" <script>k</script>\r\nTY  - BOOK\n@misc{x,\x00\x07\u202e אבג 😀 é'
HOSTILE_LINE = 'A {b} }c{ \\d{e} 50% & $f #g h_i ~ ^ "j" <script>k</script> TY - BOOK @misc{x, אבג 😀 é'
"""HOSTILE as it comes out of every format: one line without control characters and turns of direction."""
BOOK = (
    ("h", "Piers"),
    ("p", "Three planks of the pier were changed."),
    ("t", "Pier | Planks\nNorth | 40\nSouth | 12"),
    ("h", "Buoys"),
    ("p", "Buoys are red."),
    ("p", "Check each buoy in steps:"),
    ("li", "Count the chains."),
    ("li", "Scrape the weed."),
    ("p", "Only then paint it."),
)
FACTS = {
    "title": "The Pier Book",
    "organisation": "Harbour district",
    "publisher": "Harbour Press",
    "published": "2031-05",
    "edition": "Third",
    "url": "https://publisher.example/pier",
}
