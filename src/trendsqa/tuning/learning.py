"""Teaches a collection's encoder, how its signals combine, and when to stop, and keeps what was learned beside it.

Composed like ``assembly``, from one assembly and for learning about scores a second one over an index made for it.
Heavy libraries are imported inside the functions.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from trendsqa.assembly import Assembly
from trendsqa.errors import ModelError, TrendsqaError
from trendsqa.settings import RemoteSettings

if TYPE_CHECKING:
    from trendsqa.answering.assistant import Assistant
    from trendsqa.corpus.documents.held_document import HeldDocument
    from trendsqa.embedding.encoder import Encoder
    from trendsqa.index.generations.manifest import Scoring, Stopping
    from trendsqa.tuning.judging.judge_examples import JudgeExample
    from trendsqa.tuning.judging.judge_training import JudgeRecipe
    from trendsqa.tuning.judging.trained_judge import TrainedJudge
    from trendsqa.tuning.recipe import Recipe
    from trendsqa.tuning.stopping.asked_collection import AskedCollection
    from trendsqa.tuning.training_pairs import Folds
    from trendsqa.tuning.tuned_encoder import TunedEncoder

__all__ = ["learn_scoring", "learn_stopping", "train_judge", "tune_encoder"]

_TUNED = "tuned"
"""The folder of a collection that holds what was learned for it."""
_MOST_CURATED = 1200
_MOST_NEAR_MISSES = 800
"""Questions of the collection that a judge is trained on: more would teach it one document."""
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
    on_problem: OnProblem,
    on_progress: OnProgress | None = None,
) -> "tuple[Scoring, Path]":
    """Weights of signals, learned from the collection's questions, and the file they are in.

    About half of the sections, the questions of the bank's files named like a pattern of ``asked`` ask an index that is
    built without them; if the collection has an adapter of its own, the one that was tuned on the other half encodes.
    ``on_progress`` is told (done, in all), first of texts encoded and then of questions asked.

    Raises:
        InputError: The collection has too few such questions.
        ModelError: The half-trained adapter is missing or was tuned on another state of the collection.
    """
    from trendsqa.index.build.building import build_generation
    from trendsqa.index.generations.manifest import write_learned
    from trendsqa.index.publishing import publish
    from trendsqa.tuning.learned_scoring import learn_scoring, trial_scoring
    from trendsqa.tuning.scored_case import answerable_cases, without_questions

    held = list(assembly.collection().documents(on_problem))
    half = _half_trained(assembly)
    encoder = assembly.settings.encoder.model_copy(
        update={"adapter": str(half or assembly.learned.adapter_path() or "none")}
    )
    # What the judge says is added to a score and weighs by itself.
    retrieval = assembly.settings.retrieval.model_copy(update={"judge": "none"})
    settings = assembly.settings.model_copy(
        update={"encoder": encoder, "retrieval": retrieval, "remote": RemoteSettings()}
    )
    with TemporaryDirectory(prefix="trendsqa-learning-") as folder:
        trial = Assembly(settings, corpus=assembly.locations.corpus, index=Path(folder))
        trial.export_models()
        folds = _folds(assembly, held, half, trial.encoder())
        generation = build_generation(
            trial.layout,
            list(without_questions(held, asked)),
            trial.encoder(),
            max_passage_tokens=settings.chunking.max_tokens,
            on_progress=on_progress,
        )
        publish(trial.layout, generation.name)
        scoring = learn_scoring(
            answerable_cases(held, asked=asked, sections=folds.held_out),
            lambda ranking: trial.assistant(scoring=trial_scoring(ranking)),
            on_progress=on_progress,
        )
    path = assembly.locations.listing / _TUNED / "scoring.json"
    write_learned(path, scoring)
    return scoring, path


def train_judge(
    assembly: Assembly,
    recipe: "JudgeRecipe",
    *,
    squad: Sequence[Path] = (),
    begin: Path | None = None,
    out: Path | None = None,
    on_problem: OnProblem,
    on_progress: OnProgress | None = None,
) -> "TrainedJudge":
    """A judge, trained on pairs of questions, on the collection's curated questions, and on files like SQuAD 2.0.

    It goes to ``out``, else to the collection's own place. ``begin``: an earlier judge to go on from. Of the pairs, the
    passages that stopping is learned from are left out and measure.

    Raises:
        InputError: There are no pairs.
        ModelError: The model or the earlier judge cannot be used.
        QuestionSetError: A file of questions cannot be read.
    """
    from trendsqa.embedding.models import find_model, hash_weights
    from trendsqa.retrieval.judging.judge_weights import read_judge_weights, write_judge_weights
    from trendsqa.tuning.judging.judge_examples import examples_of_squad, with_other_passages, with_slips
    from trendsqa.tuning.judging.judge_training import JudgeTrainer
    from trendsqa.tuning.judging.trained_judge import PairExamples, train

    files = find_model(assembly.settings.encoder.model)
    held = list(assembly.collection().documents(on_problem))
    trainer = JudgeTrainer(files, recipe)
    if begin:
        trainer.continue_from(read_judge_weights(begin).tensors)
    pairs = PairExamples.of(assembly.learned.pairs_folder(), held)
    further = [example for path in squad for example in examples_of_squad(path, recipe.seed)]
    further += with_other_passages(pairs.trained, recipe.seed)
    further += _bank_examples(assembly, held, recipe.seed)
    pairs = replace(pairs, trained=with_slips(pairs.trained, recipe.seed))
    trained = train(trainer, pairs, further, recipe, on_progress=on_progress)
    path = out or assembly.locations.listing / _TUNED / "judge.safetensors"
    write_judge_weights(path, trainer.tensors(), base_sha256=hash_weights(files.folder), report=trained.report)
    return replace(trained, path=path)


def learn_stopping(
    assembly: Assembly, *, on_problem: OnProblem, on_progress: OnProgress | None = None
) -> "tuple[Stopping, Path]":
    """When to stop, learned from pairs of questions on many collections and inputs of every kind, and its file.

    ``on_progress`` is told (done, in all), of texts encoded and of questions asked.

    Raises:
        InputError: There are too few pairs.
        QuestionSetError: A file of pairs or of inputs cannot be read.
    """
    from trendsqa.index.build.building import build_generation
    from trendsqa.index.generations.manifest import write_learned
    from trendsqa.index.publishing import publish
    from trendsqa.tuning.stopping.asked_collection import asked_collections
    from trendsqa.tuning.stopping.input_kind_fit import fit_inputs, read_inputs
    from trendsqa.tuning.stopping.learned_stopping import learn_stopping, trial_stopping

    held = list(assembly.collection().documents(on_problem))
    collections = asked_collections(assembly.learned.pairs_folder(), held)
    settings = assembly.settings.model_copy(update={"remote": RemoteSettings()})
    with TemporaryDirectory(prefix="trendsqa-learning-") as folder:
        trial = Assembly(settings, corpus=assembly.locations.corpus, index=Path(folder))
        trial.export_models()
        encoder = trial.encoder()
        questions = [question for item in held for entry in item.bank for question in entry.questions]
        questions += [case.question for collection in collections for case in collection.cases]
        inputs = fit_inputs(read_inputs(assembly.learned.inputs_path()), questions, encoder)

        def over(collection: "AskedCollection") -> "Assistant":
            generation = build_generation(
                trial.layout,
                list(collection.held),
                encoder,
                max_passage_tokens=settings.chunking.max_tokens,
                scoring=assembly.learned.scoring(),
                on_progress=on_progress,
            )
            publish(trial.layout, generation.name)
            return trial.assistant(stopping=trial_stopping(inputs, encoder.identity))

        stopping = learn_stopping(collections, over, inputs=inputs, encoder=encoder.identity, on_progress=on_progress)
    path = assembly.locations.listing / _TUNED / "stopping.json"
    write_learned(path, stopping)
    return stopping, path


def _bank_examples(assembly: Assembly, held: "Sequence[HeldDocument]", seed: int) -> "list[JudgeExample]":
    """Examples from the collection's own questions, ranked by an index made for it."""
    from trendsqa.index.build.building import build_generation
    from trendsqa.index.publishing import publish
    from trendsqa.tuning.judging.bank_examples import examples_of_bank
    from trendsqa.tuning.scored_case import answerable_cases, near_miss_cases

    misses = assembly.collection().near_misses()
    sections = {entry.section_id for entry in (*misses, *(entry for item in held for entry in item.bank))}
    cases = answerable_cases(held, asked=["*"], sections=sections)
    if not cases:
        return []
    retrieval = assembly.settings.retrieval.model_copy(update={"judge": "none"})
    settings = assembly.settings.model_copy(update={"retrieval": retrieval, "remote": RemoteSettings()})
    with TemporaryDirectory(prefix="trendsqa-learning-") as folder:
        trial = Assembly(settings, corpus=assembly.locations.corpus, index=Path(folder))
        trial.export_models()
        generation = build_generation(
            trial.layout,
            held,
            trial.encoder(),
            max_passage_tokens=settings.chunking.max_tokens,
            scoring=assembly.learned.scoring(),
        )
        publish(trial.layout, generation.name)
        with closing(trial.assistant()) as assistant:
            open_cases = near_miss_cases(misses, sections=sections)
            return [
                *examples_of_bank(cases, assistant, most=_MOST_CURATED, seed=seed),
                *examples_of_bank(open_cases, assistant, most=_MOST_NEAR_MISSES, seed=seed),
            ]


def _half_trained(assembly: Assembly) -> Path | None:
    """The adapter that was tuned on half of the sections; None where the collection has no adapter of its own."""
    adapter = assembly.learned.adapter_path()
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
