"""Two editions of one report about a harbour, and an assistant over both; every ranking is known on paper.

From 2024 to 2025 Ferries carry on, the Lamp is the Beacon now, Nets are Nylon nets and Cotton nets, Fog and Rain are
Weather, Whales have gone and Turbines are new.
"""

from pathlib import Path

from fakes.building import opened
from fakes.documents import source
from fakes.encoder import KeywordEncoder
from trendsqa.answering.assistant import Assistant
from trendsqa.corpus.documents.document import Block, BlockKind, Document, Section
from trendsqa.corpus.documents.held_document import HeldDocument, hold
from trendsqa.corpus.source import Form
from trendsqa.questions.interpreting import Interpreter
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights
from trendsqa.retrieval.searcher import Searcher

WORDS = ("ferry", "lamp", "net", "fog", "whale", "turbine", "start", "danger")
EDITIONS_ENCODER = KeywordEncoder(*WORDS)

_FIRST = {
    "Ferries": ("The ferry crosses at noon.", "Start by counting each ferry.", "A ferry late is a ferry lost."),
    "Lamp": ("The lamp shines far.", "Start by cleaning the lamp.", "The lamp is a danger to moths."),
    "Nets": ("A net is mended by hand.", "Start with a small net.", "A torn net is a danger."),
    "Fog": ("The fog comes in autumn.", "Start to listen when fog comes.", "Fog is a danger to all."),
    "Whales": ("A whale passes in spring.", "Start with whale songs.", "A whale is a danger to boats."),
    "Rain": ("After fog comes rain and fog.", "Start the pump when fog turns to rain.", "Fog and rain are a danger."),
}
_SECOND = {
    "Ferries": ("The ferry crosses at dusk.", "Start by asking ferry passengers.", "A ferry adrift is a danger."),
    "Beacon": ("The lamp of the beacon is electric.", "Start with a spare lamp.", "A dark lamp is a danger."),
    "Nylon nets": ("A nylon net lasts ten years.", "Start with one nylon net.", "A lost nylon net is a danger."),
    "Cotton nets": ("A cotton net is soft.", "Start with a cotton net for crabs.", "A wet cotton net is a danger."),
    "Weather": ("The weather brings fog.", "Start when fog is far.", "Weather with fog is a danger."),
    "Turbines": ("A turbine turns at sea.", "Start with one turbine.", "A turbine is a danger to birds."),
}
_FACETS = ("introduction", "where-to-start", "risks")
_TITLES = {"where-to-start": "Where to start", "risks": "Risks"}


def harbour_edition(edition: str, *, outline: bool = True, **changes: object) -> HeldDocument:
    """The 2024 or the 2025 edition; without ``outline`` as its file alone tells it."""
    trends = _FIRST if edition == "2024" else _SECOND
    document_id, text = f"harbour-{edition}", f"Harbour trends {edition}"
    sections = [Section(f"{document_id}#opening", text, (text,), 1)]
    blocks = [Block(BlockKind.HEADING, 0, len(text), 0)]
    for number, (trend, sentences) in enumerate(trends.items(), start=1):
        for facet, sentence in zip(_FACETS, sentences, strict=True):
            above = f"{number}. {trend}"
            title = _TITLES.get(facet, above)
            path = (above,) if facet == "introduction" else (above, title)
            place = f"{trend.lower().replace(' ', '-')}/{facet}" if outline else f"s{len(sections)}-{edition}"
            grid = (trend, facet) if outline else ("", "")
            sections.append(Section(f"{document_id}#{place}", title, path, len(path), *grid))
            for kind, words in ((BlockKind.HEADING, title), (BlockKind.PARAGRAPH, sentence)):
                start = len(text) + 2
                text += f"\n\n{words}"
                blocks.append(Block(kind, start, len(text), len(sections) - 1))
    document = Document(document_id, f"Harbour trends {edition}", text, tuple(sections), tuple(blocks))
    about = source(document_id, edition=edition, title=document.title, **changes)
    return hold(about, document, (Form.FULL,) * len(sections))


def over(folder: Path, *held: HeldDocument, threshold: float = 0.5) -> Assistant:
    """An assistant over a real generation of ``held``."""
    index = opened(folder, *held, encoder=EDITIONS_ENCODER)
    model = RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2))
    searcher = Searcher(index, model=model, candidates=10)
    return Assistant(index, Interpreter(index, EDITIONS_ENCODER), searcher, max_words=60, threshold=threshold)


def both_editions(folder: Path, *, threshold: float = 0.5) -> Assistant:
    """An assistant over both editions, each with its outline."""
    return over(folder, harbour_edition("2024"), harbour_edition("2025"), threshold=threshold)
