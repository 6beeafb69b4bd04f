"""Candidates from a sentence's syntax: every verb, noun or adjective that may attribute words to someone.

The constructions are those that the PolNeAR guidelines describe (Newell, Margolin & Ruths, LREC 2018): a
clause, an infinitive, a noun phrase or a prepositional phrase that hangs from a cue. All are given;
``weights`` tells which are attributions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import (
    MAX_SENTENCE,
    Range,
    Subject,
    child,
    children,
    minus,
    phrase,
    subject_of,
    subtree,
    trim,
)
from dateline.parse import Parsed

_TAIL = 16  # tokens from the last comma of a sentence to its end, where a cue may stand alone
_LIGHT_OBJECT = frozenset({"NOUN"})


def syntax_candidates(parsed: Parsed) -> Iterator[Candidate]:
    """Every candidate of a text that rests on syntax, sentence by sentence."""
    for sentence in parsed.sentences:
        if len(sentence) > MAX_SENTENCE:
            continue
        for token in sentence:
            for read in _READERS.get(token.pos_, ()):
                yield from read(token)
        yield from _tail(sentence)


def _make(
    pattern: str,
    head: Token,
    content: tuple[Range, ...],
    *,
    cue: tuple[Range, ...] = (),
    subject: Subject | None = None,
    extra: tuple[str, ...] = (),
) -> Iterator[Candidate]:
    """The candidate, where content is left when source and cue are cut out of it."""
    source = phrase(subject.head) if subject else None
    cue = cue or _cue(head)
    taken = (*cue, source) if source else cue
    doc = head.doc
    runs = [trim(head, *run) for run in minus(content, taken)]
    runs = [(a, b) for a, b in runs if any(doc[i].text.strip(" ,.;:-\n") for i in range(a, b))]
    if runs:
        chars = tuple((doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in runs)
        yield Candidate(pattern, head, cue, source, subject.head if subject else None, chars, extra)


def _cue(head: Token) -> tuple[Range, ...]:
    particle = child(head, "prt")
    if particle is None:
        return ((head.i, head.i + 1),)
    if particle.i == head.i + 1:
        return ((head.i, head.i + 2),)
    return ((head.i, head.i + 1), (particle.i, particle.i + 1))


def _from_verb(verb: Token) -> Iterator[Candidate]:
    if verb.dep_ in ("aux", "auxpass"):
        return
    subject = subject_of(verb)
    passive = child(verb, "nsubjpass", "csubjpass")
    if passive is not None or (child(verb, "agent") is not None):
        yield from _passive(verb, passive)
        return
    yield from _clauses(verb, subject)
    yield from _objects(verb, subject)
    yield from _prepositions(verb, subject)
    yield from _around(verb, subject)


def _clauses(verb: Token, subject: Subject | None) -> Iterator[Candidate]:
    for clause in children(verb, "ccomp"):
        pattern = "clause" if clause.i > verb.i else "clause before"
        mark = child(clause, "mark")
        own = child(clause, *("nsubj", "nsubjpass", "expl"))
        extra = (f"mark={mark.lower_ if mark else None}", f"finite={clause.tag_}", f"own={own is not None}")
        run = subtree(clause)
        if clause.i < verb.i:
            run = (run[0], min(run[1], _clause_start(verb, subject)))
        yield from _make(pattern, verb, (run,), subject=subject, extra=extra)
        thing = child(verb, "dobj", "dative")
        if thing is not None and verb.i < thing.i < clause.i:
            both = (subtree(thing)[0], run[1])
            yield from _make("object and clause", verb, (both,), subject=subject, extra=extra)
    for clause in children(verb, "xcomp", "oprd", "acomp", "attr"):
        if clause.i < verb.i:
            continue
        yield from _make(_name(clause), verb, (subtree(clause),), subject=subject, extra=(clause.tag_,))
        thing = child(verb, "dobj", "dative")
        if thing is not None and verb.i < thing.i < clause.i:
            both = (subtree(thing)[0], subtree(clause)[1])
            yield from _make("object and " + _name(clause), verb, (both,), subject=subject)
        elif subject and subject.own and clause.dep_ == "xcomp":
            whole = (phrase(subject.head), subtree(clause))
            yield from _make("raised", verb, whole, extra=(clause.tag_,))


def _name(clause: Token) -> str:
    return {"xcomp": "infinitive", "oprd": "predicate", "acomp": "adjective"}.get(
        clause.dep_, "predicate noun"
    )


def _clause_start(verb: Token, subject: Subject | None) -> int:
    """Where a cue that follows its content begins."""
    first: int = verb.i
    for c in verb.lefts:
        if c.dep_ in ("nsubj", "aux", "advmod", "neg"):
            first = min(first, c.left_edge.i if c.dep_ == "nsubj" else c.i)
    return first


def _objects(verb: Token, subject: Subject | None) -> Iterator[Candidate]:
    for thing in children(verb, "dobj"):
        if thing.i < verb.i:
            yield from _make("object before", verb, (subtree(thing),), subject=subject)
            continue
        extra: tuple[str, ...] = (f"obj={thing.ent_type_ or thing.pos_}",)
        if thing.pos_ in _LIGHT_OBJECT:
            extra += (f"of={_lemma(thing)}",)
        yield from _make("object", verb, (subtree(thing),), subject=subject, extra=extra)
        for prep in chain(children(verb, "prep"), children(thing, "prep")):
            if prep.i < thing.i:
                continue
            where: tuple[str, ...] = (f"prep={prep.lower_}",)
            pobj = child(prep, "pobj", "pcomp")
            if prep.head.i == verb.i:
                whole = (subtree(thing)[0], _rest_end(verb, subtree(prep)[1]))
                yield from _make("object and preposition", verb, (whole,), subject=subject, extra=where)
            if pobj is not None and thing.pos_ in _LIGHT_OBJECT:
                light = ((verb.i, prep.i + 1),) if prep.i - verb.i < 5 else _cue(verb)
                where += (f"of={_lemma(thing)}",)
                yield from _make(
                    "light verb", verb, (subtree(pobj),), cue=light, subject=subject, extra=where
                )
        for clause in children(thing, "acl", "relcl", "ccomp"):
            light = ((verb.i, thing.i + 1),) if thing.i - verb.i < 5 else _cue(verb)
            where = (f"of={_lemma(thing)}", clause.tag_, clause.dep_)
            yield from _make(
                "light clause", verb, (subtree(clause),), cue=light, subject=subject, extra=where
            )


def _rest_end(verb: Token, end: int) -> int:
    """Where what a verb says ends, from ``end`` on: phrases that go on without a comma belong to it."""
    for c in verb.rights:
        if c.left_edge.i == end and c.dep_ in ("prep", "advcl", "acl", "dative", "npadvmod"):
            end = c.right_edge.i + 1
    return end


def _prepositions(verb: Token, subject: Subject | None) -> Iterator[Candidate]:
    if child(verb, "dobj") is not None and child(verb, "ccomp") is not None:
        return
    for prep in children(verb, "prep"):
        pobj = child(prep, "pobj", "pcomp", "prep")
        if prep.i < verb.i or pobj is None:
            continue
        cue = ((verb.i, prep.i + 1),) if prep.i - verb.i < 4 else (*_cue(verb), (prep.i, prep.i + 1))
        extra = (f"prep={prep.lower_}", f"near={prep.i - verb.i < 3}")
        yield from _make("preposition", verb, (subtree(pobj),), cue=cue, subject=subject, extra=extra)


def _around(verb: Token, subject: Subject | None) -> Iterator[Candidate]:
    """A cue set into or after what it attributes, as the parser draws it: "Prices, he said, will rise"."""
    governor = verb.head
    if subject is None or governor.i == verb.i:
        return
    run = subtree(governor)
    if verb.dep_ in ("parataxis", "ccomp", "dep") and governor.pos_ in ("VERB", "AUX"):
        yield from _make("set in", verb, minus((run,), (subtree(verb),)), subject=subject)
    elif verb.dep_ == "advcl":
        mark = next((t.lower_ for t in verb.lefts if t.dep_ in ("mark", "advmod")), "")
        if mark == "as":
            yield from _make("as he says", verb, minus((run,), (subtree(verb),)), subject=subject)


def _tail(sentence: Tokens) -> Iterator[Candidate]:
    """…, a survey of farmers found. Read from the words: the parser is often wrong about such an end."""
    doc, end = sentence.doc, sentence.end
    comma = next(
        (i for i in range(end - 2, max(sentence.start, end - _TAIL), -1) if doc[i].text == ","),
        sentence.start,
    )
    verbs = [t for t in doc[comma + 1 : end] if t.pos_ == "VERB"]
    if comma - sentence.start < 3 or len(verbs) != 1 or doc[comma + 1].dep_ in ("cc", "mark"):
        return
    subject = child(verbs[0], "nsubj")
    if subject is not None and subject.i > comma:
        run = (sentence.start, comma)
        yield from _make("tail", verbs[0], (run,), subject=Subject(subject, own=True))


def _passive(verb: Token, passive: Token | None) -> Iterator[Candidate]:
    agent = child(verb, "agent")
    pobj = child(agent, "pobj") if agent is not None else None
    subject = Subject(pobj, own=True) if pobj is not None else None
    taken = (subtree(agent),) if agent is not None else ()
    own = (phrase(passive),) if passive is not None else ()
    if not own and verb.dep_ == "acl":
        own = ((verb.head.left_edge.i, verb.head.i + 1),)
    clause = child(verb, "ccomp", "xcomp", "oprd")
    rest = (subtree(clause),) if clause is not None else ()
    extra = (f"clause={clause.dep_ if clause is not None else None}", f"by={pobj is not None}")
    yield from _make("passive", verb, minus((*own, *rest), taken), subject=subject, extra=extra)
    if clause is not None and passive is not None:
        told = minus(rest, taken)
        who = Subject(passive, own=True)
        yield from _make("passive, told", verb, told, subject=who, extra=extra)
    if passive is None:
        return
    for prep in children(verb, "prep"):
        inner = child(prep, "pobj", "pcomp")
        if inner is None:
            continue
        where = (f"prep={prep.lower_}",)
        cue = ((verb.i, prep.i + 1),) if prep.i - verb.i < 4 else _cue(verb)
        who = Subject(passive, own=True)
        yield from _make("passive, of", verb, (subtree(inner),), cue=cue, subject=who, extra=where)
        whole = minus((*own, subtree(prep)), taken)
        yield from _make("passive and preposition", verb, whole, subject=subject, extra=where)


def _from_adjective(word: Token) -> Iterator[Candidate]:
    """He is confident that …; they were angry about …"""
    subject = subject_of(word.head) if word.dep_ in ("acomp", "conj") else None
    if subject is None:
        return
    copula = word.head.i
    cue = ((copula, word.i + 1),) if 0 < word.i - copula < 4 else ((word.i, word.i + 1),)
    for clause in children(word, "ccomp", "xcomp"):
        extra = (clause.dep_,)
        yield from _make("is sure that", word, (subtree(clause),), cue=cue, subject=subject, extra=extra)
    for prep in children(word, "prep"):
        inner = child(prep, "pobj", "pcomp")
        if inner is not None:
            extra = (f"prep={prep.lower_}",)
            longer = ((cue[0][0], prep.i + 1),) if prep.i == word.i + 1 else cue
            yield from _make("is sure of", word, (subtree(inner),), cue=longer, subject=subject, extra=extra)


def _from_noun(noun: Token) -> Iterator[Candidate]:
    """The claim that …; her call for …; plans to …"""
    subject = _owner(noun)
    owned = (f"owner={subject is not None}",)
    for clause in children(noun, "acl", "ccomp"):
        if clause.tag_ in ("VBN", "VBG") and child(clause, "mark") is None:
            continue
        aux = child(clause, "aux", "mark")
        extra = (*owned, f"by={aux.lower_ if aux is not None else None}")
        yield from _make("noun clause", noun, (subtree(clause),), subject=subject, extra=extra)
    for prep in children(noun, "prep"):
        inner = child(prep, "pobj", "pcomp")
        if inner is not None and prep.i > noun.i:
            extra = (*owned, f"prep={prep.lower_}")
            yield from _make("noun of", noun, (subtree(inner),), subject=subject, extra=extra)
    copula = noun.head
    if noun.dep_ == "nsubj" and _lemma(copula) == "be":
        clause = child(copula, "ccomp", "xcomp")
        if clause is not None:
            yield from _make("noun is that", noun, (subtree(clause),), subject=subject, extra=owned)


def _owner(noun: Token) -> Subject | None:
    own = child(noun, "poss")
    if own is not None:
        return Subject(own, own=True)
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in ("by", "from", "of") and (named := child(prep, "pobj")) is not None:
            return Subject(named, own=True)
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        return subject_of(noun.head)
    return None


def _according(word: Token) -> Iterator[Candidate]:
    """According to the police, …"""
    if word.lower_ != "according":
        return
    to = next((c for c in word.children if c.lower_ == "to"), None)
    named = child(to, "pobj") if to is not None else None
    if to is None or named is None:
        return
    phrase_of = subtree(word)
    governor = word.head
    while governor.pos_ not in ("VERB", "AUX") and governor.head.i != governor.i:
        governor = governor.head
    if governor.dep_ == "amod":
        return
    content = minus((subtree(governor),), (phrase_of,))
    cue = ((word.i, to.i + 1),)
    yield from _make("according to", word, content, cue=cue, subject=Subject(named, own=True))


def _verb(token: Token) -> Iterator[Candidate]:
    if token.lower_ == "according":
        return iter(())
    return _from_verb(token)


def _lemma(token: Token) -> str:
    word: str = token.lemma_.lower() or token.lower_
    return word


_READERS: dict[str, tuple[Callable[[Token], Iterator[Candidate]], ...]] = {
    "VERB": (_verb, _according),
    "AUX": (_verb,),
    "ADJ": (_from_adjective,),
    "NOUN": (_from_noun,),
    "ADP": (_according,),
    "SCONJ": (_according,),
    "ADV": (_according,),
}
