"""Questions with a passage that answers them or does not: what a judge is trained on. Pure: no model.

Three sources. Pairs of questions on one passage, of which it answers one and not its twin. Curated questions and near
misses of a collection, with passages that its ranking puts forward. Sets in the form of SQuAD 2.0 (Rajpurkar, Jia and
Liang, Know What You Don't Know, 2018, arXiv:1806.03822), whose questions without an answer are written to mislead; from
those with an answer further ones are made by rule: the passage without the sentence that answers, another paragraph of
the article, the question with another name or number in it.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from trendsqa.errors import QuestionSetError
from trendsqa.retrieval.searcher import judged_text
from trendsqa.tuning.question_pairs import PairedPassage

__all__ = ["JudgeExample", "examples_of_pairs", "examples_of_squad", "with_other_passages", "with_slips"]

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
_NUMBER = re.compile(r"\b\d[\d,]*\b")
_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][a-z]+(?: [A-Z][a-z]+)*\b")
_WORD = re.compile(r"\w{4,}")
_MOST_WORDS = 150
"""Words of a passage; a longer one is cut around its answer."""
_SENTENCES_LEFT = 2
_ALIKE = 3
"""Passages most like a question, of which one is drawn that does not answer it."""
_SHARE_WITHOUT_ANSWER = 0.3
_SHARE_SWAPPED = 0.2
_SHARE_OF_OTHERS = 0.2
"""Shares of the questions with an answer from which further ones without are made, each by one rule."""
_SHARE_WITH_OTHER_PASSAGE = 0.5
_SHARE_WITH_SLIP = 0.12
"""About as many as of the questions with an answer have one."""
_LONG_WORD = re.compile(r"\b[a-z]{5,}\b")


@dataclass(frozen=True, slots=True)
class JudgeExample:
    """A question and a passage below ``titles``.

    ``span`` are the words of the passage that answer, empty if they are not known.
    """

    question: str
    titles: str
    passage: str
    answered: bool
    span: str = ""

    @property
    def text(self) -> str:
        """The passage as the judge reads it: below its titles."""
        return judged_text(self.titles, self.passage)


def examples_of_pairs(passages: Sequence[PairedPassage], texts: Mapping[int, str] | None = None) -> list[JudgeExample]:
    """Each question of ``passages`` with its own passage; ``texts``: by number, if they do not hold it themselves."""
    return [
        JudgeExample(question, " > ".join(passage.headings), text, answered)
        for number, passage in enumerate(passages)
        if (text := passage.text or (texts or {}).get(number, ""))
        for question, answered in passage.questions()
    ]


def with_other_passages(examples: Sequence[JudgeExample], seed: int) -> list[JudgeExample]:
    """Questions of ``examples`` with an answer, each with another passage that is like the question."""
    random = Random(seed)
    passages = list(dict.fromkeys((example.titles, example.passage) for example in examples))
    words = [_words(f"{titles} {passage}") for titles, passage in passages]
    made = []
    for example in examples:
        if example.answered and random.random() < _SHARE_WITH_OTHER_PASSAGE:
            alike = _most_alike(example.question, words, passages.index((example.titles, example.passage)))
            if alike:
                made.append(JudgeExample(example.question, *passages[random.choice(alike)], answered=False))
    return made


def with_slips(examples: Sequence[JudgeExample], seed: int) -> list[JudgeExample]:
    """``examples``, with a spelling slip in some questions without an answer.

    People misspell mostly in questions that have one; a judge would take a slip for a sign of an answer.
    """
    random = Random(seed)
    return [
        replace(example, question=_with_slip(example.question, random))
        if not example.answered and random.random() < _SHARE_WITH_SLIP
        else example
        for example in examples
    ]


def examples_of_squad(path: Path, seed: int) -> list[JudgeExample]:
    """The questions of a file in the form of SQuAD 2.0, and those made of them. Raises QuestionSetError."""
    random = Random(seed)
    try:
        articles = list(_articles(json.loads(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionSetError(f"{path} is no file in the form of SQuAD 2.0 that can be read: {error}") from error
    return [example for title, paragraphs in articles for example in _of_article(title, paragraphs, random)]


_Paragraphs = list[tuple[str, list[tuple[str, list[str]]]]]
"""Each paragraph with its questions, and the wordings of the answer of each: none if it has no answer."""


def _articles(raw: Mapping[str, Any]) -> Iterator[tuple[str, _Paragraphs]]:
    for article in raw.get("data") or raw["articles"]:
        paragraphs = []
        for paragraph in article["paragraphs"]:
            asked = []
            for item in paragraph.get("qas", ()):
                answers = [one["text"] if isinstance(one, dict) else one for one in item["answers"]]
                answerable = item.get("answerable", not item.get("is_impossible", False))
                asked.append((item["question"].strip(), [one for one in answers if one] if answerable else []))
            paragraphs.append((paragraph["context"], asked))
        yield article["title"].replace("_", " "), paragraphs


def _of_article(title: str, paragraphs: _Paragraphs, random: Random) -> Iterator[JudgeExample]:
    names = sorted({name for text, _ in paragraphs for name in _NAME.findall(text)})
    words = [_words(text) for text, _ in paragraphs]
    for place, (text, asked) in enumerate(paragraphs):
        for question, answers in asked:
            span = next((answer for answer in answers if answer in text), "")
            cut = _cut(text, span, random)
            yield JudgeExample(question, title, cut, answered=bool(answers), span=span if span in cut else "")
            if not span:
                continue
            if random.random() < _SHARE_WITHOUT_ANSWER:
                left = [
                    sentence for sentence in _SENTENCE_END.split(text) if not any(one in sentence for one in answers)
                ]
                if len(left) >= _SENTENCES_LEFT:
                    yield JudgeExample(question, title, _cut(" ".join(left), "", random), answered=False)
            if random.random() < _SHARE_SWAPPED and (other := _swapped(question, text, answers, names, random)):
                yield JudgeExample(other, title, cut, answered=False)
            alike = _most_alike(question, words, place)
            if alike and random.random() < _SHARE_OF_OTHERS:
                elsewhere = paragraphs[random.choice(alike)][0]
                if span.lower() not in elsewhere.lower():
                    yield JudgeExample(question, title, _cut(elsewhere, "", random), answered=False)


def _cut(text: str, span: str, random: Random) -> str:
    """``text`` if it is short, else sentences around the first one with ``span``, or around any."""
    if len(text.split()) <= _MOST_WORDS:
        return text
    sentences = _SENTENCE_END.split(text)
    holding = [n for n, sentence in enumerate(sentences) if span and span in sentence]
    first = last = random.choice(holding) if holding else random.randrange(len(sentences))
    words = len(sentences[first].split())
    while True:
        open_sides = [
            side
            for side in (first - 1, last + 1)
            if 0 <= side < len(sentences) and words + len(sentences[side].split()) <= _MOST_WORDS
        ]
        if not open_sides:
            return " ".join(sentences[first : last + 1])
        side = random.choice(open_sides)
        first, last, words = min(first, side), max(last, side), words + len(sentences[side].split())


def _swapped(question: str, text: str, answers: Sequence[str], names: Sequence[str], random: Random) -> str:
    """``question`` with another name of the article, or another number, in it; empty if it has neither."""
    found = list(_NAME.finditer(question))
    match = random.choice(found) if found else _NUMBER.search(question)
    if match is None:
        return ""
    if found:
        others = [name for name in names if name not in question and match[0] not in name and name not in match[0]]
        near = [name for name in others if name in text and not any(name in one or one in name for one in answers)]
        other = random.choice(near or others) if near or others else ""
    else:
        other = str(int(match[0].replace(",", "")) + random.choice((-2, -1, 1, 2, 5)))
        other = "" if other in text else other
    return question[: match.start()] + other + question[match.end() :] if other else ""


def _with_slip(question: str, random: Random) -> str:
    """``question`` with two different letters of a word swapped, or one of them left out."""
    places = [
        place
        for word in _LONG_WORD.finditer(question)
        for place in range(word.start() + 1, word.end() - 1)
        if question[place] != question[place + 1]
    ]
    if not places:
        return question
    place = random.choice(places)
    first, second = question[place], question[place + 1]
    return question[:place] + random.choice((second + first, second)) + question[place + 2 :]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _most_alike(question: str, passages: Sequence[frozenset[str]], own: int) -> list[int]:
    """The passages that share most words with ``question``, but ``own``."""
    asked = _words(question)
    ranked = sorted(range(len(passages)), key=lambda place: (-len(asked & passages[place]), place))
    return [place for place in ranked if place != own][:_ALIKE]
