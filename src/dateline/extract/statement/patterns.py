"""Candidates from a sentence's syntax: every verb, noun or adjective that may attribute words to someone.

The constructions are those that the PolNeAR guidelines describe (Newell, Margolin & Ruths, LREC 2018): a
clause, an infinitive, a noun phrase or a prepositional phrase that hangs from a cue. All are given;
``weights`` tells which are attributions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import MAX_SENTENCE, Range, Subject, Syntax, minus, standing

_TAIL = 16  # tokens from the last comma of a sentence to its end, where a cue may stand alone
_LIGHT_OBJECT = frozenset({"NOUN"})
_TRAILING = frozenset({"conj", "advcl", "parataxis", "dep", "prep"})
_DASHES = frozenset({"—", "–", "-", "--"})
_MAX_ENDS = 3


def syntax_candidates(syntax: Syntax) -> Iterator[Candidate]:
    """Every candidate of a text that rests on syntax, sentence by sentence."""
    for sentence in syntax.parsed.sentences:
        start, end = sentence.start, sentence.end
        if end - start > MAX_SENTENCE:
            continue
        for i in range(start, end):
            read = _READERS.get(syntax.pos[i])
            if read is not None:
                yield from read(syntax, i)
            if syntax.lower[i] == "according" and syntax.pos[i] in _ACCORDING:
                yield from _according(syntax, i)
        yield from _tail(syntax, start, end)


def _make(
    syntax: Syntax,
    pattern: str,
    head: int,
    content: tuple[Range, ...],
    *,
    cue: tuple[Range, ...] = (),
    subject: Subject | None = None,
    extra: tuple[str, ...] = (),
) -> tuple[Candidate, ...]:
    """The candidate, where content is left when source and cue are cut out of it."""
    source = syntax.phrase(subject.head) if subject else None
    cue = cue or _cue(syntax, head)
    runs = [syntax.trim(*run) for run in minus(content, (*cue, source) if source else cue)]
    chars = tuple([syntax.characters(*run) for run in runs if syntax.says_something(*run)])
    if not chars:
        return ()
    who = syntax.doc[subject.head] if subject else None
    extra = (*extra, *standing(subject, head))
    return (Candidate(pattern, syntax.doc[head], cue, source, who, chars, extra),)


def _cue(syntax: Syntax, head: int) -> tuple[Range, ...]:
    particle = syntax.child(head, "prt")
    if particle is None:
        return ((head, head + 1),)
    if particle == head + 1:
        return ((head, head + 2),)
    return ((head, head + 1), (particle, particle + 1))


def _from_verb(syntax: Syntax, verb: int) -> Iterator[Candidate]:
    if syntax.dep[verb] in ("aux", "auxpass") or syntax.lower[verb] == "according":
        return
    subject = syntax.subject_of(verb)
    passive = syntax.child(verb, "nsubjpass", "csubjpass")
    if passive is not None or (syntax.child(verb, "agent") is not None):
        yield from _passive(syntax, verb, passive)
        return
    yield from _clauses(syntax, verb, subject)
    yield from _objects(syntax, verb, subject)
    yield from _prepositions(syntax, verb, subject)
    yield from _around(syntax, verb, subject)


def _clauses(syntax: Syntax, verb: int, subject: Subject | None) -> Iterator[Candidate]:
    for clause in syntax.children(verb, "ccomp"):
        pattern = "clause" if clause > verb else "clause before"
        mark = syntax.child(clause, "mark")
        own = syntax.child(clause, *("nsubj", "nsubjpass", "expl"))
        extra = (
            f"mark={syntax.lower[mark] if mark is not None else None}",
            f"finite={syntax.tag[clause]}",
            f"own={own is not None}",
        )
        run = syntax.subtree(clause)
        if clause < verb:
            run = (run[0], min(run[1], _clause_start(syntax, verb)))
        yield from _make(syntax, pattern, verb, (run,), subject=subject, extra=extra)
        for end, why in _ends(syntax, clause, run):
            cut = (*extra, f"cut={why}")
            yield from _make(syntax, pattern, verb, ((run[0], end),), subject=subject, extra=cut)
        thing = syntax.child(verb, "dobj", "dative")
        if thing is not None and verb < thing < clause:
            both = (syntax.subtree(thing)[0], run[1])
            yield from _make(syntax, "object and clause", verb, (both,), subject=subject, extra=extra)
    for clause in syntax.children(verb, "xcomp", "oprd", "acomp", "attr"):
        if clause < verb:
            continue
        yield from _make(
            syntax,
            _name(syntax, clause),
            verb,
            (syntax.subtree(clause),),
            subject=subject,
            extra=(syntax.tag[clause],),
        )
        thing = syntax.child(verb, "dobj", "dative")
        if thing is not None and verb < thing < clause:
            both = (syntax.subtree(thing)[0], syntax.subtree(clause)[1])
            yield from _make(syntax, "object and " + _name(syntax, clause), verb, (both,), subject=subject)
        elif subject and subject.own and syntax.dep[clause] == "xcomp":
            whole = (syntax.phrase(subject.head), syntax.subtree(clause))
            yield from _make(syntax, "raised", verb, whole, extra=(syntax.tag[clause],))


def _ends(syntax: Syntax, clause: int, run: Range) -> list[tuple[int, str]]:
    """Where what a clause says may end before the clause does, as the parser draws it: before "and" with
    another verb, before a participle after a comma, at a dash; the last first, with the reason.
    """
    found: dict[int, str] = {}
    for c in syntax.children_of[clause]:
        if c <= clause or syntax.dep[c] not in _TRAILING:
            continue
        start = syntax.subtree(c)[0]
        while start - 1 > clause and (syntax.punct[start - 1] or syntax.dep[start - 1] == "cc"):
            start -= 1
        found[start] = syntax.dep[c]
    for i in range(clause + 1, run[1] - 1):
        if syntax.text[i] in _DASHES:
            found[i] = "dash"
    inside = [
        (end, why) for end, why in sorted(found.items(), reverse=True) if run[0] < clause < end < run[1]
    ]
    return inside[:_MAX_ENDS]


def _name(syntax: Syntax, clause: int) -> str:
    return {"xcomp": "infinitive", "oprd": "predicate", "acomp": "adjective"}.get(
        syntax.dep[clause], "predicate noun"
    )


def _clause_start(syntax: Syntax, verb: int) -> int:
    """Where a cue that follows its content begins."""
    first = verb
    for c in syntax.children(verb, "nsubj", "aux", "advmod", "neg"):
        if c < verb:
            first = min(first, syntax.subtree(c)[0] if syntax.dep[c] == "nsubj" else c)
    return first


def _objects(syntax: Syntax, verb: int, subject: Subject | None) -> Iterator[Candidate]:
    for thing in syntax.children(verb, "dobj"):
        if thing < verb:
            yield from _make(syntax, "object before", verb, (syntax.subtree(thing),), subject=subject)
            continue
        extra: tuple[str, ...] = (f"obj={syntax.doc[thing].ent_type_ or syntax.pos[thing]}",)
        if syntax.pos[thing] in _LIGHT_OBJECT:
            extra += (f"of={syntax.word(thing)}",)
        yield from _make(syntax, "object", verb, (syntax.subtree(thing),), subject=subject, extra=extra)
        for prep in chain(syntax.children(verb, "prep"), syntax.children(thing, "prep")):
            if prep < thing:
                continue
            where: tuple[str, ...] = (f"prep={syntax.lower[prep]}",)
            pobj = syntax.child(prep, "pobj", "pcomp")
            if syntax.head[prep] == verb:
                whole = (syntax.subtree(thing)[0], _rest_end(syntax, verb, syntax.subtree(prep)[1]))
                yield from _make(
                    syntax, "object and preposition", verb, (whole,), subject=subject, extra=where
                )
            if pobj is not None and syntax.pos[thing] in _LIGHT_OBJECT:
                light = ((verb, prep + 1),) if prep - verb < 5 else _cue(syntax, verb)
                where += (f"of={syntax.word(thing)}",)
                yield from _make(
                    syntax,
                    "light verb",
                    verb,
                    (syntax.subtree(pobj),),
                    cue=light,
                    subject=subject,
                    extra=where,
                )
        for clause in syntax.children(thing, "acl", "relcl", "ccomp"):
            light = ((verb, thing + 1),) if thing - verb < 5 else _cue(syntax, verb)
            where = (f"of={syntax.word(thing)}", syntax.tag[clause], syntax.dep[clause])
            yield from _make(
                syntax,
                "light clause",
                verb,
                (syntax.subtree(clause),),
                cue=light,
                subject=subject,
                extra=where,
            )


def _rest_end(syntax: Syntax, verb: int, end: int) -> int:
    """Where what a verb says ends, from ``end`` on: phrases that go on without a comma belong to it."""
    for c in syntax.children(verb, "prep", "advcl", "acl", "dative", "npadvmod"):
        start, past = syntax.subtree(c)
        if c > verb and start == end:
            end = past
    return end


def _prepositions(syntax: Syntax, verb: int, subject: Subject | None) -> Iterator[Candidate]:
    if syntax.child(verb, "dobj") is not None and syntax.child(verb, "ccomp") is not None:
        return
    for prep in syntax.children(verb, "prep"):
        pobj = syntax.child(prep, "pobj", "pcomp", "prep")
        if prep < verb or pobj is None:
            continue
        cue = ((verb, prep + 1),) if prep - verb < 4 else (*_cue(syntax, verb), (prep, prep + 1))
        extra = (f"prep={syntax.lower[prep]}", f"near={prep - verb < 3}")
        yield from _make(
            syntax, "preposition", verb, (syntax.subtree(pobj),), cue=cue, subject=subject, extra=extra
        )


def _around(syntax: Syntax, verb: int, subject: Subject | None) -> Iterator[Candidate]:
    """A cue set into or after what it attributes, as the parser draws it: "Prices, he said, will rise"."""
    governor = syntax.head[verb]
    if subject is None or governor == verb:
        return
    run = syntax.subtree(governor)
    if syntax.dep[verb] in ("parataxis", "ccomp", "dep") and syntax.pos[governor] in ("VERB", "AUX"):
        yield from _make(syntax, "set in", verb, minus((run,), (syntax.subtree(verb),)), subject=subject)
    elif syntax.dep[verb] == "advcl":
        mark = syntax.child(verb, "mark", "advmod")
        if mark is not None and mark < verb and syntax.lower[mark] == "as":
            yield from _make(
                syntax, "as he says", verb, minus((run,), (syntax.subtree(verb),)), subject=subject
            )


def _tail(syntax: Syntax, start: int, end: int) -> Iterator[Candidate]:
    """…, a survey of farmers found. Read from the words: the parser is often wrong about such an end."""
    comma = start
    for i in range(end - 2, max(start, end - _TAIL), -1):
        if syntax.text[i] == ",":
            comma = i
            break
    if comma - start < 3 or syntax.dep[comma + 1] in ("cc", "mark"):
        return
    verbs = [i for i in range(comma + 1, end) if syntax.pos[i] == "VERB"]
    subject = syntax.child(verbs[0], "nsubj") if len(verbs) == 1 else None
    if subject is not None and subject > comma:
        who = Subject(subject, own=True)
        yield from _make(syntax, "tail", verbs[0], ((start, comma),), subject=who)


def _passive(syntax: Syntax, verb: int, passive: int | None) -> Iterator[Candidate]:
    agent = syntax.child(verb, "agent")
    pobj = syntax.child(agent, "pobj") if agent is not None else None
    subject = Subject(pobj, own=True) if pobj is not None else None
    taken = (syntax.subtree(agent),) if agent is not None else ()
    own = (syntax.phrase(passive),) if passive is not None else ()
    if not own and syntax.dep[verb] == "acl":
        noun = syntax.head[verb]
        own = ((syntax.subtree(noun)[0], noun + 1),)
    clause = syntax.child(verb, "ccomp", "xcomp", "oprd")
    rest = (syntax.subtree(clause),) if clause is not None else ()
    extra = (f"clause={syntax.dep[clause] if clause is not None else None}", f"by={pobj is not None}")
    yield from _make(syntax, "passive", verb, minus((*own, *rest), taken), subject=subject, extra=extra)
    if clause is not None and passive is not None:
        told = minus(rest, taken)
        who = Subject(passive, own=True)
        yield from _make(syntax, "passive, told", verb, told, subject=who, extra=extra)
    if passive is None:
        return
    for prep in syntax.children(verb, "prep"):
        inner = syntax.child(prep, "pobj", "pcomp")
        if inner is None:
            continue
        where = (f"prep={syntax.lower[prep]}",)
        cue = ((verb, prep + 1),) if prep - verb < 4 else _cue(syntax, verb)
        who = Subject(passive, own=True)
        yield from _make(
            syntax, "passive, of", verb, (syntax.subtree(inner),), cue=cue, subject=who, extra=where
        )
        whole = minus((*own, syntax.subtree(prep)), taken)
        yield from _make(syntax, "passive and preposition", verb, whole, subject=subject, extra=where)


def _from_adjective(syntax: Syntax, word: int) -> Iterator[Candidate]:
    """He is confident that …; they were angry about …"""
    subject = syntax.subject_of(syntax.head[word]) if syntax.dep[word] in ("acomp", "conj") else None
    if subject is None:
        return
    copula = syntax.head[word]
    cue = ((copula, word + 1),) if 0 < word - copula < 4 else ((word, word + 1),)
    for clause in syntax.children(word, "ccomp", "xcomp"):
        extra = (syntax.dep[clause],)
        yield from _make(
            syntax, "is sure that", word, (syntax.subtree(clause),), cue=cue, subject=subject, extra=extra
        )
    for prep in syntax.children(word, "prep"):
        inner = syntax.child(prep, "pobj", "pcomp")
        if inner is not None:
            extra = (f"prep={syntax.lower[prep]}",)
            longer = ((cue[0][0], prep + 1),) if prep == word + 1 else cue
            yield from _make(
                syntax, "is sure of", word, (syntax.subtree(inner),), cue=longer, subject=subject, extra=extra
            )


def _from_noun(syntax: Syntax, noun: int) -> Iterator[Candidate]:
    """The claim that …; her call for …; plans to …"""
    clauses, prepositions = syntax.children(noun, "acl", "ccomp"), syntax.children(noun, "prep")
    if not clauses and not prepositions and syntax.dep[noun] != "nsubj":
        return
    subject = _owner(syntax, noun)
    owned = (f"owner={subject is not None}",)
    for clause in clauses:
        if syntax.tag[clause] in ("VBN", "VBG") and syntax.child(clause, "mark") is None:
            continue
        aux = syntax.child(clause, "aux", "mark")
        extra = (*owned, f"by={syntax.lower[aux] if aux is not None else None}")
        yield from _make(syntax, "noun clause", noun, (syntax.subtree(clause),), subject=subject, extra=extra)
    for prep in prepositions:
        inner = syntax.child(prep, "pobj", "pcomp")
        if inner is not None and prep > noun:
            extra = (*owned, f"prep={syntax.lower[prep]}")
            yield from _make(syntax, "noun of", noun, (syntax.subtree(inner),), subject=subject, extra=extra)
    copula = syntax.head[noun]
    if syntax.dep[noun] == "nsubj" and syntax.word(copula) == "be":
        told = syntax.child(copula, "ccomp", "xcomp")
        if told is not None:
            whole = (syntax.subtree(told),)
            yield from _make(syntax, "noun is that", noun, whole, subject=subject, extra=owned)


def _owner(syntax: Syntax, noun: int) -> Subject | None:
    own = syntax.child(noun, "poss")
    if own is not None:
        return Subject(own, own=True)
    for prep in syntax.children(noun, "prep", "agent"):
        if syntax.lower[prep] in ("by", "from", "of") and (named := syntax.child(prep, "pobj")) is not None:
            return Subject(named, own=True)
    if syntax.dep[noun] == "dobj" and syntax.pos[syntax.head[noun]] == "VERB":
        return syntax.subject_of(syntax.head[noun])
    return None


def _according(syntax: Syntax, word: int) -> Iterator[Candidate]:
    """According to the police, …"""
    to = next((c for c in syntax.children_of[word] if syntax.lower[c] == "to"), None)
    named = syntax.child(to, "pobj") if to is not None else None
    if to is None or named is None:
        return
    phrase_of = syntax.subtree(word)
    governor = syntax.head[word]
    while syntax.pos[governor] not in ("VERB", "AUX") and syntax.head[governor] != governor:
        governor = syntax.head[governor]
    if syntax.dep[governor] == "amod":
        return
    content = minus((syntax.subtree(governor),), (phrase_of,))
    cue = ((word, to + 1),)
    yield from _make(syntax, "according to", word, content, cue=cue, subject=Subject(named, own=True))


_READERS: dict[str, Callable[[Syntax, int], Iterator[Candidate]]] = {
    "VERB": _from_verb,
    "AUX": _from_verb,
    "ADJ": _from_adjective,
    "NOUN": _from_noun,
}
_ACCORDING = frozenset({"VERB", "ADP", "SCONJ", "ADV"})  # as what "according" is read
