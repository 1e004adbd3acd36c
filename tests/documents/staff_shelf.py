"""A small collection for people's journeys, written by this project: an edition of trends, a handbook, a linked guide.

The guide is held as a summary of ours, and a section of the edition links to it; everything else is held in full.
"""

import json
from pathlib import Path

from documents.second_edition import SECOND_EDITION, outline_of_second
from trendsqa.corpus.collection import Collection, Overrides

__all__ = ["EXERCISE", "GUIDE", "NEXT", "fill_shelf", "list_shelf"]

HANDBOOK = Path(__file__).parent / "harbour-handbook.md"
GUIDE = "Guide to exercises without power"
EXERCISE, NEXT = "How should an exercise without power begin?", "What are the risks to community resilience?"
"""Curated questions about two sections of one trend: the second is suggested after the first."""
_QUESTIONS = {"where-to-start": EXERCISE, "risks": NEXT}
_SOURCES = f"""\
[[source]]
id = "power-guide"
title = "{GUIDE}"
kind = "guidance"
organisation = "Skerry Press"
country = "United Kingdom"
publisher = "Skerry Press"
published = "2024-05-01"
licence = "all-rights-reserved"
terms = "link"
status = "resolved"
url = "https://press.example/power-guide"

[[source.linked_from]]
section = "socitm-trends-2025#community-resilience/where-to-start"
text = "an exercise"
"""
_BRIEF = f"""\
+++
source = "power-guide"
sections = ["power-guide"]
date = 2025-01-07
author = "trendsqa project"
url = "https://press.example/power-guide"
+++

# {GUIDE}

The guide advises a harbour to hold its exercise without power in a calm week, and to begin with the ferries: each \
crossing is run by lamp and whistle for one evening.

It says that lamps, whistles and paper timetables are stored on every quay before the exercise begins.
"""


def list_shelf(corpus: Path) -> None:
    """Make the corpus folder: it lists the guide, with our summary, and knows outline and questions of the edition."""
    for name in ("briefs", "outlines", "questions"):
        (corpus / name).mkdir(parents=True)
    (corpus / "sources.toml").write_text(_SOURCES, encoding="utf-8")
    (corpus / "briefs" / "power-guide.md").write_text(_BRIEF, encoding="utf-8")
    (corpus / "outlines" / "socitm-trends-2025.toml").write_text(outline_of_second(), encoding="utf-8")
    lines = (
        {"document": "socitm-trends-2025", "section": f"community-resilience/{facet}", "questions": [question]}
        for facet, question in _QUESTIONS.items()
    )
    (corpus / "questions" / "shelf.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")


def fill_shelf(collection: Collection) -> None:
    """Add the edition and the handbook, which is guidance."""
    collection.add(SECOND_EDITION, Overrides())
    collection.add(HANDBOOK, Overrides(terms="full", kind="guidance"))
