"""An answer arranged for a surface: quotes with the section they stand in, what to do with them, and a text to paste.

Nothing here escapes or makes markup: the templates do. Nothing here changes a quote's words.
"""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from trendsqa.answering.answer import Answer, Outcome
from trendsqa.answering.confidence import Sureness, sureness_of
from trendsqa.index.texts.records import PassageRecord
from trendsqa.questions.input_kind.replies import UNMENTIONED, named_together, unmentioned
from trendsqa.retrieval.hit import Filters, Hit
from trendsqa.translatable import translatable
from trendsqa.ui.answers.cited_quotes import CitedQuotes, cited_quotes
from trendsqa.ui.answers.copy_text import copy_text
from trendsqa.ui.answers.source_entry import ReadSection, reading_query
from trendsqa.ui.frame.wording import ENGLISH, Wording

__all__ = ["AnswerView", "hit_query", "read_as", "snippet", "view_answer"]

BRIEF_NOTE = translatable("our summary, not the publisher's words")
NO_ANSWER = translatable("The documents held here do not answer this.")
MAY_NOT_ANSWER = translatable("This may not answer your question.")
STILL_OPEN = translatable("Not answered:")
_SNIPPET_WORDS = 45


@dataclass(frozen=True, slots=True)
class AnswerView:
    """All that the answer template shows; ``closest`` only if the outcome is close.

    ``link`` is the query string that asks the same again: the question as it was read, with its filters, and the
    generation that answered. ``sureness`` is the level of its confidence. ``reason`` says why the question is not
    answered, or is the reply.
    """

    answer: Answer
    figures: tuple[CitedQuotes, ...]
    closest: CitedQuotes | None
    nearest: tuple[tuple[PassageRecord, str], ...]
    copy_text: str
    link: str
    sureness: Sureness
    reason: str

    @property
    def headline(self) -> str:
        """The line above the reason of a question that is not answered."""
        return _headline(self.answer.outcome)

    @property
    def read_as(self) -> str:
        """The question as it was read, if that differs from the question as it was asked; else empty."""
        return read_as(self.answer)

    @property
    def asked(self) -> str:
        """The question that makes sense on its own: as it was read."""
        return self.read_as or self.answer.question


def read_as(answer: Answer) -> str:
    """The question as it was read, where that differs from the question as it was asked; else empty.

    Empty for what is no question to the collection: it was not read as one.
    """
    if answer.outcome is Outcome.REPLY:
        return ""
    read, asked = answer.interpreted_question.strip(), answer.question.strip()
    return "" if read.casefold() == asked.casefold() else read


def hit_query(hit: Hit) -> str:
    """The query string that opens a hit's passage in its section."""
    passage = hit.passage
    return reading_query(passage.section.id, [(passage.char_start, passage.char_end)])


def snippet(hit: Hit) -> str:
    """The first words of a hit's passage in one line, without the heading that a list of hits shows already."""
    text, title = hit.passage.text, hit.passage.section.title
    words = text.removeprefix(title).split()
    short = " ".join(words[:_SNIPPET_WORDS])
    return short if len(words) <= _SNIPPET_WORDS else f"{short} …"


def view_answer(
    answer: Answer,
    read: ReadSection | None = None,
    words: Wording = ENGLISH,
    *,
    filters: Filters | None = None,
    as_written: bool = False,
) -> AnswerView:
    """``answer`` arranged for a surface; ``read`` gives what stands around its quotes, where that is shown.

    ``filters`` and ``as_written`` are those that the question was asked with.
    """
    figures = cited_quotes(answer.quotes, answer.citations, words, read)
    closest, asked = _closest(answer, words, read), read_as(answer) or answer.question
    return AnswerView(
        answer=answer,
        figures=figures,
        closest=closest,
        nearest=tuple((passage, reading_query(passage.section.id)) for passage in answer.nearest),
        copy_text=copy_text(answer, asked, _said(answer, words), figures, closest, words),
        link=_link(answer, asked, filters or Filters(), as_written=as_written),
        sureness=sureness_of(answer.confidence),
        reason=_reason(answer, words),
    )


def _said(answer: Answer, words: Wording) -> str:
    """The words in place of an answer: the reply, or that it is none and why."""
    reason = _reason(answer, words)
    return reason if answer.outcome is Outcome.REPLY else f"{words.say(_headline(answer.outcome))} {reason}".rstrip()


def _headline(outcome: Outcome) -> str:
    return MAY_NOT_ANSWER if outcome is Outcome.CLOSE else NO_ANSWER


def _closest(answer: Answer, words: Wording, read: ReadSection | None) -> CitedQuotes | None:
    if answer.outcome is not Outcome.CLOSE or answer.closest is None or answer.closest_quote is None:
        return None
    (closest,) = cited_quotes([answer.closest_quote], [answer.closest], words, read)
    return closest


def _link(answer: Answer, asked: str, filters: Filters, *, as_written: bool) -> str:
    # A follow-up asked as it was read must not be read once more.
    exact = {"exact": "1"} if as_written or asked != answer.question else {}
    chosen = {name: value for name, value in asdict(filters).items() if value and isinstance(value, str)}
    return urlencode({"q": asked, **exact, **chosen, "generation": answer.generation})


def _reason(answer: Answer, words: Wording) -> str:
    reason = answer.reason or ""
    if not answer.missing or not reason.startswith(named := unmentioned(answer.missing)):
        return words.say(reason)
    said = words.say(UNMENTIONED) % {"named": named_together(answer.missing, words.say("or"))}
    return f"{said} {words.say(reason.removeprefix(named).strip())}".strip()
