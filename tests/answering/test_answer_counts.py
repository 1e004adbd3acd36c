from dataclasses import replace
from threading import Thread

from fakes.assistant import on_paper
from trendsqa.answering.answer import Outcome
from trendsqa.answering.answer_counts import AnswerCounter, AnswerCounts, StageCount
from trendsqa.retrieval.stage_times import Stage

HARBOUR = on_paper({"harbour": ["The lamp shines in fog."]})


def test_answers_and_abstentions_are_counted_apart():
    counter = AnswerCounter()
    for question in ("Does the lamp shine?", "Who sells whales?", "Which lamp?"):
        counter.count(HARBOUR.ask(question))
    assert counter.counts == AnswerCounts(answered=2, abstained=1)


def test_a_reply_is_no_abstention():
    counter, answer = AnswerCounter(), HARBOUR.ask("Who sells whales?")
    counter.count(replace(answer, outcome=Outcome.REPLY))
    assert counter.counts == AnswerCounts(answered=0, abstained=0, replied=1)


def test_no_answer_is_lost_between_threads():
    counter, answer = AnswerCounter(), HARBOUR.ask("Does the lamp shine?")
    threads = [Thread(target=lambda: [counter.count(answer) for _ in range(2000)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.counts == AnswerCounts(answered=16_000, abstained=0)


def test_the_time_of_each_stage_adds_up():
    counter, answer = AnswerCounter(), HARBOUR.ask("Does the lamp shine?")
    for seconds in (0.25, 0.5):
        counter.count(replace(answer, stage_seconds=((Stage.INTERPRET, seconds), (Stage.JUDGE, 1.0))))
    counter.count(answer)
    assert counter.stages == {Stage.INTERPRET: StageCount(2, 0.75), Stage.JUDGE: StageCount(2, 2.0)}
