"""American and British spellings of one word, so that a question in either finds a text in the other.

A rule proposes, the collection decides: a form counts only if it is in the collection. The pairs are the regular ones
of VarCon (the variant list beside the SCOWL word lists) and the most frequent of the rest. Names stay unchanged: Center
Parcs has no centre.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from trendsqa.index.texts.lexical import WORD
from trendsqa.questions.names import is_name

__all__ = ["SpellingVariants"]

_ISE = re.compile(r"(?P<stem>\w{3,}(?:i|y))(?P<letter>[sz])(?P<end>e|es|ed|er|ers|ing|ations?|ational|able)")
"""organise and organize, analyse and analyze; shorter stems are other words: prise is not prize."""
_OUR = "behavi cand clam col endeav fav ferv flav glam harb hon hum lab neighb parl ranc rig rum sav splend vap vig"
_RE = "cent fib goit lit lust meag meter och sabot sepulch somb spect theat calib"
_DOUBLED = (
    "bevel cancel channel counsel dial enamel equal fuel funnel initial jewel label level libel marshal marvel model "
    "panel parcel pedal pencil quarrel refuel remodel rival shovel shrivel signal spiral stencil symbol total towel "
    "trammel travel tunnel unravel"
)
_OTHERS = (
    ("acknowledgement", "acknowledgment"), ("ageing", "aging"), ("aluminium", "aluminum"), ("anaem", "anem"),
    ("anaesth", "anesth"), ("analogue", "analog"), ("archaeolog", "archeolog"), ("artefact", "artifact"),
    ("catalogue", "catalog"), ("centring", "centering"), ("cosy", "cozy"), ("defence", "defense"),
    ("dialogue", "dialog"), ("encyclopaedi", "encyclopedi"), ("enrol", "enroll"), ("foet", "fet"),
    ("fulfil", "fulfill"), ("grey", "gray"), ("haem", "hem"), ("instalment", "installment"), ("judgement", "judgment"),
    ("licence", "license"), ("manoeuvr", "maneuver"), ("mould", "mold"), ("moustache", "mustache"),
    ("offence", "offense"), ("orthopaed", "orthoped"), ("paediatr", "pediatr"), ("plough", "plow"),
    ("practice", "practise"), ("pretence", "pretense"), ("programme", "program"), ("pyjama", "pajama"),
    ("sceptic", "skeptic"), ("skilful", "skillful"), ("speciality", "specialty"), ("sulph", "sulf"),
    ("towards", "toward"), ("wilful", "willful"), ("woollen", "woolen"),
)  # fmt: skip
_BEGINNINGS = (
    *((f"{stem}our", f"{stem}or") for stem in _OUR.split()),
    *((f"{stem}{old}", f"{stem}{new}") for stem in _RE.split() for old, new in (("re", "er"), ("red", "ered"))),
    *((f"{stem}l{end}", f"{stem}{end}") for stem in _DOUBLED.split() for end in ("ed", "ing", "er", "or", "ous")),
    *_OTHERS,
)
"""Beginnings of words, British and American; the rest of the word is the same."""
_LETTERS = 3
_BY_LETTERS: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
"""The pairs in both directions by their first ``_LETTERS`` letters, since few pairs fit a question's words."""
for _pair in _BEGINNINGS:
    for _own, _other in (_pair, _pair[::-1]):
        _BY_LETTERS[_own[:_LETTERS]].append((_own, _other))


class SpellingVariants:
    """Respells questions for one collection. Safe to share between threads.

    ``vocabulary`` counts the collection's words in lower case.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary

    def respell(self, question: str, holds: Callable[[str], bool] | None = None) -> str:
        """The question in the collection's spelling, for the encoder: only words that it spells differently change.

        ``holds`` returns True for a word that may be used, since it is in the documents that the question searches;
        None allows every word.
        """
        return WORD.sub(lambda match: self._respelt(question, match, holds), question)

    def other_spellings(self, question: str) -> list[str]:
        """Query expansion for BM25: other spellings in the collection of the words of ``question``.

        A stemmer does not unify them: it reduces organization to organ.
        """
        added = dict.fromkeys(
            form
            for match in WORD.finditer(question)
            if not is_name(question, match)
            for form in self._known(match[0].lower())
        )
        present = {word.lower() for word in WORD.findall(question)}
        return [form for form in added if form not in present]

    def _respelt(self, question: str, match: re.Match[str], holds: Callable[[str], bool] | None) -> str:
        word = match[0]
        if word.lower() in self._vocabulary or is_name(question, match):
            return word
        forms = (form for form in self._known(word.lower()) if holds is None or holds(form))
        known = max(forms, key=lambda form: (self._vocabulary[form], form), default=word)
        return known.capitalize() if word[0].isupper() and known != word else known

    def _known(self, word: str) -> Iterator[str]:
        return (form for form in _other_forms(word) if form in self._vocabulary)


def _other_forms(word: str) -> Iterator[str]:
    """The other spelling of ``word`` (lower case) by each matching rule; most words have none."""
    if found := _ISE.fullmatch(word):
        yield found["stem"] + ("z" if found["letter"] == "s" else "s") + found["end"]
    for own, other in _BY_LETTERS.get(word[:_LETTERS], ()):
        if word.startswith(own) and not (other.startswith(own) and word.startswith(other)):
            yield other + word.removeprefix(own)
