"""Texts that are said to an input that is no question to the collection, or added to a refusal."""

from collections.abc import Mapping, Sequence

from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.translatable import translatable

__all__ = ["REPLIES", "UNMENTIONED", "named_together", "reply_to", "unmentioned"]

UNMENTIONED = translatable("Nothing held here mentions %(named)s.")

REPLIES: Mapping[InputKind, str] = {
    InputKind.GREETING: translatable(
        "Hello. Ask a question, or type a subject, and I will quote what the documents here say about it."
    ),
    InputKind.THANKS: translatable("You are welcome. Ask another question whenever you like."),
    InputKind.ABUSE: translatable(
        "I can only quote from these documents. If an answer was wrong, please ask again in other words."
    ),
    InputKind.ABOUT: translatable(
        "This is a search assistant, not a person. It answers with quotes from the documents held "
        "here, says where each quote stands, and says so if they do not answer. It writes nothing of "
        "its own. Ask a question in plain English, or type a subject."
    ),
    InputKind.INSTRUCTION: translatable(
        "I cannot take instructions: I only quote from the documents held here. Ask about them, or type a subject."
    ),
    InputKind.TASK: translatable(
        "I cannot write, calculate or carry out tasks: I only quote from the documents held "
        "here. Ask what they say about your subject."
    ),
    InputKind.DISTRESS: translatable(
        "I am sorry that things are so hard. This is a search tool and cannot help with that, but "
        "people can, at any hour. In the UK: if you or someone else is in danger, call 999. To talk to somebody, call "
        "Samaritans free on 116 123."
    ),
    InputKind.WELSH: "Mae'n ddrwg gennym: dim ond Saesneg y mae'r gwasanaeth hwn yn ei ddarllen. Gofynnwch yn Saesneg, "
    "os gwelwch yn dda. / Sorry: this service reads English only. Please ask in English.",
    InputKind.LANGUAGE: translatable("This service reads English only. Please ask your question in English."),
    InputKind.UNREADABLE: translatable("There are no words here that I can read. Ask a question, or type a subject."),
    InputKind.RESIDENT: translatable(
        "This looks like something for your own council or employer to deal with. Please look at its "
        "website, or ask its staff."
    ),
    InputKind.GENERAL: translatable("This looks like general knowledge. I only quote from the documents held here."),
    InputKind.ADVICE: translatable(
        "This looks like a request for advice. I only quote from the documents held here; for "
        "legal, medical or money matters please ask somebody qualified."
    ),
}
"""For each kind of input; the first kinds are answered by nothing else, the last three are added to a refusal."""


def reply_to(kind: InputKind, own: Mapping[str, str], missing: Sequence[str] = ()) -> str:
    """The text for an input of ``kind``: the operator's ``own`` text, by the kind's name, or the text here.

    Empty for a question. ``missing``: terms that nothing in the collection mentions; they are named first.
    """
    said = own.get(kind.value) or REPLIES.get(kind, "")
    if not missing:
        return said
    return f"{unmentioned(missing)} {said}".strip()


def unmentioned(missing: Sequence[str]) -> str:
    """The sentence that names the terms ``missing``, of which there is one at least."""
    return UNMENTIONED % {"named": named_together(missing)}


def named_together(terms: Sequence[str], last: str = "or") -> str:
    """``terms`` in one list with ``last`` before the last of several, as "fog, lamps or gulls"."""
    return f" {last} ".join((", ".join(terms[:-1]), terms[-1]) if len(terms) > 1 else terms)
