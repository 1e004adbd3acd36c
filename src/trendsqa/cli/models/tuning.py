"""``trendsqa models tune``, ``weigh``, ``judge`` and ``stop``: learning from questions."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from trendsqa.cli.console import note, plain, print_json, print_table, progress
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble
from trendsqa.errors import ModelError

if TYPE_CHECKING:
    from trendsqa.index.generations.manifest import Scoring, Stopping
    from trendsqa.tuning.tuned_encoder import TunedEncoder

__all__ = ["judge", "stop", "tune", "weigh"]

_ASKED = ["*-staff.jsonl"]
"""Questions in the words of those who ask, which others than the curators of the rest have written."""


def tune(
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write.", show_default="tuned/encoder.safetensors in the corpus folder", dir_okay=False
        ),
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, max=100, help="Most passes over the pairs.")] = 3,
    learning_rate: Annotated[
        float, typer.Option(min=1e-7, max=0.1, help="Largest step; it rises to this and falls to 0.")
    ] = 2e-4,
    rank: Annotated[int, typer.Option(min=1, max=512, help="Rank of the changes to each weight.")] = 32,
    batch_size: Annotated[
        int, typer.Option(min=2, max=4096, help="Pairs computed together, each other's negatives.")
    ] = 32,
    cached_batch: Annotated[
        int,
        typer.Option(min=0, max=65536, help="Make this many pairs each other's negatives; slower. 0: the batch only."),
    ] = 0,
    temperature: Annotated[float, typer.Option(min=0.001, max=1, help="What similarities are divided by.")] = 0.05,
    strength: Annotated[
        float,
        typer.Option(min=0.01, max=1, help="Share of what was learned that is kept; 0.75 forgets less of other texts."),
    ] = 1.0,
    precision: Annotated[
        Literal["auto", "bfloat16", "float32"],
        typer.Option(help="Numbers to train with; auto takes bfloat16 where the processor has it."),
    ] = "auto",
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Decides all that is left to chance.")] = 7,
    question_pairs: Annotated[
        bool, typer.Option("--question-pairs", help="Train on pairs of questions that ask the same, too.")
    ] = False,
    held_out_only: Annotated[
        bool,
        typer.Option("--held-out-only", help="Stop after training on half of the sections."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file even if what stands there is better, or no adapter.")
    ] = False,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Teach the encoder what the curated questions of the collection ask for (minutes; needs trendsqa[tuning]).

    Half of the sections are trained on and the other half measures what was learned; then all are trained on.
    """
    from trendsqa.tuning.extra import require_extra
    from trendsqa.tuning.learning import tune_encoder
    from trendsqa.tuning.recipe import Precision, Recipe

    require_extra("models tune")
    assembly = assemble(corpus, index)
    recipe = Recipe(
        epochs=epochs,
        learning_rate=learning_rate,
        rank=rank,
        batch_size=batch_size,
        cached_batch=cached_batch,
        temperature=temperature,
        strength=strength,
        question_pairs=question_pairs,
        precision=Precision(precision),
        seed=seed,
    )
    with progress("Tuning") as on_progress:
        tuned = tune_encoder(
            assembly,
            recipe,
            out=out,
            held_out_only=held_out_only,
            force=force,
            on_problem=lambda source, error: note(f"Left out {source}: {error}"),
            on_progress=on_progress,
        )
    for text in tuned.notes:
        note(text)
    if as_json:
        written = {"written": not tuned.refusal, "file": str(tuned.path), "file_bytes": tuned.file_bytes}
        print_json({**written, "refusal": tuned.refusal, "report": tuned.report.to_dict()})
    else:
        _print_tuned(tuned)
    if tuned.refusal:
        raise ModelError(tuned.refusal)
    if tuned.path == assembly.learned.adapter_path():
        note("Build again to use it: trendsqa index build")
    else:
        note(f'To use it, set encoder.adapter = "{tuned.path}" and build again: trendsqa index build')


def weigh(
    asked: Annotated[
        list[str], typer.Option(help="Files of questions that ask, by name or pattern; the others are searched.")
    ] = _ASKED,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Learn the weights of signals from the questions of --asked (minutes; needs trendsqa[tuning]).

    Run it after `models tune`.
    """
    from trendsqa.tuning.extra import require_extra
    from trendsqa.tuning.learning import learn_scoring

    require_extra("models weigh")
    assembly = assemble(corpus, index)
    with progress("Learning") as on_progress:
        scoring, path = learn_scoring(
            assembly,
            asked=asked,
            on_problem=lambda source, error: note(f"Left out {source}: {error}"),
            on_progress=on_progress,
        )
    if as_json:
        print_json({"file": str(path), **asdict(scoring)})
    else:
        _print_scoring(scoring)
        plain(f"Written to {path}")
    note("Build again to use it: trendsqa index build")


def judge(
    squad: Annotated[
        list[Path] | None,
        typer.Option(
            help="A file in the form of SQuAD 2.0 to train on too; may be given again.", exists=True, dir_okay=False
        ),
    ] = None,
    begin: Annotated[
        Path | None,
        typer.Option(help="Go on from this judge instead of the encoder's model.", exists=True, dir_okay=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write.", show_default="tuned/judge.safetensors in the corpus folder", dir_okay=False
        ),
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, max=100, help="Passes over the examples.")] = 3,
    learning_rate: Annotated[float, typer.Option(min=1e-7, max=0.1, help="Largest step.")] = 7e-5,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Decides all that is left to chance.")] = 7,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Train the judge that reads passages against questions (an hour on two cores; needs trendsqa[tuning]).

    Trains on pairs/*.jsonl, the curated questions and the near misses of the corpus folder; every fourth passage of
    the pairs is left out and measures.
    """
    from trendsqa.tuning.extra import require_extra
    from trendsqa.tuning.judging.judge_training import JudgeRecipe
    from trendsqa.tuning.learning import train_judge

    require_extra("models judge")
    assembly = assemble(corpus, index)
    with progress("Training") as on_progress:
        trained = train_judge(
            assembly,
            JudgeRecipe(epochs=epochs, learning_rate=learning_rate, seed=seed),
            squad=squad or (),
            begin=begin,
            out=out,
            on_problem=lambda source, error: note(f"Left out {source}: {error}"),
            on_progress=on_progress,
        )
    if as_json:
        print_json({"file": str(trained.path), "report": trained.report})
    else:
        measured = trained.report["auroc_of_passages_held_out"]
        print_table("Passages held out", ("pairs", "AUROC"), [(name, f"{area}") for name, area in measured.items()])
        plain(f"Written to {trained.path}")
    note("Learn again when to stop, then build: trendsqa models stop, trendsqa index build")


def stop(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Learn when to say that nothing answers, for any collection (minutes; needs trendsqa[tuning]).

    Learns from pairs/*.jsonl and inputs.jsonl of the corpus folder; run it after `models judge`.
    """
    from trendsqa.tuning.extra import require_extra
    from trendsqa.tuning.learning import learn_stopping

    require_extra("models stop")
    assembly = assemble(corpus, index)
    with progress("Learning") as on_progress:
        stopping, path = learn_stopping(
            assembly,
            on_problem=lambda source, error: note(f"Left out {source}: {error}"),
            on_progress=on_progress,
        )
    if as_json:
        print_json({"file": str(path), **asdict(stopping)})
    else:
        _print_stopping(stopping)
        plain(f"Written to {path}")
    note("Build again to use it: trendsqa index build")


def _print_stopping(stopping: "Stopping") -> None:
    print_table("Confidence", ("evidence", "coefficient"), [(n, f"{c:.3f}") for n, c in stopping.confidence.items()])
    measured = stopping.report["collections"]
    print_table(
        f"At a confidence of {stopping.threshold:.2f}; each collection by what the others taught",
        ("collection", *(name.replace("_", " ") for name in measured["all"])),
        [(name, *map(str, measures.values())) for name, measures in measured.items()],
    )


def _print_scoring(scoring: "Scoring") -> None:
    report = scoring.report
    print_table(
        "Weights of signals",
        ("signal", "in sentences", "bare keywords"),
        [
            (name, f"{weight:.3f}", f"{scoring.ranking['keywords'][name]:.3f}")
            for name, weight in scoring.ranking["sentences"].items()
        ],
    )
    print_table(
        f"MRR@10 of {report['questions']} questions",
        ("ranking", "MRR@10"),
        [(name, f"{value:.3f}") for name, value in report["mrr_at_10"].items()],
    )


def _print_tuned(tuned: "TunedEncoder") -> None:
    from trendsqa.tuning.tuning_report import MEANING

    report, counts = tuned.report, tuned.report.counts
    print_table(
        "MRR@10, passage similarity only",
        ("questions", "number", "before", "after"),
        [
            (
                "held-out",
                f"{counts.questions_held_out}",
                f"{report.held_out.before:.3f}",
                f"{report.held_out.after:.3f}",
            ),
            ("seen", f"{counts.questions_trained}", f"{report.seen.before:.3f}", f"{report.seen.after:.3f}"),
        ],
    )
    plain(MEANING)
    print_table(
        "Trained on half of the sections",
        ("epoch", "loss", "held-out MRR@10"),
        [(f"{epoch.epoch}", f"{epoch.loss:.3f}", f"{epoch.held_out:.3f}") for epoch in report.epochs],
    )
    if report.all_sections_seen is not None:
        losses = ", ".join(f"{loss:.3f}" for loss in report.all_sections_losses)
        plain(
            f"Then trained on all sections: loss {losses}; MRR@10 of all questions, now all seen: "
            f"{report.all_sections_seen:.3f}."
        )
    recipe, environment = report.recipe, report.environment
    print_table(
        "",
        ("", ""),
        [
            ("model", report.model),
            ("passages", f"{counts.passages}"),
            ("questions", f"{counts.questions}, and {counts.question_pairs} pairs of questions"),
            ("sections", f"{counts.sections_trained} trained on, {counts.sections_held_out} held out"),
            ("best epoch", f"{report.best_epoch} of at most {recipe.epochs}"),
            ("LoRA", f"rank {recipe.rank}, alpha {recipe.alpha}, learning rate {recipe.learning_rate:g}"),
            ("batch", f"{recipe.pairs_per_step} pairs, temperature {recipe.temperature:g}, {environment.precision}"),
            ("strength", f"{recipe.strength:g}"),
            ("seed", f"{recipe.seed}"),
            ("seconds", f"{report.seconds:.0f}"),
            ("libraries", ", ".join(f"{name} {number}" for name, number in environment.libraries.items())),
            ("file", f"{tuned.path}, {tuned.file_bytes} bytes" if tuned.file_bytes else "not written"),
        ],
    )
