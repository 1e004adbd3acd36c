"""Retrieval of abstracts on the Cranfield collection: 1,400 abstracts on aerodynamics and 225 queries, all judged.

    python benchmarks/cranfield.py cran.all.1400 cran.qry cranqrel [--home DIR]

The collection becomes one document in which an abstract is a section under its title; a hit is a passage that lies
inside a relevant abstract. Two abstracts without a word are left out; where one of them is judged relevant, it counts
as missed.

The judgements number the queries 1 to 225 in the order of cran.qry, whatever its .I lines say. Their codes run from 1,
a complete answer, over 2, a high degree of relevance, and 3, useful as background, to 4, of minimum interest
(Cleverdon's scale, in the collection's own readme; some copies of it give the codes the other way round). They count
4, 3, 2 and 1; code 5, of no interest, and -1, which stands once for each query, count nothing. Binary nDCG does not
depend on their order.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from passage_retrieval import Query, Text, compare, indexed

GAINS = {1: 4.0, 2: 3.0, 3: 2.0, 4: 1.0}
RECORD = re.compile(r"^\.I +(\d+)\n(.*?)(?=^\.I |\Z)", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^\.([TABW])\n(.*?)(?=^\.[TABW]\n|\Z)", re.MULTILINE | re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("abstracts", type=Path, metavar="cran.all.1400")
    parser.add_argument("queries", type=Path, metavar="cran.qry")
    parser.add_argument("judgements", type=Path, metavar="cranqrel")
    parser.add_argument("--home", type=Path, help="keep the index here, and use the one that is here")
    chosen = parser.parse_args()
    abstracts, queries, judgements = (
        path.read_text(encoding="utf-8") for path in (chosen.abstracts, chosen.queries, chosen.judgements)
    )
    with indexed({"cranfield": read_texts(abstracts)}, chosen.home) as collection:
        print(compare(collection, read_queries(queries, judgements)).markdown())


def read_texts(abstracts: str) -> list[Text]:
    """The abstracts that hold a word, in their order, without the title that most of them repeat."""
    texts = []
    for number, fields in records(abstracts):
        title, words = fields.get("T", ""), fields.get("W", "")
        if title or words:
            texts.append(Text(number, title, words.removeprefix(title).strip()))
    return texts


def read_queries(queries: str, judgements: str) -> list[Query]:
    """The queries with their relevant abstracts. A query without any is left out: nothing could be found for it."""
    gains: dict[int, dict[str, float]] = {}
    for line in judgements.splitlines():
        query, text, code = line.split()
        gains.setdefault(int(query), {})[text] = GAINS.get(int(code), 0.0)
    asked = [fields["W"] for _, fields in records(queries)]
    numbered = [Query(words, gains.get(number, {})) for number, words in enumerate(asked, start=1)]
    return [query for query in numbered if any(query.gains.values())]


def records(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The number of each record, without leading zeros, and its fields on one line each."""
    for number, body in RECORD.findall(text):
        yield str(int(number)), {name: " ".join(words.split()) for name, words in FIELD.findall(body)}


if __name__ == "__main__":
    main()
