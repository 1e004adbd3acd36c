"""A report in two editions, guidance, and a video that is held as our summary."""

from dataclasses import replace

import pytest

from fakes.assistant import PaperAssistant
from fakes.documents import held
from fakes.records import LaidOutDocument
from trendsqa.corpus.source import Form


def lamp_shelf(*more):
    """An assistant over the shelf, with ``more`` documents on it."""
    report = held(
        ("h", "Lamps"), ("p", "Count the lamps first."), ("h", "Bins"), ("p", "Sensors weigh the bins."),
        document_id="trends-2031", kind="report", edition="2031", publisher="Harbour Press",
    )  # fmt: skip
    sections = [replace(section, trend=section.title) for section in report.document.sections]
    report = replace(report, document=replace(report.document, sections=tuple(sections)))
    older = held(
        ("h", "Lamps"), ("p", "Buy the lamps at once."),
        document_id="trends-2030", kind="report", edition="2030", publisher="Harbour Press",
    )  # fmt: skip
    guidance = held(("h", "Poles"), ("p", "Paint poles and lamps."), kind="guidance", publisher="Pole & <Wire> Board")
    video = held(("h", "Film"), ("p", "A film on lamps."), document_id="film", kind="video")
    video = replace(video, forms=(Form.BRIEF,), source=replace(video.source, publisher=""))
    documents = map(LaidOutDocument.of, (report, older, guidance, video, *more))
    return PaperAssistant(*documents, threshold=0.4, examples=("What are lamps?",), replies={"Hello": "Hello."})


@pytest.fixture
def shelf():
    return lamp_shelf()


@pytest.fixture
def shelf_of():
    """Makes the shelf with more documents on it."""
    return lamp_shelf


@pytest.fixture
def page(shelf, visit):
    """A client on the pages over the shelf."""
    return visit(shelf)
