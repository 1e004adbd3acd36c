"""The only file that picks implementations: everything else is given what it needs.

Heavy libraries are imported inside the functions that need them, so that each command pays for its own.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trendsqa.errors import ModelError, SettingsError
from trendsqa.learned_files import LearnedFiles
from trendsqa.locations import Locations, locate
from trendsqa.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from trendsqa.answering.answer import Answer
    from trendsqa.answering.assistant import Assistant
    from trendsqa.answering.quoting.span_reader import SpanReading
    from trendsqa.corpus.collection import Collection
    from trendsqa.corpus.documents.kept_reading import ReadDocument
    from trendsqa.corpus.glossary import Glossary
    from trendsqa.embedding.exported_model import ExportedGraph, ExportedModel
    from trendsqa.embedding.parity import Parity
    from trendsqa.embedding.serving import ServingEncoder
    from trendsqa.feedback.store import FeedbackStore
    from trendsqa.index.generations.layout import IndexLayout
    from trendsqa.index.generations.manifest import Scoring, Stopping
    from trendsqa.index.opening import OpenGeneration
    from trendsqa.index.vectors.vector_store import VectorStore
    from trendsqa.questions.interpreting import Interpreter
    from trendsqa.retrieval.searcher import Reranking

__all__ = ["Assembly", "LoadedModels"]

_HASH_IN_NAME = 8
"""Hexadecimal digits of an adapter's SHA-256 in the name of an exported model's folder."""


@dataclass(frozen=True, slots=True)
class LoadedModels:
    """The models that answer: large, slow to load, and the same for every generation that one encoder built."""

    encoder: "ServingEncoder"
    reranking: "Reranking | None"
    span_reading: "SpanReading | None"


class Assembly:
    """The parts of one installation, made on demand from settings and folders."""

    def __init__(self, settings: Settings, *, corpus: Path | None = None, index: Path | None = None) -> None:
        """``corpus`` and ``index`` beat the folders in ``settings``."""
        self.settings = settings
        self.locations: Locations = locate(
            corpus=corpus or settings.corpus, index=index or settings.index, ui=settings.ui
        )
        named = (("--corpus", corpus), ("--index", index))
        self.folder_options = tuple(part for option, folder in named if folder for part in (option, str(folder)))

    def __getstate__(self) -> dict[str, object]:
        """All but the connections: in another process, a copy makes its own."""
        return {name: value for name, value in self.__dict__.items() if name != "vector_store"}

    @property
    def learned(self) -> LearnedFiles:
        """The files of what was learned for these settings."""
        return LearnedFiles(self.settings, self.locations)

    @property
    def layout(self) -> "IndexLayout":
        """The files of the index."""
        from trendsqa.index.generations.layout import IndexLayout

        return IndexLayout(self.locations.index)

    @cached_property
    def vector_store(self) -> "VectorStore":
        """Store of vectors: the Milvus server in the settings, else the folders. Raises IndexUnavailableError."""
        from trendsqa.index.vectors.vector_store import FolderVectors

        remote = self.settings.remote
        if not remote.uri:
            return FolderVectors()
        from trendsqa.index.vectors.milvus_vectors import RemoteStore

        token = remote.token.get_secret_value()
        return RemoteStore.at(remote.uri, token=token, prefix=remote.prefix, timeout_s=remote.timeout_s)

    @cached_property
    def feedback(self) -> "FeedbackStore":
        """Store of feedback beside the index; its file is made by the first entry."""
        from trendsqa.feedback.store import FeedbackStore

        return FeedbackStore(self.locations.index, self.settings.feedback)

    def collection(self, read: "ReadDocument | None" = None) -> "Collection":
        """The sources and what the library holds of them, by ``read`` turned into documents. Raises SourceError."""
        from trendsqa.corpus.collection import Collection
        from trendsqa.corpus.documents.reading import ReadingLimits, read_document

        reading = self.settings.reading
        limits = ReadingLimits(
            max_bytes=reading.max_file_mib << 20,
            max_pages=reading.max_pages,
            max_characters=reading.max_characters,
        )
        places = self.locations
        return Collection(
            places.corpus,
            listing=places.listing,
            shipped=places.shipped_corpus,
            limits=limits,
            read=read or read_document,
            most_loss=reading.most_loss,
        )

    def glossary(self) -> "Glossary":
        """The glossary of the corpus folder, else the one the project ships. Raises SourceError."""
        from trendsqa.corpus.glossary import GLOSSARY_FILE, load_glossary

        return load_glossary(self.learned.own_or_shipped(Path(GLOSSARY_FILE)))

    def exported_model(self) -> "ExportedModel":
        """Place of the exported form of the model in the settings; it need not exist. Raises ModelError."""
        from trendsqa.embedding.exported_model import ExportedModel, hash_file

        encoder, path = self.settings.encoder, self.learned.adapter_path()
        name = "".join(char if char.isalnum() or char in "-._" else "-" for char in encoder.model).strip("-.")
        if path and not path.is_file():
            raise ModelError(f"encoder.adapter = {str(path)!r} is not a file. Name one, or set it to `none`.")
        tuned = f"-{hash_file(path)[:_HASH_IN_NAME]}" if path else ""
        return ExportedModel(self.layout.models / f"{name}-{encoder.max_tokens}{tuned}")

    def encoder(self) -> "ServingEncoder":
        """The serving encoder. Raises ModelError where the model was not exported yet."""
        from trendsqa.embedding.serving import ServingEncoder

        encoder = self.settings.encoder
        return ServingEncoder(self.exported_model(), threads=encoder.threads, batch_size=encoder.batch_size)

    def export_models(self) -> bool:
        """True if the encoder or the judge had to be exported: missing, damaged or made from other weights."""
        encoder, judge = self._export_encoder(), self._export_judge()
        return encoder or judge

    def _export_encoder(self) -> bool:
        from trendsqa.embedding.models import find_model, hash_weights

        exported = self.exported_model()
        files, adapter = find_model(self.settings.encoder.model), self.learned.adapter_path()
        try:
            exported.verify()
            if exported.identity().weights_sha256 == hash_weights(files.folder):
                return False
        except ModelError:
            pass  # Missing or damaged: made again below.
        from trendsqa.embedding.adapter import read_adapter
        from trendsqa.embedding.export import export_model

        export_model(
            files,
            exported,
            max_tokens=self.settings.encoder.max_tokens,
            adapter=read_adapter(adapter) if adapter else None,
        )
        return True

    def exported_judge(self) -> "ExportedGraph | None":
        """Place of the exported form of the shipped judge, which need not exist; None without a judge."""
        from trendsqa.embedding.exported_model import ExportedGraph, hash_file

        path = self.learned.judge_path()
        return ExportedGraph(self.layout.models / f"judge-{hash_file(path)[:_HASH_IN_NAME]}") if path else None

    def _export_judge(self) -> bool:
        path, exported = self.learned.judge_path(), self.exported_judge()
        if path is None or exported is None:
            return False
        from trendsqa.retrieval.judging.judge_export import export_judge, is_of_this_form

        try:
            exported.verify()
            if is_of_this_form(exported):
                return False
        except ModelError:
            pass  # Missing or damaged: made again below.
        from trendsqa.embedding.models import find_model
        from trendsqa.retrieval.judging.judge_weights import read_judge_weights

        export_judge(find_model(self.settings.encoder.model), read_judge_weights(path), exported)
        return True

    def parity(self, texts: list[str]) -> "Parity":
        """Difference between serving and the reference over ``texts``."""
        from trendsqa.embedding.adapter import read_adapter
        from trendsqa.embedding.models import find_model
        from trendsqa.embedding.parity import measure_parity
        from trendsqa.embedding.reference import ReferenceEncoder

        encoder = self.settings.encoder
        adapter = self.learned.adapter_path()
        reference = ReferenceEncoder(
            find_model(encoder.model),
            max_tokens=encoder.max_tokens,
            adapter=read_adapter(adapter) if adapter else None,
        )
        return measure_parity(reference, self.encoder(), texts)

    @staticmethod
    def signals() -> tuple[str, ...]:
        """The names of the signals that a ranking is made of."""
        from trendsqa.retrieval.ranking_model import SignalWeights

        return SignalWeights.names()

    def assistant(
        self,
        *,
        generation: str = "",
        without: str | None = None,
        scoring: "Scoring | None" = None,
        stopping: "Stopping | None" = None,
    ) -> "Assistant":
        """An assistant over the published generation, in which the signal ``without`` counts nothing.

        ``generation`` is the name, or how it begins, of another one that is kept. ``scoring`` and ``stopping`` take the
        place of what the generation holds.

        Raises:
            IndexUnavailableError: There is no generation that can be opened.
            UnknownItemError: There is no such generation.
            ModelError: The model was not exported.
            SettingsError: ``without`` names no signal.
        """
        from trendsqa.index.publishing import find_name, published_name

        if without is not None and without not in self.signals():
            raise SettingsError(f"There is no signal {without!r}; expected one of {', '.join(self.signals())}.")
        name = find_name(self.layout, generation) if generation else published_name(self.layout)
        return self.assistant_over(name, self.models(), without=without, scoring=scoring, stopping=stopping)

    def models(self, loaded: LoadedModels | None = None) -> LoadedModels:
        """The models that the settings ask for: ``loaded`` itself where the encoder is still the same."""
        if loaded and loaded.encoder.identity == self.exported_model().identity():
            return loaded
        return LoadedModels(
            self.encoder(),
            loaded.reranking if loaded else self._reranking(),
            loaded.span_reading if loaded else self._span_reading(),
        )

    def assistant_over(
        self,
        name: str,
        models: LoadedModels,
        *,
        without: str | None = None,
        scoring: "Scoring | None" = None,
        stopping: "Stopping | None" = None,
        on_answer: "Callable[[Answer], None] | None" = None,
    ) -> "Assistant":
        """An assistant over the generation ``name``. Raises IndexUnavailableError if it cannot be opened."""
        from trendsqa.answering.assistant import Assistant
        from trendsqa.answering.confidence import UNTUNED as UNSURE
        from trendsqa.answering.confidence import UNTUNED_THRESHOLD, ConfidenceModel
        from trendsqa.index.opening import open_generation
        from trendsqa.retrieval.ranking_model import UNTUNED, RankingModel
        from trendsqa.retrieval.searcher import Searcher

        encoder = models.encoder
        opened = open_generation(self.layout.generation(name), encoder.identity, self.vector_store)
        retrieval, answering = self.settings.retrieval, self.settings.answering
        scoring, stopping = scoring or opened.generation.scoring, stopping or opened.generation.stopping
        if stopping and not stopping.fits(encoder.identity):
            stopping = None
        set_by_hand = retrieval.weights.model_dump(exclude_none=True) | ({without: 0.0} if without else {})
        threshold = stopping.threshold if stopping else UNTUNED_THRESHOLD
        learned = RankingModel.read(scoring.ranking) if scoring else UNTUNED
        searcher = Searcher(
            opened,
            model=learned.with_weights(**set_by_hand),
            candidates=retrieval.candidates,
            reranking=models.reranking,
        )
        return Assistant(
            opened,
            self._interpreter(opened, encoder, stopping),
            searcher,
            max_words=answering.max_words,
            threshold=threshold if answering.threshold is None else answering.threshold,
            model=ConfidenceModel.read(stopping.confidence) if stopping else UNSURE,
            replies=self.settings.replies.own(),
            span_reading=models.span_reading,
            on_answer=on_answer,
        )

    def _interpreter(
        self, opened: "OpenGeneration", encoder: "ServingEncoder", learned: "Stopping | None"
    ) -> "Interpreter":
        from trendsqa.corpus.english import is_english
        from trendsqa.questions.input_kind.classifier import InputClassifier
        from trendsqa.questions.interpreting import Interpreter
        from trendsqa.questions.spelling.correcting import SpellingCorrector
        from trendsqa.questions.spelling.variants import SpellingVariants

        variants = SpellingVariants(opened.vocabulary)
        corrector = SpellingCorrector(
            opened.vocabulary,
            # A word that the encoder reads in one piece is an ordinary word; a slip of the keyboard falls to pieces.
            lambda word: encoder.count_tokens(word) == 1 or is_english(word),
            opened.lexical.knows,
        )
        return Interpreter(
            opened,
            encoder,
            glossary=self.glossary(),
            correct=lambda question, holds: corrector.correct(variants.respell(question, holds), holds),
            inputs=InputClassifier.read(learned.inputs) if learned else None,
        )

    def _reranking(self) -> "Reranking | None":
        """Raises ModelError if the judge cannot be loaded."""
        from trendsqa.retrieval.searcher import Reranking

        retrieval, exported = self.settings.retrieval, self.exported_judge()
        if exported:
            from trendsqa.retrieval.judging.serving_judge import ServingJudge

            judge = ServingJudge(exported, threads=self.settings.encoder.threads)
            return Reranking(
                judge,
                retrieval.judged,
                retrieval.judge_weight,
                in_log_odds=True,
                of_several=retrieval.judged_of_several,
            )
        if retrieval.judge in {"", "none"}:
            return None
        from trendsqa.retrieval.reranker import CrossEncoderReranker

        return Reranking(
            CrossEncoderReranker(retrieval.judge),
            retrieval.judged,
            retrieval.judge_weight,
            of_several=retrieval.judged_of_several,
        )

    def _span_reading(self) -> "SpanReading | None":
        """Raises ModelError where the reader in the settings cannot be loaded."""
        answering = self.settings.answering
        if not answering.reader:
            return None
        from trendsqa.answering.quoting.span_reader import ExtractiveReader, SpanReading

        return SpanReading(ExtractiveReader(answering.reader), passages=answering.reader_passages)
