"""A harbour of our own with questions on it, for runs whose every figure is worked out on paper."""

from trendsqa.evaluation.questions.question import Gold, GoldQuestion

HARBOUR = {
    "harbour": (
        "The first ferry leaves at six in the morning.",
        "Dogs are welcome on the open deck.",
        "The ferry to the island takes bicycles.",
    ),
    "island": ("The lighthouse opens on Sunday.",),
}


def question(
    number: int,
    words: str,
    *quotes: str,
    history: tuple[str, ...] = (),
    kind: str = "factoid",
    points: tuple[str, ...] = (),
) -> GoldQuestion:
    """Answerable where there are gold quotes."""
    gold = tuple(Gold("", quote) for quote in quotes)
    return GoldQuestion(
        id=f"q{number}",
        type=kind,
        history=history,
        question=words,
        answerable=bool(gold),
        gold=gold,
        need_all=False,
        answer_points=points,
    )


QUESTIONS = (
    question(1, "When does the first ferry leave?", "ferry leaves at six", points=("leaves at six",)),
    question(2, "dogs on deck", "Dogs are welcome", kind="keyword", points=("welcome", "not in winter")),
    question(3, "on Sunday?", "lighthouse opens on Sunday", history=("lighthouse",), kind="followup"),
    question(4, "dogs?", "The lighthouse opens", history=("lighthouse opens Sunday",), kind="followup"),
    question(5, "ferry captain's cat", kind="unanswerable"),
    question(6, "open island casino", kind="unanswerable"),
)
