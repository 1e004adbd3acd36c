"""Teaches a collection's encoder, and how its signals combine and when to stop, and keeps what was learned beside it.

Composed like ``assembly``, from one assembly and for learning about scores a second one over an index made for it.
Heavy libraries are imported inside the functions.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from trendsqa.assembly import Assembly
from trendsqa.errors import InputError, ModelError, TrendsqaError
from trendsqa.settings import RemoteSettings

if TYPE_CHECKING:
    from trendsqa.answering.answerable_kind import KindModel
    from trendsqa.corpus.documents.held_document import HeldDocument
    from trendsqa.embedding.encoder import Encoder
    from trendsqa.index.generations.manifest import Scoring
    from trendsqa.tuning.recipe import Recipe
    from trendsqa.tuning.training_pairs import Folds
    from trendsqa.tuning.tuned_encoder import TunedEncoder

__all__ = ["learn_scoring", "tune_encoder"]

_TUNED = "tuned"
"""The folder of a collection that holds what was learned for it."""
OnProgress = Callable[[int, int], None]
OnProblem = Callable[[str, TrendsqaError], None]


def tune_encoder(
    assembly: Assembly,
    recipe: "Recipe",
    *,
    out: Path | None = None,
    held_out_only: bool = False,
    force: bool = False,
    on_problem: OnProblem,
    on_progress: OnProgress | None = None,
) -> "TunedEncoder":
    """An adapter of the model in the settings, tuned on the collection's curated questions.

    It goes to ``out``, else where ``adapter_path`` looks for the collection's own, and the one that was tuned on
    half of the sections beside it. ``on_problem`` is told of sources that cannot be read.

    Raises:
        InputError: The collection has too few curated questions.
        ModelError: The model cannot be tuned or the file cannot be written.
    """
    from trendsqa.embedding.models import find_model
    from trendsqa.tuning.earlier_adapter import earlier_at
    from trendsqa.tuning.encoder_tuning import EncoderTuner
    from trendsqa.tuning.training_pairs import gather_texts
    from trendsqa.tuning.tuned_encoder import TuningTarget, tune_encoder

    path = out or assembly.locations.listing / _TUNED / "encoder.safetensors"
    target = TuningTarget(path, earlier_at(path, force=force), force)
    files = find_model(assembly.settings.encoder.model)
    tuner = EncoderTuner(files, recipe, max_tokens=assembly.settings.encoder.max_tokens)
    texts = gather_texts(
        assembly.collection().documents(on_problem),
        count_tokens=tuner.encoder.count_tokens,
        max_passage_tokens=assembly.settings.chunking.max_tokens,
    )
    return tune_encoder(texts, tuner, recipe, target, held_out_only=held_out_only, on_progress=on_progress)


def learn_scoring(
    assembly: Assembly,
    *,
    asked: Sequence[str],
    near_misses: Sequence[Path] = (),
    on_problem: OnProblem,
    on_progress: OnProgress | None = None,
) -> "tuple[Scoring, Path]":
    """Weights of signals and confidence, learned from the collection's questions, and the file they are in.

    Half of the sections teach which kinds of questions stay open. About the others, the questions of the bank's files
    named like a pattern of ``asked`` and the near misses ask an index that is built without them; where the collection
    has an adapter of its own, the one that was tuned on the first half encodes. ``near_misses`` are files of more near
    misses. ``on_progress`` is told (done, in all), first of texts encoded and then of questions asked.

    Raises:
        InputError: The collection has too few such questions.
        ModelError: The half-trained adapter is missing or was tuned on another state of the collection.
        QuestionSetError: A file of near misses cannot be read.
    """
    from trendsqa.index.build.building import build_generation
    from trendsqa.index.generations.manifest import write_scoring
    from trendsqa.index.publishing import publish
    from trendsqa.tuning.learned_scoring import learn_scoring, trial_scoring
    from trendsqa.tuning.scored_case import answerable_cases, near_miss_cases, questions_about, without_questions

    collection = assembly.collection()
    held = list(collection.documents(on_problem))
    documents = [item.source.id for item in held]
    bank = [entry for item in held for entry in item.bank]
    misses = [*collection.near_misses(), *(entry for path in near_misses for entry in collection.questions_in(path))]
    half = _half_trained(assembly)
    trial_adapter = half or assembly.adapter_path()
    encoder = assembly.settings.encoder.model_copy(update={"adapter": str(trial_adapter or "none")})
    settings = assembly.settings.model_copy(update={"encoder": encoder, "remote": RemoteSettings()})
    assembly.export_model()
    with TemporaryDirectory(prefix="trendsqa-learning-") as folder:
        trial = Assembly(settings, corpus=assembly.locations.corpus, index=Path(folder))
        trial.export_model()
        folds = _folds(assembly, held, half, trial.encoder())
        trial_kinds = _kinds(
            trial.encoder(), questions_about(bank, folds.trained), questions_about(misses, folds.trained)
        )
        cases = (
            *answerable_cases(held, asked=asked, sections=folds.held_out),
            *near_miss_cases(misses, sections=folds.held_out),
        )
        generation = build_generation(
            trial.layout,
            list(without_questions(held, asked)),
            trial.encoder(),
            max_passage_tokens=settings.chunking.max_tokens,
            on_progress=on_progress,
        )
        publish(trial.layout, generation.name)
        scoring = learn_scoring(
            cases,
            lambda ranking: trial.assistant(
                scoring=trial_scoring(ranking, trial_kinds, trial.encoder().identity, documents)
            ),
            kinds=_kinds(assembly.encoder(), questions_about(bank), questions_about(misses)),
            encoder=assembly.encoder().identity,
            on_progress=on_progress,
        )
    path = assembly.locations.listing / _TUNED / "scoring.json"
    write_scoring(path, scoring)
    return scoring, path


def _half_trained(assembly: Assembly) -> Path | None:
    """The adapter that was tuned on half of the sections; None where the collection has no adapter of its own."""
    adapter = assembly.adapter_path()
    if adapter is None:
        return None
    half = adapter.with_name(f"{adapter.stem}-held-out{adapter.suffix}")
    if half.is_file():
        return half
    if adapter.is_relative_to(assembly.locations.listing):
        raise ModelError(
            f"{half} is missing: what is learned about scores must not know the questions. It is not shipped. "
            "Tune again: trendsqa models tune"
        )
    return None


def _kinds(encoder: "Encoder", answered: Sequence[str], left_open: Sequence[str]) -> "KindModel":
    """Raises InputError where there is nothing to tell apart."""
    from trendsqa.tuning.confidence_fit import fit_kind

    if not answered or not left_open:
        raise InputError(
            f"There are {len(answered)} questions with an answer and {len(left_open)} near misses to learn from. "
            "Put some into the corpus folder, questions/*.jsonl and near-misses/*.jsonl"
        )
    return fit_kind(encoder.encode_queries(answered), encoder.encode_queries(left_open))


def _folds(assembly: Assembly, held: "Sequence[HeldDocument]", half: Path | None, encoder: "Encoder") -> "Folds":
    """The sections that teach and those that ask, which the adapter at ``half`` was not tuned on."""
    from trendsqa.embedding.adapter import read_adapter
    from trendsqa.tuning.training_pairs import gather_texts

    texts = gather_texts(
        held, count_tokens=encoder.count_tokens, max_passage_tokens=assembly.settings.chunking.max_tokens
    )
    folds = texts.folds()
    if half and read_adapter(half).report.get("held_out_sha256") != texts.digest(folds.held_out):
        raise ModelError(
            f"{half} was tuned on another state of this collection, so what it has seen is not known. "
            "Tune again: trendsqa models tune"
        )
    return folds
