"""A second edition of the report for tests, written by this project: its file, its outline, and a corpus of both.

The outline is made from the file's own headings, as a maintainer would write it by hand: it names the trend and the
facet of each section.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

__all__ = ["SECOND_EDITION", "corpus_of_first", "outline_of_second"]

ROOT = Path(__file__).resolve().parents[2]
SECOND_EDITION = ROOT / "tests" / "documents" / "trends_2025.md"
_FACETS = {
    "Overview of the opportunity": "overview",
    "Risks and challenges": "risks",
    "Where to start": "where-to-start",
    "Advice for CIOs and digital leaders": "advice-for-cios",
}
_NUMBERED = re.compile(r"\d+\. (?P<trend>.+)")


def corpus_of_first(folder: Path, *, outline: bool = True) -> Path:
    """A corpus folder that lists the 2024 edition alone, by its brief, and with ``outline`` the outline of 2025."""
    shipped = ROOT / "corpus"
    manifest = (shipped / "sources.toml").read_text(encoding="utf-8")
    _, first, *_ = re.split(r"^(?=\[\[source\]\])", manifest, flags=re.MULTILINE)
    for name in ("briefs", "outlines", "questions", "near-misses"):
        (folder / name).mkdir(parents=True)
    (folder / "sources.toml").write_text(first, encoding="utf-8")
    shutil.copytree(shipped / "briefs" / "socitm-trends-2024", folder / "briefs" / "socitm-trends-2024")
    if outline:
        (folder / "outlines" / "socitm-trends-2025.toml").write_text(outline_of_second(), encoding="utf-8")
    return folder


def outline_of_second() -> str:
    """The outline file of the second edition."""
    lines = ['source = "socitm-trends-2025"']
    for section_id, path, trend, facet in _sections():
        lines += ["", "[[section]]", f"id = {json.dumps(section_id)}", f"title = {json.dumps(path[-1])}"]
        lines += [f"path = {json.dumps(path)}", f"trend = {json.dumps(trend)}", f"facet = {json.dumps(facet)}"]
    return "\n".join(lines).replace("\\u2013", "–") + "\n"


def _sections() -> Iterator[tuple[str, list[str], str, str]]:
    """(id, titles from the outermost to this one, trend, facet) of each heading in order."""
    above: list[str] = []
    trend = ""
    for marks, title in re.findall(r"^(#+) (.+)$", SECOND_EDITION.read_text(encoding="utf-8"), flags=re.MULTILINE):
        above = [*above[: len(marks) - 1], title]
        numbered = _NUMBERED.fullmatch(title)
        trend = numbered["trend"] if numbered else trend if len(marks) > 3 else ""
        path = above[1:] or above
        if not trend:
            yield _slug(title), path, "", ""
            continue
        if numbered:
            facet = "introduction"
        elif title.endswith("beyond 2025"):
            facet = "beyond-2025"
        else:
            facet = _FACETS.get(title, "impact-cases")
        place = f"/{_slug(title)}" if facet == "impact-cases" else ""
        yield f"{_slug(trend)}/{facet}{place}", path, trend, facet


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))
