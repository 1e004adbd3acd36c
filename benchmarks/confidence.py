"""Fits the confidence of an answer on curated questions and near misses; prints the coefficients to be copied.

    python benchmarks/confidence.py ../shared/report/public-sector-digital-trends-2024.md \
        ../shared/report/question-bank.jsonl ../shared/report/near-misses.jsonl

Nothing of the evaluation questions is read. The coefficients stand in src/trendsqa/answering/confidence.py and the
threshold beside them: it refuses about 6 % of the curated questions.
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from trendsqa.answering.assistant import Assistant
from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

REFUSED_SHARE = 0.06


def main(report: Path, bank: Path, near_misses: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        # An empty folder of questions: those that are asked here must not also be found.
        (Path(home) / "corpus" / "questions").mkdir(parents=True)
        assembly = Assembly(Settings(), corpus=Path(home) / "corpus", index=Path(home) / "index")
        assembly.collection().add(report, Overrides())
        assembly.export_models()
        build_index(assembly)
        assistant = assembly.assistant()
        answerable, unanswerable = (
            features(assistant, questions(bank)),
            features(assistant, questions(near_misses)),
        )
    x = np.vstack([answerable, unanswerable])
    y = np.r_[np.ones(len(answerable)), np.zeros(len(unanswerable))]
    model = LogisticRegression(class_weight="balanced", max_iter=5000).fit(x, y)
    threshold = np.quantile(model.predict_proba(answerable)[:, 1], REFUSED_SHARE)
    refused = (model.predict_proba(unanswerable)[:, 1] < threshold).mean()
    print(f"intercept {model.intercept_[0]:.2f}, sentence {model.coef_[0][0]:.2f}, coverage {model.coef_[0][1]:.2f}")
    print(f"AUROC {roc_auc_score(y, model.decision_function(x)):.3f} on {len(x)} questions")
    print(f"threshold {threshold:.3f} refuses {REFUSED_SHARE:.0%} of curated questions, {refused:.0%} of near misses")


def features(assistant: Assistant, asked: list[str]) -> np.ndarray:
    rows = []
    for question in asked:
        evidence = assistant.consider(question).evidence
        if evidence is not None:
            rows.append((evidence.sentence, evidence.coverage))
    return np.array(rows)


def questions(path: Path) -> list[str]:
    return [
        question for line in path.read_text(encoding="utf-8").splitlines() for question in json.loads(line)["questions"]
    ]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
