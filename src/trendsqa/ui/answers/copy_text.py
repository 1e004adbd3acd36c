"""An answer as a plain text to paste into a paper: the question as it was read, the words, and their sources.

The words of a source stand in quotation marks; those of a summary of ours never do.
"""

from collections.abc import Iterable

from trendsqa.answering.answer import Answer, Outcome, Quote, QuotePart
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.ui.answers.cited_quotes import CitedQuotes
from trendsqa.ui.answers.source_entry import SourceEntry
from trendsqa.ui.frame.wording import Wording

__all__ = ["copy_text"]


def copy_text(
    answer: Answer,
    asked: str,
    said: str,
    figures: Iterable[CitedQuotes],
    closest: CitedQuotes | None,
    words: Wording,
) -> str:
    """The text for ``answer``, headed by ``asked``; ``said`` stands in place of one that is none.

    ``figures`` are its quotes by section, and ``closest`` what comes closest to a question that is not answered.
    """
    lines, sources = [f"{asked}\n"], list[SourceEntry]()
    match answer.outcome:
        case Outcome.ANSWERED:
            shown = list(figures)
        case Outcome.REPLY:
            return f"{asked}\n\n{said}"
        case _:
            lines.append(said)
            shown = [closest] if closest else []
            lines += [""] if closest else []
    for figure in shown:
        lines += [_words_of(quoted.quote, figure.source, words) for quoted in figure.quotes]
        sources.append(figure.source)
    lines += [f"{words.say('Not answered:')} {part}\n" for part in answer.open]
    if sources:
        lines.append(words.say("Sources") if answer.answered else words.say("Source"))
        lines += [_source(source, words) for source in sources]
    return "\n".join(lines)


def _words_of(quote: Quote, source: SourceEntry, words: Wording) -> str:
    text = "\n".join(map(_line, quote.parts))
    if source.is_brief:
        return f"{words.say('Our summary, not the publisher’s words:')}\n{text} [{quote.citation}]\n"
    return f"“{text}” [{quote.citation}]\n"


def _line(part: QuotePart) -> str:
    bullet = f"{'  ' * part.depth}• " if part.kind is BlockKind.LIST_ITEM else ""
    return f"{bullet}{part.header}\n{part.text}" if part.header else f"{bullet}{part.text}"


def _source(source: SourceEntry, words: Wording) -> str:
    section, document = source.section, source.section.document
    edition = f" ({document.edition})" if document.edition and document.edition not in document.title else ""
    where = [f"{document.title}{edition}", " › ".join(section.heading_path)]
    if source.pages:
        where.append(f"{words.say('page' if len(source.pages) == 1 else 'pages')} {', '.join(source.pages)}")
    known = [", ".join(part for part in where if part), document.publisher, document.attribution]
    if source.is_brief:
        known.append(words.say("Our summary, not the publisher’s words"))
    numbers = "".join(f"[{n}]" for n in source.numbers)
    # The plain address: one with a text fragment fills three lines of a board paper.
    return f"{numbers} {'. '.join(part for part in known if part)}. {section.url}".rstrip()
