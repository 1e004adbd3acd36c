"""A reader beside the ranking: the model itself on tiny ones made here, checked against counting by hand."""

import random
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from fakes.records import passage_record
from fakes.span_reader import SPECIAL, KeywordSpanReader, save_pointing_reader, save_reader
from trendsqa.answering.quoting.span_reader import ExtractiveReader, Span, SpanReading
from trendsqa.embedding.models import find_model
from trendsqa.errors import ModelError
from trendsqa.retrieval.hit import Hit

WORDS = ("the", "ferry", "sails", "at", "noon", "lamp", "turns", "in", "fog", ".", "?")
QUESTION = "the ferry sails at ?"
LONGEST_SPAN = 30
LONGEST_WINDOW = 384
WINDOW = 24


def tokens_of(text):
    """(number in the vocabulary, start, end) of each word and mark of a text in lower case."""
    return [
        (len(SPECIAL) + WORDS.index(found[0]), found.start(), found.end())
        for found in re.finditer(r"\w+|[^\w\s]", text)
    ]


def naive_spans(model, question, passage, window):
    """(log-odds, start, end) of every span of every window, one window and one pair of places at a time."""
    import torch

    number = SPECIAL.index
    asked, read = [token for token, _, _ in tokens_of(question)], tokens_of(passage)
    room = window - len(asked) - 3
    step = room - min(128, room // 2)
    for first in range(0, len(read), step):
        part = read[first : first + room]
        ids = [number("[CLS]"), *asked, number("[SEP]"), *(token for token, _, _ in part), number("[SEP]")]
        kinds = [0] * (len(asked) + 2) + [1] * (len(part) + 1)
        with torch.no_grad():
            output = model(input_ids=torch.tensor([ids]), token_type_ids=torch.tensor([kinds]))
        starts, ends = output.start_logits[0].tolist(), output.end_logits[0].tolist()
        before = len(asked) + 2
        for i in range(len(part)):
            for j in range(i, min(i + LONGEST_SPAN, len(part))):
                score = starts[before + i] + ends[before + j] - starts[0] - ends[0]
                yield score, part[i][1], part[j][2]
        if first + room >= len(read):
            return


def some_passages(seed, *lengths):
    choose = random.Random(seed)
    return [" ".join(choose.choices(WORDS[:-1], k=length)) for length in lengths]


@pytest.mark.model
@pytest.mark.parametrize(("window", "seed"), [(512, 0), (512, 1), (WINDOW, 0), (WINDOW, 1), (WINDOW, 2)])
def test_the_best_span_is_the_one_that_counting_finds(tmp_path, window, seed):
    model = save_reader(tmp_path, WORDS, seed=seed, window=window)
    passages = some_passages(seed, 3, 60, 17, 1, 33, 18, 450)
    found = ExtractiveReader(str(tmp_path)).spans(QUESTION, passages)
    for span, passage in zip(found, passages, strict=True):
        score, start, end = max(naive_spans(model, QUESTION, passage, min(window, LONGEST_WINDOW)))
        assert (span.char_start, span.char_end) == (start, end)
        assert span.score == pytest.approx(score, rel=1e-4, abs=1e-4)


@pytest.mark.model
def test_a_passage_longer_than_a_window_is_read_to_its_end_and_across_the_edges_of_windows(tmp_path):
    save_pointing_reader(tmp_path, WORDS, first="lamp", last="fog", window=WINDOW)
    reader = ExtractiveReader(str(tmp_path))
    passages = [" ".join(["the"] * place + ["lamp turns in fog"] + ["at"] * (70 - place)) for place in range(70)]
    for place, (span, passage) in enumerate(zip(reader.spans("sails ?", passages), passages, strict=True)):
        assert passage[span.char_start : span.char_end] == "lamp turns in fog", place
        assert span.score > 0


@pytest.mark.model
def test_offsets_count_characters_whatever_stands_before(tmp_path):
    save_pointing_reader(tmp_path, WORDS, first="lamp", last="fog")
    passage = "Überfahrt 🚢 — “naïve”\n\n  The LAMP turns,\u00a0in Fog.\nLater"
    (span,) = ExtractiveReader(str(tmp_path)).spans("lamp?", [passage])
    assert passage[span.char_start : span.char_end] == "LAMP turns,\u00a0in Fog"


@pytest.mark.model
def test_a_span_never_begins_in_the_question_nor_ends_before_it_starts(tmp_path):
    save_pointing_reader(tmp_path, WORDS, first="lamp", last="fog")
    passage = "in fog . the lamp turns"
    (span,) = ExtractiveReader(str(tmp_path)).spans("the lamp turns in fog ?", [passage])
    assert passage[span.char_start : span.char_end] in {"in fog", "fog", "lamp", "lamp turns"}


@pytest.mark.model
def test_a_score_is_measured_against_no_answer(tmp_path):
    """Raising both logits of [CLS] lowers every score by as much and moves no span."""
    import torch

    model = save_pointing_reader(tmp_path / "neutral", WORDS, first="lamp", last="fog")
    with torch.no_grad():
        model.bert.embeddings.word_embeddings.weight[SPECIAL.index("[CLS]"), :2] = 1
    model.save_pretrained(tmp_path / "doubting")
    ExtractiveReader(str(tmp_path / "neutral"))._tokenizer.save_pretrained(tmp_path / "doubting")
    passages = ["the lamp turns in fog .", "the ferry sails at noon ."]
    sure, doubting = (
        ExtractiveReader(str(tmp_path / name)).spans("lamp ?", passages) for name in ("neutral", "doubting")
    )
    lowered = [one.score - other.score for one, other in zip(sure, doubting, strict=True)]
    assert lowered[0] == pytest.approx(lowered[1])
    assert sure[0].score > 0 > doubting[1].score
    assert (sure[0].char_start, sure[0].char_end) == (doubting[0].char_start, doubting[0].char_end)


@pytest.mark.model
def test_weights_that_are_published_in_half_precision_are_read_too(tmp_path):
    import torch

    model = save_pointing_reader(tmp_path, WORDS, first="lamp", last="fog")
    model.to(torch.bfloat16).save_pretrained(tmp_path)
    (span,) = ExtractiveReader(str(tmp_path)).spans("lamp ?", ["the lamp turns in fog ."])
    assert (span.char_start, span.char_end) == (4, 21)


@pytest.mark.model
def test_nothing_to_read_gives_no_span(tmp_path):
    save_reader(tmp_path, WORDS)
    reader = ExtractiveReader(str(tmp_path))
    assert reader.spans(QUESTION, []) == []
    assert reader.spans(QUESTION, ["", " \n"]) == [None, None]
    assert reader.spans("", ["the ferry"])[0] is not None


@pytest.mark.model
def test_a_question_longer_than_a_window_leaves_room_for_the_passage(tmp_path):
    save_pointing_reader(tmp_path, WORDS, first="lamp", last="fog", window=WINDOW)
    (span,) = ExtractiveReader(str(tmp_path)).spans("the ferry sails " * 100, ["the " * 50 + "lamp turns in fog"])
    assert (span.char_start, span.char_end) == (200, 217)


@pytest.mark.model
def test_threads_may_share_a_reader(tmp_path):
    save_reader(tmp_path, WORDS, window=WINDOW)
    reader = ExtractiveReader(str(tmp_path))
    asked = [(" ".join(["the"] * (1 + n % 12)), some_passages(n, 5 + n, 40)) for n in range(40)]
    alone = [reader.spans(question, passages) for question, passages in asked]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda one: reader.spans(*one), asked))
    for expected, found in zip(alone, together, strict=True):
        assert [(one.char_start, one.char_end) for one in found] == [(one.char_start, one.char_end) for one in expected]


@pytest.mark.model
def test_a_model_that_cannot_be_loaded_is_named_with_the_setting_and_the_way_out(tmp_path):
    nothing = str(tmp_path / "nothing")
    with pytest.raises(ModelError, match=r"answering\.reader = .*nothing.* cannot be loaded .*set it to nothing"):
        ExtractiveReader(nothing)


@pytest.mark.model
def test_a_model_that_never_learned_to_answer_is_refused():
    with pytest.raises(ModelError, match=r"lacks the weights qa_outputs\.bias, qa_outputs\.weight"):
        ExtractiveReader(str(find_model("all-MiniLM-L6-v2").folder))


def hits(*texts):
    return [Hit(rank, passage_record("doc", rank, text, 0), 1.0, (), ()) for rank, text in enumerate(texts, start=1)]


def test_only_the_best_passages_are_read():
    reader = KeywordSpanReader(noon=2.0)
    reading = SpanReading(reader, passages=2)
    assert reading.spans("when?", hits("a lamp", "at noon", "by noon")) == {"doc/2": Span(3, 7, 2.0)}
    assert reader.shown == [("when?", ("a lamp", "at noon"))]


def test_a_span_that_is_less_likely_than_no_answer_is_left_out():
    reading = SpanReading(KeywordSpanReader(noon=-0.5, dusk=0.5), passages=5)
    assert reading.spans("when?", hits("at noon", "at dusk")) == {"doc/2": Span(3, 7, 0.5)}
