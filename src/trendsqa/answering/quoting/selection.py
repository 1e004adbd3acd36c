"""Chooses what to quote: the best passage first, then others that score nearly as well, each trimmed to what answers.

Choosing the passage first and then trimming it beats picking similar sentences across passages (design, section 8).
A question that wants a list, both sides of a comparison, one line from each place or somebody's words gets that.
Where a reader points at an answer, its passage comes first and the blocks that hold it are the closest ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from trendsqa.answering.quoting.excerpt import Excerpt, Unit, count_words, units_of
from trendsqa.answering.quoting.quoted_rows import rows_around
from trendsqa.answering.quoting.span_reader import Span
from trendsqa.corpus.documents.document import Block
from trendsqa.corpus.source import Form
from trendsqa.index.texts.lexical import tokenise
from trendsqa.index.texts.records import PassageRecord
from trendsqa.questions.answer_type import AnswerType
from trendsqa.questions.question import Question
from trendsqa.retrieval.hit import UNREAD, Hit

__all__ = ["select"]

_NEARLY_AS_GOOD = 0.7
"""Share of the best score from which a further passage is quoted too."""
_LIKELY = -0.8
"""The judge's log-odds from which a further passage is quoted too."""
_SURELY = 0.0
_CLEARLY = 2.0
"""Log-odds by which another passage must be better than the first to be quoted before it."""
_SEVERAL = 2
"""More sections than this, each held for an answer, make a list that no one of them holds."""
_FURTHER_WORDS = 30
"""About how much of each further passage is quoted: its closest block."""
_FEWEST_WORDS = 12
"""Less room than this holds fragments, not answers."""
_MOST_PASSAGES = 5
_MOST_OF_SEVERAL = 8
"""Passages looked at for a question that several may answer; ``_MOST_PASSAGES`` for any other."""
_ABOUT_IT = 0.6
"""Somebody's words answer who said what only where they come this near to the closest words beside them."""
_GAP = 2
"""Characters between two blocks: a line that is left empty."""
_MOST_GATHERED = 1.5
"""Lines gathered from several passages may take up to this many times the usual number of words."""
_MOST_LISTED = 2.5
"""A list that answers is quoted whole up to this many times the usual number of words."""

BlocksOf = Callable[[str], Sequence[Block]]
"""The blocks of a section, by section id."""
PassagesOf = Callable[[str], Sequence[PassageRecord]]
"""The passages of a section in text order, by section id."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A hit with its units, and how close each unit comes to the question (-1 where it has no sentence).

    ``pointed_at`` are the places of the units that hold what a reader holds for the answer.
    """

    hit: Hit
    units: tuple[Unit, ...]
    closeness: tuple[float, ...]
    pointed_at: frozenset[int]

    @classmethod
    def of(cls, hit: Hit, blocks: Sequence[Block], span: Span | None) -> "_Candidate":
        units = units_of(hit.passage, blocks)
        closeness = [
            max(
                (
                    s.similarity
                    for s in hit.sentences
                    if s.char_start < unit.char_end and unit.char_start < s.char_end and not unit.noted
                ),
                default=-1.0,
            )
            for unit in units
        ]
        return cls(hit, units, tuple(closeness), _holding(span, units, hit.passage.char_start))

    def closest(self, among: Sequence[int] | None = None) -> int:
        places = range(len(self.units)) if among is None else among
        return max(places, key=lambda place: (place in self.pointed_at, self.closeness[place]))

    def excerpt(self, first: int, last: int) -> Excerpt:
        return Excerpt(
            self.hit.passage, self.units[first].char_start, self.units[last].char_end, self.units[first].page
        )

    def text(self, place: int) -> str:
        unit, base = self.units[place], self.hit.passage.char_start
        return self.hit.passage.text[unit.char_start - base : unit.char_end - base]


def select(
    question: Question,
    hits: Sequence[Hit],
    *,
    blocks_of: BlocksOf,
    passages_of: PassagesOf = lambda _: (),
    max_words: int,
    spans: Mapping[str, Span] | None = None,
) -> tuple[Excerpt, ...]:
    """Excerpts to quote from ranked ``hits``, best first; empty only if there are no hits.

    ``spans`` are what a reader holds for the answer, by passage id. Without ``passages_of`` no list is followed into
    the next passage.
    """
    if not hits:
        return ()
    spans = spans or {}
    candidates = [
        _Candidate.of(hit, blocks_of(hit.passage.section.id), spans.get(hit.passage.id))
        for hit in _best_span_first(_clearly_best_first(_different(hits)), spans)[
            : _MOST_OF_SEVERAL if question.wants_several else _MOST_PASSAGES
        ]
    ]
    candidates = [one for one in candidates if not all(unit.noted for unit in one.units)] or candidates
    listed = question.answer_type is AnswerType.LIST
    return (
        _one_of_each_facet(question, candidates, max_words)
        or (listed and _list_in_two(candidates[0], blocks_of, passages_of, max_words))
        or _by_answer_type(question, candidates, max_words)
    )


def _by_answer_type(question: Question, candidates: Sequence[_Candidate], max_words: int) -> tuple[Excerpt, ...]:
    match question.answer_type:
        case AnswerType.COMPARISON:
            return _both_sides(question, candidates, max_words) or _best(candidates, max_words)
        case AnswerType.ROLL_CALL:
            return _one_line_each(candidates, round(_MOST_GATHERED * max_words))
        case AnswerType.QUOTATION:
            return _spoken(candidates) or _best(candidates, max_words)
        case AnswerType.LIST:
            return (
                _whole_list(candidates, max_words)
                or _line_of_each(candidates, round(_MOST_GATHERED * max_words))
                or _best(candidates, max_words)
            )
        case _:
            return _best(candidates, max_words)


def _different(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those whose words an earlier one has already."""
    return list({_body(hit.passage): hit for hit in reversed(hits)}.values())[::-1]


def _clearly_best_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits in their order, but the one with the best verdict first if it is clearly better than the first one.

    That is: the judge holds it for an answer, the first hit for none, and they are more than ``_CLEARLY`` apart.
    """
    first, best = hits[0].verdict, max(hits, key=_verdict)
    clearly = first is not None and first < _SURELY < _verdict(best) and _verdict(best) - first > _CLEARLY
    return sorted(hits, key=lambda hit: hit is not best) if clearly else list(hits)


def _verdict(hit: Hit) -> float:
    """The judge's log-odds; those of a passage that it did not read are the lowest."""
    return UNREAD if hit.verdict is None else hit.verdict


def _best_span_first(hits: Sequence[Hit], spans: Mapping[str, Span]) -> list[Hit]:
    """The hit with the best of ``spans`` and then the others in their order; all as they are where there is none."""
    best = max(
        (hit for hit in hits if hit.passage.id in spans),
        key=lambda hit: spans[hit.passage.id].score,
        default=None,
    )
    return sorted(hits, key=lambda hit: hit is not best)


def _holding(span: Span | None, units: Sequence[Unit], base: int) -> frozenset[int]:
    """The places of the units that hold words of ``span``, whose passage starts at ``base``."""
    if span is None:
        return frozenset()
    start, end = base + span.char_start, base + span.char_end
    return frozenset(n for n, unit in enumerate(units) if start < unit.char_end and unit.char_start < end)


def _best(candidates: Sequence[_Candidate], max_words: int) -> tuple[Excerpt, ...]:
    """The best passage, and what is closest in others nearly as good as far as there is room."""
    best = candidates[0]
    closest = best.closest()
    if best.units[closest].tabular:
        return (best.excerpt(*rows_around(best.units, best.closeness, closest, max_words)),)
    own = best.excerpt(*_around(best.units, closest, max_words))
    room = max_words - count_words(own.text)
    following = _what_follows(best, own, candidates)
    if following is None:
        return own, *_further(candidates, room)
    goes_on = following.excerpt(*_around(following.units, 0, room))
    return own, goes_on, *_further(candidates, room - count_words(goes_on.text), without=following)


def _further(candidates: Sequence[_Candidate], room: int, *, without: _Candidate | None = None) -> tuple[Excerpt, ...]:
    """The closest unit of each passage after the first that scores nearly as well, as far as there is room."""
    chosen: list[Excerpt] = []
    for candidate in candidates[1:]:
        if candidate is without or room < _FEWEST_WORDS or not _is_nearly_as_good(candidate, candidates):
            continue
        excerpt = candidate.excerpt(*_around(candidate.units, candidate.closest(), min(room, _FURTHER_WORDS)))
        words = count_words(excerpt.text)
        if words <= room:
            chosen.append(excerpt)
            room -= words
    return tuple(chosen)


def _what_follows(candidate: _Candidate, excerpt: Excerpt, candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The passage that goes on where ``excerpt`` ends its own with a lead-in, if it is among the candidates."""
    if not (candidate.units[-1].leads and excerpt.char_end == candidate.units[-1].char_end):
        return None
    own = candidate.hit.passage
    return next(
        (
            other
            for other in candidates
            if other.hit.passage.section.id == own.section.id
            and 0 <= other.hit.passage.char_start - own.char_end <= _GAP
        ),
        None,
    )


def _is_no_worse(candidate: _Candidate, first: _Candidate) -> bool:
    """True if ``candidate`` is ``first``, or the judge holds it for an answer at least as much."""
    verdict, of_first = candidate.hit.verdict, first.hit.verdict
    return candidate is first or (verdict is not None and of_first is not None and verdict >= of_first)


def _is_nearly_as_good(candidate: _Candidate, candidates: Sequence[_Candidate]) -> bool:
    verdict = candidate.hit.verdict
    if verdict is not None:
        return verdict >= _LIKELY
    if any(other.hit.verdict is not None for other in candidates):
        return False  # A judge read those that rank before it.
    # Where a reader chose the first passage, another may have the best score.
    return candidate.hit.score >= _NEARLY_AS_GOOD * max(other.hit.score for other in candidates)


def _around(units: Sequence[Unit], best: int, room: int) -> tuple[int, int]:
    """The first and last of the units to quote around unit ``best``, together at most ``room`` words if possible."""
    sizes = [unit.words for unit in units]
    first = last = best
    if units[best].leads and best + 1 < len(units):
        last += 1  # What leads in says nothing without what follows, even where that takes more room.
    while True:
        before = first > 0 and sum(sizes[first - 1 : last + 1]) <= room
        after = last + 1 < len(units) and not units[last + 1].noted and sum(sizes[first : last + 2]) <= room
        # What leads into the answer explains it; beyond that, what follows belongs to it more than what came before.
        if before and (units[first - 1].leads or not after):
            first -= 1
        elif after:
            last += 1
        else:
            break
    while last > max(best, first) and units[last].leads:
        last -= 1
    return first, last


def _whole_list(candidates: Sequence[_Candidate], max_words: int) -> tuple[Excerpt, ...]:
    """The list that the best passage holds, with what leads into it, where it is not overlong; else nothing."""
    best = candidates[0]
    listed = [place for place, unit in enumerate(best.units) if unit.listed]
    closest = best.units[best.closest()]
    if not listed or not (closest.listed or closest.leads):
        return ()
    first = last = best.closest(listed)
    while first > 0 and best.units[first - 1].listed:
        first -= 1
    while last + 1 < len(best.units) and best.units[last + 1].listed:
        last += 1
    if first > 0 and best.units[first - 1].leads:
        first -= 1
    words = sum(unit.words for unit in best.units[first : last + 1])
    if words > _MOST_LISTED * max_words:
        return ()
    return best.excerpt(first, last), *_further(candidates, max_words - words)


def _one_of_each_facet(question: Question, candidates: Sequence[_Candidate], max_words: int) -> tuple[Excerpt, ...]:
    """The best passage of each of several facets that are asked for, in equal shares; nothing if one has none."""
    wanted = question.intent.facets
    best: dict[str, _Candidate] = {}
    for candidate in candidates:
        facet = candidate.hit.passage.section.facet
        trends = question.intent.trends
        if facet in wanted and (not trends or candidate.hit.passage.section.trend in trends):
            best.setdefault(facet, candidate)
    if len(wanted) <= 1 or len(best) < len(wanted):
        return ()
    share = max(max_words // len(best), _FURTHER_WORDS)
    return tuple(one.excerpt(*_around(one.units, one.closest(), share)) for one in best.values())


def _list_in_two(best: _Candidate, blocks_of: BlocksOf, passages_of: PassagesOf, max_words: int) -> tuple[Excerpt, ...]:
    """A lead-in that closes a passage and all of the next one, which it leads into, if ``best`` is one of the two."""
    section_id = best.hit.passage.section.id
    passages, blocks = list(passages_of(section_id)), blocks_of(section_id)
    place = next((n for n, passage in enumerate(passages) if passage.id == best.hit.passage.id), -1)
    for first in (place, place - 1):
        if not 0 <= first < len(passages) - 1:
            continue
        lead, listed = units_of(passages[first], blocks), units_of(passages[first + 1], blocks)
        if not lead[-1].leads or (first == place and best.closest() != len(lead) - 1):
            continue
        if lead[-1].words + sum(unit.words for unit in listed) <= _MOST_LISTED * max_words:
            return (
                Excerpt(passages[first], lead[-1].char_start, lead[-1].char_end, lead[-1].page),
                Excerpt(passages[first + 1], listed[0].char_start, listed[-1].char_end, listed[0].page),
            )
    return ()


def _one_line_each(candidates: Sequence[_Candidate], max_words: int, *, always_one: bool = True) -> tuple[Excerpt, ...]:
    """The closest unit of each passage nearly as good as the best; of the first in any case if ``always_one``."""
    chosen: list[Excerpt] = []
    room = max_words
    for candidate in candidates:
        place = candidate.closest()
        excerpt = candidate.excerpt(*_around(candidate.units, place, candidate.units[place].words))
        words = count_words(excerpt.text)
        needed = always_one and not chosen
        fits = words <= room and _is_nearly_as_good(candidate, candidates)
        if not (needed or fits):
            continue
        chosen.append(excerpt)
        room -= words
    return tuple(chosen)


def _line_of_each(candidates: Sequence[_Candidate], max_words: int) -> tuple[Excerpt, ...]:
    """The closest of each passage, if the first answers and several of different sections may, as the judge says.

    The first passage gets up to half of the room, and the others a unit each, the best verdict first, briefs last.
    """
    best = candidates[0]
    sections = {one.hit.passage.section.id for one in candidates if _verdict(one.hit) >= _LIKELY}
    if _verdict(best.hit) <= _SURELY or len(sections) <= _SEVERAL:
        return ()
    own = best.excerpt(*_around(best.units, best.closest(), max_words // 2))
    others = sorted(candidates[1:], key=_own_words_and_verdict)
    return own, *_one_line_each(others, max_words - count_words(own.text), always_one=False)


def _own_words_and_verdict(candidate: _Candidate) -> tuple[bool, float]:
    """Order of what is gathered: the publishers' own words before briefs, and the best verdict first."""
    return candidate.hit.passage.section.form == Form.BRIEF, -_verdict(candidate.hit)


def _spoken(candidates: Sequence[_Candidate]) -> tuple[Excerpt, ...]:
    """The closest quotation of the best passage that holds one about it, with its speaker; nothing where none does."""
    for candidate in candidates:
        spoken = [place for place, unit in enumerate(candidate.units) if unit.spoken]
        if spoken and (_is_no_worse(candidate, candidates[0]) or _is_nearly_as_good(candidate, candidates)):
            place = candidate.closest(spoken)
            if candidate.closeness[place] < _ABOUT_IT * candidate.closeness[candidate.closest()]:
                continue
            return (candidate.excerpt(place, place),)
    return ()


def _both_sides(question: Question, candidates: Sequence[_Candidate], max_words: int) -> tuple[Excerpt, ...]:
    """One excerpt for each side of a comparison, or the one that names both; nothing where a side is not named."""
    if not question.sides:
        return ()
    first, second = question.sides
    own = [first - second, second - first]
    if not all(own):
        return ()
    held = [[own_terms & set(tokenise(candidate.hit.passage.text)) for own_terms in own] for candidate in candidates]
    if all(held[0]):
        return _best(candidates, max_words)
    places = [next((n for n, sides_held in enumerate(held) if sides_held[side]), None) for side in (0, 1)]
    if None in places:
        return ()
    chosen = sorted({place for place in places if place is not None})
    share = max_words // len(chosen)
    return tuple(candidates[n].excerpt(*_around(candidates[n].units, candidates[n].closest(), share)) for n in chosen)


def _body(passage: PassageRecord) -> str:
    return " ".join(passage.text.casefold().split())
