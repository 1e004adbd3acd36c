"""Kinds of input that are known by their words alone, whatever encoder is used.

A rule matches only what can hardly be a question to a collection of documents: it looks at the whole input, or at words
in the first person. "Suicide prevention training" and "how do we greet visitors" are questions.
"""

import re

from trendsqa.questions.input_kind.kinds import InputKind

__all__ = ["kind_by_rule"]

_YOU = r"(?:you|u|ya|this (?:thing|bot|assistant|chatbot|service|tool))"
_ORDERED = r"(?:^|[.!?:;,]|\b(?:please|now|just|and|then|you (?:must|should|will)|to))\W*"
"""What stands before an order; "staff ignore the rules" and "do boards act as if" are no orders."""
_RULES = {
    InputKind.DISTRESS: (
        r"\b(?:kill(?:ing)?|harm(?:ing)?|hurt(?:ing)?|cut(?:ting)?) myself\b",
        r"\b(?:i|i'm|im|i am|i've|ive|i have|i just|i really)\b.{0,40}\b(?:suicidal|self[- ]harm(?:ing|ed)?)\b",
        r"\b(?:end|take|ending|taking) my (?:own )?life\b|\bend it all\b",
        (
            r"\b(?:do not|don'?t|dont|no longer|never) want(?:ed)? to "
            r"(?:be alive|live(?! (?:in|at|near|on|with|next|together|alone|here|there|by)\b)|be here|wake up|exist)\b"
        ),
        (
            r"\bi(?:'m| am)?(?: just| really)? (?:want|wish|going|ready) (?:to die|i was dead|i were dead)\b"
            r"|\bbetter off (?:dead|without me)\b"
        ),
        (
            r"\bno (?:reason|point) (?:to|in) (?:live|living|go(?:ing)? on)\b"
            r"|\b(?:i|we)(?: just| really)? can'?t go on\b(?! (?:the|a|an|my|our|this|that|leave|holiday|to)\b)"
        ),
        (
            r"\bmy (?:partner|husband|wife|boyfriend|girlfriend|ex|dad|father|mum|mother|stepdad|son|brother)\b.{0,30}"
            r"\b(?:hits?|hit|beats?|hurts?|threatens?|threatened|strangled|chok(?:es|ed)|attack(?:s|ed)) (?:me|us|my)\b"
        ),
        r"\bi(?:'m| am| feel)? (?:not safe|unsafe|scared|afraid|frightened) (?:to go|at|of going) home\b",
    ),
    InputKind.INSTRUCTION: (
        (
            rf"{_ORDERED}(?:ignore|disregard|forget|override|bypass)\b.{{0,40}}"
            r"\b(?:instructions?|rules?|prompts?|above|previous|guidelines|everything (?:above|before)|training)\b"
            r"|\b(?:ignore|disregard|forget|override|bypass)\b.{0,20}\b(?:your|previous|prior|above)\b.{0,20}"
            r"\b(?:instructions?|rules?|prompts?|guidelines|training)\b"
        ),
        (
            r"\b(?:show|reveal|print|repeat|display|tell me|output|give me|what is|what's|whats)\b.{0,30}"
            r"\b(?:your|the|my) (?:\w+ ){0,4}(?:system|hidden|secret|initial|original|developer) "
            r"(?:prompt|message|instructions?|rules?)\b"
        ),
        r"\byou are now\b|\bfrom now on,? you\b|\b(?:dan|jailbreak|god) mode\b",
        (
            r"\b(?:enter|enable|activate|switch|turn on|go into|you're in|you are in)\b.{0,20}"
            r"\b(?:developer|admin|debug) mode\b"
        ),
        (
            rf"{_ORDERED}(?:pretend|act|roleplay|role[- ]play) "
            r"(?:to be|as if|as though|that you|as an? (?:ai|unfiltered|evil|pirate))\b"
        ),
        r"</?(?:context|system|instructions?|user|assistant|prompt|s)>|\[/?inst\]|<\|\w+\|>|^\s*(?:system|assistant)\s*:",
        r"\bnew (?:rule|instruction)s?\s*:",
    ),
    InputKind.ABOUT: (
        rf"^\W*(?:who|what) (?:exactly )?(?:are|r|is) {_YOU}\W*$",
        (
            r"^\W*what (?:can|do|could) (?:you|u) (?:do|know|help|cover|say)"
            r"(?: (?:with|about|for|on|me|here|us|anything|everything|all))*\W*$"
        ),
        r"^\W*what (?:can|could|should) i (?:ask|type)\b.{0,30}$",
        r"^\W*(?:are|r) (?:you|u)\b.{0,60}\b(?:human|real|robot|bot|ai|a\.i\.|person|machine|chatgpt|gpt)\b",
        (
            r"^\W*(?:who|what company) (?:made|built|created|runs|owns|programmed) "
            r"(?:you\b|this(?: (?:site|page|tool|chat|chatbot|service|thing|website|system|app))?\W*$)"
        ),
        r"^\W*(?:how do|how does|how can|how should) (?:i|you|this|it|we) (?:use (?:this|you|it)|work)\W*$",
        r"^\W*(?:please )?(?:help|help me|help please|i need help|instructions|menu|about|info)\W*$",
        r"^\W*(?:what(?:'s| is) (?:this|your name|this (?:site|page|tool|chat|service))(?: (?:for|about))?)\W*$",
        r"^\W*(?:which|what) (?:documents|sources|reports|files) (?:do|can) you\b.{0,30}$",
        r"^\W*(?:which|what) (?:documents|sources|reports|files) are (?:there|in here|here|in this collection)\W*$",
    ),
    InputKind.GREETING: (
        (
            r"^\W*(?:hi+|hey+|hello+|hiya|howdy|yo|morning|afternoon|evening|greetings|"
            r"good (?:morning|afternoon|evening|day)|test|testing|ping)"
            r"(?:[ ,!.]+(?:there|all|everyone|again|mate|bot|assistant|how are (?:you|u)(?: (?:doing|today))*|"
            r"you ok|anyone there|1 2 3|test))*\W*$"
        ),
        (
            r"^\W*(?:how are (?:you|u|things)|how's it going|what'?s up|you (?:ok|alright)|anyone (?:there|here))\b"
            r".{0,20}$"
        ),
    ),
    InputKind.THANKS: (
        (
            r"^\W*(?:ok(?:ay)?|great|brilliant|perfect|lovely|cool|thx|ta|cheers|many thanks|thanks?|thank (?:you|u))"
            r"(?:[ ,!.]+(?:ok(?:ay)?|great|thanks?|thank (?:you|u)|a lot|so much|very much|"
            r"for (?:your|the|that|this)(?: \w+)?|that(?:'s| is| was)?|really|helpful|all|then|again|bye|mate|cheers|"
            r"very|just what i needed))*\W*$"
        ),
        (
            r"^\W*farewell\W*$"
            r"|^\W*(?:bye|goodbye|good night|see (?:you|ya)|that'?s all|i'?m done|no(?:thing)? (?:more|else))\b"
            r".{0,25}$"
        ),
        (
            r"^\W*(?:start (?:again|over|afresh)|reset|clear(?: (?:chat|all|history|this))?|new (?:chat|conversation)|"
            r"never ?mind|cancel|stop|go back|undo)\W*$"
        ),
    ),
    InputKind.TASK: (
        (
            r"^\W*(?:please |can you |could you |would you |will you |i need you to |i want you to |help me(?: to)? )*"
            r"(?:write|draft|compose|translate|rewrite|rephrase|paraphrase|proofread|code|generate|design|draw|paint|sing|"
            r"email|google|play|call|phone|ring|text)\s+(?!to speech\b)(?:me |us |to |a |an |the |some |my |this |our )"
        ),
        r"^\W*(?:please |can you |could you |would you )?(?:remind me|set an? (?:reminder|alarm|timer))\b",
        (
            r"^\W*(?:please |can you |could you |would you |will you |i need |i want |give me |tell me |make |do )*"
            r"(?:me |us )?(?:a |an |the |some )(?:\w+ ){0,2}"
            r"(?:poem|limerick|haiku|joke|song lyrics|short story|python (?:code|script)|excel formula|javascript|"
            r"sql query)\b.{0,20}\b(?:about|for|to|that|on|in)\b"
        ),
        r"^(?!\W*\d+(?:\.\d+)?\s*[-/]\s*\d+(?:\.\d+)?\W*$)[\d\s.,()£$€%]+(?:[-+*/x×÷^=][\d\s.,()£$€%=?]*)+$",
        (
            r"^\W*(?:what(?:'s| is)|calculate|work out|compute)?\s*"
            r"[\d.,]+\s*(?:%|per ?cent)\s*(?:of|off)\s*[£$€]?[\d.,]+\W*$"
        ),
        (
            r"^\W*(?:what(?:'s| is)|calculate|work out|compute)\s+"
            r"[£$€]?[\d.,]+\s*(?:[-+*/x×÷^]|times|plus|minus|divided by|squared)"
        ),
    ),
    InputKind.ABUSE: (
        (
            rf"\b{_YOU}(?:'re|'s| are| r| is)? "
            r"(?:(?:so|a|an|absolutely|totally|completely|bloody|fucking|really|just|such a) )*"
            r"(?:useless|stupid|idiot|rubbish|crap|dumb|shit|shite|pathetic|moron|thick|garbage|terrible|awful|"
            r"waste of)\b"
        ),
        (
            r"^\W*(?:piss|fuck|bugger|sod|bog) off\b|^\W*(?:fuck|screw) (?:you|this|u)\b"
            r"|\b(?:shut up|go to hell|wanker|twat|arsehole)\b"
        ),
        r"^\W*(?:you )?(?:idiot|moron|bastard|prick|dickhead|bitch)\W*$",
    ),
    InputKind.WELSH: (
        r"\b(?:beth|pwy|pryd|ble|sut|pam|faint) (?:yw|ydy|ydi|mae|oedd|sy|sydd|mae'r|yw'r|ydy'r|alla|wnaeth|sy'n|o)\b",
        (
            r"^\W*(?:bore da|prynhawn da|noswaith dda|shwmae|s'mae|diolch(?: yn fawr)?)\W*$"
            r"|\b(?:siarad|yn) (?:g|c)ymraeg\b"
        ),
    ),
}
"""In order: the first kind with a pattern that is found decides."""
_COMPILED = {kind: re.compile("|".join(patterns), re.IGNORECASE) for kind, patterns in _RULES.items()}
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


def kind_by_rule(text: str) -> InputKind | None:
    """The kind that the words of ``text`` give away; None if they give none away."""
    straight = " ".join(text.translate(_STRAIGHT).split())
    if not any(char.isalnum() for char in straight):
        return InputKind.UNREADABLE
    return next((kind for kind, pattern in _COMPILED.items() if pattern.search(straight)), None)
