"""Who gives a figure: "police said", "according to organisers", "the union put the number at"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Token

from dateline.extract.claimant_judge import (
    FIGURES,
    NEWSROOMS,
    PRONOUNS,
    SAYING,
    SHOWING,
    Candidate,
    candidates,
)
from dateline.extract.linear import LinearModel, load_model
from dateline.parse import Parsed
from dateline.records import Actor, Name, Span
from dateline.records.lists import ActorKind

_PLACING: Final = frozenset({"put", "place"})  # tell only with "at": put the crowd at 300
_TRACTS: Final = frozenset("province city town state district county region".split())
_TELLING: Final = frozenset({"tell", "warn", "quote"})
_BESIDE: Final = frozenset("as while when after before".split())
_NOBODY: Final = frozenset(
    "i we it they you this that these those who which there what one he she people crowd thousands hundreds "
    "dozens protest rally march demonstration strike event number turnout estimate estimates".split()
)  # fmt: skip
_KIND_WORDS: Final[dict[ActorKind, str]] = {
    "police": "police officer officers constable sheriff policeman",
    "union": "union unions federation",
    "government": "government ministry minister official officials authorities mayor council",
    "media": "media newspaper agency reporter reporters television radio times post",
    "crowd": "witness witnesses eyewitnesses residents protesters demonstrators",
    "civil_society": "organisers organizers organiser organizer activists campaigners coalition",
}
_KINDS: Final = tuple((kind, frozenset(words.split())) for kind, words in _KIND_WORDS.items())
# Probability from which a word names who gives the figure; see the model card.
THRESHOLD: Final = 0.3
_CLIMB: Final = 10
_LONGEST_NAME: Final = 8  # tokens of "for the ..." behind "spokespeople" that still belong to the name


def find_claimant(
    parsed: Parsed, token: Token, names: Sequence[Name] = (), model: LinearModel | None = None
) -> Actor | None:
    """Who the article says gives the figure at ``token``; None where it says it in its own voice.

    ``model`` judges instead of the one that ships, to measure one that has not seen the article.
    """
    model = model or load_model("claimant.json.gz")
    weighed = [(model.probability(c.features), -c.token.i, c) for c in claimants_near(parsed, token)]
    chance, _, likeliest = max(weighed, default=(0.0, 0, None))
    if likeliest is None or chance < THRESHOLD:
        return None
    return named_claimant(parsed, likeliest.token, names, round(chance, 2))


def claimants_near(parsed: Parsed, token: Token) -> tuple[Candidate, ...]:
    """Every word that may name who gives the figure at ``token``, as the judge looks at it, in order."""
    return tuple(candidates(parsed, token, _ruled(parsed, token)))


def _ruled(parsed: Parsed, token: Token) -> dict[int, str]:
    """The words that the grammar names as a figure's source, with the first rule that does."""
    found = {
        "behind": _speaker_behind(token),
        "owner": _owner(token),
        "above": _speaker_above(token),
        "according": _according_to(token),
        "end": _speaker_at_end(token),
        "quotation": _speaker_of_quotation(parsed, token),
    }
    rules: dict[int, str] = {}
    for rule, source in found.items():
        if source is not None:
            rules.setdefault(source.i, rule)
    return rules


def named_claimant(parsed: Parsed, source: Token, names: Sequence[Name], confidence: float) -> Actor | None:
    """The claimant that a word names, a pronoun by the words before it; None where it names nobody."""
    if source.lower_ in PRONOUNS:
        before = _speaker_before(parsed, source)
        if before is None:
            return None
        source = before
    if source.lower_ in _NOBODY or source.pos_ not in {"NOUN", "PROPN"}:
        return None
    return _actor(parsed, source, names, confidence)


def _speaker_behind(token: Token) -> Token | None:
    """Police, in "the 900 expected by police"."""
    for verb in token.children:
        if verb.dep_ == "acl" and verb.lemma_.lower() in SAYING:
            for by in verb.children:
                if by.dep_ == "agent":
                    return next((c for c in by.children if c.dep_ == "pobj"), None)
    return None


def _owner(token: Token) -> Token | None:
    """Organisers, in "the organisers' estimate of 40,000"."""
    at = token.i - 1
    while at > 0 and (token.doc[at].like_num or token.doc[at].dep_ == "quantmod"):
        at -= 1
    if at < 1 or token.doc[at].lower_ != "of" or token.doc[at - 1].lemma_.lower() not in FIGURES:
        return None
    return next((c for c in token.doc[at - 1].children if c.dep_ == "poss"), None)


def _speaker_above(token: Token) -> Token | None:
    """Who says what the figure stands under; a pronoun only where no verb further up names anybody."""
    current, pronoun = token, None
    for _ in range(_CLIMB):
        head = current.head
        if head.i == current.i:
            break
        # What is told beside the saying is not said: "he said as he joined hundreds".
        beside = current.dep_ == "advcl" and any(c.lower_ in _BESIDE for c in current.children)
        # Nor is the size of the audience: "he told a crowd of 500".
        audience = current.dep_ in {"dobj", "dative"} and head.lemma_.lower() in _TELLING
        told = head.pos_ in {"VERB", "AUX"} and not beside and not audience
        speaker = _teller(head, token) if told else None
        if speaker is not None and speaker.lower_ not in PRONOUNS:
            return speaker
        pronoun, current = pronoun or speaker, head
    return pronoun


def _teller(verb: Token, token: Token | None = None) -> Token | None:
    """Who says it, where the verb is one of saying."""
    lemma = verb.lemma_.lower()
    if lemma not in SAYING and lemma not in SHOWING:
        return None
    if lemma in _PLACING and not any(c.lower_ == "at" for c in verb.children):
        return None
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    # The counted themselves may be the subject: "thousands said they would march".
    if not subjects or (token is not None and _holds(subjects[-1], token)):
        return None
    speaker = _named_beside(subjects[-1])
    return speaker if lemma in SAYING or speaker.lemma_.lower() in NEWSROOMS else None


def _named_beside(speaker: Token) -> Token:
    """The body that speaks, where a place before it was taken for the speaker: "in Lyon, the union said"."""
    if speaker.ent_type_ in {"GPE", "LOC"} or speaker.lemma_.lower() in _TRACTS:
        return next((c for c in speaker.children if c.dep_ == "appos" and c.i > speaker.i), speaker)
    return speaker


def _speaker_at_end(token: Token) -> Token | None:
    """Union leaders, in "Thousands could strike, warn union leaders."."""
    for verb in token.doc[token.i : token.sent.end]:
        if verb.lemma_.lower() not in SAYING or verb.tag_ not in {"VB", "VBP", "VBZ", "VBD"}:
            continue
        if verb.nbor(-1).text != "," or any(c.dep_ == "nsubj" for c in verb.children):
            continue
        speaker = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
        rest = token.doc[speaker.right_edge.i + 1 : token.sent.end] if speaker is not None else ()
        if speaker is not None and all(t.is_punct or t.is_space for t in rest):
            return speaker
    return None


def _speaker_of_quotation(parsed: Parsed, token: Token) -> Token | None:
    """Who speaks a quotation: who is named where it ends, else who spoke last before the figure."""
    text = parsed.text
    start = text.rfind("\n", 0, token.idx) + 1
    before = text[start : token.idx]
    curly = before.rfind("“") > before.rfind("”")
    if not curly and before.count('"') % 2 == 0:
        return None
    closing = min((at for mark in '”"' if (at := text.find(mark, token.idx)) >= 0), default=len(text) - 1)
    ending = parsed.sentences[parsed.sentence_of(parsed.token_at(closing))]
    later = [s for t in ending if t.idx > closing and (s := _teller(t))]
    if later:
        return later[0]
    first = parsed.token_at(start)
    earlier = [s for t in parsed.doc[first : token.i] if (s := _teller(t)) and s.lower_ != "we"]
    return earlier[-1] if earlier else None


def _holds(top: Token, token: Token) -> bool:
    return bool(top.i == token.i or top.is_ancestor(token))


def _according_to(token: Token) -> Token | None:
    for word in token.sent:
        if word.lower_ != "according":
            continue
        for to in word.children:
            for name in to.children:
                if to.lower_ == "to" and name.dep_ == "pobj":
                    return name
        after = token.doc[word.i + 1 : min(word.i + 8, token.sent.end)]
        nouns = [t for t in after if t.pos_ in {"NOUN", "PROPN"}]
        if nouns:
            return nouns[0]
    return None


def _speaker_before(parsed: Parsed, pronoun: Token) -> Token | None:
    """Whom a pronoun stands for: the person named last, or of a body the one that spoke last."""
    number = parsed.sentence_of(pronoun.i)
    start = parsed.sentences[max(0, number - 2)].start
    before = parsed.doc[start : pronoun.i]
    if pronoun.lower_ in {"he", "she"}:
        people = [e for e in before.ents if e.label_ == "PERSON"]
        return people[-1].root if people else None
    tellers = [c for t in before if t.lemma_.lower() in SAYING for c in t.children if c.dep_ == "nsubj"]
    known = [_named_beside(t) for t in tellers if t.lower_ not in _NOBODY and t.ent_type_ != "PERSON"]
    return known[-1] if known else None


def _phrase(head: Token) -> tuple[Token, Token]:
    """The noun phrase of a head without its article: a title and a name, a body's full name."""
    first = head
    for child in head.lefts:
        if child.dep_ in {"compound", "amod", "nmod", "poss", "nummod"} and child.pos_ != "NUM":
            first = min(first, child.left_edge, key=lambda t: t.i)
    while first.tag_ in {"DT", "PRP$"} and first.i < head.i:
        first = first.nbor(1)
    last = head
    for child in head.rights:
        if head.lemma_.lower() in NEWSROOMS:
            break
        if child.lower_ in {"of", "for"}:
            # The whole phrase, or where that is long what it is of or for.
            ends = [child.right_edge, *(c for c in child.children if c.dep_ == "pobj")]
            last = next((end for end in ends if end.i - head.i <= _LONGEST_NAME), head)
        break
    return first, last


def _actor(parsed: Parsed, source: Token, names: Sequence[Name], confidence: float) -> Actor:
    first, last = _phrase(source)
    span = parsed.span(first.idx, last.idx + len(last))
    name, kind = span.quote, _kind(span.quote.lower().split(), last)
    for known in names:
        if known.kind == "place" or not known.evidence or not _covers(known.evidence[0], source):
            continue
        if known.kind == "person" or not _is_within(known.evidence[0], span):
            name = known.name
            kind = "person" if known.kind == "person" else kind
        break
    return Actor(name=name, kind=kind, confidence=confidence, evidence=(span,), by="claimant.judge/1")


def _covers(span: Span, token: Token) -> bool:
    return bool(span.start <= token.idx and token.idx + len(token) <= span.end)


def _is_within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and inner != outer


def _kind(words: list[str], head: Token) -> ActorKind:
    for kind, known in _KINDS:
        if known.intersection(words):
            return kind
    return "person" if head.ent_type_ == "PERSON" else "other"
