"""What speaks for and against a time expression as the day of an event, as named features of two judges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from spacy.tokens import Token

from dateline.extract.occurrence import Occurrence
from dateline.extract.tense import frame_of
from dateline.parse import Parsed
from dateline.records import Span, TimeExpression

REPORTING: Final = frozenset(
    (
        "say tell report announce state add write tweet confirm declare claim note warn publish post release "
        "describe explain comment respond reply argue insist interview speak acknowledge issue"
    ).split()
)
_BEGINNING: Final = re.compile(
    r"\b(?:since|beg[ai]n(?:ning)?|begun|start(?:ed|ing)?|launched|from|erupted)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_LIMITING: Final = re.compile(
    r"\b(since|from|until|till|by|on|in|after|before|during|over|for|through|last|next|this|earlier|later|late|"
    r"early|of|to|between|and|began|started)\W+(?:the\W+)?$",
    re.IGNORECASE,
)
# Words that tell that an event goes on, or how long it did.
_LASTING: Final = frozenset(
    "still ongoing continued continue continues since began begun started remain remained now far ended "
    "weeks days months until".split()
)
_MAX_PATH: Final = 5
_LONGEST_TIE: Final = 200  # tokens; a cap for sentences that never end


def candidate_features(
    parsed: Parsed,
    occurrence: Occurrence,
    time: TimeExpression,
    times: Sequence[TimeExpression],
    today: date | None,
) -> list[str]:
    """What speaks for and against a time expression as the day of an event, as named features."""
    span = time.evidence[0]
    token = head_of(parsed, span)
    sentence = parsed.sentence_of(token.i)
    rule = _rule(time)
    where = _where(sentence, parsed, occurrence)
    kind = f"{'main' if occurrence.main else 'background'} {_tense(occurrence)}"
    link = _link(token, occurrence, where == "trigger")
    age = _age(time, today)
    features = [
        f"where={where}", f"link={link}", f"where+link={where} {link}", f"rule={rule}", f"kind={kind}",
        f"age={age}", f"kind+age={kind} {age}", f"where+age={where} {age}", f"precision={time.precision}",
        f"where+rule={where} {rule}", f"nearest={_rank(parsed, occurrence, time, times)}",
        f"where+kind={where} {kind}", f"lead={min(sentence, 5)}", f"kind+lead={kind} {min(sentence, 3)}",
        f"tokens={_bucket(abs(token.i - occurrence.head))}",
    ]  # fmt: skip
    if sentence in occurrence.scope:
        features.append("in scope")
    if _days_are_common(time, times):
        features.append(f"common {kind}")
    if _in_quotation(parsed, span.start):
        features.append("quoted")
    features += _wording(parsed, occurrence, time, kind)
    shared = where in {"trigger", "other trigger"}
    if shared:
        features += _in_sentence(parsed, occurrence, token, times)
    features += _of_verbs(occurrence, token, sentence_is_shared=shared)
    return features


def tagged_features(parsed: Parsed, time: TimeExpression) -> list[str]:
    """How much like the date of an event the encoder takes the words to be."""
    span = time.evidence[0]
    return parsed.tags.features(("date",), span.start, span.end)


def _wording(parsed: Parsed, occurrence: Occurrence, time: TimeExpression, kind: str) -> Iterator[str]:
    """The word before, the first word, and what the expression modifies ("Friday's march")."""
    span, rule = time.evidence[0], _rule(time)
    token = head_of(parsed, span)
    before = word_before(parsed, span)
    yield f"word_before={before} {kind}"
    yield f"word_before+rule={before} {rule}"
    yield f"first+rule={span.quote.split()[0].lower()} {rule}"
    if token.dep_ in {"poss", "compound", "amod", "nmod"}:
        shared = token.sent.start <= _nearest_trigger(occurrence, token).i < token.sent.end
        yield f"modifies={token.head.lemma_.lower() if shared else '-'} {token.dep_}"


def _in_sentence(
    parsed: Parsed, occurrence: Occurrence, token: Token, times: Sequence[TimeExpression]
) -> Iterator[str]:
    """The way through the sentence from the event's word to the expression, and what lies between."""
    trigger = _nearest_trigger(occurrence, token)
    if abs(trigger.i - token.i) > _LONGEST_TIE:
        return
    path, branch, meeting = _path(trigger, token)
    yield f"path={path}"
    yield f"branch={branch}"
    reports = verb_over(meeting).lemma_.lower() in REPORTING
    yield f"meet={meeting.i == trigger.i} {meeting.pos_} {reports}"
    yield f"gap={'right' if token.i > trigger.i else 'left'} {_bucket(abs(token.i - trigger.i))}"
    first, last = sorted((parsed.doc[trigger.i].idx, parsed.doc[token.i].idx))
    between = sum(first < t.evidence[0].start < last and t.evidence[0].end <= last for t in times)
    yield f"between={min(between, 2)}"


def _of_verbs(occurrence: Occurrence, token: Token, *, sentence_is_shared: bool) -> Iterator[str]:
    """The verb that the expression hangs on, its tense and that of the event's clause."""
    trigger = _nearest_trigger(occurrence, token)
    frame = frame_of(token)
    yield f"verb={verb_over(token).lemma_.lower()} {sentence_is_shared}"
    yield f"frame={frame} {_tense(occurrence)}"
    yield f"frames={frame_of(trigger)} {frame} {sentence_is_shared}"
    if any(child.lower_ in {"had", "'d"} for child in verb_over(trigger).children):
        yield f"had {sentence_is_shared}"
    if token.head.i == trigger.i:
        yield f"on_trigger={token.dep_}"


def lasting_features(
    parsed: Parsed, occurrence: Occurrence, time: TimeExpression, today: date | None
) -> list[str]:
    """What speaks for and against an event that lasts from a day until publication."""
    span = time.evidence[0]
    token = head_of(parsed, span)
    trigger = _nearest_trigger(occurrence, token)
    form, age, verb = occurrence.form.value, _age(time, today), verb_over(token)
    features = [
        f"form={form} {occurrence.main}", f"age={age}", f"form+age={form} {age}", f"main={occurrence.main}",
        f"word_before={word_before(parsed, span)}", f"verb={verb.lemma_.lower()}", f"verb_tag={verb.tag_}",
        f"trigger_tag={trigger.tag_}", f"trigger={trigger.lemma_.lower()}", f"precision={time.precision}",
        f"frame={frame_of(trigger)}", f"where={_where(parsed.sentence_of(token.i), parsed, occurrence)}",
        f"begins={begins(parsed, span)}",
    ]  # fmt: skip
    features += [f"aux={c.lower_}" for c in verb_over(trigger).children if c.dep_ in {"aux", "auxpass"}]
    return features + [f"says={t.lower_}" for t in trigger.sent if t.lower_ in _LASTING]


def begins(parsed: Parsed, span: Span) -> bool:
    """Whether the words give the beginning of something: "since Monday", "which began on May 3"."""
    before = parsed.text[max(0, span.start - 40) : span.start]
    return bool(_BEGINNING.search(before)) or span.quote.lower().startswith("since")


def word_before(parsed: Parsed, span: Span) -> str:
    """The word before an expression that says how it limits the event, "-" where it is another."""
    found = _LIMITING.search(parsed.text, max(0, span.start - 25), span.start)
    return found[1].lower() if found else "-"


def _nearest_trigger(occurrence: Occurrence, token: Token) -> Token:
    return min((t.root for t in occurrence.trigger), key=lambda root: abs(root.i - token.i))


def _path(trigger: Token, target: Token) -> tuple[str, str, Token]:
    """Labels from the trigger up to where the two meet and down; the first step down; where they meet."""
    above = {token.i: steps for steps, token in enumerate((trigger, *trigger.ancestors))}
    down: list[str] = []
    token = target
    while token.i not in above and token.head.i != token.i:
        down.append(token.lower_ if token.dep_ == "prep" else token.dep_)
        token = token.head
    up = above.get(token.i, _MAX_PATH + 1)
    branch = f"{min(up, 3)} {down[-1] if down else '='}"
    if up + len(down) > _MAX_PATH:
        return "long", branch, token
    deps = [trigger.dep_, *(t.dep_ for t in trigger.ancestors)][:up]
    return "^".join(deps) + ">" + ">".join(reversed(down)), branch, token


def _rule(time: TimeExpression) -> str:
    return time.by.split(".")[1].split("/")[0]


def _tense(occurrence: Occurrence) -> str:
    status = occurrence.status.value
    return "coming" if status in {"planned", "threatened"} else "off" if status == "called_off" else "held"


def _where(sentence: int, parsed: Parsed, occurrence: Occurrence) -> str:
    triggers = [parsed.sentence_of(t.root.i) for t in occurrence.trigger]
    if sentence == triggers[0]:
        return "trigger"
    if sentence in triggers[1:]:
        return "other trigger"
    step = sentence - triggers[0]
    sign = "+" if step > 0 else "-"
    size = abs(step)
    return sign + (str(size) if size <= 2 else "3-5" if size <= 5 else "6-12" if size <= 12 else "far")


def _bucket(distance: int) -> str:
    return next((str(limit) for limit in (2, 5, 10, 20, 40, 80, 200) if distance <= limit), "more")


def _age(time: TimeExpression, today: date | None) -> str:
    """How long before publication, in rough steps; "ahead" where it begins after."""
    if today is None or time.start is None or time.end is None:
        return "unknown"
    if time.start > today:
        return "ahead" if (time.start - today).days <= 60 else "far ahead"
    days = (today - time.end).days
    limits = ((0, "now"), (1, "1"), (4, "4"), (7, "7"), (14, "14"), (31, "31"), (90, "90"), (400, "400"))
    return next((name for limit, name in limits if days <= limit), "older")


def _rank(
    parsed: Parsed, occurrence: Occurrence, time: TimeExpression, times: Sequence[TimeExpression]
) -> str:
    """Whether it is the nearest dated expression before, or behind, the trigger."""
    dated = [t.evidence[0].start for t in times if t.start is not None and t.type == "date"]
    head = parsed.doc[occurrence.head].idx
    own = time.evidence[0].start
    before = max((s for s in dated if s <= head), default=-1)
    after = min((s for s in dated if s > head), default=-1)
    if own == before:
        return "before"
    if own == after:
        return "after"
    return "first" if own == min(dated) else "no"


def _days_are_common(time: TimeExpression, times: Sequence[TimeExpression]) -> bool:
    return sum(t.start == time.start and t.end == time.end for t in times) >= 2


def _in_quotation(parsed: Parsed, start: int) -> bool:
    before = parsed.text[max(0, start - 400) : start]
    return before.rfind("“") > before.rfind("”")


def _link(token: Token, occurrence: Occurrence, same_sentence: bool) -> str:
    """How the grammar ties a time to the event's words."""
    root = occurrence.trigger[0].root
    governor = verb_over(token)
    if same_sentence:
        if root.is_ancestor(token):
            return "below"
        if governor.i == verb_over(root).i:
            return "same verb"
        if governor.is_ancestor(root):
            return "above said" if governor.lemma_.lower() in REPORTING else "above"
    return "said" if governor.lemma_.lower() in REPORTING else "none"


def verb_over(token: Token) -> Token:
    """The verb that a token hangs on, or what it hangs on last where there is none near."""
    for _ in range(10):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            return token
        token = token.head
    return token


def head_of(parsed: Parsed, span: Span) -> Token:
    """The token of an expression that the others hang on."""
    return parsed.tokens_of(span).root
