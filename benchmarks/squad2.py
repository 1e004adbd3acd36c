"""Passage retrieval on SQuAD 2.0 paragraphs, and whether the confidence tells questions that they do not answer.

    python benchmarks/squad2.py DEV.json [--home DIR]

DEV.json holds articles with paragraphs, each with a context and questions (qas) that it answers or does not. Each
article becomes a document in which a paragraph is a section under the article's title. Every paragraph is in the
collection; the answerable questions are the queries, and a hit is a passage that lies inside the question's own
paragraph: hit@1 is R@1. Then the assistant is asked every question; AUROC is the chance that it is less sure of one
that the paragraphs do not answer.
Rajpurkar, Jia and Liang, Know What You Don't Know, ACL 2018.
"""

import argparse
import json
from pathlib import Path

from passage_retrieval import Query, Text, compare, indexed, telling
from trendsqa.answering.assistant import Assistant
from trendsqa.evaluation.measures.abstention_metrics import auroc


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, metavar="DEV.json")
    parser.add_argument("--home", type=Path, help="keep the index here, and use the one that is here")
    chosen = parser.parse_args()
    articles = json.loads(chosen.questions.read_text(encoding="utf-8"))["articles"]
    with indexed(read_documents(articles), chosen.home) as collection:
        table = compare(collection, read_queries(articles))
        area = area_between(collection.assistant, articles)
    print(table.markdown())
    print(f"- AUROC of 1 − confidence, unanswerable against answerable questions: {area:.3f}")


def read_documents(articles: list[dict]) -> dict[str, list[Text]]:
    """The paragraphs of each article, numbered through all of them."""
    titles = [article["title"].replace("_", " ") for article in articles]
    return {
        f"article-{number}": [
            Text(f"{number}/{place}", title, paragraph["context"])
            for place, paragraph in enumerate(article["paragraphs"])
        ]
        for number, (title, article) in enumerate(zip(titles, articles, strict=True))
    }


def read_queries(articles: list[dict]) -> list[Query]:
    """The answerable questions, each with its paragraph."""
    return [
        Query(asked["question"], {f"{number}/{place}": 1.0})
        for number, article in enumerate(articles)
        for place, paragraph in enumerate(article["paragraphs"])
        for asked in paragraph.get("qas", ())
        if asked["answerable"]
    ]


def area_between(assistant: Assistant, articles: list[dict]) -> float | None:
    asked = [asked for article in articles for paragraph in article["paragraphs"] for asked in paragraph.get("qas", ())]
    tell = telling("asking")
    doubts: dict[bool, list[float]] = {True: [], False: []}
    for done, question in enumerate(asked, start=1):
        doubts[question["answerable"]].append(1 - assistant.ask(question["question"]).confidence)
        tell(done, len(asked))
    return auroc(positive=doubts[False], negative=doubts[True])


if __name__ == "__main__":
    main()
