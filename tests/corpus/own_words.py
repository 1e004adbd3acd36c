"""Finds runs of words that a text of ours shares with a text of others.

    python tests/corpus/own_words.py REPORT.md FILE…

Names and titles may be shared; sentences may not. Exits 1 and lists each run of 8 words or more that is not made of
names and titles of the manifest and the outlines.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

RUN = 8
ROOT = Path(__file__).resolve().parents[2]
WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")


def words(text: str) -> list[str]:
    """Words without front matter, section ids and addresses."""
    body = re.sub(r"\A\+\+\+\n.*?\n\+\+\+\n", "", text, flags=re.DOTALL)
    body = re.sub(r"\{#[^}]*\}|\]\([^)]*\)", " ", body)
    return WORD.findall(body.lower().replace("’", "'").replace("‘", "'"))


def known_names() -> list[list[str]]:
    """Titles, organisations and headings, longest first."""
    names: set[str] = set()
    # The glossary's everyday phrases are no excuse for a copied sentence; titles and organisations are.
    for path in ((ROOT / "corpus" / "sources.toml"), *(ROOT / "corpus" / "outlines").glob("*.toml")):
        names.update(_strings(tomllib.loads(path.read_text(encoding="utf-8"))))
    return sorted((words(name) for name in names), key=len, reverse=True)


def _strings(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)
    elif isinstance(value, str) and key in {"title", "path", "organisation", "publisher", "text", "name"}:
        yield value


def shared_runs(ours: str, theirs: str, names: list[list[str]], length: int = RUN) -> list[str]:
    """Each longest run of at least ``length`` words of ``ours`` that stands in ``theirs`` and is no name."""
    mine, (other, grams) = words(ours), _grams(theirs, length)
    runs, start = [], 0
    while start <= len(mine) - length:
        places = grams.get(tuple(mine[start : start + length]), [])
        end = max((_extend(mine, other, start, place) for place in places), default=start)
        if end > start and not _is_names(mine[start:end], names):
            runs.append(" ".join(mine[start:end]))
        start = max(end, start + 1)
    return runs


@lru_cache(maxsize=1)
def _grams(text: str, length: int) -> tuple[list[str], dict[tuple[str, ...], list[int]]]:
    """The words of a text, and the places of each run of ``length`` words; many files are held against one text."""
    found = words(text)
    grams: dict[tuple[str, ...], list[int]] = {}
    for start in range(len(found) - length + 1):
        grams.setdefault(tuple(found[start : start + length]), []).append(start)
    return found, grams


def _extend(mine: list[str], other: list[str], start: int, place: int) -> int:
    end = start
    while end < len(mine) and place + end - start < len(other) and mine[end] == other[place + end - start]:
        end += 1
    return end


def _is_names(run: list[str], names: list[list[str]]) -> bool:
    """Whether fewer than ``RUN`` words in a row are left once names are taken out."""
    left = list(run)
    for name in names:
        for start in range(len(left) - len(name) + 1):
            if len(name) > 1 and left[start : start + len(name)] == name:
                left[start : start + len(name)] = ["|"] * len(name)
    return all(len(part.split()) < RUN for part in " ".join(left).split("|"))


def main(report: str, *files: str) -> int:
    theirs = Path(report).read_text(encoding="utf-8")
    names = known_names()
    found = 0
    for name in files:
        for run in shared_runs(Path(name).read_text(encoding="utf-8"), theirs, names):
            print(f"{name}: {run}")
            found += 1
    print(f"{len(files)} files, {found} shared runs of {RUN} words or more")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
