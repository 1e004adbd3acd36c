"""Closed classes of English words, to separate a question's subject from the rest of it. No subject is named here.

An *aspect* ("risks", "start", "cheaper") is the side of a subject that a question asks about. A *group* ("councils",
"residents") is the people concerned. All words that are neither of these nor function words are the question's own
words: they name its subject.
"""

from collections.abc import Iterable

__all__ = [
    "ASPECTS",
    "AUXILIARIES",
    "CONNECTIVES",
    "GROUPS",
    "HANDLED",
    "JOINING",
    "NOT_ADVERBS",
    "PREPOSITIONS",
    "QUESTION_WORDS",
    "SUBJECT_PRONOUNS",
    "TAKING_BASE_FORM",
    "TAKING_OTHER_FORM",
    "WHOLE_KINDS",
    "word_set",
]


def word_set(words: str) -> frozenset[str]:
    """The words of a line of text."""
    return frozenset(words.split())


QUESTION_WORDS = word_set("what which who whom whose where when why how what's who's where's how's")
TAKING_BASE_FORM = word_set("do does did can could should will would must may might shall")
"""Auxiliaries followed by the base form of the verb."""
TAKING_OTHER_FORM = word_set("is are was were be been has have had isn't aren't wasn't weren't hasn't haven't")
AUXILIARIES = (
    TAKING_BASE_FORM
    | TAKING_OTHER_FORM
    | word_set("don't doesn't didn't can't couldn't shouldn't won't wouldn't cannot")
)
SUBJECT_PRONOUNS = word_set("i we you they it he she")
PREPOSITIONS = word_set("about across against among at between by during for from in into of on to under with")
JOINING = PREPOSITIONS - {"about", "during"} | word_set("and or the a an as vs versus")
"""Words that may be inside the name of a subject: "rules for parking in town"."""
NOT_ADVERBS = word_set("anomaly assembly bully butterfly family fly italy july monopoly reply supply tally")
"""Words in -ly that are not adverbs."""


def _forms(words: str) -> Iterable[str]:
    """Each word with its possible endings; forms that do not exist do no harm."""
    for word in words.split():
        stem = word[:-1] if word.endswith(("e", "y")) else word
        endings = ("ies", "ied", "ying") if word.endswith("y") else ("es", "ed", "ing")
        yield from (word, f"{word}s", *(stem + ending for ending in endings))
        # Doubled consonants: plan, planned, planning.
        yield from (f"{word}{word[-1]}{ending}" for ending in ("ed", "ing"))


_CONNECTED = {
    "of": "advantage aim aspect benefit cause con consequence danger definition disadvantage downside drawback effect "
    "evidence example feature goal harm history impact implication instance kind limit limitation meaning merit "
    "opportunity outcome overview pitfall point price principle pro purpose result risk stage summary threat upside "
    "value worry cost detail",
    "on": "advice advise guidance opinion recommendation recommend research spend spending tip agree opinion view",
    "to": "alternative approach barrier obstacle objection opposition",
    "for": "budget deadline funding fund grant money need owner ownership pay plan prepare preparation prerequisite "
    "requirement responsibility responsible roadmap rule skill strategy target timescale timetable training train "
    "vision accountable liable account aid",
    "from": "lesson learn learned learnt saving gain",
    "between": "difference distinction",
    "in": "involve involved role succeed invest investment improvement part",
    "behind": "idea story thinking rationale",
    "with": "begin challenge deal difficulty experience fail failed failure go happen issue job mistake problem "
    "progress start step success trouble wrong concern help",
}
CONNECTIVES = {form: preposition for preposition, words in _CONNECTED.items() for form in _forms(words)}
"""Preposition of each aspect before its subject: the risks *of* it, advice *on* it."""
ASPECTS = frozenset(CONNECTIVES) | frozenset(
    _forms(
        "achieve adopt answer apply application area avoid beat beneficial buy buy-in careful case change "
        "check choose compare convince count course create decide decision deliver deploy develop differ do "
        "effort end ensure evaluate expect expense explain expertise face fit fix focus follow guide handle "
        "implement implementation improve increase introduce introduction judge justify lead leader "
        "leadership lessen level list maintain manage matter measure method minimise mitigate option order "
        "organise overcome pace pass persuade practice prevent priority process procure promise prove "
        "quantify question reach realise realisation reason reduce respond return run save say scale score "
        "set show size solve source speed sponsor spot stop study subject suggest suit support tackle test "
        "time topic track try turn watch way win work worth year month week name adoption address answer "
        "capability capacity sell reply mention describe summarise define compared approach afford convincing "
        "share cope spread use"
    )
)
ASPECTS |= word_set(
    "able affordable bad best better big bigger biggest central cheap cheaper cheapest clear close common "
    "concrete costly critical crucial difficult early earliest easier easiest easy effective essential "
    "expensive extra fast faster fastest general good great greater greatest hard harder hardest helpful "
    "high higher highest hidden important key known late later latest legal low lower lowest main major "
    "minor necessary next obvious older possible practical quick quicker quickest ready real realistic "
    "relevant risky roughly safe safer safest serious short significant similar simple slow slower "
    "specific standard strong successful technical top true typical typically urgent useful usual usually "
    "worse worst worthwhile wrong likely prior previous earlier went gone led spent paid bought built "
    "chose chosen began begun wrote written pros cons roi went felt said anyone buy-in built afterwards "
    "beforehand gave given taken met sold won lost cost"
)
GROUPS = frozenset(
    _forms(
        "authority body borough business charity citizen city colleague community council councillor country "
        "county customer department director district employee government household leader manager member "
        "neighbour officer official organisation parish partner people person place resident school sector "
        "service-user staff supplier taxpayer team tenant town user vendor village worker"
    )
)
GROUPS |= word_set(
    "cio cios old older young younger vulnerable small smaller smallest large larger largest rural urban local "
    "individual public"
)
WHOLE_KINDS = frozenset(
    _forms("approach area case concept idea initiative issue matter method project programme scheme subject technique")
) | frozenset(_forms("technology thing tool topic trend work stuff kind sort field theme product solution development"))
"""Words that mean the whole subject after "that" or "those": "that technology"."""
HANDLED = frozenset(
    _forms(
        "achieve address avoid beat cope count deal evaluate face fix handle lessen manage measure minimise "
        "mitigate overcome prevent prove quantify reach realise reduce solve spot tackle track"
    )
)
"""Verbs for risks or benefits, not for their subject: "how do we avoid them?"."""
