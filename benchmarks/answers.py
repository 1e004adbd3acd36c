"""Figures about answers and refusals over several collections, for docs/evaluation.md, README.md and the page /about.

    python benchmarks/answers.py --report REPORT.md --sets ../shared/eval [--squad DEV.json] [--only NAME ...] [--write]

Collections: the report alone; the report with the shipped briefs; a handbook alone; the handbook beside the report and
the briefs; and two articles of SQuAD 2.0 beside the report, whose questions no judge of the shipped kind may have been
trained on for the figure to count (train one without them: docs/evaluation.md). Each is built anew in a temporary
folder and asked in this process. The question sets are those of --sets and
tests/evaluation/linked-items-questions.jsonl; nothing of them is indexed or learned from.
"""

import argparse
import json
import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from shutil import copytree, ignore_patterns

from trendsqa.answering.answer import Answer
from trendsqa.answering.assistant import Assistant
from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.durable_files import write_durably
from trendsqa.evaluation.measures.abstention_metrics import auroc
from trendsqa.evaluation.questions.normalising import words_of
from trendsqa.evaluation.reports.page_part import PagePart
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "ui" / "figures" / "answers.json"
"""Shipped with the pages, which show some of them."""
LINKED = ROOT / "tests" / "evaluation" / "linked-items-questions.jsonl"
HELD_OUT_ARTICLES = ("Warsaw", "Imperialism")
SHARE_OF_A_RUN = 0.6
"""Of a quote's words, in one run: the question sets count it as found."""
RANKED = 10
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u00ad": None})


@dataclass(frozen=True)
class Asked:
    """A question with its answer: ``right`` if the quotes hold what they must, ``all`` if they hold all of it."""

    id: str
    group: str
    answerable: bool
    answer: Answer
    right: bool
    all: bool
    reciprocal_rank: float
    pair: str = ""
    several: bool = False

    @property
    def words(self) -> int:
        """Words that are quoted."""
        return sum(len(quote.text.split()) for quote in self.answer.quotes)


@dataclass
class Collection:
    """A collection to be built: files, and whether the shipped briefs are in it."""

    name: str
    title: str
    files: Sequence[Path]
    briefs: bool
    sets: Sequence[str]
    asked: dict[str, list[Asked]] = field(default_factory=dict)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--sets", type=Path, required=True, help="folder of question sets")
    parser.add_argument("--squad", type=Path, help="a file in the form of SQuAD 2.0")
    parser.add_argument("--only", nargs="+", default=(), help="collections: report full briefs handbook beside squad")
    parser.add_argument("--write", action="store_true", help="into docs/evaluation.md, README.md and ui/figures")
    parser.add_argument("--rows", type=Path, help="write each question with its outcome here, as JSON Lines")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        collections = [one for one in planned(chosen, Path(home)) if not chosen.only or one.name in chosen.only]
        for collection in collections:
            ask_all(collection, chosen, Path(home) / collection.name)
            print("\n".join(table([collection])), flush=True)
    if chosen.rows:
        chosen.rows.write_text("\n".join(map(json.dumps, rows(collections))) + "\n", encoding="utf-8")
    if chosen.write:
        note = f"Asked on {datetime.now(UTC):%Y-%m-%d} by `make eval` on {os.cpu_count()} cores."
        PagePart(ROOT / "docs" / "evaluation.md", "answers").replace("\n".join([note, "", *table(collections)]))
        PagePart(ROOT / "docs" / "evaluation.md", "stopping").replace("\n".join(learned()))
        PagePart(ROOT / "README.md", "answers").replace("\n".join([note, "", *in_short(collections)]))
        found = {"asked_on": f"{datetime.now(UTC):%Y-%m-%d}", "figures": list(figures(collections))}
        write_durably(FIGURES, (json.dumps(found, indent=1) + "\n").encode())


def planned(chosen: argparse.Namespace, home: Path) -> list[Collection]:
    report, handbook = chosen.report, chosen.sets / "handbook" / "employee-handbook.md"
    everything = ("pairs", "report-questions", "facts", "stray")
    plan = [
        Collection("report", "report alone", [report], briefs=False, sets=everything),
        Collection("full", "report and briefs", [report], briefs=True, sets=(*everything, "linked")),
        Collection("briefs", "briefs alone", [], briefs=True, sets=("linked",)),
        Collection("handbook", "handbook alone", [handbook], briefs=False, sets=("handbook",)),
        Collection(
            "beside", "handbook, report and briefs", [report, handbook], briefs=True, sets=(*everything, "handbook")
        ),
    ]
    if chosen.squad:
        articles = list(write_articles(chosen.squad, home / "articles"))
        plan.append(
            Collection("squad", "SQuAD 2.0 beside the report", [report, *articles], briefs=False, sets=("squad",))
        )
    return plan


def ask_all(collection: Collection, chosen: argparse.Namespace, home: Path) -> None:
    corpus = home / "corpus"
    if collection.briefs:
        copytree(ROOT / "corpus", corpus, ignore=ignore_patterns("library"))
    corpus.mkdir(parents=True, exist_ok=True)
    assembly = Assembly(Settings(), corpus=corpus, index=home / "index")
    for path in collection.files:
        assembly.collection().add(path, Overrides())
    assembly.export_models()
    build_index(assembly)
    with closing(assembly.assistant()) as assistant:
        for name in collection.sets:
            collection.asked[name] = list(ask_set(name, chosen, assistant))


def ask_set(name: str, chosen: argparse.Namespace, assistant: Assistant) -> Iterator[Asked]:
    match name:
        case "handbook":
            path = chosen.sets / "handbook" / "questions.jsonl"
        case "linked":
            path = LINKED
        case "squad":
            yield from ask_squad(chosen.squad, assistant)
            return
        case _:
            path = chosen.sets / f"{name}.jsonl"
    for row in (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()):
        history = [turn["question"] for turn in row.get("history", ())]
        answer = assistant.ask(row.get("question") or row["input"], history=history, limit=RANKED)
        quoted = "\n".join(quote.text for quote in answer.quotes)
        expected = row.get("answerable", row.get("expected", "answer") == "answer")
        golds = [gold["quote"] for gold in row.get("gold", ())]
        if "must_contain" in row or "gold" not in row:
            held = [contains_all(quoted, row.get("must_contain", ()))]
        else:
            held = [holds(quoted, gold) for gold in golds]
        ranked = enumerate(answer.hits, start=1)
        places = [n for n, hit in ranked if any(holds(hit.passage.text, gold) for gold in golds)]
        yield Asked(
            row["id"],
            row.get("fact") or row.get("kind") or row.get("type", ""),
            expected,
            answer,
            answer.answered and any(held),
            answer.answered and bool(held) and all(held),
            1 / places[0] if places else 0.0,
            row.get("pair", ""),
            bool(row.get("need_all")) and not row.get("pair") and not history,
        )


def ask_squad(path: Path, assistant: Assistant) -> Iterator[Asked]:
    for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
        if article["title"] not in HELD_OUT_ARTICLES:
            continue
        for row in (row for paragraph in article["paragraphs"] for row in paragraph.get("qas", ())):
            answer = assistant.ask(row["question"], limit=RANKED)
            quoted = plain("\n".join(quote.text for quote in answer.quotes))
            right = answer.answered and any(plain(wording) in quoted for wording in row["answers"])
            yield Asked(row["id"], article["title"], row["answerable"], answer, right, right, 0.0)


def write_articles(path: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir()
    for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
        if article["title"] in HELD_OUT_ARTICLES:
            file = folder / f"{article['title'].lower()}.md"
            paragraphs = [" ".join(paragraph["context"].split()) for paragraph in article["paragraphs"]]
            file.write_text("\n\n".join([f"# {article['title'].replace('_', ' ')}", *paragraphs]), encoding="utf-8")
            yield file


def plain(text: str) -> str:
    return " ".join(text.translate(STRAIGHT).lower().split())


def contains_all(quoted: str, groups: Sequence[Sequence[str]]) -> bool:
    """Whether ``quoted`` has one alternative of every group."""
    text = plain(quoted)
    return all(any(plain(alternative) in text for alternative in group) for group in groups)


def holds(text: str, gold: str) -> bool:
    """Whether ``text`` has 60 % of the words of ``gold`` in one run, as the question sets say."""
    words, wanted = list(words_of(text).words), list(words_of(gold).words)
    least = ceil(SHARE_OF_A_RUN * len(wanted))
    runs = {tuple(wanted[n : n + least]) for n in range(len(wanted) - least + 1)}
    return any(tuple(words[n : n + least]) in runs for n in range(len(words) - least + 1))


def share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def measures(name: str, asked: list[Asked]) -> Iterator[tuple[str, float | None]]:
    yes, no = [one for one in asked if one.answerable], [one for one in asked if not one.answerable]
    sure = [one.answer.confidence for one in yes], [one.answer.confidence for one in no]
    if name == "facts":
        facts = {one.group for one in asked}
        yield "right", share([one.right for one in yes])
        yield "answered wrongly", share([one.answer.answered and not one.right for one in yes])
        by_fact = [[one.right for one in asked if one.group == fact] for fact in facts]
        yield "facts with every phrasing right", share([all(verdicts) for verdicts in by_fact])
        return
    if name == "stray":
        yield "as expected", share([one.answer.answered is one.answerable for one in asked])
        yield "answerable ones refused", share([not one.answer.answered for one in yes])
        return
    if name in {"pairs", "report-questions"}:
        yield "MRR@10", statistics.mean(one.reciprocal_rank for one in yes)
    held = "right quote" if name in {"squad", "handbook"} else "an accepted quote held"
    yield held, share([one.right for one in yes])
    if name == "pairs":
        by_id = {one.id: one for one in asked}
        both = [(one, by_id[one.pair]) for one in yes if one.pair in by_id]
        yield "pairs split rightly", share([a.answer.answered and not b.answer.answered for a, b in both])
        yield "every quote of several held", share([one.all for one in yes if one.several])
    yield "refused, of those without an answer", share([not one.answer.answered for one in no])
    yield "refused, of the others", share([not one.answer.answered for one in yes])
    yield "AUROC of confidence", auroc(positive=[-s for s in sure[1]], negative=[-s for s in sure[0]])
    yield "words (median)", statistics.median([one.words for one in yes if one.answer.answered] or [0])


def table(collections: Sequence[Collection]) -> list[str]:
    lines = ["| collection | questions | measure | value |", "| --- | --- | --- | ---: |"]
    for collection in collections:
        for name, asked in collection.asked.items():
            for measure, value in measures(name, asked):
                lines.append(f"| {collection.title} | {name} ({len(asked)}) | {measure} | {number(value)} |")
        times = [one.answer.took_ms for asked in collection.asked.values() for one in asked]
        median = f"{statistics.median(times):.0f}"
        lines.append(f"| {collection.title} | all ({len(times)}) | milliseconds (median) | {median} |")
    return lines


def figures(collections: Sequence[Collection]) -> Iterator[dict[str, object]]:
    """The rows of ``table`` as values, rounded as they are there."""
    for line in table(collections)[2:]:
        title, asked, measure, value = (cell.strip() for cell in line.strip("|").split("|"))
        name, _, count = asked.rstrip(")").partition(" (")
        yield {
            "collection": title,
            "set": name,
            "questions": int(count),
            "measure": measure,
            "value": None if value == "–" else float(value),
        }


def learned() -> Iterator[str]:
    """What learning when to stop gave, collection by collection, from the report of the shipped file."""
    stopping = json.loads((ROOT / "corpus" / "tuned" / "stopping.json").read_text(encoding="utf-8"))
    measured = stopping["report"]["collections"]
    yield f"At a confidence of {stopping['threshold']:.2f}, each collection by what the others taught:"
    yield ""
    yield "| pairs | " + " | ".join(name.replace("_", " ") for name in measured["all"]) + " |"
    yield "| --- |" + " ---: |" * len(measured["all"])
    for name, values in measured.items():
        yield f"| {name} | " + " | ".join(f"{value:g}" for value in values.values()) + " |"
    yield ""
    yield "| evidence | coefficient |"
    yield "| --- | ---: |"
    for name, value in stopping["confidence"].items():
        yield f"| {name} | {value:.2f} |"


def in_short(collections: Sequence[Collection]) -> list[str]:
    lines = ["| question set | " + " | ".join(one.title for one in collections) + " |",
             "| --- |" + " ---: |" * len(collections)]  # fmt: skip
    seen: dict[tuple[str, str], dict[str, float | None]] = {}
    for collection in collections:
        for name, asked in collection.asked.items():
            for measure, value in measures(name, asked):
                seen.setdefault((name, measure), {})[collection.name] = value
    for (name, measure), values in seen.items():
        cells = [number(values[one.name]) if one.name in values else "" for one in collections]
        lines.append(f"| {name}: {measure} | " + " | ".join(cells) + " |")
    return lines


def number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value > 1 else f"{value:.2f}"


def rows(collections: Sequence[Collection]) -> Iterator[dict[str, object]]:
    for collection in collections:
        for name, asked in collection.asked.items():
            for one in asked:
                yield {
                    "collection": collection.name,
                    "set": name,
                    "id": one.id,
                    "group": one.group,
                    "question": one.answer.question,
                    "answerable": one.answerable,
                    "outcome": one.answer.outcome.value,
                    "kind": one.answer.input_kind.value,
                    "confidence": round(one.answer.confidence, 4),
                    "right": one.right,
                    "all": one.all,
                    "quotes": [quote.text for quote in one.answer.quotes],
                    "missing": one.answer.missing,
                }


if __name__ == "__main__":
    main()
